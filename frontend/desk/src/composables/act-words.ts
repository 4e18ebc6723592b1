import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Action, Case } from '../api/types'
import { actGroups, groupOf, keyOf, sortActions, type ActGroup } from './acts'

export interface ActLine {
  name: string
  label: string
  keys: string
  help: string
  action: Action
}

/** How an act is called, and in one line what it does: which paper it issues, whom it tells, on which article. */
export function useActWords() {
  const { t, te } = useI18n()
  const label = (action: string) =>
    te(`desk.button.${action}`) ? t(`desk.button.${action}`) : t(`law.verb.${action}`)
  const paper = (action: Action) =>
    action.paper && te(`law.document.${action.paper}`)
      ? t(action.proposal ? 'ladder.does.paperOnApproval' : 'ladder.does.paper', {
          paper: t(`law.document.${action.paper}`),
        })
      : ''
  const tells = (action: Action) =>
    (action.tells?.length ?? 0) > 0
      ? t('ladder.does.tells', {
          who: action.tells?.map((role) => t(`law.role.${role}`)).join(t('desk.comma')) ?? '',
        })
      : ''
  const help = (action: Action) =>
    [
      te(`ladder.help.${action.action}`) ? t(`ladder.help.${action.action}`) : '',
      paper(action),
      tells(action),
      action.article ? t('desk.clock.article', { n: action.article }) : '',
    ]
      .filter(Boolean)
      .join(t('ladder.does.between'))
  const line = (action: Action): ActLine => ({
    name: action.action,
    label: label(action.action),
    keys: keyOf(action),
    help: help(action),
    action,
  })
  return { label, help, line }
}

/** The acts that are possible now: the one the clock waits for, a few at hand, and all others by what they are for. */
export function useActs(
  petition: Ref<Case>,
  atHand: Ref<number>,
  prefer: () => ActGroup | undefined = () => undefined,
) {
  const { line } = useActWords()
  const preferred = (action: Action) => Number(groupOf(action.action) === prefer())
  const lines = computed(() =>
    sortActions(petition.value.actions)
      .sort((a, b) => preferred(b) - preferred(a))
      .map(line),
  )
  const first = computed(() => (lines.value[0]?.action.primary ? lines.value[0] : undefined))
  const near = computed(() => {
    const rest = lines.value.filter((one) => one !== first.value && one.name !== 'note')
    // Few acts stand open; many are folded, and what is pressed or ended is never the nearest button.
    const few = rest.length <= atHand.value
    const folded: ActGroup[] = prefer() === 'press' ? ['end'] : ['end', 'press']
    const note = lines.value.filter((one) => one.name === 'note')
    if (few) return [...rest, ...note].slice(0, atHand.value + 1) // a menu for one act is a step too many
    return rest.filter((one) => !folded.includes(groupOf(one.action.action))).slice(0, atHand.value)
  })
  const more = computed(() => {
    const shown = new Set([first.value, ...near.value])
    return actGroups
      .map((group) => ({
        group,
        acts: lines.value.filter((one) => !shown.has(one) && groupOf(one.action.action) === group),
      }))
      .filter(({ acts }) => acts.length > 0)
  })
  return { lines, first, near, more }
}

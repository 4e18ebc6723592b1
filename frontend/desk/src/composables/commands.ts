import { computed, ref, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { api, body } from '../api/client'
import type { QueueItem } from '../api/types'
import { useActWords } from './act-words'
import { sortActions } from './acts'
import { useActing } from './acting'
import { currentCase } from './current'
import { match } from './initials'
import { useMeta } from './meta'
import { groupNumber, writeCount } from './number'
import { useMe } from './session'
import { useViews } from './views'

export interface Command {
  id: string
  label: string
  hint: string
  keys?: string
  /** Absent where it is not possible now; `hint` then says why. */
  run?: () => void
}

export interface CommandGroup {
  title: string
  mark?: string
  commands: Command[]
}

const searchAfterMs = 250

/** Everything one can do from here: acts on the open matter, places to go, matters found by what was typed. */
export function useCommands(typed: Ref<string>) {
  const { t } = useI18n()
  const router = useRouter()
  const { begin } = useActing()
  const { views, counts, seesPetitions } = useViews()
  const { unitShort } = useMeta()
  const { has } = useMe()
  const { line } = useActWords()
  const found = ref<QueueItem[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(typed, (text) => {
    clearTimeout(timer)
    if (text.trim().length < 2 || !seesPetitions.value) {
      found.value = []
      return
    }
    timer = setTimeout(async () => {
      try {
        const page = await body(
          api.GET('/api/v1/desk/petitions', { params: { query: { q: text.trim(), limit: 6 } } }),
        )
        if (typed.value === text) found.value = page.items
      } catch {
        found.value = []
      }
    }, searchAfterMs)
  })

  const acts = computed<Command[]>(() => {
    const petition = currentCase.value
    if (!petition) return []
    const now = sortActions(petition.actions)
      .map(line)
      .map(({ name, label, keys, help, action }) => ({
        id: `act-${name}`,
        label,
        hint: help,
        keys,
        run: () => begin(petition, action),
      }))
    const later = (petition.notNow ?? []).map((one) => ({
      id: `not-${one.action}`,
      label: t(`law.verb.${one.action}`),
      hint: one.reason,
    }))
    return [...now, ...later]
  })

  const places = computed<Command[]>(() => {
    const list: Command[] = views.value.map((view) => ({
      id: `view-${view}`,
      label: t('desk.palette.view', { view: t(`desk.view.${view}`) }),
      hint: t('desk.queue.count', { n: writeCount(counts.value?.[view] ?? 0) }),
      run: () =>
        void router.push(view === 'approve' ? { name: 'approve' } : { name: 'queue', params: { view } }),
    }))
    const pages = [
      ...(has('REG') ? ['reception'] : []),
      ...(has('OFF', 'JNT') ? ['supervision'] : []),
      'settings',
      ...(has('ADMIN') ? ['users', 'units', 'roles', 'calendar'] : []),
    ]
    return [
      ...list,
      ...pages.map((name) => ({
        id: `page-${name}`,
        label: t(`desk.${name}.title`),
        hint: '',
        run: () => void router.push({ name }),
      })),
    ]
  })

  const matters = computed<Command[]>(() =>
    found.value.map((item) => ({
      id: `case-${item.number}`,
      label: item.title,
      hint: [unitShort(item.unit), t(`law.short.${item.stage}`), groupNumber(item.number)]
        .filter(Boolean)
        .join('　'),
      run: () => void router.push({ name: 'case', params: { number: item.number } }),
    })),
  )

  const groups = computed<CommandGroup[]>(() => {
    const fits = (command: Command) => match(command.label, typed.value) !== null
    return [
      {
        title: t('desk.palette.acts'),
        mark: groupNumber(currentCase.value?.number ?? ''),
        commands: acts.value.filter(fits),
      },
      { title: t('desk.palette.places'), commands: places.value.filter(fits) },
      { title: t('desk.palette.matters'), commands: matters.value },
    ].filter((group) => group.commands.length > 0)
  })
  return { groups }
}

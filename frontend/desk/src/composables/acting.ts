import { useQueryClient } from '@tanstack/vue-query'
import { reactive, shallowReactive } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { send } from '../api/client'
import { asProblem, type Problem } from '../api/problem'
import type { Action, Case, DeskAction } from '../api/types'
import { forgetCase, putCase } from './case'
import { groupNumber } from './number'
import { placeInList } from './place-in-list'
import { hold, releaseFor } from './undo'
import { isHeld } from './acts'

export type Payload = Record<string, unknown>

/** The act whose fields are being asked for; one dialog serves all of them. */
export const asking = shallowReactive<{ petition: Case | null; action: Action | null; given: Payload }>({
  petition: null,
  action: null,
  given: {},
})

/** What a finished or failed act has to say, beyond its dialog. */
export const notice = reactive<{ problem: Problem | null; number: string; action: string; payload: Payload }>(
  {
    problem: null,
    number: '',
    action: '',
    payload: {},
  },
)

export const announcements = reactive<{ text: string }>({ text: '' })

type Done = (fresh: Case, action: DeskAction) => void
const listeners = new Set<Done>()

type Began = (number: string, action: DeskAction) => void
const beginners = new Set<Began>()

/** Tells lists that an act was given, before its ten seconds are over: one works on without waiting for them. */
export function onHeld(listener: Began): () => void {
  beginners.add(listener)
  return () => beginners.delete(listener)
}

/** Tells lists that a case changed by one's own act. */
export function onDone(listener: Done): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function actPath(number: string, action: string): string {
  return `/api/v1/desk/petitions/${encodeURIComponent(number)}/${action}`
}

export function useActing() {
  const client = useQueryClient()
  const router = useRouter()
  const { t, locale } = useI18n()

  const finish = (fresh: Case, action: DeskAction) => {
    if (fresh.gone) leave(fresh.number)
    else putCase(client, fresh, locale.value)
    announcements.text = t('desk.act.done', {
      act: t(`law.verb.${action}`),
      number: groupNumber(fresh.number),
    })
    listeners.forEach((tell) => tell(fresh, action))
  }

  /** An act may take a matter out of one's own sight: a report that was sealed, a dispute that was decided. */
  const leave = (number: string) => {
    const here = router.currentRoute.value
    if (here.params.number === number) void router.push(placeInList.back || { name: 'home' })
    client.removeQueries({ queryKey: ['case', number] })
    void client.invalidateQueries({ queryKey: ['counts'] })
  }

  const fail = (problem: Problem, number: string, action: string, payload: Payload) => {
    if (problem.status === 401) return
    Object.assign(notice, { problem, number, action, payload })
    forgetCase(client, number)
  }

  /** Begins an act: an answer opens its page, everything else its dialog. */
  const begin = (petition: Case, action: Action, given: Payload = {}) => {
    if (action.action === 'draft') {
      void router.push({ name: 'reply', params: { number: petition.number } })
      return
    }
    const settles = ['approve', 'return-draft'].includes(action.action)
    if (action.action === 'publish' || (settles && petition.proposal?.verb === 'publish')) {
      void router.push({ name: 'publish', params: { number: petition.number } })
      return
    }
    if (action.action === 'approve' && router.currentRoute.value.name !== 'approve') {
      void router.push({ name: 'approve', query: { case: petition.number } })
      return
    }
    Object.assign(asking, { petition, action, given })
  }

  /** Carries an act out. Throws the problem where a field must be mended; everything else is told by a notice. */
  const act = async (petition: Case, action: Action, payload: Payload): Promise<boolean> => {
    const path = actPath(petition.number, action.action)
    const full = { version: petition.version, ...payload }
    if (isHeld(action)) {
      hold(
        { label: t(`law.verb.${action.action}`), number: petition.number, path, payload: full },
        {
          sent: (answer) => finish(answer as Case, action.action),
          failed: (problem) => fail(problem, petition.number, action.action, payload),
        },
      )
      beginners.forEach((tell) => tell(petition.number, action.action))
      return true
    }
    await releaseFor(petition.number)
    try {
      const answer = await send(path, full)
      finish((await answer.json()) as Case, action.action)
      return true
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status === 422 || problem.status === 400 || problem.status === 0 || problem.status >= 500)
        throw problem
      fail(problem, petition.number, action.action, payload)
      return problem.status === 401 ? false : true
    }
  }

  return { begin, act, finish, fail }
}

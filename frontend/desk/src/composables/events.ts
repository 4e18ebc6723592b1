import type { CaseEvent } from '../api/types'

type Translate = (key: string, args?: Record<string, unknown>) => string

/** Who acted, as the timeline says it: the petitioner, the system, or a unit. */
export function actorName(event: CaseEvent, t: Translate): string {
  const actor = event.actor
  if (!actor) return ''
  if (actor.role === 'CIT' || actor.role === 'SYS') return t(`law.role.${actor.role}`)
  return actor.unitName || actor.unit || t(`law.role.${actor.role}`)
}

/** The event's bold word; an approval is named by what it settled. */
export function eventWord(event: CaseEvent, t: Translate, te: (key: string) => boolean): string {
  if (event.settles) {
    const key = `desk.settled.${event.verb}.${event.settles}`
    if (te(key)) return t(key)
  }
  const own = `desk.event.${event.verb}`
  return te(own) ? t(own) : t(`law.verb.${event.verb}`)
}

export type EventFilter = 'all' | 'public' | 'internal' | 'papers'

export const eventFilters: EventFilter[] = ['all', 'public', 'internal', 'papers']

export function filterEvents(events: CaseEvent[], filter: EventFilter): CaseEvent[] {
  switch (filter) {
    case 'public':
      return events.filter((event) => !event.internal)
    case 'internal':
      return events.filter((event) => event.internal)
    case 'papers':
      return events.filter((event) => (event.documents?.length ?? 0) > 0)
    default:
      return events
  }
}

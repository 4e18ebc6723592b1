import { useQuery } from '@tanstack/vue-query'
import { api, body } from '../api/client'
import type { Breach, FoundItem, QueueItem } from '../api/types'

/** What a unit is measured by here: duties only, never how many people complained. Soon is no breach yet. */
export const columns = [
  'soon',
  'limit',
  'no_acceptance',
  'no_closing_report',
  'no_service',
  'two_returns',
  'silent',
  'follow_up',
] as const
export type Column = (typeof columns)[number]

/** A matter of the board; of one that is only due soon nothing is broken. */
export type Matter = QueueItem & { broken: Breach[] }

export interface BoardRow {
  unit: string
  matters: Record<Column, Matter[]>
}

/** Matters by unit, in the order in which the authority lists its units; a breach counts for whose duty it is. */
export function boardRows(units: string[], soon: QueueItem[], found: FoundItem[]): BoardRow[] {
  const none = soon.map((item) => ({ ...item, broken: [] }))
  const of = (unit: string, column: Column): Matter[] =>
    column === 'soon'
      ? none.filter((item) => item.unit === unit)
      : found.filter((item) => item.broken.some((one) => one.duty === column && one.unit === unit))
  return units.map((unit) => ({
    unit,
    matters: Object.fromEntries(columns.map((column) => [column, of(unit, column)])) as BoardRow['matters'],
  }))
}

/** The breach that a cell shows of a matter, else its first. */
export function breachOf(matter: Matter | undefined, unit: string, column: Column | ''): Breach | undefined {
  return (
    matter?.broken.find((one) => one.duty === column && (!unit || one.unit === unit)) ??
    matter?.broken.find((one) => !unit || one.unit === unit) ??
    matter?.broken[0]
  )
}

/** All that is broken or about to be, as far as this official sees. */
export function useBoard() {
  return useQuery({
    queryKey: ['board'],
    queryFn: async () => {
      const [soon, found] = await Promise.all([
        body(
          api.GET('/api/v1/desk/petitions', { params: { query: { view: 'soon', sort: 'due', limit: 100 } } }),
        ),
        body(api.GET('/api/v1/desk/supervision')),
      ])
      return { soon: soon.items, found: found.items, more: found.more || !!soon.next }
    },
    staleTime: 30_000,
    refetchInterval: 60_000,
  })
}

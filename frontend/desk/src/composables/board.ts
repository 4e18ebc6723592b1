import { useQuery } from '@tanstack/vue-query'
import { api, body } from '../api/client'
import type { QueueItem, Stage, View } from '../api/types'

/** What a unit is measured by here: duties only, never how many people complained. */
export const columns = ['soon', 'overdue', 'returned'] as const
export type Column = (typeof columns)[number]

export interface BoardRow {
  unit: string
  matters: Record<Column, QueueItem[]>
}

/** The duty that a matter's own clock shows broken; the case itself tells the rest. */
export function dutyOf(item: Pick<QueueItem, 'stage' | 'state' | 'returned'>): string {
  if (item.state === 'overdue') {
    const broken: Partial<Record<Stage, string>> = { FORWARDED: 'no_acceptance', REPLIED: 'no_service' }
    return broken[item.stage] ?? 'limit'
  }
  return item.returned ? 'two_returns' : ''
}

/** Matters by unit, in the order in which the authority lists its units. */
export function boardRows(units: string[], found: Record<Column, QueueItem[]>): BoardRow[] {
  const of = (unit: string, column: Column) => found[column].filter((item) => item.unit === unit)
  return units.map((unit) => ({
    unit,
    matters: { soon: of(unit, 'soon'), overdue: of(unit, 'overdue'), returned: of(unit, 'returned') },
  }))
}

const pageSize = 100
const mostPages = 5

async function whole(view: View): Promise<{ items: QueueItem[]; more: boolean }> {
  const items: QueueItem[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const read = await body(
      api.GET('/api/v1/desk/petitions', {
        params: { query: { view, sort: 'due', cursor, limit: pageSize } },
      }),
    )
    items.push(...read.items)
    cursor = read.next || undefined
    if (!cursor) break
  }
  return { items, more: cursor !== undefined }
}

/** All that is late or about to be, returned or owed, as far as this official sees. */
export function useBoard() {
  return useQuery({
    queryKey: ['board'],
    queryFn: async () => {
      const [soon, overdue, returned] = await Promise.all(columns.map((column) => whole(column)))
      const none = { items: [], more: false }
      return {
        found: {
          soon: (soon ?? none).items,
          overdue: (overdue ?? none).items,
          returned: (returned ?? none).items,
        },
        more: [soon, overdue, returned].some((one) => one?.more),
      }
    },
    staleTime: 30_000,
    refetchInterval: 60_000,
  })
}

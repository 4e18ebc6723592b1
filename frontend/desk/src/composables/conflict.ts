import type { DraftItem } from '../api/types'
import { itemFields, type ItemField } from './reply'

/** Two people wrote into one draft: each field both changed differently is a person's to decide. */
export interface ConflictRow {
  request: number
  field: ItemField
  mine: string
  theirs: string
}

export interface Merge {
  merged: DraftItem[]
  conflicts: ConflictRow[]
  /** How many fields differed or agreed without needing anybody. */
  settled: number
}

function value(item: DraftItem | undefined, field: ItemField): string {
  return (item?.[field] ?? '') as string
}

function of(items: DraftItem[], request: number): DraftItem | undefined {
  return items.find((item) => item.request === request)
}

/** Three-way merge by field: whoever alone changed a field wins it; where both did, mine stays until chosen. */
export function merge(base: DraftItem[], mine: DraftItem[], theirs: DraftItem[]): Merge {
  const conflicts: ConflictRow[] = []
  let settled = 0
  const merged = mine.map((item) => {
    const out: DraftItem = { ...item }
    for (const field of itemFields) {
      const was = value(of(base, item.request), field)
      const yours = value(item, field)
      const other = value(of(theirs, item.request), field)
      if (yours === other || other === was) settled++
      else if (yours === was) {
        settled++
        out[field] = other
      } else conflicts.push({ request: item.request, field, mine: yours, theirs: other })
    }
    return out
  })
  return { merged, conflicts, settled }
}

export type Choice = 'mine' | 'theirs'

/** The merged items with each conflict settled as chosen. */
export function settle(result: Merge, choices: Choice[]): DraftItem[] {
  const items = result.merged.map((item) => ({ ...item }))
  result.conflicts.forEach((row, at) => {
    const item = of(items, row.request)
    if (item) item[row.field] = choices[at] === 'theirs' ? row.theirs : row.mine
  })
  return items
}

/** What was not chosen, so that nobody's words are lost. */
export function unchosen(result: Merge, choices: Choice[]): string {
  return result.conflicts
    .map((row, at) => (choices[at] === 'theirs' ? row.mine : row.theirs))
    .filter(Boolean)
    .join('\n')
}

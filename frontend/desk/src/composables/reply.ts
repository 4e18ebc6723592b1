import type { Case, DraftItem, Item } from '../api/types'
import { countCharacters } from './number'
import { isDay } from './day'

export const plainLimit = 40

export type ItemField = 'plain' | 'facts' | 'basis' | 'decision' | 'measure' | 'by'

export const itemFields: ItemField[] = ['plain', 'facts', 'basis', 'decision', 'measure', 'by']

export interface Missing {
  request: number
  field: ItemField
  key: string
}

export interface Check {
  key: string
  done: boolean
  args: Record<string, number>
  missing: Missing[]
}

/** Decisions a petition's items may take: suggestions are adopted or not (Art. 29), claims supported or not (Art. 32). */
export function decisionsFor(petition: Pick<Case, 'kind' | 'route'>): string[] {
  return petition.kind === 'suggestion' || petition.route === 'A'
    ? ['adopt', 'adopt_part', 'not_adopt']
    : ['support', 'explain', 'not_support']
}

/** A promise needs to say what is done by when (Art. 32: what is supported is carried out). */
export function promises(decision: string | undefined): boolean {
  return decision === 'support' || decision === 'adopt' || decision === 'adopt_part'
}

/** One item a request, in the order they were filed, keeping what was already written. */
export function itemsFor(petition: Pick<Case, 'requests'>, written: DraftItem[]): DraftItem[] {
  return petition.requests.map((request) => {
    const item = written.find((one) => one.request === request.no)
    return {
      plain: '',
      facts: '',
      basis: '',
      decision: '',
      measure: '',
      by: '',
      ...item,
      request: request.no,
    }
  })
}

function filled(text: string | undefined): boolean {
  return (text ?? '').trim() !== ''
}

export function missingIn(item: DraftItem): Missing[] {
  const missing: Missing[] = []
  const add = (field: ItemField, key: string) => missing.push({ request: item.request, field, key })
  if (!filled(item.plain)) add('plain', 'desk.reply.need.plain')
  else if (countCharacters(item.plain ?? '') > plainLimit) add('plain', 'desk.reply.need.shorter')
  if (!filled(item.facts)) add('facts', 'desk.reply.need.facts')
  if (!filled(item.basis)) add('basis', 'desk.reply.need.basis')
  if (!filled(item.decision)) add('decision', 'desk.reply.need.decision')
  if (promises(item.decision)) {
    if (!filled(item.measure)) add('measure', 'desk.reply.need.measure')
    if (!isDay(item.by ?? '')) add('by', 'desk.reply.need.by')
  }
  return missing
}

/** The seven things that must stand before an answer is handed in. */
export function checklist(items: DraftItem[]): Check[] {
  const all = items.flatMap(missingIn)
  const of = (...fields: ItemField[]) => all.filter((one) => fields.includes(one.field))
  const answered = items.filter((item) => missingIn(item).length === 0).length
  const check = (key: string, missing: Missing[], args: Record<string, number> = {}): Check => ({
    key: `desk.reply.check.${key}`,
    done: missing.length === 0 && items.length > 0,
    args,
    missing,
  })
  return [
    check('items', of('decision'), { done: answered, all: items.length }),
    check('plain', of('plain')),
    check('facts', of('facts')),
    check('basis', of('basis')),
    check('measure', of('measure', 'by')),
    check('remedy', []),
    check('signature', []),
  ]
}

/** The items as the API takes them: no measure and no date where nothing is promised. */
export function forHandIn(items: DraftItem[]): Item[] {
  return items.map((item) => {
    const out: Item = {
      request: item.request,
      plain: (item.plain ?? '').trim(),
      facts: (item.facts ?? '').trim(),
      basis: (item.basis ?? '').trim(),
      decision: item.decision as Item['decision'],
    }
    if (promises(item.decision)) {
      if (filled(item.measure)) out.measure = (item.measure ?? '').trim()
      if (isDay(item.by ?? '')) out.by = item.by
    }
    return out
  })
}

import type { Action, Case } from '../api/types'

/** How a field of an act is asked for. An unknown field of a newer server is asked for as a text. */
export type FieldKind =
  | 'text'
  | 'area'
  | 'unit'
  | 'category'
  | 'place'
  | 'kind'
  | 'route'
  | 'procedure'
  | 'ground'
  | 'decision'
  | 'days'
  | 'day'
  | 'switch'
  | 'how'

const kinds: Record<string, FieldKind> = {
  kind: 'kind',
  route: 'route',
  category: 'category',
  place: 'place',
  unit: 'unit',
  simple: 'switch',
  procedure: 'procedure',
  ground: 'ground',
  reasons: 'area',
  goTo: 'area',
  decision: 'decision',
  days: 'days',
  text: 'area',
  nextOn: 'day',
  servedOn: 'day',
  on: 'day',
  how: 'how',
  publish: 'switch',
}

export function fieldKind(field: string): FieldKind {
  return kinds[field] ?? 'text'
}

export interface AskedField {
  name: string
  kind: FieldKind
  needed: boolean
}

// The server fills these by itself, or a page of its own does.
const notAsked = new Set(['version', 'items', 'sha256', 'evidence'])

export function fieldsOf(action: Action): AskedField[] {
  const needed = action.needs.filter((name) => !notAsked.has(name))
  const may = (action.may ?? []).filter((name) => !notAsked.has(name) && !needed.includes(name))
  const asked = [
    ...needed.map((name) => ({ name, needed: true })),
    ...may.map((name) => ({ name, needed: false })),
  ]
  const order = ['kind', 'route', 'category', 'place', 'unit', 'procedure', 'simple']
  const rank = (name: string) => order.indexOf(name) + 1 || 99
  return asked
    .map((field) => ({ ...field, kind: fieldKind(field.name) }))
    .sort((a, b) => rank(a.name) - rank(b.name))
}

export type Values = Record<string, string | number | boolean | undefined>

/** What the fields hold before anybody typed: what the case already tells. */
export function firstValues(action: Action, petition: Case, today: string): Values {
  const values: Values = {}
  for (const { name } of fieldsOf(action)) {
    if (name === 'kind') values.kind = petition.kind === 'unsure' ? '' : petition.kind
    else if (name === 'route') values.route = petition.route || routeOf(petition.kind)
    else if (name === 'category') values.category = petition.category?.code ?? ''
    else if (name === 'place') values.place = petition.place?.code ?? ''
    else if (name === 'unit') values.unit = suggestedUnit(action, petition)
    else if (name === 'procedure')
      values.procedure = petition.procedure || (petition.route === 'C5' ? 'duty' : 'ordinary')
    else if (name === 'servedOn') values.servedOn = today
    else if (name === 'simple') values.simple = false
    else values[name] = ''
  }
  return values
}

export function routeOf(kind: string): string {
  if (kind === 'suggestion') return 'A'
  if (kind === 'report') return 'B'
  return kind === 'claim' ? 'C6' : ''
}

/** The unit the petitioner named or the registrar proposed; an objection or a dispute starts without one. */
function suggestedUnit(action: Action, petition: Case): string {
  if (['register', 'forward', 'assign'].includes(action.action))
    return petition.suggestedUnit?.code ?? petition.unit?.code ?? ''
  return ''
}

/** Which needed fields are still empty. */
export function missingFields(fields: AskedField[], values: Values): string[] {
  return fields.filter((field) => field.needed && isEmpty(values[field.name])).map((field) => field.name)
}

function isEmpty(value: Values[string]): boolean {
  return value === undefined || value === '' || (typeof value === 'string' && value.trim() === '')
}

/** The body of the act: nothing that was left empty. */
export function payloadOf(fields: AskedField[], values: Values): Record<string, unknown> {
  const payload: Record<string, unknown> = {}
  for (const { name, kind } of fields) {
    const value = values[name]
    if (isEmpty(value) || value === false) continue
    payload[name] = kind === 'days' ? Number(value) : typeof value === 'string' ? value.trim() : value
  }
  return payload
}

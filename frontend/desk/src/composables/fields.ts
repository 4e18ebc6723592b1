import type { Action, Case } from '../api/types'
import { addDays } from './day'
import { parseNumber } from './number'
import type { Material } from './reception'

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
  | 'time'
  | 'switch'
  | 'yesno'
  | 'how'
  | 'requests'
  | 'passage'
  | 'number'
  | 'official'
  | 'duty'
  | 'advice'
  | 'promise'
  | 'files'

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
  papers: 'area',
  participants: 'area',
  nextOn: 'day',
  servedOn: 'day',
  on: 'day',
  by: 'day',
  time: 'time',
  how: 'how',
  public: 'yesno',
  report: 'switch',
  publish: 'switch',
  requests: 'requests',
  request: 'promise',
  number: 'number',
  official: 'official',
  duty: 'duty',
  advice: 'advice',
  evidence: 'files',
}

export function fieldKind(field: string, action = ''): FieldKind {
  // What is withheld of a report is a passage of what the petitioner wrote, never retyped (Art. 30).
  if (action === 'split' && field === 'text') return 'passage'
  return kinds[field] ?? 'text'
}

export interface AskedField {
  name: string
  kind: FieldKind
  needed: boolean
}

// The server fills these by itself, or a page of its own does.
const notAsked = new Set(['version', 'items', 'sha256'])
// The discipline body is known; nobody chooses it.
const serverChooses: Record<string, string[]> = { seal: ['unit'] }

const order = [
  'kind',
  'route',
  'category',
  'place',
  'unit',
  'procedure',
  'simple',
  'requests',
  'request',
  'number',
  'duty',
  'advice',
  'decision',
  'title',
  'report',
  'on',
  'time',
  'where',
  'participants',
  'public',
]

export function fieldsOf(action: Action): AskedField[] {
  const skipped = (name: string) => notAsked.has(name) || serverChooses[action.action]?.includes(name)
  const needed = action.needs.filter((name) => !skipped(name))
  const may = (action.may ?? []).filter((name) => !skipped(name) && !needed.includes(name))
  const asked = [
    ...needed.map((name) => ({ name, needed: true })),
    ...may.map((name) => ({ name, needed: false })),
  ]
  const rank = (name: string) => order.indexOf(name) + 1 || 99
  return asked
    .map((field) => ({ ...field, kind: fieldKind(field.name, action.action) }))
    .sort((a, b) => rank(a.name) - rank(b.name))
}

export type Value = string | number | boolean | number[] | Material[] | undefined
export type Values = Record<string, Value>

/** The choices of a decision, by act; the key under which each is worded. */
const decisions: Record<string, { words: string; codes: string[] }> = {
  'resolve-objection': { words: 'desk.objection', codes: ['uphold', 'refuse'] },
  check: { words: 'law.check_decision', codes: ['uphold', 'send_back'] },
  'review-decide': { words: 'law.review_decision', codes: ['uphold', 'change', 'revoke', 'redo', 'route'] },
  'recheck-decide': { words: 'law.review_decision', codes: ['uphold', 'change', 'revoke'] },
  'mediation-record': { words: 'law.mediation', codes: ['agreed', 'failed'] },
  'answer-advice': { words: 'law.decision', codes: ['adopt', 'adopt_part', 'not_adopt'] },
  recuse: { words: 'ladder.recusal', codes: ['grant', 'refuse'] },
}

export function decisionsOf(action: string): { words: string; codes: string[] } {
  return decisions[action] ?? { words: 'law.decision', codes: [] }
}

/** Duties of a supervision letter, those that the system found broken first. */
export function dutiesOf(triggers: string[] = []): string[] {
  const all = [
    'limit',
    'no_acceptance',
    'no_closing_report',
    'no_service',
    'no_remedy',
    'two_returns',
    'silent',
    'follow_up',
    'other',
  ]
  return [...all.filter((duty) => triggers.includes(duty)), ...all.filter((duty) => !triggers.includes(duty))]
}

type Shown = (values: Values, petition: Case) => boolean
const elsewhere: Shown = (values) => values.decision === 'route'

/** Fields that make sense only after another was answered in a certain way. */
const shownWhen: Record<string, Record<string, Shown>> = {
  accept: { days: (values) => values.procedure === 'duty' },
  split: { text: (values) => values.report === true },
  'resolve-objection': { unit: (values) => values.decision === 'uphold' },
  'review-decide': { body: elsewhere, limit: elsewhere, papers: elsewhere, contact: elsewhere },
  'mediation-record': { by: (values) => values.decision === 'agreed' },
  recuse: {
    decision: (_, petition) => petition.recusalAsked === true,
    official: (values) => values.decision !== 'refuse',
  },
}

/** The fields to ask for, given what was answered so far; some become needed by an answer. */
export function askedNow(action: Action, values: Values, petition: Case): AskedField[] {
  const conditions = shownWhen[action.action] ?? {}
  return fieldsOf(action)
    .filter(({ name }) => conditions[name]?.(values, petition) ?? true)
    .map((field) => ({ ...field, needed: field.needed || becomesNeeded(action.action, field.name, values) }))
}

const neededOnceShown = new Set([
  'split.text',
  'resolve-objection.unit',
  'review-decide.body',
  'recuse.decision',
])
function becomesNeeded(action: string, field: string, values: Values): boolean {
  // Nobody named means oneself; granting a petitioner's request names whom it is about (Art. 28).
  if (action === 'recuse' && field === 'official') return values.decision === 'grant'
  return neededOnceShown.has(`${action}.${field}`)
}

/** The days between which the law lets a day lie; the server decides, this only guides. */
export function dayRange(
  action: string,
  field: string,
  petition: Pick<Case, 'filedAt'>,
  today: string,
  hearingDays: number,
): { from?: string; to?: string } {
  if (field === 'servedOn') return { to: today }
  if (action === 'contact') return { from: petition.filedAt.slice(0, 10), to: today }
  if (action === 'hearing') return { from: addDays(today, hearingDays) }
  if (action === 'hearing-record') return { to: today }
  return { from: field === 'by' ? addDays(today, 1) : today }
}

/** What the fields hold before anybody typed: what the case already tells. */
export function firstValues(action: Action, petition: Case, today: string): Values {
  const values: Values = {}
  for (const { name, kind } of fieldsOf(action))
    values[name] = firstValue(name, kind, action, petition, today)
  return values
}

function firstValue(name: string, kind: FieldKind, action: Action, petition: Case, today: string): Value {
  switch (kind) {
    case 'kind':
      return petition.kind === 'unsure' ? '' : petition.kind
    case 'route':
      return petition.route || routeOf(petition.kind)
    case 'category':
      return petition.category?.code ?? ''
    case 'place':
      return petition.place?.code ?? ''
    case 'unit':
      return suggestedUnit(action, petition)
    case 'procedure':
      return petition.procedure || (petition.route === 'C5' ? 'duty' : 'ordinary')
    case 'switch':
      return false
    case 'requests':
    case 'files':
      return []
    case 'duty':
      return petition.triggers?.[0] ?? ''
    case 'promise': {
      const open = openPromises(petition)
      return open.length === 1 ? String(open[0]?.request ?? '') : ''
    }
    case 'number':
      return action.action === 'no-longer' ? '' : (petition.candidates?.[0]?.number ?? '')
    case 'day':
      if (name === 'servedOn' || (name === 'on' && ['contact', 'hearing-record'].includes(action.action)))
        return today
      return ''
    case 'area':
      return name === 'participants' && action.action === 'hearing-record'
        ? (petition.hearing?.participants ?? '')
        : ''
    default:
      return ''
  }
}

/** What was already said of the fields, from a list's choice or an act that came too late. */
export function givenValues(action: Action, given: Record<string, unknown>): Values {
  const values: Values = {}
  for (const { name, kind } of fieldsOf(action)) {
    const said = given[name] as Value
    if (said === undefined) continue
    values[name] =
      kind === 'yesno' ? (said === true ? 'yes' : 'no') : kind === 'promise' ? String(said) : said
  }
  return values
}

/** What was promised and not yet confirmed by the petitioner. */
export function openPromises(petition: Case): NonNullable<Case['promises']> {
  return (petition.promises ?? []).filter((one) => one.done !== true)
}

/** The requests that may still leave: those not cut out before. */
export function cuttable(petition: Case): Case['requests'] {
  const gone = new Set((petition.cut ?? []).map((one) => one.request))
  return petition.requests.filter((one) => !gone.has(one.no))
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

function isEmpty(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 0
  return value === undefined || value === '' || (typeof value === 'string' && value.trim() === '')
}

/** The body of the act: nothing that was left empty. */
export function payloadOf(fields: AskedField[], values: Values): Record<string, unknown> {
  const payload: Record<string, unknown> = {}
  for (const { name, kind } of fields) {
    const value = values[name]
    if (isEmpty(value) || value === false) continue
    payload[name] = written(kind, value)
  }
  return payload
}

function written(kind: FieldKind, value: Value): unknown {
  if (kind === 'days' || kind === 'promise') return Number(value)
  if (kind === 'yesno') return value === 'yes'
  if (kind === 'files') return (value as Material[]).map((one) => one.id)
  if (kind === 'number') return parseNumber(String(value)) || String(value).trim()
  return typeof value === 'string' ? value.trim() : value
}

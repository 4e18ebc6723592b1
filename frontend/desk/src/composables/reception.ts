import type { CounterFiling } from '../api/types'
import { countCharacters } from './number'

export const channels = ['visit', 'letter', 'call', 'fax'] as const

export interface Material {
  id: string
  name: string
}

export interface Reception {
  channel: (typeof channels)[number]
  kind: 'claim' | 'suggestion' | 'report' | 'other'
  organisation: boolean
  name: string
  contact: string
  address: string
  people: string
  receivedOn: string
  agent: string
  place: string
  category: string
  title: string
  requests: string[]
  narrative: string
  materials: Material[]
  sameAs: string
  /** Names the request, so that pressing twice is one petition. */
  key: string
}

const randomKey = () => `reception-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`

export function emptyReception(channel: Reception['channel'] = 'visit'): Reception {
  return {
    channel,
    kind: 'claim',
    organisation: false,
    name: '',
    contact: '',
    address: '',
    people: '1',
    receivedOn: '',
    agent: '',
    place: '',
    category: '',
    title: '',
    requests: [''],
    narrative: '',
    materials: [],
    sameAs: '',
    key: randomKey(),
  }
}

/** A letter or a fax came in on a day of its own and nobody came with it. */
export const written = (form: Reception) => form.channel === 'letter' || form.channel === 'fax'

const slot = 'reception'

/** What was typed survives a reload of this tab, and nothing else: it goes with the tab. */
export function keepReception(form: Reception): void {
  sessionStorage.setItem(slot, JSON.stringify(form))
}

export function keptReception(): Reception {
  const empty = emptyReception()
  try {
    const kept = JSON.parse(sessionStorage.getItem(slot) ?? '{}') as Partial<Reception>
    return { ...empty, ...kept }
  } catch {
    return empty
  }
}

export function forgetReception(): void {
  sessionStorage.removeItem(slot)
}

const titleMin = 6
const titleMax = 40
const narrativeMin = 10
const mostRepresentatives = 5

/** Several names in one field, as people write them: 何秀岭、王大明. */
export const namesOf = (text: string) =>
  text
    .split(/[、，,；;]/)
    .map((one) => one.trim())
    .filter(Boolean)

/** What must be mended before registering, as locale keys by field. */
export function receptionErrors(form: Reception): Record<string, string> {
  const wrong: Record<string, string> = {}
  const anonymous = form.kind === 'report' || form.kind === 'suggestion' || written(form)
  if (!form.name.trim() && !anonymous) wrong.name = 'desk.reception.need.name'
  if (!form.organisation && namesOf(form.name).length > mostRepresentatives)
    wrong.name = 'desk.reception.need.representatives'
  if (form.name.trim() && !form.contact.trim() && !form.address.trim() && !written(form))
    wrong.contact = 'desk.reception.need.contact'
  if (form.organisation && !form.agent.trim()) wrong.agent = 'desk.reception.need.person'
  if (!form.place) wrong.place = 'desk.reception.need.place'
  const length = countCharacters(form.title.trim())
  if (length < titleMin || length > titleMax) wrong.title = 'desk.reception.need.title'
  if (!form.requests.some((one) => one.trim())) wrong.requests = 'desk.reception.need.requests'
  if (countCharacters(form.narrative.trim()) < narrativeMin) wrong.narrative = 'desk.reception.need.narrative'
  return wrong
}

/** One field takes a telephone number or a mail address; what it is shows itself. */
export function filingOf(form: Reception): CounterFiling {
  const contact = form.contact.trim()
  const names = form.organisation ? [form.name.trim()] : namesOf(form.name)
  const people = written(form) ? 1 : Math.max(Number.parseInt(form.people, 10) || 1, names.length)
  return {
    channel: form.channel,
    kind: form.kind,
    title: form.title.trim(),
    narrative: form.narrative.trim(),
    requests: form.requests.map((one) => one.trim()).filter(Boolean),
    place: form.place,
    ...(form.category ? { category: form.category } : {}),
    ...(form.name.trim()
      ? {
          petitioner: {
            name: names[0] ?? '',
            ...(contact.includes('@') ? { email: contact } : contact ? { phone: contact } : {}),
            ...(form.address.trim() ? { address: form.address.trim() } : {}),
            ...(form.organisation ? { organisation: true, contact: form.agent.trim() } : {}),
          },
        }
      : {}),
    ...(form.agent.trim() && !form.organisation ? { agent: { name: form.agent.trim() } } : {}),
    ...(people > 1 ? { people } : {}),
    ...(names.length > 1
      ? {
          joint: { people: Math.max(people, names.length), representatives: names.map((name) => ({ name })) },
        }
      : {}),
    ...(written(form) && form.receivedOn ? { receivedOn: form.receivedOn } : {}),
    ...(form.materials.length > 0 ? { evidence: form.materials.map((one) => one.id) } : {}),
    ...(form.sameAs ? { sameAs: form.sameAs } : {}),
  }
}

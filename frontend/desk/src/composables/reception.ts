import type { CounterFiling } from '../api/types'
import { countCharacters } from './number'

export const channels = ['visit', 'letter', 'call'] as const

export interface Reception {
  channel: (typeof channels)[number]
  kind: 'claim' | 'suggestion' | 'report' | 'other'
  name: string
  contact: string
  address: string
  people: string
  agent: string
  place: string
  category: string
  title: string
  requests: string[]
  narrative: string
}

export function emptyReception(channel: Reception['channel'] = 'visit'): Reception {
  return {
    channel,
    kind: 'claim',
    name: '',
    contact: '',
    address: '',
    people: '1',
    agent: '',
    place: '',
    category: '',
    title: '',
    requests: [''],
    narrative: '',
  }
}

const titleMin = 6
const titleMax = 40
const narrativeMin = 10

/** What must be mended before registering, as locale keys by field. */
export function receptionErrors(form: Reception): Record<string, string> {
  const wrong: Record<string, string> = {}
  const anonymous = form.kind === 'report' || form.kind === 'suggestion'
  if (!form.name.trim() && !anonymous) wrong.name = 'desk.reception.need.name'
  if (form.name.trim() && !form.contact.trim() && !form.address.trim())
    wrong.contact = 'desk.reception.need.contact'
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
  const people = Number.parseInt(form.people, 10)
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
            name: form.name.trim(),
            ...(contact.includes('@') ? { email: contact } : contact ? { phone: contact } : {}),
            ...(form.address.trim() ? { address: form.address.trim() } : {}),
          },
        }
      : {}),
    ...(form.agent.trim() ? { agent: { name: form.agent.trim() } } : {}),
    ...(people > 1 ? { people } : {}),
  }
}

import type { components } from './schema'

type Schemas = components['schemas']

export type Me = Schemas['Me']
export type Meta = Schemas['Meta']
export type Preferences = Schemas['Preferences']
export type View = Schemas['View']
export type Stage = Schemas['Stage']
export type Role = Schemas['Role']
export type DueState = Schemas['DueState']
export type Queue = Schemas['Queue']
export type QueueItem = Schemas['QueueItem']
export type Case = Omit<Schemas['Case'], keyof Ladder> & Ladder
export type CaseEvent = Schemas['Event']
export type Leg = Schemas['Leg']
export type Reckoning = Schemas['Reckoning']
export type Evidence = Schemas['Evidence']
export type Action = Schemas['Action']
export type DeskAction = Schemas['DeskAction']
export type DeskCommand = Schemas['DeskCommand']
export type Proposal = Schemas['Proposal']
export type Returned = Schemas['Returned']
export type Identity = Schemas['Identity']
export type Item = Schemas['Item']
export type DraftItem = Schemas['DraftItem']
export type WorkingCopy = Schemas['WorkingCopy']
export type Change = Schemas['Change']
export type User = Schemas['User']
export type UnitDetail = Schemas['UnitDetail']
export type RoleMatrix = Schemas['RoleMatrix']
export type Calendar = Schemas['Calendar']
export type CalendarYear = Schemas['CalendarYear']
export type CounterFiling = Schemas['CounterFiling']
export type Filed = Schemas['Filed']
export type NamedOfficial = Schemas['NamedOfficial']
export type PlannedDay = Schemas['PlannedDay']
export type DaySheet = Schemas['DaySheet']
export type BookingRow = Schemas['BookingRow']
export type BookingPerson = Schemas['BookingPerson']
export type MailboxDetail = Schemas['MailboxDetail']
export type Call = Schemas['Call']
export type Opening = Schemas['Opening']
export type PersonalFind = Schemas['PersonalFind']
export type WaitingText = NonNullable<Schemas['Publication']['waiting']>
export type InfoSheet = Schemas['InfoSheet']
export type Mistake = Schemas['Mistake']
export type FoundItem = Schemas['FoundItem']
export type Breach = Schemas['Breach']

export interface Task {
  leg: string
  word: string
  holder?: { code: string; name: string }
  due: string
  state?: DueState
}
export interface Meeting {
  on: string
  time?: string
  where: string
  participants?: string
  public?: boolean
  record?: string
  decision?: string
}
export interface Promised {
  request: number
  measure: string
  by: string
  proof?: string
  reportedAt?: string
  done?: boolean | null
  word?: string
  overdue?: boolean
}
/** What the whole ladder brings to a case beyond the straight path. */
export interface Ladder {
  triggers?: string[]
  tasks?: Task[]
  mergedInto?: string
  merged?: string[]
  cut?: { request: number; number: string }[]
  parent?: string
  coUnits?: { code: string; name: string }[]
  lead?: { id?: string; name: string }
  hearing?: Meeting
  mediation?: Meeting
  supervisions?: { duty: string; text: string; at: string; answer?: string; answeredAt?: string }[]
  advices?: {
    kind: string
    text: string
    at: string
    decision?: string
    answer?: string
    answeredAt?: string
  }[]
  promises?: Promised[]
  pressures?: {
    text: string
    channel?: string
    about?: string
    at: string
    answer?: string
    answeredAt?: string
  }[]
  closing?: { text: string; at: string; accepted?: boolean; returned?: string }
  review?: { reasons: string; late?: string; decision?: string; body?: { code: string; name: string } }
  recheck?: { reasons: string; decision?: string }
  former?: Item[]
  assigned?: boolean
  recusalAsked?: boolean
}

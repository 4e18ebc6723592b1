import type { PlannedDay } from '../api/types'

/** What the form of a reception day holds. */
export interface DayForm {
  kind: 'office' | 'street' | 'countryside'
  unit: string
  place: string
  position: string
  positionEn: string
  room: string
  on: string
  from: string
  to: string
  slots: number
  version: number
}

export const kinds = ['office', 'street', 'countryside'] as const

export function emptyDay(unit: string, on: string): DayForm {
  return {
    kind: 'office',
    unit,
    place: '',
    position: '',
    positionEn: '',
    room: '',
    on,
    from: '9:00',
    to: '11:30',
    slots: 10,
    version: 0,
  }
}

export function formOf(day: PlannedDay): DayForm {
  return {
    kind: day.kind,
    unit: day.unit.code,
    place: day.place.code,
    position: day.positionZh,
    positionEn: day.positionEn,
    room: day.room,
    on: day.on,
    from: day.from,
    to: day.to,
    slots: day.slots,
    version: day.version,
  }
}

/** Whole minutes of one slot, 0 where the times make no sense. */
export function slotMinutes(from: string, to: string, slots: number): number {
  const minutes = (text: string) => {
    const found = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim())
    return found ? Number(found[1]) * 60 + Number(found[2]) : NaN
  }
  const each = Math.floor((minutes(to) - minutes(from)) / slots)
  return each > 0 && Number.isFinite(each) ? each : 0
}

/** First and last day of the month that lies so many months from a day's own. */
export function monthOf(day: string, by = 0): { from: string; to: string } {
  const first = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  first.setUTCMonth(first.getUTCMonth() + by)
  const last = new Date(first)
  last.setUTCMonth(last.getUTCMonth() + 1)
  last.setUTCDate(0)
  return { from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) }
}

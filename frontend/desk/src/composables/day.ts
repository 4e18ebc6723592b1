/** Civil dates are strings, "2026-11-24", in Asia/Shanghai; only this file turns them into anything else. */
export type Day = string

const dayMs = 86_400_000

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}

export interface DayStyle {
  year?: boolean
  weekday?: boolean
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(key: string, lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${lang} ${key}`
  let made = formats.get(id)
  if (!made) formats.set(id, (made = new Intl.DateTimeFormat(lang, options)))
  return made
}

/** 9月16日（周三） or Wed, 16 Sept; the year where asked. */
export function writeDay(day: Day, lang: string, style: DayStyle = {}): string {
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  const zh = lang.startsWith('zh')
  const date = format(`d${style.year ?? false}`, zh ? 'zh-CN' : 'en-GB', {
    year: style.year ? 'numeric' : undefined,
    month: zh ? 'long' : 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(at)
  if (!style.weekday) return date
  const weekday = format('w', zh ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'UTC' }).format(at)
  return zh ? `${date}（${weekday}）` : `${weekday}, ${date}`
}

export function weekday(day: Day, lang: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  return format('w', lang.startsWith('zh') ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'UTC' }).format(
    at,
  )
}

/** The civil day of an instant in Shanghai. */
export function dayOf(instant: string): Day {
  return format('iso', 'sv-SE', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: 'Asia/Shanghai',
  }).format(new Date(instant))
}

/** 14:26, Shanghai time. */
export function writeTime(instant: string): string {
  return format('t', 'en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' }).format(
    new Date(instant),
  )
}

/** 9月15日 00:00 */
export function writeInstant(instant: string, lang: string, style: DayStyle = {}): string {
  return `${writeDay(dayOf(instant), lang, style)} ${writeTime(instant)}`
}

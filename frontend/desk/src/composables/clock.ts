import type { Leg } from '../api/types'
import { writeDay } from './day'

type Translate = (key: string, args?: Record<string, unknown>) => string

export interface ClockWords {
  head: string
  basis: string
  elapsed: string
}

/** A leg in words: what must happen by when, on which basis, and how much of it has passed. */
export function clockWords(clock: Leg, lang: string, t: Translate): ClockWords {
  const left = clock.leftDays ?? 0
  const word = clock.word || t(`law.leg.${clock.leg}`)
  const day = writeDay(clock.due, lang, { weekday: true })
  const head = clock.paused
    ? t('desk.clock.paused', { word })
    : left === 0
      ? t('desk.clock.today', { word })
      : left < 0
        ? t('desk.clock.late', { word, day })
        : t('desk.clock.until', { word, day })
  const length = clock.days
    ? t(clock.working ? 'desk.clock.workdays' : 'desk.clock.days', { n: clock.days })
    : ''
  const article = clock.house ? t('desk.clock.house') : clock.article ? articleWord(clock.article, t) : ''
  const extended = clock.extendedDays ? t('desk.clock.extended', { n: clock.extendedDays }) : ''
  const projected = clock.projected ? t('desk.clock.projected') : ''
  const basis = [article, length, extended, projected].filter(Boolean).join('　')
  const elapsed =
    clock.usedDays !== undefined
      ? t('desk.clock.elapsed', { n: clock.usedDays, all: clock.usedDays + Math.max(0, left) })
      : ''
  return { head, basis, elapsed }
}

/** "34" or "22, 23" becomes 第22条; a reference already written out stays. */
function articleWord(article: string, t: Translate): string {
  return /^[\d、,， -]+$/.test(article) ? t('desk.clock.article', { n: article }) : article
}

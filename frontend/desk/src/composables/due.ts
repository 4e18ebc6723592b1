import type { DueState } from '../api/types'
import { daysBetween, type Day } from './day'

/** How a due date looks: text, shape and colour always say the same thing. */
export type DueShape = 'circle' | 'triangle' | 'diamond' | 'square' | 'bars' | 'tick' | 'none'

export interface Due {
  shape: DueShape
  key: string
  days: number
}

const soonDays = 3
const noDue = '9999-12-31'

/** The badge of a due day as seen today; a paused clock shows no number, since none is running. */
export function dueBadge(due: Day | null | undefined, today: Day, state?: DueState): Due {
  if (state === 'paused') return { shape: 'bars', key: 'desk.due.paused', days: 0 }
  if (!due || due === noDue) return { shape: 'none', key: 'desk.due.none', days: 0 }
  const days = daysBetween(today, due)
  if (days < 0) return { shape: 'square', key: 'desk.due.overdue', days: -days }
  if (days === 0) return { shape: 'diamond', key: 'desk.due.today', days }
  return { shape: days <= soonDays ? 'triangle' : 'circle', key: 'desk.due.left', days }
}

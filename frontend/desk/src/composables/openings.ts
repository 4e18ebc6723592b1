import { reactive } from 'vue'

/** Matters opened in this window, for the rail. Kept in memory only: a title may tell something about a person. */
export interface Opening {
  number: string
  title: string
  draft: boolean
}

export const openings = reactive<Opening[]>([])

const most = 6

export function open(number: string, title: string, draft = false): void {
  const at = openings.findIndex((one) => one.number === number)
  const known = at >= 0 ? openings.splice(at, 1)[0] : undefined
  openings.unshift({ number, title, draft: draft || (known?.draft ?? false) })
  openings.splice(most)
}

export function finished(number: string): void {
  const one = openings.find((opening) => opening.number === number)
  if (one) one.draft = false
}

export function closeAll(): void {
  openings.splice(0)
}

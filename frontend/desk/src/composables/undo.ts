import { reactive, readonly } from 'vue'
import { send } from '../api/client'
import { asProblem, type Problem } from '../api/problem'

/**
 * Undo by holding: a reversible act waits ten seconds in the browser before it is sent, and is sent at once when the
 * page goes away. Acts that issue a paper are never held: what a citizen was told can't be taken back.
 */
export interface Held {
  id: number
  label: string
  number: string
  path: string
  payload: unknown
  secondsLeft: number
}

export interface Outcome {
  sent?: (answer: unknown) => void
  undone?: () => void
  failed?: (problem: Problem) => void
}

interface Entry {
  held: Held
  outcome: Outcome
  timer: ReturnType<typeof setInterval>
}

export const holdSeconds = 10

const shown = reactive<Held[]>([])
const entries = new Map<number, Entry>()
let last = 0

export const heldActs = readonly(shown)

export function hold(
  act: Pick<Held, 'label' | 'number' | 'path' | 'payload'>,
  outcome: Outcome = {},
): number {
  const id = ++last
  shown.push({ ...act, id, secondsLeft: holdSeconds })
  const held = shown[shown.length - 1] as Held
  const timer = setInterval(() => {
    held.secondsLeft--
    if (held.secondsLeft <= 0) void release(id)
  }, 1000)
  entries.set(id, { held, outcome, timer })
  return id
}

function take(id: number): Entry | undefined {
  const entry = entries.get(id)
  if (!entry) return undefined
  clearInterval(entry.timer)
  entries.delete(id)
  const at = shown.findIndex((one) => one.id === id)
  if (at >= 0) shown.splice(at, 1)
  return entry
}

/** Takes back the act, by default the latest; answers whether there was one. */
export function undo(id?: number): boolean {
  const entry = take(id ?? [...entries.keys()].pop() ?? 0)
  entry?.outcome.undone?.()
  return entry !== undefined
}

/** Sends a held act now. */
export async function release(id: number): Promise<void> {
  const entry = take(id)
  if (!entry) return
  try {
    const response = await send(entry.held.path, entry.held.payload)
    entry.outcome.sent?.(await response.json())
  } catch (error) {
    entry.outcome.failed?.(asProblem(error))
  }
}

/** Sends what is held for one petition, so that acts on it keep their order. */
export async function releaseFor(number: string): Promise<void> {
  const ids = [...entries.values()]
    .filter((entry) => entry.held.number === number)
    .map((entry) => entry.held.id)
  for (const id of ids) await release(id)
}

/** Sends everything without waiting: the page is going away. */
export function flush(): void {
  for (const id of [...entries.keys()]) {
    const entry = take(id)
    if (entry) void send(entry.held.path, entry.held.payload, true).catch(() => undefined)
  }
}

export function flushOnLeaving(target: Window = window): void {
  target.addEventListener('pagehide', flush)
}

import type { Action, DeskAction } from '../api/types'

/** Keys of the acts; the same table feeds buttons, the palette and the help. */
export const actKeys: Partial<Record<DeskAction, string>> = {
  register: 'c',
  accept: 'a',
  refuse: 'n',
  forward: 't',
  assign: 'shift+t',
  'request-info': 'b',
  route: 'p',
  'unit-route': 'p',
  merge: 'd',
  object: 'o',
  'resolve-objection': 'h',
  'decide-dispute': 'h',
  draft: 'r',
  progress: 'u',
  invite: 'i',
  mediate: 'e',
  note: 'm',
  extend: 'y',
  serve: 'v',
  seal: 'f',
  'discipline-receive': 'a',
  'return-draft': 'shift+r',
}

/** Acts that can be taken back within ten seconds: they issue no paper and nothing irreversible starts with them. */
const reversible = new Set<DeskAction>([
  'register',
  'note',
  'progress',
  'contact',
  'return-draft',
  'discipline-receive',
])

export function isHeld(action: Pick<Action, 'action' | 'paper'>): boolean {
  return reversible.has(action.action) && !action.paper
}

/** Acts on the whole matter first, notes last, as the strip and the rail show them. */
const order: DeskAction[] = [
  'approve',
  'register',
  'accept',
  'draft',
  'forward',
  'resolve-objection',
  'decide-dispute',
  'discipline-receive',
  'serve',
  'progress',
  'return-draft',
  'assign',
  'refuse',
  'object',
  'request-info',
  'route',
  'unit-route',
  'extend',
  'merge',
  'seal',
  'invite',
  'mediate',
  'urgent',
]

function rank(action: DeskAction): number {
  if (action === 'note') return 1000
  const at = order.indexOf(action)
  return at < 0 ? 500 : at
}

export function sortActions(actions: Action[]): Action[] {
  const sorted = [...actions].sort(
    (a, b) => Number(b.primary ?? false) - Number(a.primary ?? false) || rank(a.action) - rank(b.action),
  )
  if (sorted[0] && !sorted.some((action) => action.primary) && rank(sorted[0].action) < 9) {
    sorted[0] = { ...sorted[0], primary: true }
  }
  return sorted
}

export function keyOf(action: Action): string {
  return action.key?.toLowerCase() || actKeys[action.action] || ''
}

/** Writes a key name as it stands on the key: shift+t → Shift T. */
export function writeKey(key: string): string {
  const names: Record<string, string> = {
    esc: 'Esc',
    enter: 'Enter',
    ctrl: 'Ctrl',
    shift: 'Shift',
    alt: 'Alt',
    space: 'Space',
    up: '↑',
    down: '↓',
  }
  return key
    .split(/[+ ]/)
    .map((part) => names[part] ?? part.toUpperCase())
    .join(' ')
}

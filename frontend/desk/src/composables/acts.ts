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
  split: 'shift+d',
  object: 'o',
  'resolve-objection': 'h',
  'decide-dispute': 'h',
  check: 'h',
  draft: 'r',
  progress: 'u',
  contact: 'shift+u',
  invite: 'i',
  hearing: 'shift+h',
  'hearing-record': 'shift+h',
  mediate: 'e',
  'mediation-record': 'e',
  note: 'm',
  extend: 'y',
  serve: 'v',
  seal: 'f',
  'discipline-receive': 'a',
  'discipline-feedback': 'r',
  'return-draft': 'shift+r',
  'review-accept': 'a',
  'review-refuse': 'n',
  'review-decide': 'r',
  'recheck-decide': 'r',
  'follow-up': 'w',
  'closing-report': 'shift+w',
  'closing-accept': 'shift+a',
  'closing-return': 'shift+n',
  supervise: 'shift+s',
  'answer-supervision': 'shift+a',
  'call-to-account': 'shift+c',
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

/** What an act is for; menus list the acts by it. */
export type ActGroup = 'decide' | 'petitioner' | 'others' | 'press' | 'end'

/** Every act in the order of its group, as strips, menus and the palette show them. */
const groups: Record<ActGroup, DeskAction[]> = {
  decide: [
    'approve',
    'register',
    'accept',
    'draft',
    'forward',
    'resolve-objection',
    'decide-dispute',
    'discipline-receive',
    'check',
    'review-accept',
    'review-decide',
    'recheck-decide',
    'return-draft',
    'assign',
    'object',
    'extend',
    'to-ordinary',
    'route-back',
    'split',
    'unmerge',
    'urgent',
  ],
  petitioner: [
    'serve',
    'follow-up',
    'progress',
    'request-info',
    'contact',
    'invite',
    'hearing',
    'hearing-record',
    'mediate',
    'mediation-record',
    'answer-pressure',
  ],
  others: ['answer-supervision', 'closing-report', 'answer-advice', 'co-handle', 'lead', 'recuse', 'note'],
  press: ['closing-accept', 'closing-return', 'supervise', 'advice', 'call-to-account'],
  end: [
    'discipline-feedback',
    'refuse',
    'review-refuse',
    'route',
    'unit-route',
    'merge',
    'seal',
    'no-longer',
    'publish',
    'unpublish',
  ],
}
export const actGroups = Object.keys(groups) as ActGroup[]

/** The group of an act; one that a newer server brings is something to decide. */
export function groupOf(action: DeskAction): ActGroup {
  return actGroups.find((group) => groups[group].includes(action)) ?? 'decide'
}

/** Acts that stand before all others, whatever their group: the next step of the straight path. */
const foremost: DeskAction[] = [
  'approve',
  'register',
  'accept',
  'draft',
  'forward',
  'resolve-objection',
  'decide-dispute',
  'discipline-receive',
  'review-decide',
  'recheck-decide',
  'serve',
]
const order = [...foremost, ...actGroups.flatMap((group) => groups[group])]

function rank(action: DeskAction): number {
  if (action === 'note') return 1000
  const at = order.indexOf(action)
  return at < 0 ? 500 : at
}

export function sortActions(actions: Action[]): Action[] {
  const sorted = [...actions].sort(
    (a, b) => Number(b.primary ?? false) - Number(a.primary ?? false) || rank(a.action) - rank(b.action),
  )
  if (sorted[0] && !sorted.some((action) => action.primary) && rank(sorted[0].action) < foremost.length) {
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

import { onScopeDispose, ref } from 'vue'

/**
 * One keyboard for the whole desk. Layers lie on each other: the topmost that knows a key gets it, and a modal layer
 * lets nothing through. Single keys are silent in fields, while an input method composes, and when switched off;
 * with Alt or Ctrl they always work (WCAG 2.1.4).
 */
export type KeyMap = Record<string, (event: KeyboardEvent) => void | false>

interface Layer {
  map: () => KeyMap
  modal: boolean
}

const layers: Layer[] = []
const prefix = { key: '', at: 0 }
const prefixMs = 1200

/** Single keys may be switched off by each official. */
export const singleKeys = ref(true)

/** Adds a layer for as long as the current scope lives. */
export function useKeys(map: KeyMap | (() => KeyMap), options: { modal?: boolean } = {}): void {
  const layer: Layer = { map: typeof map === 'function' ? map : () => map, modal: options.modal ?? false }
  layers.push(layer)
  onScopeDispose(() => {
    const at = layers.indexOf(layer)
    if (at >= 0) layers.splice(at, 1)
  })
}

/** The name of a key press: "j", "shift+j", "ctrl+k", "alt+j", "?", "esc", "enter". Empty while composing. */
export function keyName(event: KeyboardEvent): string {
  // 229 is what old engines report while an input method is composing (IME).
  if (event.isComposing || event.keyCode === 229) return ''
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase()
  let key = named[event.key] ?? event.key.toLowerCase()
  // Alt gives other characters on some keyboards, and a Chinese layout may give full-width ones: the key's place decides.
  if (letter && (event.altKey || event.ctrlKey || event.metaKey || key > '~')) key = letter
  const shifted = event.shiftKey && (key.length > 1 || /[a-z]/.test(key))
  const mods = [
    event.ctrlKey || event.metaKey ? 'ctrl+' : '',
    event.altKey ? 'alt+' : '',
    shifted ? 'shift+' : '',
  ]
  return mods.join('') + key
}

const named: Record<string, string> = {
  Escape: 'esc',
  Enter: 'enter',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ' ': 'space',
  '？': '?',
  '／': '/',
  '。': '.',
  '，': ',',
  '【': '[',
  '】': ']',
}

const editable =
  'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true], [role=combobox], [role=listbox]'
const activatable =
  'a[href], button, summary, input, select, textarea, [role=button], [role=option], [role=tab]'

export function inField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(editable) !== null
}

/** Whether a key may act: Esc, Ctrl and Alt always; a single key only outside fields and only while they are on. */
function allowed(name: string, event: KeyboardEvent): boolean {
  if (/^(ctrl|alt)\+/.test(name) || name === 'esc') return true
  if (inField(event.target)) return false
  if (name === 'enter' || name === 'space') {
    return !(event.target instanceof Element && event.target.closest(activatable))
  }
  if (['up', 'down', 'left', 'right'].includes(name)) return true
  return singleKeys.value
}

function find(name: string): ((event: KeyboardEvent) => void | false) | undefined {
  for (let at = layers.length - 1; at >= 0; at--) {
    const layer = layers[at]
    if (!layer) continue
    const act = layer.map()[name]
    if (act) return act
    if (layer.modal) return undefined
  }
  return undefined
}

/** Handles one key press; exported for tests. */
export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  const name = keyName(event)
  if (!name || !allowed(name, event)) {
    prefix.key = ''
    return
  }
  const plain = name.replace(/^alt\+/, '')
  const pending = prefix.key && event.timeStamp - prefix.at < prefixMs ? prefix.key : ''
  prefix.key = ''
  if (pending) {
    const act = find(`${pending} ${plain}`)
    if (act) return run(act, event)
  }
  if (plain === 'g' && !pending) {
    prefix.key = 'g'
    prefix.at = event.timeStamp
    if (name !== plain) event.preventDefault()
    return
  }
  const act = find(name) ?? (name === plain ? undefined : find(plain))
  if (act) run(act, event)
}

function run(act: (event: KeyboardEvent) => void | false, event: KeyboardEvent): void {
  if (act(event) !== false) event.preventDefault()
}

/** Starts listening; called once. */
export function listenForKeys(target: Window = window): void {
  target.addEventListener('keydown', pressFirst, { capture: true })
  // Fields have keys of their own; the one that confirms goes before them.
  const confirm = (event: KeyboardEvent) => {
    if (keyName(event) !== 'ctrl+enter') return
    press(event)
    if (event.defaultPrevented) event.stopPropagation()
  }
  target.addEventListener('keydown', confirm, { capture: true })
  target.addEventListener('keydown', press)
}

/** Ctrl combinations are taken before a list field may understand them as a plain Enter. */
function pressFirst(event: KeyboardEvent): void {
  const name = keyName(event)
  const act = name.startsWith('ctrl+') ? find(name) : undefined
  if (!act) return
  run(act, event)
  if (event.defaultPrevented) event.stopPropagation()
}

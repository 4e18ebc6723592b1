import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { keyName, press, singleKeys, useKeys } from './keys'

function key(init: KeyboardEventInit & { keyCode?: number }, target: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  if (init.keyCode) Object.defineProperty(event, 'keyCode', { value: init.keyCode })
  Object.defineProperty(event, 'target', { value: target })
  return event
}

describe('keys', () => {
  const scope = () => effectScope()
  let opened: ReturnType<typeof effectScope>[] = []
  const layer = (map: Parameters<typeof useKeys>[0], options = {}) => {
    const one = scope()
    one.run(() => useKeys(map, options))
    opened.push(one)
    return one
  }
  beforeEach(() => (singleKeys.value = true))
  afterEach(() => {
    opened.forEach((one) => one.stop())
    opened = []
    document.body.innerHTML = ''
  })

  it('names keys with what was held', () => {
    expect(keyName(key({ key: 'j', code: 'KeyJ' }))).toBe('j')
    expect(keyName(key({ key: 'J', code: 'KeyJ', shiftKey: true }))).toBe('shift+j')
    expect(keyName(key({ key: '?', code: 'Slash', shiftKey: true }))).toBe('?')
    expect(keyName(key({ key: 'Enter', ctrlKey: true }))).toBe('ctrl+enter')
    expect(keyName(key({ key: '∆', code: 'KeyJ', altKey: true }))).toBe('alt+j')
    expect(keyName(key({ key: '？', code: 'Slash', shiftKey: true }))).toBe('?')
  })

  it('stays silent while an input method composes', () => {
    const act = vi.fn()
    layer({ j: act })
    press(key({ key: 'j', code: 'KeyJ', isComposing: true }))
    press(key({ key: 'Process', code: 'KeyJ', keyCode: 229 }))
    expect(act).not.toHaveBeenCalled()
    press(key({ key: 'j', code: 'KeyJ' }))
    expect(act).toHaveBeenCalledTimes(1)
  })

  it('stays silent in fields, but not for Ctrl, Alt and Esc', () => {
    const act = vi.fn()
    layer({ j: act, 'ctrl+enter': act, esc: act })
    const field = document.body.appendChild(document.createElement('textarea'))
    press(key({ key: 'j', code: 'KeyJ' }, field))
    expect(act).not.toHaveBeenCalled()
    press(key({ key: 'j', code: 'KeyJ', altKey: true }, field))
    press(key({ key: 'Enter', ctrlKey: true }, field))
    press(key({ key: 'Escape' }, field))
    expect(act).toHaveBeenCalledTimes(3)
  })

  it('can be switched off: then only Alt works', () => {
    const act = vi.fn()
    layer({ a: act, 'g q': act })
    singleKeys.value = false
    press(key({ key: 'a', code: 'KeyA' }))
    press(key({ key: 'g', code: 'KeyG' }))
    press(key({ key: 'q', code: 'KeyQ' }))
    expect(act).not.toHaveBeenCalled()
    press(key({ key: 'a', code: 'KeyA', altKey: true }))
    expect(act).toHaveBeenCalledTimes(1)
  })

  it('lets a modal layer keep keys from what lies below', () => {
    const below = vi.fn()
    const above = vi.fn()
    layer({ j: below, esc: below })
    const dialog = layer({ esc: above }, { modal: true })
    press(key({ key: 'j', code: 'KeyJ' }))
    press(key({ key: 'Escape' }))
    expect(below).not.toHaveBeenCalled()
    expect(above).toHaveBeenCalledTimes(1)
    dialog.stop()
    press(key({ key: 'j', code: 'KeyJ' }))
    expect(below).toHaveBeenCalledTimes(1)
  })

  it('knows sequences, and leaves Enter to a focused button', () => {
    const go = vi.fn()
    const open = vi.fn()
    layer({ 'g q': go, enter: open })
    press(key({ key: 'g', code: 'KeyG' }))
    press(key({ key: 'q', code: 'KeyQ' }))
    expect(go).toHaveBeenCalledTimes(1)
    press(key({ key: 'Enter' }, document.body.appendChild(document.createElement('button'))))
    expect(open).not.toHaveBeenCalled()
    press(key({ key: 'Enter' }))
    expect(open).toHaveBeenCalledTimes(1)
  })
})

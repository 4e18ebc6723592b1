import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { flush, heldActs, hold, holdSeconds, releaseFor, undo } from './undo'

const act = (number: string) => ({
  label: 'note',
  number,
  path: `/api/v1/desk/petitions/${number}/note`,
  payload: { version: 3, text: 'x' },
})

describe('undo', () => {
  const calls: RequestInit[] = []
  let status = 200
  beforeEach(() => {
    vi.useFakeTimers()
    status = 200
    calls.length = 0
    vi.stubGlobal('fetch', (_path: string, init: RequestInit) => {
      calls.push(init)
      return Promise.resolve(
        new Response(JSON.stringify(status === 200 ? { number: 'A' } : { code: 'stale' }), { status }),
      )
    })
  })
  afterEach(() => {
    flush()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('holds an act for ten seconds, then sends it once', async () => {
    const sent = vi.fn()
    hold(act('A'), { sent })
    expect(heldActs[0]?.secondsLeft).toBe(holdSeconds)
    await vi.advanceTimersByTimeAsync((holdSeconds - 1) * 1000)
    expect(calls).toHaveLength(0)
    expect(heldActs[0]?.secondsLeft).toBe(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(calls).toHaveLength(1)
    expect(sent).toHaveBeenCalledWith({ number: 'A' })
    expect(heldActs).toHaveLength(0)
  })

  it('takes back the latest and never sends it', async () => {
    const undone = vi.fn()
    hold(act('A'))
    hold(act('B'), { undone })
    expect(undo()).toBe(true)
    expect(undone).toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(holdSeconds * 1000)
    expect(calls).toHaveLength(1)
    expect(undo()).toBe(false)
  })

  it('sends everything when the page goes away, and lets the request outlive it', () => {
    hold(act('A'))
    hold(act('B'))
    flush()
    expect(calls).toHaveLength(2)
    expect(calls.every((init) => init.keepalive)).toBe(true)
    expect(heldActs).toHaveLength(0)
  })

  it('keeps the order of acts on one petition', async () => {
    hold(act('A'))
    hold(act('B'))
    await releaseFor('A')
    expect(calls).toHaveLength(1)
    expect(heldActs.map((one) => one.number)).toEqual(['B'])
  })

  it('tells what went wrong', async () => {
    status = 409
    const failed = vi.fn()
    hold(act('A'), { failed })
    await vi.advanceTimersByTimeAsync(holdSeconds * 1000)
    expect(failed.mock.calls[0]?.[0].code).toBe('stale')
  })
})

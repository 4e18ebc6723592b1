import { describe, expect, it } from 'vitest'
import { dueBadge } from './due'
import { countUpdates } from './queue'

const today = '2026-09-16'

describe('the due badge', () => {
  it.each([
    ['2026-09-22', 'circle', 6],
    ['2026-09-20', 'circle', 4],
    ['2026-09-19', 'triangle', 3],
    ['2026-09-17', 'triangle', 1],
    ['2026-09-16', 'diamond', 0],
    ['2026-09-14', 'square', 2],
  ])('says %s by shape and words', (due, shape, days) => {
    expect(dueBadge(due, today)).toMatchObject({ shape, days })
  })

  it('shows no number for a paused or an absent clock', () => {
    expect(dueBadge('2026-09-01', today, 'paused').shape).toBe('bars')
    expect(dueBadge(null, today).shape).toBe('none')
    expect(dueBadge('9999-12-31', today).shape).toBe('none')
  })

  it('counts days over the end of a month and of summer time alike', () => {
    expect(dueBadge('2026-03-01', '2026-02-27').days).toBe(2)
    expect(dueBadge('2027-01-01', '2026-12-30').days).toBe(2)
  })
})

describe('a list that changed meanwhile', () => {
  const row = (number: string, version: number) => ({
    number,
    version,
    title: '',
    stage: 'ACCEPTED' as const,
    unit: '',
    due: null,
    state: 'ok' as const,
  })

  it('counts what came, went and moved on, but not what one did oneself', () => {
    const shown = [row('A', 1), row('B', 1), row('C', 1)]
    expect(countUpdates(shown, shown, new Set())).toBe(0)
    expect(countUpdates(shown, [row('A', 2), row('C', 1), row('D', 1)], new Set())).toBe(3)
    expect(countUpdates(shown, [row('A', 2), row('C', 1)], new Set(['A', 'B']))).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import type { DraftItem } from '../api/types'
import { merge, settle, unchosen } from './conflict'

const base: DraftItem[] = [
  { request: 1, plain: 'one', facts: 'f', basis: 'b', decision: 'explain', measure: '', by: '' },
  { request: 2, plain: 'two', facts: 'f', basis: 'b', decision: 'support', measure: 'm', by: '2026-10-01' },
]
const change = (at: number, change: Partial<DraftItem>) =>
  base.map((item, index) => (index === at ? { ...item, ...change } : { ...item }))

describe('merging a draft that two people wrote', () => {
  it('takes what only one of them changed', () => {
    const result = merge(base, change(0, { plain: 'mine' }), change(1, { by: '2026-10-15' }))
    expect(result.conflicts).toEqual([])
    expect(result.merged[0]?.plain).toBe('mine')
    expect(result.merged[1]?.by).toBe('2026-10-15')
    expect(result.settled).toBe(12)
  })

  it('asks only where both wrote something different, and keeps mine until then', () => {
    const result = merge(
      base,
      change(1, { plain: 'mine', facts: 'same' }),
      change(1, { plain: 'theirs', facts: 'same' }),
    )
    expect(result.conflicts).toEqual([{ request: 2, field: 'plain', mine: 'mine', theirs: 'theirs' }])
    expect(result.merged[1]?.plain).toBe('mine')
    expect(settle(result, ['theirs'])[1]?.plain).toBe('theirs')
    expect(settle(result, ['mine'])[1]?.plain).toBe('mine')
    expect(unchosen(result, ['theirs'])).toBe('mine')
  })
})

import { describe, expect, it } from 'vitest'
import type { DraftItem } from '../api/types'
import { checklist, decisionsFor, forHandIn, itemsFor, missingIn } from './reply'

const whole: DraftItem = {
  request: 1,
  plain: 'We repair it by May.',
  facts: 'Seen on site.',
  basis: 'Art. 12',
  decision: 'support',
  measure: 'New pump',
  by: '2026-09-30',
}

describe('the checklist of an answer', () => {
  it('has seven items and is done when every request is answered', () => {
    const checks = checklist([whole, { ...whole, request: 2, decision: 'explain', measure: '', by: '' }])
    expect(checks).toHaveLength(7)
    expect(checks.every((check) => check.done)).toBe(true)
    expect(checks[0]?.args).toEqual({ done: 2, all: 2 })
  })

  it('names request and field of what is missing', () => {
    const missing = missingIn({ ...whole, basis: ' ', by: '' })
    expect(missing).toEqual([
      { request: 1, field: 'basis', key: 'desk.reply.need.basis' },
      { request: 1, field: 'by', key: 'desk.reply.need.by' },
    ])
    const checks = checklist([{ ...whole, basis: ' ', by: '' }])
    expect(checks.filter((check) => !check.done).map((check) => check.key)).toEqual([
      'desk.reply.check.basis',
      'desk.reply.check.measure',
    ])
  })

  it('counts the sentence in characters, not in UTF-16 units', () => {
    expect(missingIn({ ...whole, plain: '\u{20BB7}'.repeat(40) })).toEqual([])
    expect(missingIn({ ...whole, plain: '\u{20BB7}'.repeat(41) })[0]?.key).toBe('desk.reply.need.shorter')
  })

  it('asks for measure and date only where something is promised', () => {
    expect(missingIn({ ...whole, decision: 'not_support', measure: '', by: '' })).toEqual([])
    expect(
      missingIn({ ...whole, decision: 'adopt_part', measure: '', by: 'soon' }).map((one) => one.field),
    ).toEqual(['measure', 'by'])
  })

  it('hands in no measure or date with a refusal', () => {
    expect(forHandIn([{ ...whole, decision: 'not_support', plain: ' No. ' }])).toEqual([
      { request: 1, plain: 'No.', facts: 'Seen on site.', basis: 'Art. 12', decision: 'not_support' },
    ])
  })

  it('makes one item a request and keeps what was written', () => {
    const items = itemsFor(
      {
        requests: [
          { no: 1, text: 'a' },
          { no: 2, text: 'b' },
        ],
      },
      [
        { request: 2, plain: 'yes' },
        { request: 9, plain: 'lost' },
      ],
    )
    expect(items.map((item) => [item.request, item.plain])).toEqual([
      [1, ''],
      [2, 'yes'],
    ])
  })

  it('offers adoption for suggestions and support for claims', () => {
    expect(decisionsFor({ kind: 'suggestion' })).toContain('adopt_part')
    expect(decisionsFor({ kind: 'claim', route: 'C6' })).toEqual(['support', 'explain', 'not_support'])
  })
})

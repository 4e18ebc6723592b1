import { describe, expect, it } from 'vitest'
import type { Action, Case, DeskAction, QueueItem } from '../api/types'
import { actKeys, groupOf, sortActions } from './acts'
import { boardRows, breachOf } from './board'
import {
  askedNow,
  cuttable,
  dayRange,
  decisionsOf,
  dutiesOf,
  firstValues,
  givenValues,
  missingFields,
  payloadOf,
} from './fields'
import { isWholeNumber, parseNumber } from './number'

const petition = (more: Partial<Case> = {}) =>
  ({
    number: '0CNC1ZQ607KR',
    kind: 'claim',
    requests: [
      { no: 1, text: 'mend it' },
      { no: 2, text: 'pay' },
    ],
    filedAt: '2026-11-01T00:00:00Z',
    actions: [],
    ...more,
  }) as unknown as Case

describe('fields of the ladder', () => {
  const names = (action: Action, values = {}, of = petition()) =>
    askedNow(action, values, of).map((field) => field.name)

  it('asks where another procedure is only when a review leads there', () => {
    const decide: Action = {
      action: 'review-decide',
      needs: ['decision', 'text', 'reasons'],
      may: ['body', 'limit', 'papers', 'contact'],
    }
    expect(names(decide, { decision: 'redo' })).toEqual(['decision', 'text', 'reasons'])
    const asked = askedNow(decide, { decision: 'route' }, petition())
    expect(asked.map((field) => field.name)).toContain('contact')
    expect(missingFields(asked, { decision: 'route', text: 'x', reasons: 'y' })).toEqual(['body'])
    expect(decisionsOf('review-decide').codes).toContain('redo')
    expect(decisionsOf('recheck-decide').codes).not.toContain('redo')
  })

  it('lets a passage be withheld only of a report, and asks for it then', () => {
    const split: Action = { action: 'split', needs: ['requests', 'title'], may: ['report', 'text'] }
    expect(names(split, { report: false })).toEqual(['requests', 'title', 'report'])
    expect(askedNow(split, { report: true }, petition()).at(-1)).toMatchObject({
      name: 'text',
      kind: 'passage',
      needed: true,
    })
    expect(missingFields(askedNow(split, {}, petition()), { requests: [], title: 'x' })).toEqual(['requests'])
    expect(cuttable(petition({ cut: [{ request: 1, number: 'x' }] })).map((one) => one.no)).toEqual([2])
  })

  it('names whom a granted request is about, and nobody for oneself', () => {
    const recuse: Action = { action: 'recuse', needs: ['reasons'], may: ['official', 'decision'] }
    expect(names(recuse)).not.toContain('decision')
    const asked = askedNow(recuse, { decision: 'grant' }, petition({ recusalAsked: true }))
    expect(missingFields(asked, { decision: 'grant', reasons: 'x' })).toEqual(['official'])
    expect(names(recuse, { decision: 'refuse' }, petition({ recusalAsked: true }))).not.toContain('official')
  })

  it('says yes and no as the server takes them, and takes them back', () => {
    const hearing: Action = {
      action: 'hearing',
      needs: ['on', 'where', 'participants', 'public'],
      may: ['time'],
    }
    const fields = askedNow(hearing, {}, petition())
    expect(payloadOf(fields, { on: '2026-12-08', public: 'no', where: ' 301 ' })).toEqual({
      on: '2026-12-08',
      public: false,
      where: '301',
    })
    expect(givenValues(hearing, { public: false, where: '301' })).toEqual({ public: 'no', where: '301' })
    expect(dayRange('hearing', 'on', petition(), '2026-11-24', 7)).toEqual({ from: '2026-12-01' })
    expect(dayRange('contact', 'on', petition(), '2026-11-24', 7)).toEqual({
      from: '2026-11-01',
      to: '2026-11-24',
    })
    expect(dayRange('supervise', 'by', petition(), '2026-11-24', 7)).toEqual({ from: '2026-11-25' })
  })

  it('chooses the duty that the system found, and the only open promise', () => {
    expect(dutiesOf(['silent'])[0]).toBe('silent')
    const supervise: Action = { action: 'supervise', needs: ['duty', 'text'], may: ['by'] }
    expect(firstValues(supervise, petition({ triggers: ['follow_up', 'silent'] }), '2026-11-24').duty).toBe(
      'follow_up',
    )
    const follow: Action = { action: 'follow-up', needs: ['request', 'text'] }
    const promised = petition({ promises: [{ request: 2, measure: 'pay', by: '2026-12-01' }] })
    expect(firstValues(follow, promised, '2026-11-24').request).toBe('2')
    expect(payloadOf(askedNow(follow, {}, promised), { request: '2', text: 'paid' })).toEqual({
      request: 2,
      text: 'paid',
    })
  })

  it('leaves the discipline body to the server', () => {
    expect(names({ action: 'seal', needs: [], may: ['text', 'unit'] })).toEqual(['text'])
  })
})

describe('numbers as people type them', () => {
  it('reads any case, groups and look-alikes, and notices a wrong character', () => {
    expect(parseNumber('ocnc-1zq6 07kr')).toBe('0CNC1ZQ607KR')
    expect(parseNumber('０CNC—1ZQ6—07KR')).toBe('0CNC1ZQ607KR')
    expect(parseNumber('0CNC1ZQ607KS')).toBe('')
    expect(parseNumber('C0NC1ZQ607KR')).toBe('')
    expect(isWholeNumber('0CNC-1ZQ6')).toBe(false)
    expect(isWholeNumber('0CNC-1ZQ6-07KS')).toBe(true)
  })
})

describe('files of an act', () => {
  it('are asked for where the act takes them and sent by their ids', () => {
    const action: Action = { action: 'follow-up', needs: ['request', 'text'], may: ['by', 'evidence'] }
    const asked = askedNow(action, {}, petition())
    expect(asked.find((field) => field.name === 'evidence')?.kind).toBe('files')
    expect(firstValues(action, petition(), '2026-11-02').evidence).toEqual([])
    const values = { request: '1', text: 'paid', evidence: [{ id: 'u1', name: 'a.pdf' }] }
    expect(payloadOf(asked, values)).toEqual({ request: 1, text: 'paid', evidence: ['u1'] })
    expect(payloadOf(asked, { ...values, evidence: [] })).toEqual({ request: 1, text: 'paid' })
  })
})

describe('acts', () => {
  it('belong to one group each, and no two of one duty share a key', () => {
    expect(groupOf('supervise')).toBe('press')
    expect(groupOf('merge')).toBe('end')
    expect(groupOf('contact')).toBe('petitioner')
    // At the same desk at the same time: a unit with a matter in hand, a reviewing body, the office.
    const desks: DeskAction[][] = [
      [
        'draft',
        'extend',
        'progress',
        'contact',
        'invite',
        'hearing',
        'mediate',
        'note',
        'unit-route',
        'answer-supervision',
      ],
      ['review-accept', 'review-refuse', 'review-decide', 'hearing', 'mediate', 'invite', 'note'],
      ['closing-accept', 'closing-return', 'supervise', 'contact', 'invite', 'note', 'assign', 'route'],
    ]
    for (const desk of desks) {
      const keys = desk.map((act) => actKeys[act])
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  it('come with the next step first and the note last', () => {
    const actions = (['note', 'supervise', 'review-decide'] as const).map((action) => ({ action, needs: [] }))
    expect(sortActions(actions).map((one) => one.action)).toEqual(['review-decide', 'supervise', 'note'])
    expect(sortActions(actions)[0]?.primary).toBe(true)
  })
})

describe('the supervision board', () => {
  const item = (unit: string, more: Partial<QueueItem> = {}) =>
    ({ number: unit, unit, stage: 'ACCEPTED', state: 'ok', ...more }) as QueueItem
  const broken = (duty: string, unit: string) => ({
    duty,
    unit,
    since: '2026-11-01',
    reason: duty,
    letter: `write of ${duty}`,
  })

  it('keeps the order of units and counts a breach for whose duty it is', () => {
    const matter = { ...item('office'), broken: [broken('limit', 'office'), broken('silent', 'b')] }
    const rows = boardRows(['a', 'b', 'office'], [item('b'), item('b')], [matter])
    expect(rows.map((row) => [row.unit, row.matters.soon.length, row.matters.limit.length])).toEqual([
      ['a', 0, 0],
      ['b', 2, 0],
      ['office', 0, 1],
    ])
    expect(rows[1]?.matters.silent).toHaveLength(1)
    expect(breachOf(matter, 'b', 'silent')?.letter).toBe('write of silent')
    expect(breachOf(matter, '', '')?.duty).toBe('limit')
    expect(breachOf({ ...item('a'), broken: [] }, 'a', 'soon')).toBeUndefined()
  })
})

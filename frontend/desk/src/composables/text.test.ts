import { describe, expect, it } from 'vitest'
import { writeDay, writeInstant } from './day'
import { diff } from './diff'
import { initials, match } from './initials'
import { fileSize, groupNumber, shortHash, writeCount } from './number'
import { fieldsOf, missingFields, payloadOf } from './fields'

describe('texts', () => {
  it('marks by words what was taken out and put in', () => {
    expect(diff('repair it soon', 'repair it by May')).toEqual([
      { kind: 'same', text: 'repair it ' },
      { kind: 'removed', text: 'soon' },
      { kind: 'added', text: 'by May' },
    ])
    expect(diff('', '')).toEqual([])
  })

  it('writes days for people, in Shanghai', () => {
    expect(writeDay('2026-09-16', 'zh-CN', { weekday: true })).toBe('9月16日（周三）')
    expect(writeInstant('2026-09-14T16:00:00Z', 'zh-CN')).toBe('9月15日 00:00')
  })

  it('groups numbers and stops counting at a thousand', () => {
    expect(groupNumber('7K4MQ2XD93VT')).toBe('7K4M-Q2XD-93VT')
    expect(shortHash('9c417be0' + '0'.repeat(52) + 'e07b')).toBe('9c41 7be0 … e07b')
    expect(writeCount(1001)).toBe('1000+')
    expect(fileSize(1_887_436)).toBe('1.8 MB')
  })

  it('finds Chinese words by pinyin initials', () => {
    expect(initials('转送')).toBe('zs')
    expect(match('转送县水务局', 'zs')).toEqual([0, 2])
    expect(match('受理', 'zs')).toBeNull()
  })
})

describe('fields of an act', () => {
  const action = { action: 'refuse' as const, needs: ['ground', 'reasons', 'goTo'], may: ['text'] }

  it('asks for what the server needs and leaves out what is empty', () => {
    const fields = fieldsOf(action)
    expect(fields.map((field) => field.name)).toEqual(['ground', 'reasons', 'goTo', 'text'])
    expect(missingFields(fields, { ground: 'x', reasons: ' ' })).toEqual(['reasons', 'goTo'])
    expect(payloadOf(fields, { ground: 'x', reasons: ' why ', goTo: 'y', text: '' })).toEqual({
      ground: 'x',
      reasons: 'why',
      goTo: 'y',
    })
  })

  it('asks for an unknown field of a newer server as a text', () => {
    expect(fieldsOf({ action: 'note', needs: ['novelty'] })[0]).toMatchObject({
      name: 'novelty',
      kind: 'text',
    })
  })
})

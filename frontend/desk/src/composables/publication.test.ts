import { expect, test } from 'vitest'
import type { PersonalFind } from '../api/types'
import { pieces } from './publication'

const find = (start: number, end: number): PersonalFind => ({
  field: 'facts',
  start,
  end,
  kind: 'name',
  text: '',
  proposal: '',
})

test('a text is cut at its finds and loses nothing', () => {
  const text = '我叫石榴花，𠮷住在这里。'
  const cut = pieces(text, [find(6, 8), find(2, 5)])
  expect(cut.map((one) => one.text)).toEqual(['我叫', '石榴花', '，', '𠮷', '住在这里。'])
  expect(cut.filter((one) => one.find)).toHaveLength(2)
  expect(pieces('', [])).toEqual([])
  expect(pieces('abc', [find(0, 2), find(1, 3)]).map((one) => one.text)).toEqual(['ab', 'c'])
})

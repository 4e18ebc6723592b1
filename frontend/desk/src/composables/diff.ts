/** Differences between two texts, by words: what was taken out, what was put in, what stayed. */
export interface Piece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' })

function words(text: string): string[] {
  return [...segmenter.segment(text)].map((part) => part.segment)
}

/** Lengths of the longest common subsequence of every pair of tails. */
function table(a: string[], b: string[]): Uint32Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    const row = rows[i] as Uint32Array
    const below = rows[i + 1] as Uint32Array
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return rows
}

const tooLong = 3000

export function diff(before: string, after: string): Piece[] {
  if (before === after) return before ? [{ kind: 'same', text: before }] : []
  const a = words(before)
  const b = words(after)
  if (a.length > tooLong || b.length > tooLong) {
    return pieces([...a.map((text) => piece('removed', text)), ...b.map((text) => piece('added', text))])
  }
  const rows = table(a, b)
  const found: Piece[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      found.push(piece('same', a[i++] as string))
      j++
    } else if (j >= b.length || (i < a.length && (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0))) {
      found.push(piece('removed', a[i++] as string))
    } else {
      found.push(piece('added', b[j++] as string))
    }
  }
  return pieces(found)
}

function piece(kind: Piece['kind'], text: string): Piece {
  return { kind, text }
}

/** Joins neighbours of a kind, and puts what was removed before what replaced it. */
function pieces(list: Piece[]): Piece[] {
  const joined: Piece[] = []
  let removed = ''
  let added = ''
  const settle = () => {
    if (removed) joined.push(piece('removed', removed))
    if (added) joined.push(piece('added', added))
    removed = added = ''
  }
  for (const { kind, text } of list) {
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else {
      settle()
      const last = joined[joined.length - 1]
      if (last?.kind === 'same') last.text += text
      else joined.push(piece('same', text))
    }
  }
  settle()
  return joined
}

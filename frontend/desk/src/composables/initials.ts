/**
 * Pinyin initials, so that "zs" finds 转送. The collation of the browser knows the order of all characters; the first
 * character of each letter marks where it begins.
 */
const firsts: Record<string, number> = {
  a: 0x963f,
  b: 0x516b,
  c: 0x5693,
  d: 0x5491,
  e: 0x59b8,
  f: 0x53d1,
  g: 0x65ee,
  h: 0x54c8,
  j: 0x8ba5,
  k: 0x5494,
  l: 0x5783,
  m: 0x5988,
  n: 0x62cf,
  o: 0x5662,
  p: 0x5991,
  q: 0x4e03,
  r: 0x5465,
  s: 0x4ee8,
  t: 0x4ed6,
  w: 0x5c72,
  x: 0x5915,
  y: 0x4e2b,
  z: 0x5e00,
}
const starts = Object.entries(firsts).map(([letter, first]) => [letter, String.fromCodePoint(first)] as const)

const collator = new Intl.Collator('zh-CN-u-co-pinyin')

function initial(character: string): string {
  if (!/[\u3400-\u9fff]/.test(character)) return character.toLowerCase()
  let letter = ''
  for (const [name, first] of starts) {
    if (collator.compare(character, first) < 0) break
    letter = name
  }
  return letter
}

export function initials(text: string): string {
  return [...text].map(initial).join('')
}

/** Whether what was typed is found in a text, as it stands or by initials; answers where, for marking. */
export function match(text: string, typed: string): [number, number] | null {
  const wanted = typed.trim().toLowerCase()
  if (!wanted) return [0, 0]
  const at = text.toLowerCase().indexOf(wanted)
  if (at >= 0) return [at, at + wanted.length]
  if (!/^[a-z]+$/.test(wanted)) return null
  const by = initials(text).indexOf(wanted)
  return by >= 0 ? [by, by + wanted.length] : null
}

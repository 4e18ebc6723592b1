/** Tracking numbers are written 4-4-4 for people. */
export function groupNumber(number: string): string {
  const plain = number.replace(/[\s-]/g, '')
  return plain.length === 12 ? plain.replace(/(.{4})(?=.)/g, '$1-') : number
}

/** SHA-256 shown short: 9c41 7be0 … e07b. */
export function shortHash(hash: string): string {
  return hash.length < 16 ? hash : `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** Characters as people count them, not UTF-16 units. */
export function countCharacters(text: string): number {
  return [...text].length
}

/** Counts stop at 1,000: nobody needs more, and counting on costs the database dearly. */
export function writeCount(count: number | undefined): string {
  if (count === undefined) return ''
  return count > 1000 ? '1000+' : String(count)
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const numberLength = 12

/** Multiplies by the generator of GF(32) with x⁵+x²+1, as the check character is made. */
const double = (x: number) => ((x << 1) & 32 ? (x << 1) ^ 0x25 : x << 1)

/** A tracking number as people type it, without its groups; '' while its check character does not fit. */
export function parseNumber(typed: string): string {
  const plain = plainNumber(typed)
  if (plain.length !== numberLength || [...plain].some((one) => !alphabet.includes(one))) return ''
  const sum = [...plain.slice(0, -1)].reduce((acc, one) => double(acc) ^ alphabet.indexOf(one), 0)
  return alphabet[double(sum)] === plain.at(-1) ? plain : ''
}

/** Whether enough was typed to be a number, right or wrong. */
export function isWholeNumber(typed: string): boolean {
  return plainNumber(typed).length >= numberLength
}

function plainNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–_.·]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
}

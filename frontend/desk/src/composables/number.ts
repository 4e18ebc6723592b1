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

import { reactive } from 'vue'

/** Where one stood in the list, so that a case knows its neighbours and the way back. */
export const placeInList = reactive<{ numbers: string[]; view: string; back: string; more: boolean }>({
  numbers: [],
  view: '',
  back: '',
  more: false,
})

export function neighbours(number: string): { before?: string; after?: string; at: number; of: number } {
  const at = placeInList.numbers.indexOf(number)
  if (at < 0) return { at: 0, of: 0 }
  return {
    before: placeInList.numbers[at - 1],
    after: placeInList.numbers[at + 1],
    at: at + 1,
    of: placeInList.numbers.length,
  }
}

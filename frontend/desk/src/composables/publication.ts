import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, body } from '../api/client'
import type { Opening, PersonalFind } from '../api/types'

/** The texts of an opening, in the order in which they are read. */
export const fields = ['title', 'facts', 'request', 'course', 'result'] as const
export type Field = (typeof fields)[number]

/** The original of a matter beside the masked proposal. */
export function usePublication(number: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => ['publication', toValue(number)]),
    queryFn: () =>
      body(
        api.GET('/api/v1/desk/petitions/{number}/publication', {
          params: { path: { number: toValue(number) } },
        }),
      ),
    retry: false,
    staleTime: 0,
  })
}

/** What still looks like personal data in a text. */
export async function stillFound(number: string, opening: Opening): Promise<PersonalFind[]> {
  const answer = await body(
    api.POST('/api/v1/desk/petitions/{number}/publication', {
      params: { path: { number } },
      body: { opening },
    }),
  )
  return answer.finds
}

export interface Piece {
  text: string
  find?: PersonalFind
}

/** A text cut at its finds, so that each can be marked where it stands. */
export function pieces(text: string, finds: PersonalFind[]): Piece[] {
  const list: Piece[] = []
  let at = 0
  for (const find of [...finds].sort((a, b) => a.start - b.start)) {
    if (find.start < at) continue
    if (find.start > at) list.push({ text: text.slice(at, find.start) })
    list.push({ text: text.slice(find.start, find.end), find })
    at = find.end
  }
  if (at < text.length) list.push({ text: text.slice(at) })
  return list
}

import { useQuery, useQueryClient, type QueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, body } from '../api/client'
import type { Case } from '../api/types'

async function fetchCase(number: string): Promise<Case> {
  return body(api.GET('/api/v1/desk/petitions/{number}', { params: { path: { number } } }))
}

const key = (number: string, lang: string) => ['case', number, lang]

/** One case, fresh from the server each time it is opened but shown at once where it was seen before. */
export function useCase(number: MaybeRefOrGetter<string>) {
  const { locale } = useI18n()
  return useQuery({
    queryKey: computed(() => key(toValue(number), locale.value)),
    queryFn: () => fetchCase(toValue(number)),
    enabled: computed(() => toValue(number) !== ''),
    staleTime: 5_000,
    retry: false,
  })
}

/** Reads a case anew, past what was kept of it. */
export function useFreshCase() {
  const client = useQueryClient()
  const { locale } = useI18n()
  return (number: string) =>
    client.fetchQuery({ queryKey: key(number, locale.value), queryFn: () => fetchCase(number), staleTime: 0 })
}

/** Reads the next case ahead, so that it opens without waiting. */
export function usePrefetch() {
  const client = useQueryClient()
  const { locale } = useI18n()
  return (number: string | undefined) => {
    if (!number) return
    void client.prefetchQuery({
      queryKey: key(number, locale.value),
      queryFn: () => fetchCase(number),
      staleTime: 30_000,
    })
  }
}

/** Puts the case an act answered with in place of the one shown. */
export function putCase(client: QueryClient, fresh: Case, lang: string): void {
  client.setQueryData(key(fresh.number, lang), fresh)
  void client.invalidateQueries({ queryKey: ['counts'] })
}

export function forgetCase(client: QueryClient, number: string): void {
  void client.invalidateQueries({ queryKey: ['case', number] })
}

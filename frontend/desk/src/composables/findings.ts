import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, body } from '../api/client'
import { useMe } from './session'

/** What verify found altered or missing; asked for by those who answer for it, every minute. */
export function useFindings() {
  const { has, me } = useMe()
  const sees = computed(() => me.value !== undefined && has('OFF', 'AUDITOR'))
  const query = useQuery({
    queryKey: ['findings'],
    queryFn: () => body(api.GET('/api/v1/desk/findings')),
    enabled: sees,
    refetchInterval: 60_000,
    staleTime: 20_000,
  })
  return { sees, findings: query.data, error: query.error, refetch: query.refetch }
}

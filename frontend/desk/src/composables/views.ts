import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, body } from '../api/client'
import type { Role, View } from '../api/types'
import { useMe } from './session'

/** The views of the rail in their order, with the duties that have them. */
export const views: { view: View; roles: Role[] }[] = [
  { view: 'to-register', roles: ['REG', 'OFF'] },
  { view: 'to-accept', roles: ['UNIT', 'HEAD', 'OFF'] },
  { view: 'mine', roles: ['UNIT', 'LEAD'] },
  { view: 'unit', roles: ['REG', 'OFF', 'UNIT', 'HEAD', 'DIS'] },
  { view: 'approve', roles: ['HEAD', 'JNT'] },
  { view: 'soon', roles: ['REG', 'OFF', 'UNIT', 'HEAD', 'REV', 'DIS', 'JNT'] },
  { view: 'overdue', roles: ['REG', 'OFF', 'UNIT', 'HEAD', 'REV', 'DIS', 'JNT'] },
  { view: 'returned', roles: ['REG', 'OFF', 'UNIT', 'HEAD'] },
  { view: 'review', roles: ['REV', 'REC', 'OFF'] },
  { view: 'tasks', roles: ['OFF', 'UNIT', 'HEAD', 'CO', 'REV', 'DIS'] },
]

/** How many matters each view holds; a view without a duty is not offered. */
export function useViews() {
  const { has, me } = useMe()
  const seesPetitions = computed(() =>
    has('REG', 'OFF', 'UNIT', 'HEAD', 'CO', 'LEAD', 'JNT', 'REV', 'REC', 'DIS'),
  )
  const query = useQuery({
    queryKey: ['counts'],
    queryFn: () => body(api.GET('/api/v1/desk/counts')),
    enabled: seesPetitions,
    refetchInterval: 60_000,
    staleTime: 20_000,
  })
  const counts = query.data
  const offered = computed(() =>
    views
      .filter(({ view, roles }) => has(...roles) || (counts.value?.[view] ?? 0) > 0)
      .map(({ view }) => view),
  )
  const first = computed<View>(
    () => offered.value.find((view) => (counts.value?.[view] ?? 0) > 0) ?? offered.value[0] ?? 'unit',
  )
  return { views: offered, counts, first, seesPetitions, me, updatedAt: query.dataUpdatedAt }
}

import { useQuery, type QueryClient } from '@tanstack/vue-query'
import { computed, ref, watch } from 'vue'
import { api, body, onSessionOver } from '../api/client'
import type { Me, Preferences, Role } from '../api/types'
import { useLanguage } from '../i18n'
import { singleKeys } from './keys'
import { applyLook } from './look'

/** The session ended while somebody was working; what he wrote stays, he signs in again in place. */
export const sessionOver = ref(false)

export function watchSession(client: QueryClient): void {
  onSessionOver(() => {
    if (client.getQueryData(['me'])) sessionOver.value = true
  })
}

export async function fetchMe(): Promise<Me> {
  return body(api.GET('/api/v1/desk/me'))
}

export function useMe() {
  const query = useQuery({
    queryKey: ['me'],
    queryFn: fetchMe,
    staleTime: 60_000,
    retry: false,
    refetchInterval: 300_000,
  })
  const me = query.data
  watch(me, (now) => now && void adopt(now), { immediate: true })
  const today = computed(() => me.value?.today ?? new Date().toISOString().slice(0, 10))
  const has = (...roles: Role[]) => roles.some((role) => me.value?.roles.includes(role))
  return { me, today, has, query }
}

/** Takes over an official's choices. */
export async function adopt(me: Me): Promise<void> {
  singleKeys.value = me.keys
  applyLook(me.size, me.theme)
  await useLanguage(me.lang)
}

export async function savePreferences(change: Preferences, client: QueryClient): Promise<void> {
  const me = await body(api.PUT('/api/v1/desk/preferences', { body: change }))
  client.setQueryData(['me'], me)
  await adopt(me)
}

export async function signIn(login: string, password: string, otp?: string): Promise<void> {
  await api.POST('/api/v1/session', { body: { login, password, ...(otp ? { otp } : {}) } })
}

export async function signOut(client: QueryClient): Promise<void> {
  await api.DELETE('/api/v1/session')
  client.clear()
}

import { computed, onBeforeUnmount, watch } from 'vue'
import { useRoute } from 'vue-router'
import { asProblem } from '../api/problem'
import { useCase } from './case'
import { currentCase } from './current'
import { useWaiting } from './waiting'

/** The case that a page's address names: read, put in front for the palette, and taken back on leaving. */
export function useOpenCase(page: string) {
  const route = useRoute()
  const number = computed(() => (route.name === page ? String(route.params.number) : ''))
  const { data, error, isFetching, refetch } = useCase(number)
  const petition = computed(() => data.value)
  const problem = computed(() => (error.value && !petition.value ? asProblem(error.value) : null))
  const waiting = useWaiting(computed(() => isFetching.value && !petition.value))
  watch(petition, (now) => (currentCase.value = now ?? null), { immediate: true })
  onBeforeUnmount(() => (currentCase.value = null))
  return { number, petition, problem, waiting, isFetching, refetch }
}

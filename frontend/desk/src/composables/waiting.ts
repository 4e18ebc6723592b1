import { onScopeDispose, ref, watch, type Ref } from 'vue'

const patienceMs = 300

/** True only once something has been loading for 300 ms: a shape that flashes disturbs more than a short wait. */
export function useWaiting(loading: Ref<boolean>): Ref<boolean> {
  const waiting = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    loading,
    (now) => {
      clearTimeout(timer)
      if (now) timer = setTimeout(() => (waiting.value = true), patienceMs)
      else waiting.value = false
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return waiting
}

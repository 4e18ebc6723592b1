import { onScopeDispose, ref } from 'vue'

/** Whether the window is too narrow for list and preview side by side. */
export function useWindow() {
  const wanted = window.matchMedia('(max-width: 1279px)')
  const narrow = ref(wanted.matches)
  const note = () => (narrow.value = wanted.matches)
  wanted.addEventListener('change', note)
  onScopeDispose(() => wanted.removeEventListener('change', note))
  return { narrow }
}

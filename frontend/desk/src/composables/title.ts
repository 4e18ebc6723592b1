import { onScopeDispose, ref, watchEffect } from 'vue'

/** The page's own title, where a route's fixed one does not say enough. */
export const pageTitle = ref('')

export function useTitle(title: () => string): void {
  watchEffect(() => (pageTitle.value = title()))
  onScopeDispose(() => (pageTitle.value = ''))
}

import { ref } from 'vue'

/** What lies over the page: the palette, the key help, or nothing; and whether the rail is folded out. */
export const panel = ref<'palette' | 'keys' | ''>('')
export const railOpen = ref(false)

import { computed, ref } from 'vue'

/** The window's width in the layout's own measure: larger text makes a window narrower. */
const width = ref(1440)

function measure(): void {
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 10 || 1
  width.value = window.innerWidth / root
}

const twoPanes = 1280
const wideStrip = 1360

const narrow = computed(() => width.value < twoPanes)
const tight = computed(() => width.value < wideStrip)

new ResizeObserver(measure).observe(document.documentElement)
// A changed text size changes no box of the root element, only its font.
new MutationObserver(measure).observe(document.documentElement, { attributeFilter: ['data-size'] })
measure()

/** Whether the window is too narrow for list and preview side by side, or for a long strip of buttons. */
export function useWindow() {
  return { narrow, tight }
}

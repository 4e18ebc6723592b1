import type { Me } from '../api/types'

const dark = window.matchMedia?.('(prefers-color-scheme: dark)')
let chosen: Me['theme'] = 'system'

function paint(): void {
  const root = document.documentElement
  const theme = chosen === 'system' ? (dark?.matches ? 'dark' : 'light') : chosen
  root.classList.toggle('contrast', theme === 'contrast')
  root.dataset.theme = theme === 'contrast' ? 'dark' : theme
  // Element Plus switches its own greys by this class.
  root.classList.toggle('dark', theme !== 'light')
}

dark?.addEventListener('change', paint)

/** Text size and theme, as each official chose. */
export function applyLook(size: Me['size'], theme: Me['theme']): void {
  chosen = theme
  document.documentElement.dataset.size = size
  paint()
}

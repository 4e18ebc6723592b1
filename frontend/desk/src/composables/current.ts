import { shallowRef } from 'vue'
import type { Case } from '../api/types'

/** The matter in front of the official, for the palette: the one previewed or opened. */
export const currentCase = shallowRef<Case | null>(null)

import { ref } from 'vue'
import { asProblem } from '../api/problem'

/** Saves a form once at a time and keeps what the server said of its fields; '' is said of the whole. */
export function useSaving() {
  const wrong = ref<Record<string, string>>({})
  const busy = ref(false)
  const save = async (step: () => Promise<unknown>): Promise<boolean> => {
    if (busy.value) return false
    busy.value = true
    wrong.value = {}
    try {
      await step()
      return true
    } catch (error) {
      const problem = asProblem(error)
      wrong.value =
        Object.keys(problem.fields).length > 0 ? problem.fields : { '': problem.detail || problem.message }
      return false
    } finally {
      busy.value = false
    }
  }
  return { wrong, busy, save }
}

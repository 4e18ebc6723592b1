import { onScopeDispose, ref, shallowRef } from 'vue'
import { fetchFile, type Fetched } from '../api/client'
import { asProblem, type Problem } from '../api/problem'

/** The paper of a petition as the server renders it, with the hash that goes with an approval. */
export function usePaper() {
  const file = shallowRef<Fetched | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const reading = ref(false)
  let stop: AbortController | undefined

  const read = async (number: string) => {
    stop?.abort()
    const mine = (stop = new AbortController())
    reading.value = true
    try {
      file.value = await fetchFile(
        `/api/v1/desk/petitions/${encodeURIComponent(number)}/preview.pdf`,
        mine.signal,
      )
      problem.value = null
    } catch (error) {
      if (mine.signal.aborted) return
      problem.value = asProblem(error)
      file.value = null
    } finally {
      if (mine === stop) reading.value = false
    }
  }
  const clear = () => {
    stop?.abort()
    file.value = null
    problem.value = null
  }

  /** Prints the very file, from a window of its own. */
  const print = () => {
    if (!file.value) return
    const url = URL.createObjectURL(new Blob([file.value.bytes], { type: 'application/pdf' }))
    window.open(url, '_blank', 'noopener')
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  }
  onScopeDispose(() => stop?.abort())
  return { file, problem, reading, read, clear, print }
}

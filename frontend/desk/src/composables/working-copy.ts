import { onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { api, body } from '../api/client'
import { asProblem, type Problem } from '../api/problem'
import type { Case, DraftItem, WorkingCopy } from '../api/types'
import { merge, type Merge } from './conflict'
import { itemsFor } from './reply'
import { sessionOver } from './session'

const quietMs = 1200

/**
 * The answer being written. It is saved a moment after the last key; when somebody else saved in the meantime, both
 * texts are merged by field and only what both changed is asked about.
 */
export function useWorkingCopy(petition: () => Case | undefined) {
  const items = reactive<DraftItem[]>([])
  const savedAt = ref('')
  const saving = ref(false)
  const loaded = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const conflict = shallowRef<
    (Merge & { by: string; at: string; revision: number; theirs: DraftItem[] }) | null
  >(null)
  let revision = 0
  let base: DraftItem[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let dirty = false

  const path = () => ({ path: { number: petition()?.number ?? '' } })
  const read = () => body(api.GET('/api/v1/desk/petitions/{number}/working-copy', { params: path() }))

  const take = (copy: Pick<WorkingCopy, 'revision' | 'items' | 'savedAt'>, written: DraftItem[]) => {
    const now = petition()
    if (!now) return
    revision = copy.revision
    base = structuredClone(itemsFor(now, copy.items))
    savedAt.value = copy.savedAt ?? savedAt.value
    items.splice(0, items.length, ...itemsFor(now, written))
  }

  const load = async () => {
    try {
      const copy = await read()
      const returned = petition()?.returned?.items ?? []
      take(copy, copy.items.length > 0 ? copy.items : returned)
      loaded.value = true
      problem.value = null
      // What was sent back becomes the new copy, so that the paper beside it shows something to mend.
      if (copy.items.length === 0 && returned.length > 0) {
        dirty = true
        await save()
      }
    } catch (error) {
      problem.value = asProblem(error)
    }
  }

  const plain = () => items.map((item) => ({ ...item }))

  const save = async (): Promise<boolean> => {
    clearTimeout(timer)
    if (!loaded.value || conflict.value) return false
    if (!dirty) return true
    const written = plain()
    saving.value = true
    dirty = false
    try {
      const saved = await body(
        api.PUT('/api/v1/desk/petitions/{number}/working-copy', {
          params: path(),
          body: { revision, items: written },
        }),
      )
      revision = saved.revision
      base = written
      savedAt.value = saved.savedAt
      problem.value = null
      return true
    } catch (error) {
      dirty = true
      const failed = asProblem(error)
      if (failed.code === 'stale') await meet(failed)
      else problem.value = failed
      return false
    } finally {
      saving.value = false
    }
  }

  /** Somebody else saved first: merge, and ask only where both wrote. */
  const meet = async (failed: Problem) => {
    const now = petition()
    if (!now) return
    const copy = await read()
    const theirs = itemsFor(now, copy.items)
    const result = merge(base, plain(), theirs)
    base = theirs
    revision = copy.revision
    if (result.conflicts.length === 0) {
      items.splice(0, items.length, ...result.merged)
      dirty = true
      void save()
      return
    }
    conflict.value = {
      ...result,
      by: failed.by ?? copy.by?.name ?? '',
      at: failed.at ?? copy.savedAt ?? '',
      revision,
      theirs,
    }
  }

  /** Goes on with what was chosen. */
  const resolve = (chosen: DraftItem[]) => {
    conflict.value = null
    items.splice(0, items.length, ...chosen)
    dirty = true
    void save()
  }

  watch(
    items,
    () => {
      if (!loaded.value) return
      dirty = true
      clearTimeout(timer)
      timer = setTimeout(() => void save(), quietMs)
    },
    { deep: true, flush: 'sync' },
  )
  watch(sessionOver, (over) => !over && dirty && void save())
  onScopeDispose(() => {
    clearTimeout(timer)
    if (dirty) void save()
  })
  return { items, savedAt, saving, loaded, problem, conflict, load, save, resolve }
}

import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, body } from '../api/client'
import { asProblem, type Problem } from '../api/problem'
import type { QueueItem, Stage, View } from '../api/types'
import { onDone } from './acting'

export interface QueueQuery {
  view?: View
  stage?: Stage
  unit?: string
  place?: string
  q?: string
  sort: 'due' | 'filed'
}

const pageSize = 50
const lookAgainMs = 45_000

async function fetchPage(query: QueueQuery, cursor: string | undefined, limit: number) {
  return body(api.GET('/api/v1/desk/petitions', { params: { query: { ...query, cursor, limit } } }))
}

/**
 * The list of a view. It never reorders by itself: what changed meanwhile is counted in `updates` and shown only when
 * the official asks for it, since a row that moves under the cursor is a wrong act waiting to happen.
 */
export function useQueue(query: Ref<QueueQuery>) {
  const items = shallowRef<QueueItem[]>([])
  const next = ref('')
  const loading = ref(true)
  const more = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const readAt = ref('')
  const updates = ref(0)
  const changed = ref(new Set<string>())
  let run = 0

  const load = async () => {
    const mine = ++run
    loading.value = true
    try {
      const page = await fetchPage(query.value, undefined, pageSize)
      if (mine !== run) return
      items.value = page.items
      next.value = page.next ?? ''
      problem.value = null
      updates.value = 0
      changed.value = new Set()
      readAt.value = new Date().toISOString()
    } catch (error) {
      if (mine === run) problem.value = asProblem(error)
    } finally {
      if (mine === run) loading.value = false
    }
  }

  const loadMore = async () => {
    if (!next.value || more.value || loading.value) return
    const mine = run
    more.value = true
    try {
      const page = await fetchPage(query.value, next.value, pageSize)
      if (mine !== run) return
      const known = new Set(items.value.map((item) => item.number))
      items.value = [...items.value, ...page.items.filter((item) => !known.has(item.number))]
      next.value = page.next ?? ''
    } catch (error) {
      if (mine === run) problem.value = asProblem(error)
    } finally {
      more.value = false
    }
  }

  /** Looks again without touching what is shown, and counts what is different. */
  const lookAgain = async () => {
    if (loading.value || document.hidden) return
    const mine = run
    try {
      const limit = Math.min(100, Math.max(pageSize, items.value.length))
      const page = await fetchPage(query.value, undefined, limit)
      if (mine === run) updates.value = countUpdates(items.value, page.items, changed.value)
    } catch {
      // The list stays as it is; the next look or act will tell.
    }
  }

  const stop = onDone((fresh) => {
    if (!items.value.some((item) => item.number === fresh.number)) return
    changed.value = new Set(changed.value).add(fresh.number)
    items.value = items.value.map((item) =>
      item.number === fresh.number
        ? {
            ...item,
            stage: fresh.stage,
            version: fresh.version,
            due: fresh.due ?? null,
            state: fresh.state ?? item.state,
            unread: false,
          }
        : item,
    )
  })
  const timer = setInterval(() => void lookAgain(), lookAgainMs)
  onScopeDispose(() => {
    clearInterval(timer)
    stop()
  })
  watch(query, () => void load(), { immediate: true })

  const empty = computed(() => !loading.value && !problem.value && items.value.length === 0)
  return { items, next, loading, more, problem, readAt, updates, changed, empty, load, loadMore, lookAgain }
}

/** Rows that came, went or moved on, apart from those one changed oneself. */
export function countUpdates(shown: QueueItem[], fresh: QueueItem[], own: Set<string>): number {
  const then = new Map(shown.map((item) => [item.number, item.version]))
  const now = new Map(fresh.map((item) => [item.number, item.version]))
  let count = 0
  for (const [number, version] of now) if (!own.has(number) && then.get(number) !== version) count++
  for (const item of shown.slice(0, fresh.length)) if (!now.has(item.number) && !own.has(item.number)) count++
  return count
}

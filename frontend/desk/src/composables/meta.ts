import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, body } from '../api/client'
import type { Meta } from '../api/types'

type Node = Meta['categories'][number]

/** Units, categories, places and grounds, and how each is called. */
export function useMeta() {
  const { locale } = useI18n()
  const query = useQuery({
    queryKey: computed(() => ['meta', locale.value]),
    queryFn: () => body(api.GET('/api/v1/meta')),
    staleTime: 600_000,
  })
  const meta = query.data
  const units = computed(() => new Map((meta.value?.units ?? []).map((unit) => [unit.code, unit])))
  const categories = computed(() => byCode(meta.value?.categories))
  const places = computed(() => byCode(meta.value?.places))

  const unitName = (code?: string) => (code ? (units.value.get(code)?.name ?? code) : '')
  const unitShort = (code?: string) => (code ? (units.value.get(code)?.short ?? unitName(code)) : '')
  const categoryName = (code?: string) => (code ? (categories.value.get(code)?.name ?? code) : '')
  const placeName = (code?: string) => (code ? (places.value.get(code)?.name ?? code) : '')
  const categoryPath = (code?: string) => path(categories.value, code)
  const placePath = (code?: string) => path(places.value, code)
  /** A period of the rules in days; what the server computes with stays its own. */
  const periodDays = (leg: string, otherwise = 0) =>
    meta.value?.periods.find((one) => one.leg === leg)?.days ?? otherwise
  return { meta, periodDays, unitName, unitShort, categoryName, placeName, categoryPath, placePath }
}

function byCode(nodes: Node[] | undefined): Map<string, Node> {
  return new Map((nodes ?? []).map((node) => [node.code, node]))
}

/** Names from the top down, such as 农村农业 / 水利水电. */
function path(nodes: Map<string, Node>, code?: string): string {
  const names: string[] = []
  for (let at = code; at && names.length < 6; at = nodes.get(at)?.parent) {
    const node = nodes.get(at)
    if (!node) break
    names.unshift(node.name)
  }
  return names.join(' / ') || (code ?? '')
}

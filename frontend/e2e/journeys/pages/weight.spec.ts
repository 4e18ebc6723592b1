import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { filingPages, publicPages, withAccount, withCases, withDraft } from '../../fixtures/everywhere'
import { expect, test } from '../../fixtures/test'

// What an old phone on a slow line can bear (pages.md §5): compressed, with all that the page loads.
const mostBytes = 35 * 1024
const mostScript = 8 * 1024
const mostRequests = 8

interface Weight {
  path: string
  total: number
  script: number
  requests: number
}

const compressed = (body: Buffer) => gzipSync(body, { level: 6 }).length

/** Weighs a page with every asset that it names, as for a first visit. */
async function weigh(page: Page, path: string): Promise<Weight> {
  const html = await (await page.request.get(path)).body()
  const named = [...html.toString().matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(
    ([, asset]) => asset ?? '',
  )
  const weight = { path, total: compressed(html), script: 0, requests: 1 }
  for (const asset of new Set(named)) {
    const size = compressed(await (await page.request.get(asset)).body())
    weight.total += size
    weight.requests++
    if (asset.endsWith('.js')) weight.script += size
  }
  return weight
}

test('no page of the citizens is heavier than an old phone can bear', async ({ page, portal }) => {
  test.slow()
  await withDraft(page)
  const paths = [
    ...publicPages.filter((path) => path !== '/nothing-here'),
    ...filingPages,
    ...(await withCases(page, portal)),
    ...(await withAccount(page, portal)),
  ]
  const weights: Weight[] = []
  for (const path of paths) weights.push(await weigh(page, path))
  const heaviest = weights.reduce((most, one) => (one.total > most.total ? one : most))
  const told = `heaviest ${heaviest.path}: ${(heaviest.total / 1024).toFixed(1)} KB, script ${(heaviest.script / 1024).toFixed(1)} KB, ${heaviest.requests} requests`
  console.log(`weight: ${told}`)
  test.info().annotations.push({ type: 'weight', description: told })
  const over = weights.filter(
    ({ total, script, requests }) => total > mostBytes || script > mostScript || requests > mostRequests,
  )
  expect(over).toEqual([])
})

test('the server sends pages, styles and scripts compressed', async ({ request }) => {
  const page = await request.get('/', { headers: { 'Accept-Encoding': 'gzip' } })
  const assets = [...(await page.text()).matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:css|js))"/g)].map(
    ([, path]) => path,
  )
  expect(assets.length).toBeGreaterThan(0)
  for (const path of ['/', ...assets]) {
    const answer = await request.get(path ?? '', { headers: { 'Accept-Encoding': 'gzip' } })
    expect(answer.headers()['content-encoding'], path).toBe('gzip')
  }
})

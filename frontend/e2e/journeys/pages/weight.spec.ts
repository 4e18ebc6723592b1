import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'
import { filingPages, publicPages, withCases, withDraft } from '../../fixtures/everywhere'
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

/** Loads a page as for the first time, and weighs what came. */
async function weigh(page: Page, path: string): Promise<Weight> {
  const came: Promise<{ type: string; size: number }>[] = []
  const take = (response: Response) => {
    const url = response.url()
    if (url.startsWith('data:') || response.status() >= 300) return
    came.push(
      response
        .body()
        .then((body) => ({ type: response.request().resourceType(), size: gzipSync(body, { level: 6 }).length })),
    )
  }
  page.on('response', take)
  await page.goto(path)
  await page.waitForLoadState('load')
  page.off('response', take)
  const parts = await Promise.all(came)
  const sum = (list: typeof parts) => list.reduce((all, { size }) => all + size, 0)
  return {
    path,
    total: sum(parts),
    script: sum(parts.filter(({ type }) => type === 'script')),
    requests: parts.length,
  }
}

test('no page of the citizens is heavier than an old phone can bear', async ({ page, context, portal }) => {
  test.slow()
  await withDraft(page)
  const paths = [...publicPages.filter((path) => path !== '/nothing-here'), ...filingPages, ...(await withCases(page, portal))]
  const client = await context.newCDPSession(page)
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
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
  const assets = [...(await page.text()).matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:css|js))"/g)].map(([, path]) => path)
  expect(assets.length).toBeGreaterThan(0)
  for (const path of ['/', ...assets]) {
    const answer = await request.get(path ?? '', { headers: { 'Accept-Encoding': 'gzip' } })
    expect(answer.headers()['content-encoding'], path).toBe('gzip')
  }
})

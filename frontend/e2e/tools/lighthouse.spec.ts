// What Lighthouse makes of the citizens' pages on a simulated phone: npm run lighthouse.
//
// Its clock is the machine's own, so a page is asked three times and the median counts; on a busy machine measure again.
import { loadavg } from 'node:os'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { withDraft } from '../fixtures/everywhere'
import { expect, test } from '../fixtures/test'
import { track } from '../fixtures/tracking'

const rounds = Number(process.env.LIGHTHOUSE_ROUNDS ?? 3)

// The least score of each category; pages of one person's matter are kept from search engines on purpose.
const goals = { performance: 95, accessibility: 100, 'best-practices': 95, seo: 95 }
type Category = keyof typeof goals
const categories = Object.keys(goals) as Category[]

interface Round {
  scores: Record<Category, number>
  /** Largest paint in milliseconds, and how far things moved while the page came in. */
  paint: number
  shift: number
  /** How quick Lighthouse found the machine itself: a desktop has 1500 to 2000, under 1000 is too busy to judge. */
  machine: number
  failed: string[]
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

async function ask(url: string, port: number, cookie: string): Promise<Round> {
  const answer = await lighthouse(url, {
    port,
    onlyCategories: categories,
    extraHeaders: { Cookie: cookie },
    logLevel: 'error',
  })
  if (!answer || answer.lhr.runtimeError) throw new Error(`${url}: ${answer?.lhr.runtimeError?.message}`)
  const { lhr } = answer
  const scores = Object.fromEntries(
    categories.map((one) => [one, Math.round((lhr.categories[one]?.score ?? 0) * 100)]),
  ) as Record<Category, number>
  const number = (id: string) => lhr.audits[id]?.numericValue ?? 0
  const failed = categories.flatMap((one) =>
    (lhr.categories[one]?.auditRefs ?? [])
      .map(({ id }) => lhr.audits[id])
      .filter((audit) => audit && audit.score !== null && audit.score < 0.9)
      .map((audit) => `${one}: ${audit?.id} ${audit?.displayValue ?? ''}`),
  )
  return {
    scores,
    paint: number('largest-contentful-paint'),
    shift: number('cumulative-layout-shift'),
    machine: lhr.environment.benchmarkIndex,
    failed,
  }
}

test('the pages on a phone, as Lighthouse scores them', async ({ page, context, portal, baseURL }) => {
  const going = await portal.file()
  await portal.advance(going, 'ACCEPTED')
  await track(page, going)
  await withDraft(page)
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const shown = await portal.file({ publish: true })
  await portal.publish(shown)
  const pages: Record<string, string> = {
    home: '/',
    filing: '/file',
    'filing step': '/file/contact',
    case: `/case/${going.number}`,
    published: '/published',
    'published case': `/published/${shown.number}`,
    stats: '/stats',
  }

  // A browser of its own: one that listens to every event for the journeys would be slower.
  await page.close()
  const { executablePath, args = [] } = test.info().project.use.launchOptions ?? {}
  const browser = await launch({ chromePath: executablePath, chromeFlags: ['--headless', ...args] })
  const missed: string[] = []
  console.log(`load ${loadavg()[0]?.toFixed(2)}; median of ${rounds}`)
  console.log(
    `${'page'.padEnd(16)}${categories.map((one) => one.padStart(16)).join('')}     paint  shift  machine`,
  )
  for (const [name, path] of Object.entries(pages)) {
    const before = missed.length
    const asked: Round[] = []
    for (let round = 0; round < rounds; round++)
      asked.push(await ask(`${baseURL}${path}`, browser.port, cookie))
    const scores = categories.map((one) => median(asked.map((round) => round.scores[one])))
    const paint = (median(asked.map((round) => round.paint)) / 1000).toFixed(1)
    const shift = median(asked.map((round) => round.shift)).toFixed(3)
    const machine = median(asked.map((round) => round.machine)).toFixed(0)
    console.log(
      `${name.padEnd(16)}${scores.map((one) => String(one).padStart(16)).join('')}  ${paint.padStart(6)} s  ${shift}  ${machine.padStart(7)}`,
    )
    categories.forEach((one, at) => {
      const hidden = one === 'seo' && (name === 'case' || name.startsWith('filing'))
      if (!hidden && (scores[at] ?? 0) < goals[one])
        missed.push(`${name}: ${one} ${scores[at]}, wanted ${goals[one]}`)
    })
    if (missed.length > before)
      for (const line of new Set(asked.flatMap(({ failed }) => failed))) console.log(`  ${line}`)
  }
  browser.kill()
  console.log(`load ${loadavg()[0]?.toFixed(2)}`)
  expect(missed).toEqual([])
})

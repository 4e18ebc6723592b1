// Takes the pictures of docs/pictures: npm run screens.
import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { enter } from '../fixtures/desk'
import { item, type Filed, type Portal } from '../fixtures/portal'
import { test } from '../fixtures/test'
import * as words from './words'

const folder = join(import.meta.dirname, '../../../docs/pictures')
const mostBytes = 60 * 1024
const heights: Record<number, number> = { 360: 740, 1280: 800, 1440: 900 }

/** Saves a picture with as few colours as keep it small. */
async function take(page: Page, name: string, fullPage = true): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.png`)
  // A picture of a whole page shows what a window would lay out only when one comes near.
  await page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLElement>('.later'))
      one.style.contentVisibility = 'visible'
  })
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path, fullPage, animations: 'disabled', caret: 'hide' })
  for (const colours of [128, 64, 32, 16]) {
    execFileSync('convert', [path, '-strip', '+dither', '-colors', String(colours), `PNG8:${path}`])
    if (statSync(path).size <= mostBytes) break
  }
  console.log(`${name}.png ${(statSync(path).size / 1024).toFixed(0)} KB`)
}

interface Look {
  lang: 'zh-CN' | 'en'
  size: 'standard' | 'large'
  width: 360 | 1280
}

const looks: Look[] = [
  { lang: 'zh-CN', size: 'standard', width: 360 },
  { lang: 'zh-CN', size: 'standard', width: 1280 },
  { lang: 'en', size: 'standard', width: 360 },
  { lang: 'zh-CN', size: 'large', width: 360 },
]

async function citizen(browser: Browser, url: string, look: Look): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: heights[look.width] ?? 800 },
  })
  await context.addCookies([
    { name: 'lang', value: look.lang, url },
    { name: 'size', value: look.size, url },
  ])
  return context.newPage()
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function desk(browser: Browser, portal: Portal, login: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Asia/Shanghai',
    locale: 'zh-CN',
  })
  await enter(context, portal, login)
  return context.newPage()
}

const settled = async (page: Page, path: string) => {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(1500)
}

// Before the citizens' pages, whose matters would stand in the queue.
test('the desk', async ({ browser, portal }) => {
  const numberOf = async (words_: string) => (await portal.find('office', words_))[0] ?? ''
  const page = await desk(browser, portal, 'handler-a')
  await settled(page, '/desk/queue/unit')
  await take(page, 'desk-queue', false)
  const number = await numberOf('餐馆拖欠服务员')
  await settled(page, `/desk/case/${number}`)
  await take(page, 'desk-case', false)
  await portal.workingCopy('handler-a', number, [item(1, words.restaurant[0]), item(2, words.restaurant[1])])
  await settled(page, `/desk/case/${number}/reply`)
  await take(page, 'desk-reply', false)
  await page.context().close()

  await portal.act('handler-a', number, 'draft', {
    items: [item(1, words.restaurant[0]), item(2, words.restaurant[1])],
  })
  const head = await desk(browser, portal, 'head-a')
  await settled(head, `/desk/queue/approve?case=${number}`)
  await take(head, 'desk-approval', false)
  await head.context().close()
})

test('the desk beyond the straight path', async ({ browser, portal }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'SERVED')
  await portal.own(filed, 'aid-consent', { aid: 'legal-aid', agree: true })
  await portal.own(filed, 'review', { reasons: words.chinese.progress, body: 'review-office' })
  const reviewer = await desk(browser, portal, 'reviewer')
  await settled(reviewer, `/desk/case/${filed.number}`)
  await take(reviewer, 'desk-ladder', false)
  await reviewer.context().close()
  const clerk = await desk(browser, portal, 'registrar')
  await settled(clerk, '/desk/reception')
  await take(clerk, 'desk-counter', false)
  await clerk.context().close()
  const office = await desk(browser, portal, 'office')
  await settled(office, '/desk/supervision')
  await take(office, 'desk-board', false)
  const ended = await portal.file({ publish: true })
  await portal.advance(ended, 'SERVED')
  await portal.own(ended, 'solved')
  for (const [name, path] of [
    ['publish', `case/${ended.number}/publish`],
    ['notices', 'notices'],
    ['self-check', 'findings'],
    ['information', 'info'],
  ] as const) {
    await settled(office, `/desk/${path}`)
    await take(office, `desk-${name}`, false)
  }
  await office.context().close()
})

// One matter on its way, so that each page has something to show.
test("citizens' pages beyond the straight path", async ({ browser, portal, baseURL }) => {
  const joint = await portal.file({ joint: { people: 6 } }).catch(() => portal.file())
  const filed = await portal.file()
  await portal.advance(filed, 'SERVED')
  const shown = await portal.file({ title: '某小区物业费乱收三年', publish: true })
  await portal.publish(shown)
  for (const width of [360, 1280] as const) {
    const page = await citizen(browser, baseURL ?? '', { lang: 'zh-CN', size: 'standard', width })
    for (const [name, path] of [
      ['guide', '/guide'],
      ['visits', '/visits'],
      ['mailbox', '/mailbox'],
      ['verify', '/verify'],
      ['account', '/login'],
    ] as const) {
      if (width !== 360) break
      await page.goto(path)
      await take(page, `${name}-${width}`)
    }
    // Long pages: what stands on the first screens is enough.
    await page.setViewportSize({ width, height: 1400 })
    for (const [name, path] of [
      ['published', '/published'],
      ['matter', `/published/${shown.number}`],
      ['stats', '/stats'],
      ['open-data', '/open-data'],
      ['log', '/log'],
    ] as const) {
      await page.goto(path)
      await take(page, `${name}-${width}`, false)
    }
    for (const [name, one, path] of [
      ['review', filed, 'review'],
      ['aid', filed, 'aid-consent'],
      ['joint', joint, 'join'],
    ] as const) {
      if (width !== 360) break
      await page.goto('/track')
      await page.locator('#number').fill(one.number)
      await page.locator('#code').fill(one.code)
      await page.locator('main form .btns .btn').first().click()
      await page.goto(`/case/${one.number}/${path}`)
      await take(page, `${name}-${width}`)
    }
    await page.context().close()
  }
})

for (const look of looks) {
  const suffix = [look.lang === 'en' ? 'en' : '', look.size === 'large' ? 'large' : '', look.width]
    .filter(Boolean)
    .join('-')

  test(`citizens' pages ${suffix}`, async ({ browser, portal, baseURL }) => {
    const told = look.lang === 'en' ? words.english : words.chinese
    const page = await citizen(browser, baseURL ?? '', look)
    await page.goto('/')
    await take(page, `home-${suffix}`)

    await page.goto('/file')
    await page.locator('[name=do][value=new]').click()
    const go = () => page.locator('main form .btns .btn').first().click()
    await page.locator('[name=kind][value=claim]').check()
    await go()
    await page.locator('[name=other][value=none]').check()
    await go()
    await page.locator('#place').selectOption('990101')
    if ((await page.locator('#place1').count()) === 0) await go()
    await page.locator('#place1').selectOption('990101001000')
    await page.locator('#spot').fill(told.spot)
    await go()
    await page.locator('#title').fill(told.title)
    await go()
    if (page.url().includes('/file/similar')) await go()
    await page.locator('#narrative').fill(told.narrative)
    await page.locator('#happened').fill('2026')
    await page.locator('#month').fill('3')
    await page.locator('h1').click()
    await take(page, `step-${suffix}`)
    await go()
    await page.locator('#request-0').fill(told.requests[0])
    await page.locator('#request-1').fill(told.requests[1])
    await go()
    await go()
    await page.locator('#name').fill(told.name)
    await page.locator('#phone').fill('12600000002')
    await go()
    await go()
    await page.locator('[name=publish][value=yes]').check()
    await page.locator('#pledge').check()
    await page.locator('h1').click()
    await take(page, `check-${suffix}`)
    await page.locator('form[action="/file/check"] .btn').click()
    await take(page, `receipt-${suffix}`)

    const text = async (id: string) => ((await page.locator(id).textContent()) ?? '').replace(/[\s-]/g, '')
    const filed = { number: await text('#number'), code: await text('#code') } as Filed
    await portal.advance(filed, 'ACCEPTED')
    await portal.act('handler-a', filed.number, 'progress', { text: told.progress, nextOn: inDays(18) })
    await page.goto('/track')
    await page.locator('#number').fill(filed.number)
    await page.locator('#code').fill(filed.code)
    await go()
    await take(page, `case-${suffix}`)

    await portal.advance(filed, 'SERVED', 'a', told.items)
    await page.goto(`/case/${filed.number}/answer`)
    await take(page, `answer-${suffix}`)
    await page.context().close()
  })
}

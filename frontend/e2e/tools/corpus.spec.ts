// Files real messages through the pages, has them answered at the desk, and rates the answers as their petitioners:
//
//   npm run e2e:corpus              the first 20 of ../shared/data/corpus/replied.jsonl
//   CORPUS=FILE CORPUS_COUNT=50 …   others
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { answers, begin, fill, receipt, submit, walk } from '../fixtures/filing'
import { item, type Filed, type Portal } from '../fixtures/portal'
import { expect, test } from '../fixtures/test'
import { act, track } from '../fixtures/tracking'

const path = process.env.CORPUS ?? join(import.meta.dirname, '../../../../shared/data/corpus/replied.jsonl')
const count = Number(process.env.CORPUS_COUNT ?? 20)

interface Message {
  no: string
  user: string
  title: string
  text: string
  reply: string
}

const runes = (text: string) => [...text]
const fit = (text: string, least: number, most: number) => {
  const clean = text.replace(/\p{C}/gu, '').trim()
  return runes(clean.length < least ? `${clean}（原文很短）` : clean)
    .slice(0, most)
    .join('')
}

/** Files one message as its petitioner would. */
async function file(page: Page, message: Message): Promise<{ number: string; code: string }> {
  const told = {
    ...answers,
    title: fit(message.title, 6, 40),
    narrative: fit(message.text, 10, 5000),
    request: fit(message.title, 2, 500),
    name: message.user,
    spot: '',
    basis: '',
    year: '',
    month: '',
  }
  await page.context().clearCookies()
  await begin(page)
  await walk(page, 'kind', 'check', told)
  await fill.check(page, told)
  await submit(page).click()
  return receipt(page)
}

/** Reads the answer, which serves it, and rates both. */
async function readAndRate(page: Page, filed: Filed, reply: string): Promise<void> {
  await track(page, filed)
  await page.getByRole('link', { name: '看答复' }).first().click()
  await page.getByRole('button', { name: '看答复' }).click()
  await expect(page.locator('article')).toContainText(runes(reply.replace(/\s+/g, '')).slice(0, 12).join(''))
  await page.getByRole('link', { name: '评价这次办理' }).click()
  for (const group of await page.getByRole('radiogroup').all())
    await group.getByRole('radio', { name: '满意', exact: true }).check()
  await page.getByRole('button', { name: '提交评价' }).click()
  await expect(page.getByText('谢谢您的评价，已记下。')).toBeVisible()
  await expect(act(page, /评价/)).toBeVisible()
}

async function answer(portal: Portal, filed: Filed, reply: string): Promise<void> {
  const whole = item(1, {
    plain: '见答复全文',
    facts: fit(reply, 2, 20_000),
    basis: '见答复全文',
    decision: 'explain',
    measure: undefined,
    by: undefined,
  })
  await portal.advance(filed, 'REPLIED', 'a', [whole])
}

test('messages of the corpus from filing to rating', async ({ page, portal }) => {
  if (!existsSync(path)) {
    console.log(`corpus: skipped, ${path} is not there`)
    test.skip()
  }
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean).slice(0, count)
  const took: number[] = []
  for (const line of lines) {
    const message = JSON.parse(line) as Message
    const began = Date.now()
    const filed = { ...(await file(page, message)), filedAt: '', forwardBy: '' }
    const filing = Date.now() - began
    await answer(portal, filed, message.reply)
    await readAndRate(page, filed, message.reply)
    expect((await portal.open(filed)).stage).toBe('SERVED')
    took.push((Date.now() - began) / 1000)
    console.log(
      `corpus: message ${message.no} is ${filed.number}: filed in ${(filing / 1000).toFixed(1)} s, rated after ${took.at(-1)?.toFixed(1)} s`,
    )
  }
  const sum = took.reduce((all, one) => all + one, 0)
  const slowest = Math.max(...took)
  console.log(
    `corpus: ${took.length} of ${lines.length} filed, answered and rated; mean ${(sum / took.length).toFixed(1)} s, slowest ${slowest.toFixed(1)} s`,
  )
})

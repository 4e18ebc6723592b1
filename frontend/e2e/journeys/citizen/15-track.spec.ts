import type { Page } from '@playwright/test'
import { expect, meet, picture, test } from '../../fixtures/test'
import { track } from '../../fixtures/tracking'
import { matter } from '../../fixtures/portal'

const ask = async (page: Page, number: string, code: string) => {
  await page.goto('/track')
  await page.getByLabel('编号', { exact: true }).fill(number)
  await page.getByLabel(/^查询码/).fill(code)
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.getByRole('button', { name: '查询' }).click(),
  ])
  return answer.status()
}

test('15 number and code open the case; the number alone shows the public line', async ({ page, portal }) => {
  const filed = await portal.file()
  await page.goto('/')
  await page.getByRole('link', { name: /查询进度/ }).click()
  await meet(page)
  await track(page, filed)
  await expect(page.getByText(String(matter().title))).toBeVisible()
  await meet(page)
  await picture(page, 'case')
  await page.getByRole('button', { name: '退出' }).click()

  // Spaces, hyphens and small letters as they come from paper.
  await ask(
    page,
    filed.number.toLowerCase().replace(/(.{4})/g, '$1 '),
    ` ${filed.code.toLowerCase().replace(/-/g, ' ')} `,
  )
  await expect(page.getByText(String(matter().title))).toBeVisible()
  await page.getByRole('button', { name: '退出' }).click()

  await ask(page, filed.number, '')
  await expect(page).toHaveURL(new RegExp(`/case/${filed.number}`))
  await expect(page.getByRole('heading', { name: '看详细内容' })).toBeVisible()
  await expect(page.locator('main')).not.toContainText(String(matter().title))
  await expect(page.locator('main')).not.toContainText('张小满')
  await meet(page)
  await picture(page, 'public-line')
})

test('15 a wrong code and an unknown number get the same words', async ({ page, portal }) => {
  const filed = await portal.file()
  const said = async (number: string, code: string) => {
    const code_ = await ask(page, number, code)
    await expect(page.getByRole('alert')).toBeFocused()
    return `${code_} ${await page.getByRole('alert').innerText()} ${await page.title()}`
  }
  const wrongCode = await said(filed.number, '0000-0000-0000-00000')
  await meet(page)
  expect(await said('000000000000', filed.code)).toBe(wrongCode)
  expect(wrongCode).toContain('编号和查询码对不上')
})

test.describe('with limits', () => {
  test.use({ ownEnvironment: { SUNLIT_LIMITS: 'on' } })

  test('15 too many tries are told when to come back', async ({ page, ownPortal }) => {
    const form = { number: '000000000000', code: '0' }
    const tries = (length: number) =>
      Array.from({ length }, () => page.request.post(`${ownPortal.url}/track`, { form, maxRedirects: 0 }))
    const answers = await Promise.all(tries(90))
    const refused = answers.filter((answer) => answer.status() === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(Number(refused[0]?.headers()['retry-after'])).toBeGreaterThan(0)

    // The budget fills up again while the page is typed into, so somebody else uses it up meanwhile.
    await expect(async () => {
      await page.goto(`${ownPortal.url}/track`)
      await page.getByLabel('编号', { exact: true }).fill('000000000000')
      await page.getByLabel(/^查询码/).fill('0000-0000-0000-00000')
      await Promise.all([...tries(20), page.getByRole('button', { name: '查询' }).click()])
      await expect(page.getByRole('heading', { level: 1, name: '点得太快了' })).toBeVisible({ timeout: 1000 })
    }).toPass()
    await expect(page.getByText(/请\d+(秒|分钟)后再试/)).toBeVisible()
    await meet(page)
    await picture(page, 'too-many')
  })
})

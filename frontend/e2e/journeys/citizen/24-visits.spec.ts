import type { Page } from '@playwright/test'
import { expect, listen, meet, picture, test } from '../../fixtures/test'

async function fillIn(page: Page, time: string, name: string): Promise<void> {
  await page.getByRole('radio', { name: time }).check()
  await page.getByLabel('姓名', { exact: true }).fill(name)
  await page.getByLabel('手机或座机').fill('126 0000 0024')
  await page.getByLabel(/想谈什么事/).fill('老楼暖气不热')
}

const button = (page: Page) => page.getByRole('button', { name: '确认预约' })

test('24 two browsers want the same time: one has it, the other gets the next and types nothing again', async ({
  page,
  portal,
  browser,
  errors,
}) => {
  const day = await portal.plan()
  await page.goto(`/visits?month=${day.on.slice(0, 7)}`)
  await expect(page.getByRole('heading', { level: 1, name: '接待日' })).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: day.position })
  await expect(row).toContainText('还剩3个时间')
  await meet(page)
  await picture(page, 'calendar')
  await row.getByRole('link', { name: '预约' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '预约接待' })).toBeVisible()
  await meet(page)
  await button(page).click()
  await expect(page.getByRole('alert')).toContainText('请选一个时间')
  await expect(page).toHaveTitle(/^错误：/)
  await meet(page)

  const other = await browser.newContext({
    baseURL: portal.url,
    javaScriptEnabled: test.info().project.use.javaScriptEnabled,
    viewport: { width: 360, height: 740 },
  })
  listen(other, errors)
  const slow = await other.newPage()
  await slow.goto(new URL(page.url()).pathname)
  await fillIn(page, '09:20', '张小满')
  await fillIn(slow, '09:20', '李望舒')
  const times = await Promise.all(
    [page, slow].map(async (one) => {
      await button(one).click()
      await expect(one.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(one.getByText(/约好了。|刚被别人约走/).first()).toBeVisible()
      return one.url().includes('/visits/booking')
    }),
  )
  expect(times.filter(Boolean), 'one of the two has the time').toHaveLength(1)
  const [winner, loser] = times[0] ? [page, slow] : [slow, page]
  await expect(winner.getByText('09:20').first()).toBeVisible()
  await expect(winner.getByText('约好了。请记下预约码。')).toBeVisible()
  await meet(winner)
  await picture(winner, 'booked')

  await expect(loser.getByRole('radio', { name: '09:00' })).toBeChecked()
  await expect(loser.getByLabel('姓名', { exact: true })).toHaveValue(/张小满|李望舒/)
  await expect(loser.getByLabel(/想谈什么事/)).toHaveValue('老楼暖气不热')
  await meet(loser)
  await picture(loser, 'next')
  await button(loser).click()
  await expect(loser.getByText('约好了。请记下预约码。')).toBeVisible()
  await expect(loser.getByText(/（.*）09:00/)).toBeVisible()
  await other.close()
})

test('24 a booking is found by its code, seen by whom, and cancelled', async ({ page, portal, context }) => {
  const day = await portal.plan()
  await page.goto(`/visits/${day.id}/book`)
  await fillIn(page, '09:40', '张小满')
  await button(page).click()
  await expect(page.getByText('还没有人看过。')).toBeVisible()
  const code = ((await page.locator('#code').textContent()) ?? '').replace(/\s/g, '')
  expect(code).toMatch(/^[0-9A-Z]{17}$/)
  expect(page.url()).not.toContain(code)
  await expect(page.locator('main')).not.toContainText('张小满')
  await page.getByRole('button', { name: '看完了，从这台设备上清除' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '接待日' })).toBeVisible()
  await portal.lookAtBooking(day.id, '电话确认')

  await page.getByRole('link', { name: /用预约码查看或取消/ }).click()
  await meet(page)
  await page.getByLabel('预约码').fill('wrong')
  await page.getByRole('button', { name: '查看' }).click()
  await expect(page.getByRole('alert')).toContainText('没有找到这个预约码')
  await page.getByLabel('预约码').fill(code.toLowerCase())
  await page.getByRole('button', { name: '查看' }).click()
  await expect(page.getByText('电话确认')).toBeVisible()
  await meet(page)
  await page.getByRole('button', { name: '取消预约' }).click()
  await expect(page.getByText('已取消，这个时间空出来了。')).toBeVisible()
  await meet(page)
  const feed = await context.request.get('/visits/feed.ics')
  expect(feed.headers()['content-type']).toContain('text/calendar')
  expect(await feed.text()).toContain('DTSTART;TZID=Asia/Shanghai:')
  await page.goto(`/visits/${day.id}/book`)
  await expect(page.getByRole('radio', { name: '09:40' })).toBeVisible()
})

import { enter } from '../../fixtures/desk'
import { expect, meet, test } from '../../fixtures/test'

// Nothing becomes public before one official looked at every find and another let it out (safeguards §6).

test('33 every find is looked at, a second person sends it back once and lets it out', async ({
  page,
  context,
  portal,
}) => {
  const title = `夜市油烟进窗${Date.now() % 100000}`
  const filed = await portal.file({
    title,
    narrative: '我叫赵小禾，电话13700137000，住阳光花园3栋2单元501室。楼下夜市的油烟每晚进窗。',
    publish: true,
  })
  await portal.advance(filed, 'SERVED')
  await portal.own(filed, 'solved')

  await enter(context, portal, 'office')
  await page.goto('/desk/publications')
  await expect(page.getByText('可以公开').first()).toBeVisible()
  await meet(page)
  await page.getByRole('link', { name: title }).click()
  const finds = page.getByRole('region', { name: '查到的个人信息' })
  await expect(finds).toContainText('13700137000')
  await meet(page)
  const sure = page.getByLabel('我已逐处看过，可以公开这段文字。')
  await expect(sure).toBeDisabled()
  const boxes = finds.getByRole('checkbox')
  const n = await boxes.count()
  expect(n).toBeGreaterThan(1)
  for (let at = 0; at < n; at++) {
    await expect(sure).toBeDisabled()
    await boxes.nth(at).check()
  }
  await sure.check()
  await page.getByRole('button', { name: '交另一人复看' }).click()
  await expect(page.getByText('这段文字是您确认的，要由另一人复看。')).toBeVisible()
  expect((await page.request.get(`/published/${filed.number}`)).status()).toBe(404)

  await context.clearCookies()
  await enter(context, portal, 'office-2')
  await page.goto(`/desk/case/${filed.number}/publish`)
  await expect(page.getByRole('heading', { name: '请您复看' })).toBeVisible()
  await page.getByRole('button', { name: '退回修改' }).click()
  await page.getByLabel('退回的原因').fill('标题请写明地点。')
  await page.getByRole('button', { name: '退回修改' }).click()
  await expect(page.getByRole('heading', { name: '请您复看' })).toBeHidden()
  const shown = await portal.refusal('office', filed.number, 'publish', { opening: {}, confirmed: false })
  expect(shown).toBe(422)

  await page.getByRole('button', { name: '全部看过' }).click()
  await sure.check()
  await page.getByRole('button', { name: '交另一人复看' }).click()
  await expect(page.getByText('这段文字是您确认的，要由另一人复看。')).toBeVisible()
  await context.clearCookies()
  await enter(context, portal, 'office')
  await page.goto(`/desk/case/${filed.number}/publish`)
  await page.getByRole('button', { name: '放行公开' }).click()
  await page.getByRole('link', { name: '看公众页面' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('夜市油烟进窗')
  await expect(page.locator('main')).not.toContainText('13700137000')
})

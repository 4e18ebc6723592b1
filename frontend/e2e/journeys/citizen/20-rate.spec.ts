import { expect, meet, picture, test } from '../../fixtures/test'
import { act, track } from '../../fixtures/tracking'

const unit = '甲区人力资源和社会保障局'

test('20 not satisfied is rated with a reason, changed once, and then stands', async ({ page, portal }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'SERVED')
  await track(page, filed)
  await act(page, /评价/).click()
  await expect(page.getByText('评价不影响您申请复查。')).toBeVisible()
  await meet(page)
  const office = page.getByRole('radiogroup', { name: '甲市信访局' })
  const handler = page.getByRole('radiogroup', { name: unit })
  await page.getByRole('button', { name: '提交评价' }).click()
  await expect(page.getByRole('alert')).toContainText('请至少评价一个单位')
  await office.getByRole('radio', { name: '满意', exact: true }).check()
  await handler.getByRole('radio', { name: '不满意' }).check()
  await page.getByRole('checkbox').first().check()
  await page.getByLabel(/想说的话/).fill('钱还没有到账。')
  await picture(page, 'rate')
  await page.getByRole('button', { name: '提交评价' }).click()
  await expect(page.getByText('谢谢您的评价，已记下。')).toBeVisible()
  await meet(page)

  await act(page, /评价/).click()
  await expect(handler.getByRole('radio', { name: '不满意' })).toBeChecked()
  await handler.getByRole('radio', { name: '基本满意' }).check()
  await page.getByRole('button', { name: '提交评价' }).click()
  await expect(page.getByText('谢谢您的评价，已记下。')).toBeVisible()
  await page.goto(`/case/${filed.number}/rate`)
  await expect(handler).toHaveCount(0)
  await meet(page)
})

test('20 the window ends 30 days after closing', async ({ page, ownPortal: portal }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'SERVED')
  const at = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000)
  await portal.moveClock(at(45))
  await track(page, filed, portal.url)
  await expect(act(page, /评价/)).toBeVisible()
  await portal.moveClock(at(90))
  await track(page, filed, portal.url)
  await expect(act(page, /评价/)).toHaveCount(0)
  await page.goto(`${portal.url}/case/${filed.number}/rate`)
  await expect(page.getByRole('button', { name: '提交评价' })).toHaveCount(0)
  await meet(page)
})

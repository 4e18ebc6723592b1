import { expect, meet, picture, test } from '../../fixtures/test'
import { act, status, track } from '../../fixtures/tracking'

test('21 a review is asked for on the last day, and a day late with a reason', async ({
  page,
  ownPortal: portal,
}) => {
  test.slow()
  const [onTime, late] = [await portal.file(), await portal.file()]
  for (const filed of [onTime, late]) await portal.advance(filed, 'SERVED')
  const last = (await portal.open(onTime)).lastDays?.review ?? ''
  expect(last).toMatch(/^\d{4}-\d\d-\d\d$/)
  const evening = new Date(`${last}T12:00:00Z`)

  await portal.moveClock(evening)
  portal.signOut()
  await track(page, onTime, portal.url)
  await act(page, /申请复查/).click()
  await expect(status(page)).toHaveText('申请复查')
  await expect(page.getByText(/最后一天：.*就是今天/)).toBeVisible()
  await expect(page.getByText('请求支付拖欠工资36000元')).toBeVisible()
  await meet(page)
  await picture(page, 'review')
  await page.getByRole('button', { name: '申请复查' }).click()
  await expect(page).toHaveTitle(/^错误：/)
  await page.getByLabel('不同意的理由').fill('工资算少了一个月，考勤本上有。')
  await page.getByRole('button', { name: '申请复查' }).click()
  await expect(page.getByText('还没有提交。')).toBeVisible()
  await meet(page)
  await page.getByRole('button', { name: '返回修改' }).click()
  await expect(page.getByLabel('不同意的理由')).toHaveValue('工资算少了一个月，考勤本上有。')
  await page.getByRole('button', { name: '申请复查' }).click()
  await page.getByRole('button', { name: '申请复查' }).click()
  await expect(status(page)).toHaveText('复查申请已送到')
  await meet(page)
  await page.getByRole('link', { name: '返回这件事' }).click()
  await expect(status(page)).toHaveText(/正在复查/)
  await meet(page)

  await portal.moveClock(new Date(evening.getTime() + 24 * 3600 * 1000))
  portal.signOut()
  await expect.poll(async () => (await portal.open(late)).stage).toBe('CLOSED')
  await track(page, late, portal.url)
  await act(page, /申请复查/).click()
  await expect(page.getByRole('heading', { name: '期限已经过了' })).toBeVisible()
  await expect(page.getByText('有正当理由没赶上，还可以申请。')).toBeVisible()
  await expect(page.getByRole('link', { name: /^人民法院/ })).toBeVisible()
  await meet(page)
  await picture(page, 'late')
  await page.getByLabel('不同意的理由').fill('工资算少了。')
  await page.getByRole('button', { name: '申请复查' }).click()
  await expect(page.getByRole('alert')).toContainText('请写明为什么没赶上')
  await expect(page.getByLabel('不同意的理由')).toHaveValue('工资算少了。')
  await page.getByLabel('为什么没赶上').fill('住院一个月，昨天才出院。')
  await page.getByRole('button', { name: '申请复查' }).click()
  await page.getByRole('button', { name: '申请复查' }).click()
  await expect(status(page)).toHaveText('复查申请已送到')
  expect((await portal.open(late)).stage).toBe('REVIEWING')
})

import { expect, meet, test } from '../../fixtures/test'
import { track } from '../../fixtures/tracking'

test('16 any date of a case opens how it is counted', async ({ page, portal }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'ACCEPTED')
  await track(page, filed)
  await page.getByRole('link', { name: '这一天怎么算的', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '答复期限怎么算的' })).toBeVisible()
  await expect(page.getByText('答复期限60天，《信访工作条例》第34条')).toBeVisible()
  await expect(page.getByText('数60天')).toBeVisible()
  await meet(page)
  await page.getByRole('link', { name: /返回/ }).first().click()
  await page
    .locator('.ladder')
    .getByRole('link', { name: /怎么算的/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: '转送期限怎么算的' })).toBeVisible()
  await meet(page)
})

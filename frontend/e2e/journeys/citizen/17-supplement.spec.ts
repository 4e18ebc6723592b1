import { jpeg } from '../../fixtures/files'
import { expect, meet, picture, test } from '../../fixtures/test'
import { act, track } from '../../fixtures/tracking'

test('17 what was asked for is sent, and the clock stays where it was', async ({ page, portal }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'REGISTERED')
  await portal.act('registrar', filed.number, 'request-info', {
    text: '请补充工资卡的流水，6月到8月。',
    days: 5,
  })
  const before = await portal.open(filed)
  await track(page, filed)
  await expect(act(page, /补充材料/)).toContainText(/最晚\d/)
  await act(page, /补充材料/).click()
  await expect(page.getByText('需要您补充：请补充工资卡的流水，6月到8月。')).toBeVisible()
  await expect(page.getByText('收到新材料，期限不会重新计算。')).toBeVisible()
  await meet(page)
  await picture(page, 'asked')

  await page.getByRole('button', { name: '提交补充' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page).toHaveTitle(/^错误：/)
  await page.getByLabel('补充的内容').fill('流水在照片里，6月以后没有进账。')
  await page.locator('#file').setInputFiles({ name: '流水.jpg', mimeType: 'image/jpeg', buffer: jpeg() })
  await page.getByRole('button', { name: '提交补充' }).click() // pressed while the file is on its way: sent when it has arrived
  await expect(page.getByText('补充的内容已收到。')).toBeVisible()
  await expect(page.getByRole('link', { name: '流水.jpg' })).toBeVisible()
  await meet(page)

  const after = await portal.open(filed)
  expect(after.due).toBe(before.due)
})

test('17 a reminder may be sent once a week', async ({ page, portal }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'FORWARDED')
  await track(page, filed)
  await act(page, /催办/).click()
  await meet(page)
  await page.getByRole('button', { name: '催一次' }).click()
  await expect(page.getByText('已经催办，办理单位会看到。')).toBeVisible()
  await expect(act(page, /催办/)).toHaveCount(0)
  await act(page, /留言/).click()
  await meet(page)
  await page.getByLabel('留言').fill('请问什么时候来现场？')
  await page.getByRole('button', { name: '发送' }).click()
  await expect(page.getByText('留言已送到。')).toBeVisible()
})

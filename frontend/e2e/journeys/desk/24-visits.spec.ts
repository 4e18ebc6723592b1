import { dialog, enter } from '../../fixtures/desk'
import { expect, meet, picture, test } from '../../fixtures/test'

test('24 the desk plans a day, sees who comes, and says what came of it', async ({
  page,
  context,
  portal,
}) => {
  await enter(context, portal, 'registrar')
  await page.goto('/desk/visits')
  await page.getByRole('button', { name: '排一天' }).click()
  const form = await dialog(page)
  await form.getByLabel('职务', { exact: true }).fill('分管水务的副区长')
  await form.getByRole('combobox', { name: '地方' }).click()
  await form.getByRole('option', { name: /^丙县/ }).click()
  await form.getByLabel('地点').fill('丙县信访局')
  await form.getByRole('textbox', { name: '日期' }).fill('2026-01-05')
  await form.getByRole('button', { name: /保存/ }).click()
  await expect(form.getByText('请选今天以后的时间')).toBeVisible()
  const on = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await form.getByRole('textbox', { name: '日期' }).fill(on)
  await meet(page)
  await form.getByRole('button', { name: /保存/ }).click()
  await expect(form).toHaveCount(0)

  const day = await portal.plan()
  const made = await fetch(`${portal.url}/api/v1/visits/${day.id}/bookings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ slot: 1, name: '张小满', phone: '12600000024', matter: '暖气不热' }),
  })
  expect(made.status).toBe(201)
  await page.goto(`/desk/visits/${day.id}`)
  await expect(page.getByText('张**')).toBeVisible()
  await expect(page.getByText('12600000024')).toHaveCount(0)
  await meet(page)
  await page.getByRole('button', { name: '显示姓名电话' }).click()
  await (await dialog(page)).getByRole('button', { name: /显示姓名电话/ }).click()
  await expect(page.getByText('12600000024')).toBeVisible()
  await picture(page, 'sheet')
  const link = page.getByRole('link', { name: '登记成信访件' })
  expect(await link.getAttribute('href')).not.toContain('12600000024')
  await page.getByRole('button', { name: '取消这一天' }).click()
  const why = await dialog(page)
  await why.getByLabel('取消原因').fill('防汛值守')
  await why.getByRole('button', { name: /取消这一天/ }).click()
  await expect(page.getByText('防汛值守')).toBeVisible()
  await expect(page.getByText('已取消')).toBeVisible()
})

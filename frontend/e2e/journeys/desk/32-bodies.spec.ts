import { dialog, enter } from '../../fixtures/desk'
import { expect, meet, test } from '../../fixtures/test'

// The two bodies beside office and units: the discipline body, which alone reads reports, and the joint conference.

test('32 a report is received and answered by the discipline body, a dispute decided by the joint conference', async ({
  page,
  context,
  portal,
}) => {
  const report = await portal.file({ kind: 'report', title: '负责人收钱才办事' })
  await portal.act('registrar', report.number, 'register', {
    kind: 'report',
    category: 'other',
    place: '990101',
  })
  await portal.act('registrar', report.number, 'seal')
  await enter(context, portal, 'discipline')
  await page.goto(`/desk/case/${report.number}`)
  await expect(page.getByRole('heading', { name: '现在可以做' })).toBeVisible()
  await meet(page)
  await page.keyboard.press('a')
  await dialog(page)
  await page.keyboard.press('Control+Enter')
  await page.reload() // what is held for undo is sent when the page is left
  await expect(page.getByText('纪检监察机关已接收。')).toBeVisible()
  await expect(page.getByRole('heading', { name: '现在可以做' })).toBeVisible()
  await page.keyboard.press('r')
  const feedback = await dialog(page)
  await feedback.locator('#act-text').fill('已经核查，所反映的问题属实，已处理。')
  await page.keyboard.press('Control+Enter')
  await expect(feedback).toBeHidden()
  await expect.poll(async () => (await portal.open(report)).stage).toBe('CLOSED')

  const filed = await portal.file()
  await portal.advance(filed, 'FORWARDED')
  for (const [unit, next] of [
    ['a', 'unit-b'],
    ['b', ''],
  ]) {
    await portal.act(`handler-${unit}`, filed.number, 'object', { reasons: '不属于本单位职责。' })
    await portal.act(`head-${unit}`, filed.number, 'approve')
    if (next)
      await portal.act('office', filed.number, 'resolve-objection', { decision: 'uphold', unit: next })
  }
  await context.clearCookies()
  await enter(context, portal, 'joint')
  await page.goto(`/desk/case/${filed.number}`)
  await expect(page.getByRole('heading', { name: '现在可以做' })).toBeVisible()
  await page.keyboard.press('h')
  const decide = await dialog(page)
  await decide.getByRole('combobox', { name: '指定哪个单位' }).click()
  await page.getByRole('option', { name: /人力资源/ }).click()
  await decide.locator('#act-reasons').fill('劳动报酬由人社部门处理。')
  await page.keyboard.press('Control+Enter')
  await expect(page).not.toHaveURL(new RegExp(filed.number)) // decided: it is the unit's again, and out of sight
  await expect.poll(async () => (await portal.open(filed)).stage).toBe('FORWARDED')

  await portal.act('office', filed.number, 'supervise', { duty: 'two_returns', text: '请尽快受理。' })
  await page.goto(`/desk/case/${filed.number}`)
  await expect(page.getByRole('heading', { name: '现在可以做' })).toBeVisible()
  await page.keyboard.press('Shift+C')
  const call = await dialog(page)
  await call.getByRole('radio', { name: /约谈/ }).check()
  await call.locator('#act-text').fill('下周一上午约谈主要负责人。')
  await page.keyboard.press('Control+Enter')
  await expect(call).toBeHidden()
  await expect(page.getByText('下周一上午约谈主要负责人。').first()).toBeVisible()
  await meet(page)
})

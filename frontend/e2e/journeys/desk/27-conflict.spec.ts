import { dialog, enter, grouped } from '../../fixtures/desk'
import { expect, listen, meet, picture, test } from '../../fixtures/test'

test('27 a stale version is told with the difference, and no words are lost', async ({
  page,
  context,
  portal,
}) => {
  const filed = await portal.file()
  await portal.advance(filed, 'REGISTERED')
  await enter(context, portal, 'registrar')
  await page.goto(`/desk/case/${filed.number}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await meet(page)
  await page.keyboard.press('b')
  const asked = '请补充合同的照片，或者工友的证言。'
  await (await dialog(page)).getByLabel('需要补充什么').fill(asked)

  // Meanwhile the head of the office wrote something.
  await portal.act('office', filed.number, 'note', { text: '已与人社局通过电话，先转过去。' })
  await page.keyboard.press('Control+Enter')
  const told = page.getByRole('dialog').filter({ hasText: '周主任先改了这一件' })
  await expect(told).toBeVisible()
  await expect(told).toContainText('已与人社局通过电话')
  await expect(told).toContainText(asked)
  await meet(page)
  await picture(page, 'stale')
  expect((await portal.desk('registrar', filed.number)).actions.map(({ action }) => action)).toContain(
    'request-info',
  )
})

test('27 two officials write one answer: each field is a person’s to choose', async ({
  page,
  context,
  browser,
  portal,
  errors,
}) => {
  const filed = await portal.file()
  await portal.advance(filed, 'ACCEPTED')
  const other = await portal.colleague('何二鸣', 'unit-a', ['UNIT'])
  await enter(context, portal, 'handler-a')
  const second = await browser.newContext()
  listen(second, errors)
  await enter(second, portal, other)
  const theirs = await second.newPage()

  for (const one of [page, theirs]) {
    await one.goto(`/desk/case/${filed.number}/reply`)
    await expect(one.getByLabel('一句话答复')).toBeVisible()
  }
  await theirs.getByLabel('一句话答复').fill('工资36000元，月底前发放。')
  await theirs.getByLabel('依据', { exact: true }).fill('《保障农民工工资支付条例》第三条')
  await theirs.getByRole('button', { name: /^存草稿/ }).click()
  await expect(theirs.getByText(/草稿已保存/)).toBeVisible()

  await page.getByLabel('一句话答复').fill('拖欠的工资36000元，12月20日前发到卡上。')
  await page.getByLabel('认定事实').fill('考勤和工资表均已核对。')
  const conflict = page.getByRole('dialog').filter({ hasText: '您的文字都还在' })
  await expect(conflict).toBeVisible()
  await expect(conflict).toContainText('何二鸣')
  await expect(conflict.getByRole('radio')).toHaveCount(2)
  await meet(page)
  await picture(page, 'conflict')
  await conflict.getByRole('radio').first().check()
  await conflict.getByRole('button', { name: /按选择合并并继续/ }).click()

  await expect(page.getByLabel('一句话答复')).toHaveValue(/12月20日前/)
  await expect(page.getByLabel('认定事实')).toHaveValue('考勤和工资表均已核对。')
  await expect(page.getByLabel('依据', { exact: true })).toHaveValue(/保障农民工工资支付条例/)
  await second.close()
  expect(grouped(filed.number).test(await page.locator('main').innerText())).toBe(true)
})

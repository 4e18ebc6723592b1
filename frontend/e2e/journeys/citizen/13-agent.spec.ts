import { jpeg } from '../../fixtures/files'
import { answers, begin, fill, next, receipt, submit, walk } from '../../fixtures/filing'
import { expect, meet, picture, test } from '../../fixtures/test'

const elder = '张老太'

test('13 a helper files for an elder: both names on record, notices to the phone they chose', async ({
  page,
  portal,
}) => {
  await begin(page)
  await walk(page, 'kind', 'contact')
  await page.getByLabel('姓名', { exact: true }).fill(elder)
  await page.getByLabel('通信地址').fill('清和街道丙路6号')
  await page.getByRole('checkbox', { name: /我在帮别人填/ }).check()
  await next(page).click()
  await expect(page.getByRole('alert').getByRole('link', { name: '请填写姓名' })).toBeVisible()
  await expect(page.getByLabel('姓名', { exact: true })).toHaveValue(elder)
  await page.getByLabel('代办人姓名').fill('张小满')
  await page.getByLabel(/和信访人的关系/).fill('女儿')
  await page.getByRole('radio', { name: '代办人的手机' }).check()
  await next(page).click()
  await expect(
    page.getByRole('alert').getByRole('link', { name: '通知要发给代办人，请填写代办人的手机' }),
  ).toBeVisible()
  await page.getByLabel('代办人手机').fill('126 0000 0003')
  await page.locator('#file').setInputFiles({ name: '委托书.jpg', mimeType: 'image/jpeg', buffer: jpeg() })
  await meet(page)
  await picture(page, 'agent')
  await next(page).click()

  await walk(page, 'about', 'check')
  await expect(page.getByText('张小满 · 委托书已上传')).toBeVisible()
  await expect(page.getByText('代办人的手机')).toBeVisible()
  await expect(page.getByText(/委托书\.jpg/)).toBeVisible()
  await fill.check(page, answers)
  await meet(page)
  await submit(page).click()
  const filed = await receipt(page)

  const seen = await portal.reveal('registrar', filed.number, '核对代办人')
  expect(seen).toMatchObject({
    name: elder,
    agent: { name: '张小满', phone: '12600000003', relation: '女儿', notify: true },
  })
})

test('13 an organisation names whom to speak to', async ({ page }) => {
  await begin(page)
  await walk(page, 'kind', 'contact')
  await fill.contact(page, { ...answers, name: '甲市丙社' })
  await page.getByRole('radio', { name: /^单位/ }).check()
  await next(page).click()
  await expect(page.getByRole('alert').getByRole('link', { name: '请填写联系人姓名' })).toBeVisible()
  await page.getByLabel('单位联系人').fill('李联系')
  await next(page).click()
  await walk(page, 'about', 'check')
  await expect(page.getByText('单位 · 李联系')).toBeVisible()
})

import type { Page } from '@playwright/test'
import { answers, begin, fill, next, on, submit, walk, passSimilar } from '../../fixtures/filing'
import { jpeg, program } from '../../fixtures/files'
import { expect, meet, picture, test } from '../../fixtures/test'

// The summary has the focus, says the same as the field, and leads to it.
async function refused(page: Page, ...texts: (string | RegExp)[]): Promise<void> {
  const summary = page.getByRole('alert')
  await expect(summary).toBeVisible()
  await expect(summary).toBeFocused()
  await expect(page).toHaveTitle(/^错误：/)
  for (const text of texts) {
    const link = summary.getByRole('link', { name: text })
    await expect(link).toBeVisible()
    const target = (await link.getAttribute('href')) ?? ''
    expect(target).toMatch(/^#./)
    await expect(page.locator(target)).toHaveCount(1)
    await expect(page.locator('.err', { hasText: text }).first()).toBeVisible()
  }
}

test('8 every step says at the field what to do, and keeps what was typed', async ({ page }) => {
  await begin(page)
  await next(page).click()
  await refused(page, /请选择一类/)
  await meet(page)
  await fill.kind(page, answers)
  await next(page).click()

  await on(page, 'other')
  await next(page).click()
  await refused(page, '请选择一项')
  await fill.other(page, answers)
  await next(page).click()

  await on(page, 'place')
  await page.getByLabel(/具体地点/).fill('丙路工地')
  await next(page).click()
  await refused(page, '请选择事情发生的区县')
  await expect(page.getByLabel(/具体地点/)).toHaveValue('丙路工地')
  await meet(page)
  await fill.place(page, answers)
  await next(page).click()

  await on(page, 'title')
  await page.getByLabel('一句话说明').fill('欠薪')
  await next(page).click()
  await refused(page, '请用至少6个字说明问题')
  await expect(page.getByLabel('一句话说明')).toHaveValue('欠薪')
  const long = '某工地拖欠十二名工人三个月工资'.repeat(3)
  await page.getByLabel('一句话说明').fill(long)
  await next(page).click()
  await refused(page, /最多40个字，您多写了5个字/)
  await expect(page.getByLabel('一句话说明')).toHaveValue(long)
  await meet(page)
  await picture(page, 'title-too-long')
  await fill.title(page, answers)
  await next(page).click()

  await passSimilar(page)
  await on(page, 'story')
  await page.getByLabel('事情经过').fill('没有钱')
  await page.getByLabel('年', { exact: true }).fill('２０２６')
  await page.getByLabel('月', { exact: true }).fill('13')
  await next(page).click()
  await refused(page, '请写明事情经过，至少10个字', '月份应是1到12')
  await expect(page.getByLabel('事情经过')).toHaveValue('没有钱')
  await expect(page.getByLabel('年', { exact: true })).toHaveValue(/^(2026|２０２６)$/)
  await meet(page)
  await fill.story(page, answers)
  await next(page).click()

  await on(page, 'requests')
  await page.getByLabel(/理由或依据/).fill(answers.basis)
  await next(page).click()
  await refused(page, '请写明您的请求')
  await expect(page.getByLabel(/理由或依据/)).toHaveValue(answers.basis)
  await fill.requests(page, answers)
  await next(page).click()

  await on(page, 'evidence')
})

test('8 contact and check keep answers and files', async ({ page, javaScriptEnabled }) => {
  await begin(page)
  await walk(page, 'kind', 'evidence')
  const upload = async (name: string, buffer: Buffer) => {
    await page.locator('#file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    if (javaScriptEnabled === false) await page.getByRole('button', { name: '上传选中的文件' }).click()
  }
  await upload('工资条.jpg', jpeg())
  await expect(page.locator('#files li', { hasText: '工资条.jpg' })).toBeVisible()
  await expect(page.locator('#files progress:visible')).toHaveCount(0)
  await upload('合同.exe', program())
  await expect(page.getByText(/“合同.exe”不是可以上传的类型/).first()).toBeVisible()
  await expect(page.locator('#files li', { hasText: '工资条.jpg' })).toBeVisible()
  await meet(page)
  await page.getByRole('button', { name: /继续/ }).click()

  await on(page, 'contact')
  await page.getByLabel('手机或座机').fill('１２６００')
  await next(page).click()
  await refused(page, '请填写姓名', /手机号码应为11位数字/)
  await expect(page.getByLabel('手机或座机')).toHaveValue(/^(12600|１２６００)$/)
  await meet(page)
  await page.getByLabel('姓名', { exact: true }).fill('　张小满 ')
  await page.getByLabel('手机或座机').fill('')
  await next(page).click()
  await refused(page, '请至少留一种联系方式')
  await page.getByLabel('手机或座机').fill('１２６-００００-０００２')
  await next(page).click()
  await on(page, 'about')
  await next(page).click()

  await on(page, 'check')
  await expect(page.getByText('工资条.jpg')).toBeVisible()
  await submit(page).click()
  await refused(page, /请勾选“内容属实”/, '请选择可以公开或不公开')
  await meet(page)
  await picture(page, 'check-errors')
})

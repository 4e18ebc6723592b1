import { answers, begin, fill, next, on, receipt, submit, walk } from '../../fixtures/filing'
import { jpeg } from '../../fixtures/files'
import { expect, meet, picture, test } from '../../fixtures/test'

// With scripts this is journey 6, without them journey 7.
test('6 and 7 a claim is filed in ten screens and receives number, code and date', async ({
  page,
  javaScriptEnabled,
}) => {
  const began = Date.now()
  await page.goto('/')
  await page.getByRole('link', { name: /我要提交/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: '开始前请看' })).toBeVisible()
  await meet(page)
  await page.getByRole('button', { name: '开始填写' }).click()
  await walk(page, 'kind', 'evidence', answers, true)

  await expect(page.getByText('第 7 步，共 9 步')).toBeVisible()
  await page.locator('#file').setInputFiles({ name: '工资条.jpg', mimeType: 'image/jpeg', buffer: jpeg() })
  if (javaScriptEnabled === false) await page.getByRole('button', { name: '上传选中的文件' }).click()
  const row = page.locator('#files li', { hasText: '工资条.jpg' })
  await expect(row.getByRole('button', { name: /删除/ })).toBeVisible()
  await expect(row.locator('progress:visible')).toHaveCount(0)
  await meet(page)
  await next(page).click()
  await walk(page, 'contact', 'check', answers, true)

  await expect(page.getByText('还没有提交。')).toBeVisible()
  for (const told of [answers.title, answers.request, '工资条.jpg', answers.name, '甲区清和街道'])
    await expect(page.getByText(told).first()).toBeVisible()
  await expect(page.getByText('12600000002')).toHaveCount(0) // masked: somebody may look over the shoulder
  await meet(page)
  await picture(page, 'check')

  await page.getByRole('link', { name: /更改.*一句话说明/ }).click()
  await on(page, 'title')
  await expect(page.getByLabel('一句话说明')).toHaveValue(answers.title)
  await next(page).click()
  await on(page, 'check')
  await fill.check(page, answers)
  await submit(page).click()

  const { number, code } = await receipt(page)
  expect(number).toMatch(/^[0-9A-Z]{12}$/)
  expect(code).toMatch(/^[0-9A-Z]{17}$/)
  expect(page.url()).not.toContain(code)
  await expect(page.getByText(/最晚\d{4}年\d{1,2}月\d{1,2}日/).first()).toBeVisible()
  await expect(page.getByText('受理后60日内')).toBeVisible() // a period from acceptance, no date
  await expect(page.locator('main')).not.toContainText(/60日内?（|\d{4}年\d{1,2}月\d{1,2}日[^。]*60日/)
  await meet(page)
  await picture(page, 'receipt')
  test.info().annotations.push({ type: 'seconds', description: String((Date.now() - began) / 1000) })

  const [paper] = await Promise.all([
    page.waitForResponse(/\/receipt\/.*\/pdf$/),
    page.getByRole('button', { name: '保存PDF' }).click(),
  ])
  expect(paper.status()).toBe(200)
  expect(paper.headers()['content-type']).toBe('application/pdf')
})

test('6 advice about another procedure never blocks', async ({ page }) => {
  await begin(page)
  await fill.kind(page, answers)
  await next(page).click()
  await page.getByRole('radio', { name: '法院已立案或判决' }).check()
  await next(page).click()
  await on(page, 'advice')
  await expect(page.getByText('判决十五天内')).toBeVisible()
  await meet(page)
  await page.getByRole('button', { name: '仍要提交' }).click()
  await on(page, 'place')
})

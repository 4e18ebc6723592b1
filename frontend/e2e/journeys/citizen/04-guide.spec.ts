import type { Page } from '@playwright/test'
import { expect, meet, picture, test } from '../../fixtures/test'

const answer = async (page: Page, name: RegExp) => {
  await page.getByRole('radio', { name }).check()
  await page.getByRole('button', { name: '继续' }).click()
}
const heading = (page: Page, name: string) =>
  expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()

test('04 a matter in court leads to the court, and filing is offered all the same', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: /找对渠道/ }).click()
  await heading(page, '现在有人身危险，或者有人正在违法吗？')
  await meet(page)

  await page.getByRole('button', { name: '继续' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByRole('link', { name: '请选择一项' })).toBeVisible()
  await meet(page)

  await answer(page, /^没有/)
  await heading(page, '这件事是否已在走其他程序？')
  await meet(page)
  await answer(page, /^法院已立案或判决/)

  await heading(page, '人民法院')
  await expect(page).toHaveURL(/\/guide\/court\?q=no&q=court$/)
  const main = page.locator('main')
  await expect(main).toContainText('判决十五天内、裁定十天内上诉')
  await expect(page.getByRole('link', { name: '12368' })).toHaveAttribute('href', 'tel:12368')
  await expect(main).toContainText('小额五十元起')
  await expect(main).toContainText('《民事诉讼法》第171、250条')
  await meet(page)
  await picture(page, 'court')

  // What was answered stands in the form.
  await page.getByRole('link', { name: '仍要提交' }).click()
  await expect(page.getByText('您在“找对渠道”里的回答已经填好')).toBeVisible()
  await page.getByRole('button', { name: '开始填写' }).click()
  await expect(page.getByRole('radio', { name: /投诉求助/ })).toBeChecked()
  await page.getByRole('button', { name: '继续' }).click()
  await expect(page.getByRole('radio', { name: /法院已立案或判决/ })).toBeChecked()
  await page.getByRole('button', { name: '继续' }).click()
  await heading(page, '人民法院') // the filing gives the same advice, and goes on
  await page.getByRole('button', { name: '仍要提交' }).click()
  await heading(page, '事情发生在哪里？')
})

test('04 back and a kept address lead where they led before', async ({ page }) => {
  await page.goto('/guide')
  await answer(page, /^没有/)
  await answer(page, /^没有/)
  await answer(page, /^解决一件具体的事/)
  await heading(page, '事情主要是哪一种？')
  await answer(page, /^和工作单位的纠纷/)
  await heading(page, '劳动仲裁')
  const kept = page.url()
  await page.goBack()
  await heading(page, '事情主要是哪一种？')
  await page.goto(kept)
  await heading(page, '劳动仲裁')
  const given = page.locator('section', { has: page.getByRole('heading', { name: '您刚才的回答' }) })
  await given.getByRole('link', { name: /^更改.*您想做什么/ }).click()
  await heading(page, '您想做什么？')
  await answer(page, /^检举公职人员/)
  await heading(page, '纪检监察机关')
  await expect(page.getByRole('link', { name: '12388' })).toBeVisible()
  await page.goto('/guide?q=yes')
  await heading(page, '公安机关')
  await expect(page.getByRole('link', { name: '110', exact: true })).toBeVisible()
})

test('04 every way says where, until when, what it costs, and filing is always there', async ({ page }) => {
  await page.goto('/guide')
  const ways = page.locator('section', { has: page.getByRole('heading', { name: '直接看各个渠道' }) })
  const links = await ways.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  expect(links.length).toBeGreaterThanOrEqual(10)
  for (const link of links) {
    await page.goto(link ?? '')
    for (const name of ['管什么', '找谁', '期限', '费用', '带什么', '电话'])
      await expect(page.getByRole('term').filter({ hasText: name }), `${link} ${name}`).toBeVisible()
    await expect(page.getByRole('link', { name: /^(仍要提交|在这里提交)$/ })).toHaveAttribute(
      'href',
      /^\/file\?/,
    )
  }
  await page.goto('/guide/legal-aid')
  await expect(page.getByText('不经您同意，我们不把您的信息给他们。')).toBeVisible()
  await meet(page)
  await page.goto('/guide/nothing')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

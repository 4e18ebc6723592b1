import { enter, grouped } from '../../fixtures/desk'
import { expect, meet, picture, test } from '../../fixtures/test'

const mostFields = 12
const mostSeconds = 60

// What a clerk types of a visit, field by field; everything by keys.
test('a visit is registered at the desk by keyboard, in at most twelve fields and a minute', async ({
  page,
  context,
  portal,
}) => {
  await enter(context, portal, 'registrar')
  await page.goto('/desk/reception')
  await expect(page.getByRole('heading', { level: 1, name: '接待台' })).toBeVisible()
  const numbered = page.locator('#reception .no')
  expect(await numbered.count()).toBe(mostFields)
  await expect(numbered.last()).toHaveText(String(mostFields))
  await meet(page)

  const began = Date.now()
  const keys = page.keyboard
  await page.locator('#reception-name').focus()
  await keys.type('何秀岭、王大明')
  await keys.press('Enter')
  await keys.type('13800000000')
  await keys.press('Enter')
  await keys.type('清和街道丙路6号')
  await keys.press('Enter')
  await expect(page.locator('#reception-people')).toBeFocused()
  await keys.press('Control+a')
  await keys.type('12')
  await keys.press('Enter')
  await keys.press('Enter') // no agent
  await keys.type('清和街道')
  await keys.press('Enter')
  await expect(page.locator('#reception-category')).toBeFocused()
  await keys.type('劳动')
  await keys.press('Enter')
  await expect(page.locator('#reception-title')).toBeFocused()
  await keys.type('六组门前乡道塌陷，雨天积水进院')
  await keys.press('Enter')
  await keys.press('Enter') // the kind stays a claim
  await keys.type('修复六组门前塌陷路段')
  await keys.press('Enter')
  await keys.type('清通路边排水沟')
  await keys.press('Tab')
  await keys.type('7月大雨后乡道塌了约20米，积水流进三户院子。')
  await keys.press('Control+Enter')

  const slip = page.getByRole('img', { name: '信访事项登记回执' })
  await expect(slip).toBeVisible()
  const seconds = (Date.now() - began) / 1000
  expect(seconds, 'seconds until the slip is there').toBeLessThan(mostSeconds)
  test.info().annotations.push({ type: 'seconds', description: String(seconds) })
  await expect(page.getByRole('button', { name: /下一位/ })).toBeFocused()
  await meet(page)
  await picture(page, 'slip')
  expect(await page.evaluate(() => sessionStorage.getItem('reception'))).toBeNull()

  const href = (await page.getByRole('link', { name: '整页打开' }).getAttribute('href')) ?? ''
  const number = href.split('/').pop() ?? ''
  await page.goto(`/desk/case/${number}`)
  await expect(page.getByText(grouped(number)).first()).toBeVisible()
  await expect(page.getByText('12人、代表2名、集体事项')).toBeVisible()
  await meet(page)
  await picture(page, 'case')
})

test('what was typed survives a reload, and the same matter is offered', async ({
  page,
  context,
  portal,
}) => {
  const first = await portal.file({
    title: '丁路二巷下水道三个月不通',
    narrative: '污水从井口冒出来，三个月没有人来修，天热味道很大。',
  })
  await enter(context, portal, 'registrar')
  await page.goto('/desk/reception')
  await page.locator('#reception-place').click()
  await page.keyboard.type('甲区')
  await page.keyboard.press('Enter')
  await page.locator('#reception-title').fill('丁路二巷的下水道三个月不通')
  const candidate = page.locator('section', { has: page.getByText('最多3件，只显示事项') })
  await expect(candidate.getByText(grouped(first.number))).toBeVisible()
  await candidate.getByRole('button', { name: '是同一事项' }).click()
  await page.reload()
  await expect(page.locator('#reception-title')).toHaveValue('丁路二巷的下水道三个月不通')
})

test('a petitioner’s act is entered from the paper he signed, never without its scan', async ({
  page,
  context,
  portal,
}) => {
  const filed = await portal.atCounter('registrar')
  await enter(context, portal, 'registrar')
  await page.goto(`/desk/case/${filed.number}`)
  await page.getByRole('button', { name: '凭签字原件代录' }).click()
  const asked = page.getByRole('dialog')
  await asked.getByRole('radio', { name: '撤回' }).check()
  await asked.getByRole('button', { name: /录入/ }).click()
  await expect(asked.getByText('请扫描上传信访人签字的原件')).toBeVisible()
  const pdf =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\nxref\n0 4\ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n'
  await asked
    .locator('input[type=file]')
    .setInputFiles({ name: '撤回申请.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) })
  await expect(asked.getByText('撤回申请.pdf').first()).toBeVisible()
  await asked.getByRole('button', { name: /录入/ }).click()
  await expect(asked).toHaveCount(0)
  await expect(page.getByText(/凭签字原件，由.*代为录入/).first()).toBeVisible()
})

import { addMine, ask, codeSent, enterCode, newPhone, signIn } from '../../fixtures/account'
import { grouped } from '../../fixtures/desk'
import { matter } from '../../fixtures/portal'
import { expect, meet, picture, test } from '../../fixtures/test'
import { track } from '../../fixtures/tracking'

const alert = '[role=alert]'

test('05 a code that is wrong, expired or sent again is told in words; pasting works', async ({
  page,
  ownPortal,
}) => {
  const phone = newPhone()
  await page.goto(`${ownPortal.url}/`)
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '用手机或邮箱登录' })).toBeVisible()
  await meet(page)
  await picture(page, 'login')
  await page.getByLabel('手机号码').fill('138 0000')
  await page.getByRole('button', { name: '发验证码' }).click()
  await expect(page.locator(alert)).toBeFocused()
  await expect(page.locator(alert)).toContainText('手机号码应为11位数字')
  await expect(page).toHaveTitle(/^错误：/)
  await expect(page.getByLabel('手机号码')).toHaveValue('138 0000')
  await meet(page)

  await ask(page, phone)
  await expect(page.getByText('15分钟内有效')).toBeVisible()
  await expect(page.locator('main')).not.toContainText(phone.slice(-4))
  await expect(page.getByLabel('验证码', { exact: true })).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(page.getByText('没收到验证码？')).toBeVisible()
  await meet(page)
  const first = await codeSent(ownPortal, phone)
  await page.getByLabel('验证码', { exact: true }).fill(first === '000000' ? '111111' : '000000')
  await page.getByRole('button', { name: '继续' }).click()
  await expect(page.locator(alert)).toBeFocused()
  await expect(page.locator(alert)).toContainText('验证码不对，请再看一遍。还可以试4次')
  await meet(page)
  await picture(page, 'wrong')

  await ownPortal.moveClock(new Date(Date.now() + 16 * 60_000))
  await page.getByLabel('验证码', { exact: true }).fill(first)
  await page.getByRole('button', { name: '继续' }).click()
  await expect(page.locator(alert)).toContainText('验证码过期了，请点“重新发送”')
  await page.getByRole('button', { name: '重新发送' }).click()
  await expect(page.getByRole('status')).toContainText('又发了一条')
  await meet(page)

  // As it comes out of a message: with spaces, all at once.
  const second = await codeSent(ownPortal, phone, 2)
  await page.getByLabel('验证码', { exact: true }).focus()
  await page.keyboard.insertText(` ${second.slice(0, 3)} ${second.slice(3)} `)
  await page.getByRole('button', { name: '继续' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '我的' })).toBeVisible()
  await expect(page.getByText(`已登录：138****${phone.slice(-4)}`)).toBeVisible()
  await meet(page)
})

test('05 my page lists my matters, opens them without the code and can be left for good', async ({
  page,
  portal,
}) => {
  const phone = newPhone()
  const filed = await portal.file({ petitioner: { name: '张小满', phone } })
  const other = await portal.file({ petitioner: { name: '李大川', phone: newPhone() } })
  await signIn(page, portal, phone)
  await page.getByLabel('编号', { exact: true }).fill(other.number)
  await page.getByLabel(/^查询码/).fill(other.code)
  await page.getByRole('button', { name: '加上' }).click()
  await expect(page.locator(alert)).toContainText('没能加上')
  await meet(page)
  await addMine(page, filed.number)
  await meet(page)
  await picture(page, 'mine')
  await page
    .getByRole('button', { name: new RegExp(String(matter().title)) })
    .first()
    .click()
  await expect(page).toHaveURL(new RegExp(`/case/${filed.number}$`))
  await expect(page.getByRole('heading', { name: '您现在可以做' })).toBeVisible()

  await page.getByRole('link', { name: '我的', exact: true }).click()
  await page.getByRole('checkbox', { name: /有进展时通知/ }).uncheck()
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('status')).toContainText('已经保存')
  await expect(page.getByRole('checkbox', { name: /有进展时通知/ })).not.toBeChecked()
  await page.getByRole('link', { name: '关闭账户' }).click()
  await meet(page)
  await page.getByRole('button', { name: '关闭账户' }).click()
  await expect(page.getByRole('status')).toContainText('提交过的事不受影响')
  await page.goto('/me')
  await expect(page).toHaveURL(/\/login/)
  await track(page, filed)
})

test('05 a lost query code is replaced through the phone, and the old one is dead', async ({
  page,
  portal,
}) => {
  const phone = newPhone()
  const filed = await portal.file({ petitioner: { name: '张小满', phone } })
  await page.goto('/new-code')
  await meet(page)
  await page.getByLabel('编号', { exact: true }).fill(filed.number)
  await ask(page, phone)
  await enterCode(page, portal, phone)
  await expect(page.getByRole('heading', { level: 1, name: '这是您新的查询码' })).toBeVisible()
  await expect(page.locator('#number')).toHaveText(grouped(filed.number))
  await meet(page)
  await picture(page, 'new-code')
  const code = ((await page.locator('#code').textContent()) ?? '').replace(/[\s-]/g, '')
  expect(code).not.toBe(filed.code)
  await expect(portal.open(filed)).rejects.toThrow('404')
  await track(page, { ...filed, code })
  await expect(page.getByText('换了新的查询码，旧的作废')).toBeVisible()
})

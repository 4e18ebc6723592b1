import { enterCode, newPhone, ask, signIn } from '../../fixtures/account'
import { answers, begin, on, walk } from '../../fixtures/filing'
import { expect, meet, picture, test } from '../../fixtures/test'

test('10 a draft is resumed at the sixth step by its cookie, and can be forgotten', async ({
  page,
  context,
  browser,
}) => {
  await begin(page)
  await walk(page, 'kind', 'requests')
  const kept = await context.storageState()
  await page.close()

  const later = await browser.newContext({ storageState: kept })
  const back = await later.newPage()
  await back.goto('/file')
  await expect(back.getByText(/您有一份没填完的/)).toBeVisible()
  await meet(back)
  await picture(back, 'resume')
  await back.getByRole('button', { name: '接着填' }).click()
  await on(back, 'requests')
  await expect(back.getByText('第 6 步，共 9 步')).toBeVisible()
  await back.getByRole('link', { name: '返回' }).click()
  await expect(back.getByLabel('事情经过')).toHaveValue(answers.narrative)

  await back.goto('/file')
  await back.getByRole('button', { name: /这不是我的设备/ }).click()
  await expect(back.getByText(/您有一份没填完的/)).toHaveCount(0)
  await later.close()

  // The cookie alone, kept by somebody, opens nothing any more.
  const other = await browser.newContext({ storageState: kept })
  const stranger = await other.newPage()
  await stranger.goto('/file')
  await expect(stranger.getByText(/您有一份没填完的/)).toHaveCount(0)
  await stranger.goto('/file/story')
  await expect(stranger.getByLabel('事情经过')).toHaveValue('')
  await other.close()
})

test('10 a draft kept with the account is resumed at the sixth step on another device', async ({
  page,
  browser,
  portal,
}) => {
  const phone = newPhone()
  await begin(page)
  await walk(page, 'kind', 'requests')
  await page.getByRole('link', { name: '先停下，换设备再填' }).click()
  await expect(page).toHaveURL(/\/login$/) // nobody is signed in yet
  await ask(page, phone)
  await enterCode(page, portal, phone)
  await expect(page.getByText('这台设备上有一份没填完的')).toBeVisible()
  await meet(page)
  await picture(page, 'keep')
  await page.getByRole('button', { name: '存到“我的”' }).click()
  await expect(page.getByRole('status')).toContainText('已经存好')
  await meet(page)
  await page.getByRole('button', { name: '退出', exact: true }).click()
  await page.goto('/file')
  await expect(page.getByText(/您有一份没填完的/)).toHaveCount(0) // a borrowed device keeps nothing

  const other = await browser.newContext()
  const there = await other.newPage()
  await signIn(there, portal, phone)
  await expect(there.getByText(/填到第6步/)).toBeVisible()
  await there.getByRole('button', { name: '接着填' }).click()
  await on(there, 'requests')
  await expect(there.getByText('第 6 步，共 9 步')).toBeVisible()
  await there.getByRole('link', { name: '返回' }).click()
  await expect(there.getByLabel('事情经过')).toHaveValue(answers.narrative)
  await other.close()
})

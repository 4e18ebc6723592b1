import { createHash } from 'node:crypto'
import { enter } from '../../fixtures/desk'
import { item } from '../../fixtures/portal'
import { expect, meet, picture, test } from '../../fixtures/test'

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('28 an answer is whole before it is handed in, and another one issues the very paper', async ({
  page,
  context,
  portal,
}) => {
  test.slow()
  const filed = await portal.file()
  const { number } = filed
  await portal.advance(filed, 'ACCEPTED')
  await enter(context, portal, 'handler-a')
  await page.goto(`/desk/case/${number}/reply`)
  const whole = item()
  await page.getByLabel('一句话答复').fill(String(whole.plain))
  await page.getByLabel('认定事实').fill(String(whole.facts))
  await page
    .getByRole('radiogroup', { name: '第1项的决定' })
    .getByRole('radio', { name: '支持', exact: true })
    .click()
  await page.getByLabel('办理措施').fill(String(whole.measure))
  await page.getByLabel('完成').fill(String(whole.by))
  await meet(page)

  await page.getByRole('button', { name: /^送审/ }).click()
  const missing = page.locator('#reply-missing')
  await expect(missing).toBeFocused()
  await expect(missing).toContainText('第1项：请选一条依据')
  expect((await portal.desk('handler-a', number)).proposal).toBeFalsy()
  await meet(page)
  await picture(page, 'missing')
  await missing.getByRole('button', { name: /请选一条依据/ }).click()
  await expect(page.getByLabel('依据', { exact: true })).toBeFocused()
  await page.keyboard.type(String(whole.basis))
  await expect(page.getByLabel('送审前检查')).toContainText('7 / 7')
  await page.getByRole('button', { name: /^送审/ }).click()
  await expect(page).toHaveURL(new RegExp(`/desk/case/${number}$`))

  const offered = async (login: string) =>
    (await portal.desk(login, number)).actions.map(({ action }) => action)
  expect(await offered('handler-a')).not.toContain('approve')
  expect(await portal.refusal('handler-a', number, 'approve')).toBe(409) // nobody settles his own

  await context.clearCookies()
  await enter(context, portal, 'head-a')
  await page.goto(`/desk/queue/approve?case=${number}`)
  await expect(page.getByRole('heading', { name: '送审内容' })).toBeVisible()
  await expect(page.locator('canvas').first()).toBeVisible()
  await meet(page)
  await picture(page, 'approval')
  await page.getByRole('button', { name: /^退回/ }).last().click()
  await expect(page.getByRole('alert').filter({ hasText: '请写退回理由。' })).toBeVisible()
  await page.getByLabel('退回理由').fill('请写明发放的方式。')
  await page.getByRole('button', { name: /^退回/ }).last().click()
  await expect
    .poll(async () => (await portal.desk('head-a', number)).proposal ?? null, { timeout: 20_000 })
    .toBeNull()

  await context.clearCookies()
  await enter(context, portal, 'handler-a')
  await page.goto(`/desk/case/${number}/reply`)
  await expect(page.getByText('请写明发放的方式。')).toBeVisible()
  await expect(page.getByLabel('认定事实')).toHaveValue(String(whole.facts))
  await page.getByLabel('办理措施').fill('责令用人单位按工资卡足额支付')
  await page.getByRole('button', { name: /^送审/ }).click()
  await expect(page).toHaveURL(new RegExp(`/desk/case/${number}$`))

  const preview = hash(await portal.download('head-a', `/api/v1/desk/petitions/${number}/preview.pdf`))
  await context.clearCookies()
  await enter(context, portal, 'head-a')
  await page.goto(`/desk/queue/approve?case=${number}`)
  await expect(page.getByRole('region', { name: '审批', exact: true })).toContainText('按工资卡足额支付')
  await expect(page.getByText(`${preview.slice(0, 4)} ${preview.slice(4, 8)}`)).toBeVisible()
  await meet(page)
  await page.getByRole('button', { name: /^签发/ }).click()
  await expect.poll(async () => (await portal.open(filed)).stage, { timeout: 20_000 }).toBe('REPLIED')

  const answer = (await portal.open(filed)).documents.find(({ kind }) => kind === 'opinion')
  const issued = await portal.download(
    'head-a',
    `/api/v1/desk/petitions/${number}/documents/${answer?.id ?? ''}`,
  )
  expect(hash(issued)).toBe(preview)
})

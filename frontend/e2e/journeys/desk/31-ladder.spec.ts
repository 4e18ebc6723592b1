import type { BrowserContext, Page } from '@playwright/test'
import { dialog, enter } from '../../fixtures/desk'
import { item, type Filed, type Portal } from '../../fixtures/portal'
import { axe, expect, meet, picture, test } from '../../fixtures/test'

// The desk beyond the straight path: what petitioners do goes through the API, what officials do through keys.

/** Opens a case as an official, with the keyboard on the page and not in a field. */
async function sit(page: Page, context: BrowserContext, portal: Portal, login: string, number: string) {
  await context.clearCookies()
  await enter(context, portal, login)
  await page.goto(`/desk/case/${number}`)
  await expect(page.getByRole('heading', { name: '现在可以做' })).toBeVisible()
}

/** Presses the key of an act, fills its fields in by their ids, and confirms. */
async function act(page: Page, key: string, fields: Record<string, string> = {}, look = false) {
  await page.keyboard.press(key)
  const open = await dialog(page)
  for (const [field, value] of Object.entries(fields)) await open.locator(`#act-${field}`).fill(value)
  if (look) await meet(page)
  await page.keyboard.press('Control+Enter')
  await expect(open).toBeHidden()
}

const stage = async (portal: Portal, filed: Filed) => (await portal.open(filed)).stage

/** The petitioner reads the newest paper of a kind, which serves it; it may still be on its way to the disk. */
async function read(portal: Portal, filed: Filed, kind: string) {
  await expect(async () => {
    const paper = (await portal.open(filed)).documents.find((one) => one.kind === kind && !one.read)
    if (!paper) throw new Error(`nothing unread of ${kind}`)
    await portal.own(filed, `documents/${paper.id}`)
  }).toPass({ timeout: 20_000 })
}

test('31 a review sends an answer back, other people answer it, and the re-review ends it', async ({
  page,
  context,
  portal,
}) => {
  test.slow()
  const filed = await portal.file()
  const { number } = filed
  await portal.advance(filed, 'SERVED')
  await portal.own(filed, 'review', { reasons: '加班工资没有算进去。', body: 'review-office' })

  await sit(page, context, portal, 'reviewer', number)
  await expect(page.getByRole('region', { name: '案情' })).toContainText('加班工资没有算进去。')
  await expect(page.getByRole('region', { name: '案情' })).toContainText('已签发的答复')
  await meet(page)
  await act(page, 'a')
  await expect(page.getByText('复查受理告知书').first()).toBeVisible()

  await page.keyboard.press('r')
  const decide = await dialog(page)
  await page.keyboard.press('Control+Enter')
  await expect(decide.locator('#act-summary')).toBeFocused()
  await decide.getByRole('radio', { name: /^维持/ }).focus()
  for (let down = 0; down < 3; down++) await page.keyboard.press('ArrowDown')
  await expect(decide.getByRole('radio', { name: /^责令重新办理/ })).toBeChecked()
  await expect(decide.locator('#act-body')).toHaveCount(0) // asked only where it leads elsewhere
  await decide.locator('#act-text').fill('考勤表显示另有加班工资4000元。')
  await decide.locator('#act-reasons').fill('原答复没有查明加班。')
  expect(await axe(page)).toEqual([])
  await picture(page, 'decide')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => stage(portal, filed), { timeout: 20_000 }).toBe('ACCEPTED')

  await sit(page, context, portal, 'handler-a', number)
  const rail = page.getByRole('complementary', { name: '期限、承办和操作' })
  await rail.getByText(/^不能做的/).click()
  await expect(rail).toContainText('由其他人员办理')
  await expect(page.getByRole('heading', { name: /^复查退回的答复/ })).toBeVisible()

  await sit(page, context, portal, 'handler-a-2', number)
  await page.keyboard.press('r')
  await expect(page).toHaveURL(/\/reply$/)
  const whole = item(1, { decision: 'explain', plain: '拖欠和加班工资共40000元，已另行核定。' })
  await page.getByLabel('一句话答复').fill(String(whole.plain))
  await page.getByLabel('认定事实').fill(String(whole.facts))
  await page.getByLabel('依据', { exact: true }).fill(String(whole.basis))
  await page.keyboard.press('Escape') // leaves the field, never the page
  await expect(page).toHaveURL(/\/reply$/)
  await page.getByRole('radio', { name: '解释说明', exact: true }).click()
  await page.getByText('与复查退回的答复比较').click()
  await meet(page)
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(new RegExp(`/desk/case/${number}$`))

  await context.clearCookies()
  await enter(context, portal, 'head-a-2')
  await page.goto(`/desk/queue/approve?case=${number}`)
  await expect(page.getByText('与复查退回的答复比较')).toBeVisible()
  await expect(page.locator('canvas').first()).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => stage(portal, filed), { timeout: 20_000 }).toBe('REPLIED')

  await read(portal, filed, 'opinion')
  await portal.own(filed, 'review', { reasons: '仍少算了加班工资。', body: 'review-office' })
  await sit(page, context, portal, 'reviewer-2', number)
  await page.keyboard.press('r')
  const second = await dialog(page)
  await second.getByRole('radio', { name: /^维持/ }).check()
  await second.locator('#act-text').fill('加班工资已经核定。')
  await second.locator('#act-reasons').fill('事实清楚，依据正确。')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => stage(portal, filed), { timeout: 20_000 }).toBe('REVIEWED')

  await read(portal, filed, 'review-opinion')
  await portal.own(filed, 'recheck', { reasons: '请再核对一次考勤表。' })
  await sit(page, context, portal, 'office', number)
  await expect(page.getByText('请再核对一次考勤表。', { exact: true })).toBeVisible()
  await page.keyboard.press('r')
  const last = await dialog(page)
  await last.getByRole('radio', { name: /^维持/ }).check()
  await last.locator('#act-text').fill('复查意见认定的事实清楚。')
  await last.locator('#act-reasons').fill('复查意见正确。')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => stage(portal, filed), { timeout: 20_000 }).toBe('FINAL')
  await meet(page)
  await picture(page, 'final')
})

test('31 the office presses a unit, and reads its answer', async ({ page, context, portal }) => {
  const filed = await portal.file()
  const { number } = filed
  await portal.advance(filed, 'ACCEPTED')

  await sit(page, context, portal, 'office', number)
  await page.keyboard.press('Shift+S')
  const letter = await dialog(page)
  await letter.getByRole('radio', { name: /^20日没有联系或文书/ }).check()
  await letter.locator('#act-text').fill('请在五日内告诉信访人办到哪一步。')
  await letter.locator('#act-by').fill('2020-01-01') // the server says what is wrong; nothing is lost
  await page.keyboard.press('Control+Enter')
  await expect(letter.locator('#act-by-error')).toBeVisible()
  await expect(letter.locator('#act-text')).toHaveValue('请在五日内告诉信访人办到哪一步。')
  await letter.locator('#act-by').fill('')
  await page.keyboard.press('Control+Enter')
  await expect(letter).toBeHidden()
  await expect(page.getByText('督办函').first()).toBeVisible()

  await sit(page, context, portal, 'handler-a', number)
  await expect(page.getByText('期限之外还要做')).toBeVisible()
  await act(page, 'Shift+A', { text: '今天已经电话告知，并约定下周见面。' }, true)
  await sit(page, context, portal, 'office', number)
  await expect(page.getByRole('region', { name: '案情' })).toContainText('今天已经电话告知，并约定下周见面。')

  await page.goto('/desk/supervision')
  await expect(page.getByRole('heading', { level: 1, name: '督办台' })).toBeVisible()
  await expect(page.getByRole('table', { name: '督办台' })).toContainText('甲区人力资源和社会保障局')
  await page.keyboard.press('j')
  await meet(page)
  await picture(page, 'board')
  for (const [name, value] of [
    ['theme', 'dark'],
    ['size', 'large'],
  ] as const) {
    await page.evaluate(
      ([key, to]) => document.documentElement.setAttribute(`data-${key}`, to),
      [name, value],
    )
    expect(await axe(page), `${name} ${value}`).toEqual([])
  }
})

test('31 what is assigned ends with a report that the office accepts', async ({ page, context, portal }) => {
  const filed = await portal.file()
  const { number } = filed
  await portal.advance(filed, 'REGISTERED')

  await sit(page, context, portal, 'office', number)
  await page.keyboard.press('Shift+T')
  const assign = await dialog(page)
  await assign.getByRole('combobox', { name: '责任单位' }).click()
  await page.getByRole('option', { name: /人力资源/ }).click()
  await assign.locator('#act-days').fill('40')
  await assign.locator('#act-text').fill('请直接答复，并报结果。')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => stage(portal, filed), { timeout: 20_000 }).toBe('FORWARDED')
  await portal.advance(filed, 'REPLIED')

  await sit(page, context, portal, 'handler-a', number)
  await act(page, 'Shift+W', { text: '已经答复，工资已发到工资卡。' }, true)
  await sit(page, context, portal, 'office', number)
  await act(page, 'Shift+N', { reasons: '请写明发放的日期。' })
  await sit(page, context, portal, 'handler-a', number)
  await expect(page.getByRole('region', { name: '案情' })).toContainText('请写明发放的日期。')
  await act(page, 'Shift+W', { text: '已经答复，工资于12月20日发到工资卡。' })
  await sit(page, context, portal, 'office', number)
  await act(page, 'Shift+A')
  await expect(page.getByRole('region', { name: '案情' })).toContainText('已审核通过')
  await meet(page)
})

import type { Page } from '@playwright/test'
import { expect, meet, picture, test } from '../../fixtures/test'
import { act, status, track, unfold } from '../../fixtures/tracking'

async function withdraw(page: Page): Promise<void> {
  await unfold(page)
  await act(page, /撤回/).click()
  await expect(page.getByRole('heading', { level: 1, name: '撤回这件事' })).toBeVisible()
  await page.getByRole('radio').first().check()
  await page.locator('form .btn:not(.second)').click()
  await expect(page.getByRole('heading', { level: 1, name: '确定要撤回吗？' })).toBeVisible()
  await page.getByRole('button', { name: '确定撤回' }).click()
  await expect(page.getByText('已收到撤回要求，72小时后生效。')).toBeVisible()
}

test('18 a withdrawal can be undone within 72 hours', async ({ page, portal }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'FORWARDED')
  await track(page, filed)
  await unfold(page)
  await act(page, /撤回/).click()
  await meet(page)
  await page.getByRole('radio').first().check()
  await page.locator('form .btn:not(.second)').click()
  await expect(page.getByText('还没有撤回。')).toBeVisible()
  await meet(page)
  await picture(page, 'sure')
  await page.getByRole('button', { name: '确定撤回' }).click()
  await expect(page.getByText(/您要求撤回，.*生效。在那之前可以反悔。/)).toBeVisible()
  await meet(page)
  await act(page, '取消撤回').click()
  await meet(page)
  await page.getByRole('button', { name: '取消撤回，接着办' }).click()
  await expect(page.getByText('已取消撤回，接着办。')).toBeVisible()
  await unfold(page)
  await expect(act(page, /^撤回/)).toBeVisible()
  expect((await portal.open(filed)).stage).toBe('FORWARDED')
})

test('18 after 72 hours it takes effect', async ({ page, ownPortal: portal }) => {
  const filed = await portal.file()
  await track(page, filed, portal.url)
  await withdraw(page)
  await portal.moveClock(new Date(Date.now() + 71 * 3600 * 1000))
  expect((await portal.open(filed)).stage).toBe('SUBMITTED')
  await portal.moveClock(new Date(Date.now() + 73 * 3600 * 1000))
  expect((await portal.open(filed)).stage).toBe('WITHDRAWN')
  await track(page, filed, portal.url)
  await expect(status(page)).toHaveText('您已撤回')
  await meet(page)
})

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

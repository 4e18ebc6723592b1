import { expect, meet, picture, test } from '../../fixtures/test'

test.use({ viewport: { width: 320, height: 640 } })

test('1 the home page at 320 px has three doors, large print and English', async ({ page }) => {
  await page.goto('/')
  const doors = page.getByRole('navigation', { name: '三个入口' }).getByRole('link')
  await expect(doors).toHaveCount(3)
  for (const name of ['我要提交', '查询进度', '找对渠道'])
    await expect(doors.filter({ hasText: name })).toBeVisible()
  await expect(page.getByRole('link', { name: '长者版' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'English' })).toBeVisible()
  await expect(page.getByText('心里难受想找人说话')).toBeVisible()
  await expect(page.getByText(/过去12个月，收到 ?\d+ ?件/)).toBeVisible() // the demo's petitions
  await meet(page)
  await picture(page, 'home-320')
})

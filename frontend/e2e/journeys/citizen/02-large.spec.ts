import { expect, meet, picture, test } from '../../fixtures/test'

test('2 large print is kept in a cookie and survives a reload', async ({ page, context }) => {
  const root = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
  await page.goto('/')
  await page.getByRole('link', { name: '长者版' }).click()
  await expect(page.getByRole('link', { name: '标准版' })).toBeVisible()
  await expect(page).toHaveURL(/\/$/)
  const kept = (await context.cookies()).find(({ name }) => name === 'size')
  expect(kept).toMatchObject({ value: 'large', httpOnly: true })
  expect(await root()).toBe('24px')
  await page.reload()
  expect(await root()).toBe('24px')
  await expect(page.getByRole('navigation', { name: '三个入口' }).getByRole('link')).toHaveCount(4)
  await meet(page)
  await picture(page, 'home-large')

  for (const target of await page.getByRole('navigation', { name: '三个入口' }).getByRole('link').all())
    expect((await target.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(60)

  await page.getByRole('button', { name: '特大' }).click()
  expect(parseFloat(await root())).toBeGreaterThan(24)
  await page.goto('/track')
  expect(parseFloat(await root())).toBeGreaterThan(24)
  await meet(page)
  await page.getByRole('link', { name: '标准版' }).click()
  expect(parseFloat(await root())).toBeLessThan(24)
})

import { expect, meet, picture, test } from '../../fixtures/test'

const narrative =
  '我叫张小满，电话13800138000，住阳光花园3栋2单元501室。楼上麻将馆通宵营业，包工头王建国一直不管。'

test('22 published: filter, masked names, permanent address, unknown is not found', async ({
  page,
  portal,
}) => {
  const title = `麻将馆通宵扰民${Date.now() % 100000}`
  const filed = await portal.file({ title, narrative, publish: true })
  await portal.publish(filed)

  await page.goto('/published')
  await expect(page.getByRole('link', { name: title })).toBeVisible()
  await meet(page)
  await picture(page, 'published')
  // on a phone the filters are folded; beside the list they stand open
  const unit = page.getByLabel('办理单位')
  await page.setViewportSize({ width: 1280, height: 800 })
  await expect(unit).toBeVisible()
  await page.setViewportSize({ width: 360, height: 740 })
  await expect(unit).toBeHidden()
  await page.getByText('按地区、类别、单位、结果、年份筛选').click()
  await page.getByLabel('找什么').fill('麻将馆 通宵')
  await page.getByLabel('办理单位').selectOption('unit-a')
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await expect(page.getByRole('link', { name: title })).toBeVisible()
  await page.getByLabel('办理单位').selectOption('unit-c')
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await expect(page.getByText('没有找到这样的案例。')).toBeVisible()
  await page.getByRole('link', { name: '清除条件' }).click()

  await page.getByRole('link', { name: title }).click()
  await expect(page).toHaveURL(new RegExp(`/published/${filed.number}$`))
  const main = page.locator('main')
  for (const heading of ['事实', '请求', '经过', '结果'])
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible()
  await expect(main).toContainText('张某某')
  await expect(main).toContainText('王某某')
  for (const secret of ['张小满', '王建国', '13800138000', '501室'])
    await expect(main).not.toContainText(secret)
  await meet(page)
  await picture(page, 'matter')

  const listed = (await (
    await page.request.get('/api/v1/published?q=' + encodeURIComponent(title))
  ).json()) as {
    items: { number: string }[]
  }
  expect(listed.items.map(({ number }) => number)).toEqual([filed.number])
  const feed = await page.request.get('/published/feed.atom?unit=unit-a')
  expect(feed.headers()['content-type']).toContain('application/atom+xml')
  expect(await feed.text()).toContain(title)
  const etag = (await page.request.get('/published')).headers().etag ?? ''
  expect((await page.request.get('/published', { headers: { 'If-None-Match': etag } })).status()).toBe(304)

  await portal.act('office', filed.number, 'unpublish', { reasons: '更正事实' })
  expect((await page.goto(`/published/${filed.number}`))?.status()).toBe(410)
  await expect(page.getByRole('heading', { level: 1, name: '这个案例已经撤下' })).toBeVisible()
  await expect(page.getByText('更正事实')).toBeVisible()
  await meet(page)

  expect((await page.goto('/published/000000000000'))?.status()).toBe(404)
  await page.getByLabel('找什么').fill('麻将馆')
  await page.getByRole('button', { name: '查找案例' }).click()
  await expect(page).toHaveURL(/\/search\?q=/)
  await meet(page)
})

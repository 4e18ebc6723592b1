import { answers, begin, next, on, walk } from '../../fixtures/filing'
import { expect, meet, picture, test } from '../../fixtures/test'

test('14 a published matter like one’s own is offered; “not mine” goes on', async ({ page, portal }) => {
  const title = '望江社区广场舞音响整夜扰民'
  const filed = await portal.file({ title, publish: true })
  await portal.publish(filed)

  await begin(page)
  await walk(page, 'kind', 'title')
  await page.getByLabel('一句话说明').fill('望江社区夜里广场舞音响扰民')
  await next(page).click()
  await expect(page.getByRole('heading', { level: 1, name: '这里有没有和您一样的事？' })).toBeVisible()
  await expect(page.getByRole('link', { name: title }).first()).toBeVisible()
  await meet(page)
  await picture(page, 'similar')
  await page.getByRole('link', { name: title }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: '都不是我的事，继续填写' }).click()
  await on(page, 'story')

  // What nobody else wrote about goes straight on, and nothing that was filled in is lost.
  await page.goto('/file/title')
  await expect(page.getByLabel('一句话说明')).toHaveValue('望江社区夜里广场舞音响扰民')
  await page.getByLabel('一句话说明').fill('驴唇不对马嘴的怪事一桩')
  await next(page).click()
  await on(page, 'story')
  await walk(page, 'story', 'requests', answers)
})

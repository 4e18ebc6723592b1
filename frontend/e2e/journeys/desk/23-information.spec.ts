import { enter } from '../../fixtures/desk'
import { expect, meet, picture, test } from '../../fixtures/test'

test('23 the office writes an information page, looks at it first, and every version stays', async ({
  page,
  context,
  portal,
  request,
}) => {
  const mistaken = `第34条写成了第43条 ${Date.now()}`
  await request.post('/correction', {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    form: { page: '/info/laws', text: mistaken },
  })
  await enter(context, portal, 'office')
  await page.goto('/desk/info')
  await expect(page.getByRole('heading', { level: 1, name: '信息页面' })).toBeVisible()
  await page.getByRole('button', { name: '法律和规定' }).click()
  await expect(page.getByLabel('标题', { exact: true })).toHaveValue('法律和规定')
  await page.getByLabel(/正文/).fill('## 新规定\n\n打 {phone} 问。<script>alert(1)</script>')
  await page.getByRole('button', { name: '预览' }).click()
  const shown = page.frameLocator('iframe')
  await expect(shown.getByRole('heading', { name: '新规定' })).toBeVisible()
  await expect(shown.getByText('打 12345 问。')).toBeVisible()
  await meet(page)
  await picture(page, 'information')
  await page.getByRole('button', { name: '公开', exact: true }).click()
  await expect(page.getByText(/已公开，版本\d/)).toBeVisible()
  await expect(page.getByText(/版本\d+ ·/).first()).toBeVisible()
  expect(await (await request.get('/info/laws')).text()).toContain('<h2>新规定</h2>')
  const mistake = page.getByRole('listitem').filter({ hasText: mistaken })
  await mistake.getByLabel('答复').fill('已经改正。')
  await mistake.getByRole('button', { name: '答复' }).click()
  await expect(mistake.getByText('已经改正。')).toBeVisible()
  expect(await (await request.get('/correction')).text()).toContain('已经改正。')
})

import { createHash } from 'node:crypto'
import { expect, meet, picture, test } from '../../fixtures/test'

type Cells = Record<string, string>

/** Rows of a CSV file whose cells hold no quotes. */
function rowsOf(text: string): Cells[] {
  const [head = '', ...lines] = text.trim().split('\r\n')
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])))
}

test('23 the table, the file and the interface tell the same figures', async ({ page, portal, request }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'REPLIED')
  await page.goto('/stats')
  await expect(page.getByRole('heading', { level: 1, name: '信访数字' })).toBeVisible()
  await meet(page)
  await picture(page, 'figures')
  let asked = ''
  // Other petitions move meanwhile: the three are read again until nothing happened between them.
  await expect(async () => {
    await page.reload()
    const months = page.getByRole('region', { name: '每个月收到、答复' })
    const shown: Record<string, { filed: number; answered: number }> = {}
    for (const row of await months.locator('tbody tr').all()) {
      const [month = '', ...cells] = await row.locator('th, td:not(.barcell)').allTextContents()
      const [came = 0, answered = 0] = cells.map((cell) => Number(cell.replaceAll(',', '')))
      shown[month] = { filed: came, answered }
    }
    expect(Object.keys(shown).length).toBeGreaterThan(0)
    const file = await page.getByRole('link', { name: /下载这张表.*每个月收到、答复/ }).getAttribute('href')
    const rows = rowsOf(await (await request.get(file ?? '')).text())
    for (const row of rows) expect(Number(row.value)).toBe(shown[row.row ?? '']?.[row.column as 'filed'])
    expect(rows).toHaveLength(2 * Object.keys(shown).length)
    const query = await page.getByRole('link', { name: '查询接口（JSON）' }).getAttribute('href')
    const answer = await request.get(query ?? '')
    const { byMonth } = (await answer.json()) as {
      byMonth: { month: string; filed: number; answered: number }[]
    }
    expect(Object.fromEntries(byMonth.map(({ month, ...counts }) => [month, counts]))).toEqual(shown)
    asked = query ?? ''
  }).toPass({ timeout: 15_000 })
  await expect(async () => {
    const first = (await request.get(asked)).headers().etag ?? ''
    expect((await request.get(asked, { headers: { 'If-None-Match': first } })).status()).toBe(304)
  }).toPass({ timeout: 15_000 })
  await page.getByLabel('从哪个月').fill('十月')
  await page.getByRole('button', { name: '看这几个月' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.goto('/open-data')
  await meet(page)
  const row = page.getByRole('row').filter({ hasText: 'csv' }).first()
  await expect(async () => {
    await page.reload()
    const link = await row.getByRole('link').getAttribute('href')
    const data = await (await request.get(link ?? '')).body()
    await expect(row).toContainText(createHash('sha256').update(data).digest('hex'))
  }).toPass({ timeout: 15_000 })
})

test('23 a mistake on the site is reported, answered and shown', async ({ page }) => {
  await page.goto('/info/channels')
  await expect(page.getByRole('heading', { level: 1, name: '怎么找我们' })).toBeVisible()
  await meet(page)
  await page.getByRole('link', { name: '这一页有错误？告诉我们' }).click()
  await expect(page.getByLabel(/哪一页/)).toHaveValue('/info/channels')
  await page.getByRole('button', { name: '告诉我们' }).click()
  await expect(page.getByRole('alert')).toContainText('请写4到1000个字')
  await page.getByLabel(/哪里错了/).fill('电话少了一位数字')
  await page.getByRole('button', { name: '告诉我们' }).click()
  await expect(page.getByRole('status').filter({ hasText: '收到了，谢谢' })).toBeVisible()
  await meet(page)
})

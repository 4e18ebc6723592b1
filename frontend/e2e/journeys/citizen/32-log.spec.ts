import { readFileSync, writeFileSync } from 'node:fs'
import { expect, meet, picture, test } from '../../fixtures/test'
import { track } from '../../fixtures/tracking'

const scripts = () => test.info().project.use.javaScriptEnabled !== false

test('32 a petitioner saves the proof of a step and checks it in the page, which sends it nowhere', async ({
  page,
  portal,
}, info) => {
  const filed = await portal.file()
  await portal.advance(filed, 'ACCEPTED')
  await track(page, filed)
  await page.getByRole('link', { name: /公开记录证明/ }).click()
  await expect(page.getByText('登记回执的证明里有您写的内容')).toBeVisible()
  await meet(page)

  const proofs: Record<string, string> = {}
  for (const name of ['登记回执', '受理告知书']) {
    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: new RegExp(name) }).click()
    const saved = await saving
    expect(saved.suggestedFilename()).toMatch(/\.tlog-proof$/)
    proofs[name] = info.outputPath(saved.suggestedFilename())
    await saved.saveAs(proofs[name])
  }
  const text = readFileSync(proofs['登记回执'] ?? '', 'utf8')
  expect(text).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra /)

  await page.goto('/log')
  await meet(page)
  await expect(page.getByText('一共记了')).toBeVisible()
  await expect(page.getByText('sunlit verify --receipt')).toBeVisible()
  if (!scripts()) {
    await expect(page.getByText('浏览器关了脚本，这一页就不能核对')).toBeVisible()
    await expect(page.getByLabel('证明文件')).toBeHidden()
    return
  }

  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const verdict = page.getByRole('status')
  await page.getByLabel('证明文件').setInputFiles(proofs['登记回执'] ?? '')
  await expect(verdict).toContainText('是真的')
  await expect(verdict).toContainText(filed.number)
  await expect(verdict).toContainText('甲区丙路工地拖欠工资三个月')
  await meet(page)
  await picture(page, 'log')
  await page.getByLabel('证明文件').setInputFiles(proofs['受理告知书'] ?? '')
  await expect(verdict).toContainText('不含内容，只证明这一步记进了账')

  const spoilt = info.outputPath('spoilt.tlog-proof')
  for (const [from, to] of [
    [/extra (..)/, 'extra AA'],
    [/index (\d+)/, 'index 1'],
    [/\n\n([^\n]+)\n(\d+)\n/, '\n\n$1\n1\n'],
    [/(— [^ ]+ ......)../, '$1AA'],
    [/^c2sp/, 'C2SP'],
  ] as [RegExp, string][]) {
    const other = text.replace(from, to)
    expect(other).not.toBe(text)
    writeFileSync(spoilt, other)
    await page.getByLabel('证明文件').setInputFiles(spoilt)
    await expect(verdict).toContainText('对不上')
  }
  await meet(page)
  expect(asked).toEqual([])
})

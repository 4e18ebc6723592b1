import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { begin, next, on, walk } from '../../fixtures/filing'
import { jpeg, pdf, program } from '../../fixtures/files'
import { expect, meet, picture, test } from '../../fixtures/test'

const tooBig = 21 * 1024 * 1024

interface Named {
  name: string
  buffer: Buffer
}

function onDisk(name: string, buffer: Buffer): string {
  const path = test.info().outputPath(name)
  writeFileSync(path, buffer)
  return path
}

const row = (page: Page, name: string) => page.locator('#files li', { hasText: name })

async function choose(page: Page, script: boolean, ...files: Named[]): Promise<void> {
  // By path, as from a telephone: megabytes through the test's own line would take longer than the upload.
  await page.locator('#file').setInputFiles(files.map(({ name, buffer }) => onDisk(name, buffer)))
  if (!script) await page.getByRole('button', { name: '上传选中的文件' }).click()
}

const refusals: [RegExp, Named][] = [
  [/“合同.exe”不是可以上传的类型/, { name: '合同.exe', buffer: program() }],
  [/“空白.jpg”是空的/, { name: '空白.jpg', buffer: Buffer.alloc(0) }],
  [/“加密.pdf”有密码打不开/, { name: '加密.pdf', buffer: pdf(true) }],
  [/“大图.jpg”超过20MB/, { name: '大图.jpg', buffer: Buffer.concat([jpeg(), Buffer.alloc(tooBig)]) }],
]

test('11 wrong files are refused by name, each with what to do', async ({ page, javaScriptEnabled }) => {
  const script = javaScriptEnabled !== false
  await begin(page)
  await walk(page, 'kind', 'evidence')
  await choose(page, script, { name: '好的.pdf', buffer: pdf() })
  await expect(row(page, '好的.pdf')).toBeVisible()
  for (const [text, file] of refusals) {
    await choose(page, script, file)
    await expect(page.getByText(text).first()).toBeVisible()
  }
  await expect(row(page, '好的.pdf')).toBeVisible()
  await meet(page)
  await picture(page, 'refused')
})

test('11 nine files are taken, the tenth is not', async ({ page, javaScriptEnabled }) => {
  const script = javaScriptEnabled !== false
  await begin(page)
  await walk(page, 'kind', 'evidence')
  const nine = Array.from({ length: 9 }, (_, at) => ({ name: `照片${at + 1}.jpg`, buffer: jpeg() }))
  await choose(page, script, ...nine)
  for (const { name } of nine) await expect(row(page, name)).toBeVisible()
  await expect(page.locator('#files progress:visible')).toHaveCount(0)
  await choose(page, script, { name: '第十张.jpg', buffer: jpeg() })
  await expect(page.getByText(/最多(上传)?9个文件/).first()).toBeVisible()
  await meet(page)

  await row(page, '照片9.jpg').getByRole('button', { name: /删除/ }).click()
  await expect(row(page, '照片9.jpg')).toHaveCount(0)
  await next(page).click()
  await on(page, 'contact')
  await page.goto('/file/check')
  await expect(page.getByRole('term').filter({ hasText: '8个文件' })).toBeVisible()
})

// Only with script: without it the browser itself sends a plain form again.
test(
  '11 a broken line goes on where it was, and can be tried again',
  { tag: '@script' },
  async ({ page, errors }) => {
    await begin(page)
    await walk(page, 'kind', 'evidence')
    let cut = 0
    await page.route('**/evidence/tus/**', (route) =>
      route.request().method() === 'PATCH' && cut++ === 0 ? route.abort() : route.continue(),
    )
    await choose(page, true, { name: '断线.pdf', buffer: pdf() })
    await expect(row(page, '断线.pdf').getByText('已上传')).toBeVisible()
    expect(cut).toBe(2)

    await page.unroute('**/evidence/tus/**')
    await page.route('**/evidence/tus/**', (route) =>
      route.request().method() === 'PATCH' ? route.fulfill({ status: 404, body: '' }) : route.continue(),
    )
    await choose(page, true, { name: '没传上.pdf', buffer: pdf() })
    await expect(row(page, '没传上.pdf').getByText(/没传上去/)).toBeVisible()
    await meet(page)
    await page.unroute('**/evidence/tus/**')
    await row(page, '没传上.pdf').getByRole('button', { name: '重试' }).click()
    await expect(row(page, '没传上.pdf').getByText('已上传')).toBeVisible()
    errors.splice(0, errors.length, ...errors.filter((text) => !text.includes('net::ERR_FAILED')))
  },
)

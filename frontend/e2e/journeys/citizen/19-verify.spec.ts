import { writeFileSync } from 'node:fs'
import type { Page, TestInfo } from '@playwright/test'
import type { Filed, Portal } from '../../fixtures/portal'
import { expect, meet, picture, test } from '../../fixtures/test'
import { track } from '../../fixtures/tracking'

interface Paper {
  number: string
  code: string
  file: Buffer
}

/** The opinion as its petitioner reads it: the page first, then the PDF. */
async function read(page: Page, filed: Filed, portal: Portal): Promise<Paper> {
  await track(page, filed)
  await page.getByRole('link', { name: '答复' }).first().click()
  await meet(page)
  await page.getByRole('button', { name: '看答复' }).click()
  await expect(page.getByText('工资36000元，12月20日前发到您的工资卡')).toBeVisible()
  const href = await page.getByRole('link', { name: /PDF/ }).getAttribute('href')
  const answer = await page.request.get(href ?? '')
  const opinion = (await portal.open(filed)).documents.find(({ kind }) => kind === 'opinion')
  return {
    number: opinion?.number ?? '',
    code: answer.headers()['x-verify-code'] ?? '',
    file: await answer.body(),
  }
}

async function ask(page: Page, number: string, code: string): Promise<void> {
  await page.goto('/verify')
  await page.getByLabel('文号', { exact: true }).fill(number)
  await page.getByLabel('核验码', { exact: true }).fill(code)
  await page.getByRole('button', { name: '核对', exact: true }).click()
}

async function send(page: Page, info: TestInfo, name: string, file: Buffer): Promise<void> {
  const path = info.outputPath(name)
  writeFileSync(path, file)
  await page.goto('/verify')
  await page.getByLabel('PDF文件，或者盖章扫描件').setInputFiles(path)
  await page.getByRole('button', { name: '上传并核对' }).click()
}

const verdict = (page: Page) => page.getByRole('status')

test('19 a paper is true, altered or unknown, by its number and code and by its file', async ({
  page,
  portal,
}, info) => {
  const filed = await portal.file()
  await portal.advance(filed, 'REPLIED')
  const paper = await read(page, filed, portal)

  await page.goto('/verify')
  await meet(page)
  await page.getByRole('button', { name: '核对', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('请填写文号')
  await expect(page.getByRole('alert')).toContainText('请填写核验码，一共8位')
  await meet(page)

  await ask(page, paper.number, paper.code)
  await expect(verdict(page)).toContainText('真：是我们发的')
  await expect(page.getByText('信访事项处理意见书')).toBeVisible()
  await expect(page.getByText('甲区丙路＊＊＊')).toBeVisible()
  await expect(page).toHaveURL(/\/verify$/)
  await meet(page)
  await picture(page, 'true')
  await ask(page, '2026-99999', paper.code)
  await expect(verdict(page)).toContainText('不一致')
  await meet(page)
  await ask(page, paper.number, '0000-0000')
  await expect(verdict(page)).toContainText('没有查到')

  await send(page, info, 'opinion.pdf', paper.file)
  await expect(verdict(page)).toContainText('真：是我们发的')
  await send(page, info, 'altered.pdf', Buffer.concat([paper.file, Buffer.from('\n% 退还0元')]))
  await expect(verdict(page)).toContainText('不一致')
  await expect(page.getByText(paper.number)).toBeVisible()
  await meet(page)
  await picture(page, 'altered')
  await send(page, info, 'other.pdf', Buffer.from('%PDF-1.4\n%%EOF\n'))
  await expect(verdict(page)).toContainText('没有查到')
})

test('19 an opinion that a review changed is revoked', async ({ page, portal }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'REPLIED')
  const paper = await read(page, filed, portal)
  await portal.own(filed, 'review', { reasons: '金额算少了。', body: 'review-office' })
  await portal.act('reviewer', filed.number, 'review-accept')
  await portal.act('reviewer', filed.number, 'review-decide', {
    decision: 'change',
    text: '改为支付40000元。',
    reasons: '加班工资没有算进去。',
  })
  await ask(page, paper.number, paper.code)
  await expect(verdict(page)).toContainText('已撤销')
  await expect(verdict(page)).toContainText('复查后，改变了原来的意见。')
  await meet(page)
  await picture(page, 'revoked')
})

test('19 bundle, slip and form come from the page of the case', async ({ page, portal }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'REPLIED', 'a', [
    {
      request: 1,
      plain: '公司已经付清，不用再付。',
      facts: '经查银行流水，工资已于2026年10月付清。',
      basis: '《保障农民工工资支付条例》第三条',
      decision: 'explain',
    },
  ])
  await track(page, filed)
  await expect(page.getByRole('link', { name: '打印申请书' })).toHaveCount(0)
  await page.goto(`/case/${filed.number}/answer`)
  await page.getByRole('button', { name: '看答复' }).click()
  await page.goto(`/case/${filed.number}`)
  await meet(page)
  for (const name of [/全部文书装在一起/, /给法院、仲裁的材料单/, /打印申请书/]) {
    const href = await page.getByRole('link', { name }).getAttribute('href')
    const file = await page.request.get(href ?? '')
    expect(file.headers()['content-type']).toBe('application/pdf')
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-')
  }
})

test('19 the square code of a paper fills the form in and leaves no code in the address @script', async ({
  page,
}) => {
  await page.goto('/verify#4QK7M2XD')
  await expect(page.getByLabel('核验码', { exact: true })).toHaveValue('4QK7M2XD')
  await expect(page.getByLabel('文号', { exact: true })).toBeFocused()
  await expect(page).toHaveURL(/\/verify$/)
})

import type { Page } from '@playwright/test'
import { expect, meet, picture, test } from '../../fixtures/test'

const pages = [
  '/',
  '/file',
  '/track',
  '/guide',
  '/help',
  '/stats',
  '/published',
  '/verify',
  '/privacy',
  '/accessibility',
]

// What may stay Chinese: the mark, the link to Chinese, and the law's names in brackets on their first use.
async function leftover(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement
    for (const chinese of copy.querySelectorAll('[lang=zh-CN], [aria-hidden=true], select')) chinese.remove()
    return copy.textContent ?? ''
  })
  return text.replace(/[(（][^)）]*[)）]/g, '').match(/[\u3400-\u9fff]+/g) ?? []
}

test('3 English leaves no Chinese but the names of the law', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  for (const path of pages) {
    await page.goto(path)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    expect(await leftover(page), `Chinese on ${path}`).toEqual([])
    expect(await page.title(), `title of ${path}`).not.toMatch(/[\u3400-\u9fff]/)
    await meet(page)
  }
  await page.goto('/')
  await picture(page, 'home-en')
  await page.getByRole('link', { name: '中文' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
})

import type { Page } from '@playwright/test'
import { enter } from '../../fixtures/desk'
import {
  deskPages,
  filingPages,
  large,
  publicPages,
  withAccount,
  withCases,
  withDraft,
} from '../../fixtures/everywhere'
import { expect, meet, test } from '../../fixtures/test'

// Journeys look every page over in light; here each is met once in dark and once in large print.
const looks = ['dark', 'large'] as const

const visit = async (page: Page, paths: string[]) => {
  for (const path of paths)
    await test.step(path, async () => {
      await page.goto(path)
      await meet(page)
    })
}

for (const look of looks)
  test.describe(`in ${look}`, () => {
    test.use({ colorScheme: look === 'dark' ? 'dark' : 'light' })
    test.beforeEach(async ({ context, baseURL }) => {
      test.slow()
      if (look === 'large') await large(context, baseURL ?? '')
    })

    test(`public pages in ${look}`, async ({ page }) => {
      await visit(page, publicPages)
    })

    test(`filing screens in ${look}`, async ({ page }) => {
      await withDraft(page)
      await visit(page, filingPages)
    })

    test(`an account's pages in ${look}`, async ({ page, portal }) => {
      await visit(page, await withAccount(page, portal))
    })

    test(`a petitioner's pages in ${look}`, async ({ page, portal }) => {
      await visit(page, await withCases(page, portal))
    })
  })

test.describe('the desk in dark', () => {
  test.use({ colorScheme: 'dark', viewport: { width: 1440, height: 900 } })

  test('desk pages in dark', async ({ page, context, portal }) => {
    test.slow()
    const filed = await portal.file()
    await portal.advance(filed, 'ACCEPTED')
    for (const [login, pages] of Object.entries(deskPages)) {
      await context.clearCookies()
      await enter(context, portal, login)
      const own = login === 'handler-a' ? [`case/${filed.number}`, `case/${filed.number}/reply`] : []
      for (const path of [...pages, ...own])
        await test.step(path, async () => {
          await page.goto(`/desk/${path}`)
          await expect(page.locator('main')).toBeVisible()
          await page.waitForLoadState('networkidle')
          await meet(page)
        })
    }
  })
})

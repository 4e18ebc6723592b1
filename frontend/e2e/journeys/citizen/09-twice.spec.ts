import { answers, begin, fill, receipt, submit, walk } from '../../fixtures/filing'
import { expect, meet, test } from '../../fixtures/test'

test('9 a double click or going back makes one case with one receipt', async ({ page, portal }) => {
  const title = `同一封信点两次${Math.random().toString(36).slice(2, 10)}`
  const again = { ...answers, title }
  await begin(page)
  await walk(page, 'kind', 'check', again)
  await fill.check(page, again)
  await submit(page).dblclick()
  const first = await receipt(page)

  await page.reload()
  expect(await receipt(page)).toEqual(first)

  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: '这一份已经提交了' })).toBeVisible()
  await meet(page)
  await page.getByRole('link', { name: /看回执/ }).click()
  expect(await receipt(page)).toEqual(first)

  expect(await portal.find('registrar', title)).toEqual([first.number])
})

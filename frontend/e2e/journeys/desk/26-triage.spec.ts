import { current, dialog, enter, Keyboard } from '../../fixtures/desk'
import { password, type Filed } from '../../fixtures/portal'
import { expect, meet, picture, test } from '../../fixtures/test'

const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

test('26 twenty matters are triaged with the keyboard alone', async ({ page, ownPortal: portal }) => {
  test.slow()
  const filed: Filed[] = []
  for (let at = 0; at < 20; at++)
    filed.push(await portal.file({ title: `键盘分办第${at + 1}件请核实`, unit: 'unit-a' }))
  // Half of them wait for registration, half are registered and wait to be forwarded.
  for (const one of filed.slice(10)) await portal.advance(one, 'REGISTERED')

  await page.goto(`${portal.url}/desk/`)
  await page.getByLabel('账号').fill('registrar')
  await page.getByLabel('密码', { exact: true }).fill(password)
  await meet(page)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/desk\/queue\//)
  await page.goto(`${portal.url}/desk/queue/all?q=${encodeURIComponent('键盘分办')}`)
  const preview = page.getByLabel('预览').getByRole('heading', { name: /^键盘分办第\d+件请核实$/ })
  const inFront = async (before = '') => {
    await expect(current(page)).not.toContainText(before || 'nothing')
    const title = /键盘分办第(\d+)件请核实/.exec((await current(page).innerText()).replace(/\s/g, ''))
    await expect(preview).toHaveText(title?.[0] ?? '')
    return { title: title?.[0] ?? '', at: Number(title?.[1]) - 1 }
  }
  await inFront()
  await meet(page)
  await picture(page, 'queue')

  const keys = new Keyboard(page)
  const each: number[] = []
  const began = Date.now()
  let title = ''
  for (let done = 0; done < 20; done++) {
    const now = await inFront(title)
    title = now.title
    const before = keys.count
    if (now.at < 10) {
      await keys.press('c')
      const open = await dialog(page)
      await expect(open.getByRole('combobox', { name: '类别' })).toBeFocused() // the first field that is still empty
      await keys.type('03')
      await keys.press('Enter', 'Control+Enter')
      await expect(open).toHaveCount(0)
    } else {
      await keys.press('t')
      const open = await dialog(page)
      await keys.press('Control+Enter')
      await expect(open).toHaveCount(0)
    }
    each.push(keys.count - before)
  }
  const seconds = (Date.now() - began) / 1000
  console.log(`triage: ${keys.count} keys for 20, median ${median(each)} a matter, ${seconds.toFixed(1)} s`)
  expect(keys.count).toBeLessThanOrEqual(100)
  await expect
    .poll(async () => (await Promise.all(filed.map((one) => portal.open(one)))).map(({ stage }) => stage), {
      timeout: 30_000,
    })
    .toEqual([...Array(10).fill('REGISTERED'), ...Array(10).fill('FORWARDED')])
})

test('26 undo takes back within ten seconds; typing and composing trigger nothing', async ({
  page,
  context,
  portal,
}) => {
  const title = `撤销与输入法${Math.random().toString(36).slice(2, 8)}`
  const filed = await portal.file({ title })
  await portal.advance(filed, 'FORWARDED')
  await enter(context, portal, 'handler-a')
  await page.goto(`/desk/queue/all?q=${encodeURIComponent(title)}`)
  await expect(page.getByLabel('预览').getByRole('heading', { name: title })).toBeVisible()

  await page.keyboard.press('m')
  await (await dialog(page)).getByLabel('备注').fill('已电话联系，约周五见面。')
  await page.keyboard.press('Control+Enter')
  const toast = page.getByRole('status').filter({ hasText: '已办内部备注' })
  await expect(toast).toBeVisible()
  await meet(page)
  const { version } = await portal.desk('handler-a', filed.number)
  await page.keyboard.press('z')
  await expect(toast).toHaveCount(0)
  await page.waitForTimeout(11_000)
  expect((await portal.desk('handler-a', filed.number)).version).toBe(version)

  // An input method that composes sends keys that are no commands.
  await page.evaluate(() => {
    for (const key of ['a', 'n', 'o', 'm'])
      window.dispatchEvent(
        new KeyboardEvent('keydown', { key, code: `Key${key.toUpperCase()}`, isComposing: true }),
      )
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', code: 'KeyA', keyCode: 229 }))
  })
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('/')
  await page.keyboard.type('anom')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByLabel('搜索编号、标题、单位')).toHaveValue(/anom$/)
  await page.keyboard.press('Escape')

  await page.locator('body').click({ position: { x: 5, y: 890 } })
  await page.keyboard.press('?')
  await expect(await dialog(page)).toContainText('键盘操作')
  await meet(page)
})

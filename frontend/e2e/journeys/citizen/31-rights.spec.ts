import { item } from '../../fixtures/portal'
import { expect, meet, picture, test } from '../../fixtures/test'
import { act, status, track, unfold } from '../../fixtures/tracking'

const day = 24 * 3600 * 1000

test('31 pressure, recusal and consent are told in a minute', async ({ page, portal }) => {
  const filed = await portal.file()
  await portal.advance(filed, 'ACCEPTED')
  await track(page, filed)
  await page.getByRole('link', { name: /有人为这件事给您压力/ }).click()
  await expect(page.getByRole('link', { name: '快速离开本页' })).toHaveAttribute('href', /\/exit$/)
  await meet(page)
  await picture(page, 'pressure')
  await page.getByRole('radio', { name: /办理单位/ }).check()
  await page.getByRole('radio', { name: /写在这一页上/ }).check()
  await page.getByLabel('发生了什么').fill('昨天有人上门要我撤回。')
  await page.getByRole('button', { name: '发送' }).click()
  await expect(status(page)).toHaveText('已送到，办理单位看不到')
  await meet(page)
  await page.getByRole('link', { name: '返回这件事' }).click()
  await expect(page.getByText('办理单位看不到这一段。')).toBeVisible()

  await unfold(page)
  await act(page, /申请回避/).click()
  await meet(page)
  await page.getByLabel('谁该回避，为什么').fill('经办人是项目部经理的亲戚。')
  await page.getByRole('button', { name: '提出申请' }).click()
  await expect(status(page)).toHaveText('回避申请已送到')

  await page.goto(`/case/${filed.number}/publish-consent`)
  await meet(page)
  await expect(page.getByRole('radio', { name: '不公开' })).toBeChecked()
  await page.getByRole('radio', { name: '可以公开' }).check()
  await page.getByRole('button', { name: '保存' }).click()
  await expect(status(page)).toHaveText('已按您的意思改好')
})

test('31 a form that is sent twice counts once', async ({ page, portal }) => {
  const filed = await portal.file()
  await track(page, filed)
  await page.goto(`/case/${filed.number}/message`)
  const once = await page.locator('[name=once]').inputValue()
  const form = { once, text: '请问办到哪一步了？' }
  const send = () =>
    page.request.post(`/case/${filed.number}/message`, { form, headers: { 'Sec-Fetch-Site': 'same-origin' } })
  await Promise.all([send(), send()])
  await page.goto(`/case/${filed.number}`)
  await expect(page.getByText('留言：请问办到哪一步了？')).toHaveCount(1)
})

test('31 a limit that passed opens supervision, and a promise waits for a word', async ({
  page,
  ownPortal: portal,
}) => {
  test.slow()
  let now = Date.now()
  const [silent, promised] = [await portal.file(), await portal.file()]
  await portal.advance(silent, 'FORWARDED')
  const by = new Date(now + 10 * day).toISOString().slice(0, 10)
  await portal.advance(promised, 'SERVED', 'a', [item(1, { by })])
  now += 24 * day
  await portal.moveClock(new Date(now))
  portal.signOut()

  await track(page, silent, portal.url)
  await expect(page.getByText('期限过了，您现在就可以要求督办。')).toBeVisible()
  await meet(page)
  await act(page, /要求督办/).click()
  await expect(page.getByText('到期没有告知是否受理')).toBeVisible()
  await meet(page)
  await page.getByRole('button', { name: '要求督办' }).click()
  await expect(status(page)).toHaveText('督办要求已送到')
  await portal.act('office', silent.number, 'supervise', {
    duty: 'no_acceptance',
    text: '请三日内告知是否受理。',
  })
  await track(page, silent, portal.url)
  await expect(page.getByRole('heading', { name: '信访部门的督办' })).toBeVisible()
  await meet(page)

  await track(page, promised, portal.url)
  await expect(page.getByText('到期没有做到，已超期')).toBeVisible()
  await page.goto(`${portal.url}/case/${promised.number}/confirm`)
  await meet(page)
  await picture(page, 'confirm')
  await page.getByRole('radio', { name: '没有做到' }).check()
  await page.getByRole('button', { name: '提交' }).click()
  await expect(status(page)).toHaveText('已记下您的话')
  await page.getByRole('link', { name: '返回这件事' }).click()
  await expect(page.getByText('您说没有做到，单位要接着办')).toBeVisible()
})

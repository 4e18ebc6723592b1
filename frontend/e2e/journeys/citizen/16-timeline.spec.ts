import { expect, meet, picture, test } from '../../fixtures/test'
import { act, status, track } from '../../fixtures/tracking'

const day = 24 * 3600 * 1000

test('16 the case tells every stage, the countdown, an extension and a delay', async ({
  page,
  ownPortal: portal,
}) => {
  test.slow()
  let now = new Date('2026-11-25T02:00:00Z')
  const later = async (days: number) => {
    now = new Date(now.getTime() + days * day)
    await portal.moveClock(now)
    portal.signOut()
  }
  await later(0)
  const filed = await portal.file()
  const look = async (title: string | RegExp) => {
    await track(page, filed, portal.url)
    await expect(status(page)).toHaveText(title)
  }
  const left = page.locator('.left23')

  await look('已收到，正在登记')
  await expect(left).toHaveText('还剩15天')
  await expect(page.getByText(/最晚2026年12月10日（周四）转给负责的单位/).first()).toBeVisible()
  await meet(page)

  await later(2)
  await portal.advance(filed, 'REGISTERED')
  await look(/已登记，正在找负责的单位/)
  await portal.advance(filed, 'FORWARDED')
  await look(/已转给甲区人力资源和社会保障局，等它受理/)
  await expect(left).toHaveText('还剩17天') // 15 days end on a Saturday
  await meet(page)

  await later(2)
  await portal.advance(filed, 'ACCEPTED')
  await look(/正在调查核实，由甲区人力资源和社会保障局办理/)
  await expect(left).toHaveText(/还剩6\d天/)
  await expect(page.getByText('受理：单位正式接下这件事。')).toBeVisible()
  await expect(page.getByText(/现在还不能：.*申请复查/)).toBeVisible()
  await meet(page)
  await picture(page, 'accepted')

  await later(20)
  await portal.act('handler-a', filed.number, 'progress', {
    text: '已到工地核对考勤，正在约谈项目部。',
    nextOn: new Date(now.getTime() + 15 * day).toISOString().slice(0, 10),
  })
  await portal.act('handler-a', filed.number, 'extend', {
    days: 20,
    reasons: '需要另一单位提供工资支付凭证。',
  })
  await portal.act('head-a', filed.number, 'approve')
  await look(/正在调查核实/)
  await expect(page.getByText('延期20天').first()).toBeVisible()
  await expect(page.getByText(/需要另一单位提供工资支付凭证/).first()).toBeVisible()
  await meet(page)
  await picture(page, 'extended')

  await later(70)
  await look(/正在调查核实/)
  await expect(left).toHaveText(/已超期\d+天/)
  await expect(page.getByText('上级已收到提醒。').first()).toBeVisible()
  await meet(page)
  await picture(page, 'overdue')

  await portal.advance(filed, 'REPLIED')
  await look(/已答复，等您来读/)
  await page.getByRole('link', { name: '看答复' }).first().click()
  await expect(page.getByText('点“看答复”，就算您收到了。')).toBeVisible()
  await meet(page)
  await page.getByRole('button', { name: '看答复' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '甲区人力资源和社会保障局的答复' })).toBeVisible()
  await expect(page.getByText('支持', { exact: true }).first()).toBeVisible()
  await meet(page)
  await picture(page, 'answer')

  await look(/您已读到答复，现在可以申请复查/)
  await expect(left).toHaveText(/还剩3\d天/)
  await meet(page)

  await later(40)
  await look('已经办结')
  await expect(act(page, /评价/)).toBeVisible()
  await meet(page)
  await picture(page, 'closed')
})

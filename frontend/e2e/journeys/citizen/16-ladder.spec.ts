import type { Page } from '@playwright/test'
import type { Filed, Portal } from '../../fixtures/portal'
import { expect, meet, picture, test } from '../../fixtures/test'
import { act, status, track } from '../../fixtures/tracking'

const unit = '甲区人力资源和社会保障局'

const look = async (page: Page, filed: Filed, title: string | RegExp) => {
  await track(page, filed)
  await expect(status(page)).toHaveText(title)
  await meet(page)
}

async function reviewing(portal: Portal, filed: Filed): Promise<void> {
  await portal.advance(filed, 'SERVED')
  await portal.own(filed, 'review', { reasons: '工资算少了一个月。' })
  await portal.act('reviewer', filed.number, 'review-accept')
}

async function object(portal: Portal, filed: Filed): Promise<void> {
  await portal.act('handler-a', filed.number, 'object', { reasons: '工地在乙区，不归我局管。' })
  await portal.act('head-a', filed.number, 'approve')
}

test('16 review, opinion, re-review and the last word', async ({ page, portal }) => {
  test.slow()
  const filed = await portal.file()
  await reviewing(portal, filed)
  await look(page, filed, /正在复查/)
  await portal.act('reviewer', filed.number, 'review-decide', {
    decision: 'uphold',
    text: '查了考勤和工资表，两个月的工资已足额支付。',
    reasons: '原答复认定事实清楚。',
  })
  await look(page, filed, '复查有结果了，等您来读')
  await act(page, /看复查意见/).click()
  await expect(page.getByText('点“看复查意见”，就算您收到了。')).toBeVisible()
  await meet(page)
  await page.getByRole('button', { name: '看复查意见' }).click()
  await expect(page.getByText('查了考勤和工资表')).toBeVisible()
  await meet(page)
  await picture(page, 'opinion')
  await page.getByRole('link', { name: '申请复核' }).click()
  await page.getByLabel('不同意的理由').fill('考勤本没有看。')
  await meet(page)
  await page.getByRole('button', { name: '申请复核' }).click()
  await page.getByRole('button', { name: '申请复核' }).click()
  await expect(status(page)).toHaveText('复核申请已送到')
  await look(page, filed, /正在复核/)
  await portal.act('office', filed.number, 'recheck-decide', {
    decision: 'uphold',
    text: '复核认为复查意见正确。',
    reasons: '事实清楚，依据正确。',
  })
  await look(page, filed, /复核有结果了/)
  await act(page, /看复核意见/).click()
  await expect(page.getByText('这是最后一级，程序到此结束。')).toBeVisible()
  await meet(page)

  const again = await portal.file()
  await portal.advance(again, 'REGISTERED')
  await portal.act('office', again.number, 'no-longer', {
    number: filed.number,
    text: '与已终结的事项事实相同。',
    reasons: '复核意见已作出，没有新的事实。',
  })
  await look(page, again, /不再受理/)
  await expect(page.getByText('有了新的事实，随时可以另提一件。').first()).toBeVisible()
})

test('16 sent back by the review, it is handled again by others', async ({ page, portal }) => {
  const filed = await portal.file()
  await reviewing(portal, filed)
  await portal.act('reviewer', filed.number, 'review-decide', {
    decision: 'redo',
    text: '事实没有查清。',
    reasons: '漏看了考勤本。',
  })
  await look(page, filed, `正在重新办理，由${unit}另派人员`)
})

test('16 routed and back, not accepted and checked', async ({ page, portal }) => {
  test.slow()
  const routed = await portal.file()
  await portal.act('registrar', routed.number, 'register', {
    kind: 'claim',
    route: 'C1',
    category: 'other',
    place: '990101',
  })
  await portal.act('registrar', routed.number, 'route', {
    body: '甲区人民法院',
    reasons: '劳动争议已经判决，应当向法院申请执行。',
    limit: '判决生效后两年内',
    papers: '判决书、身份证',
    contact: '0000-0002',
  })
  await look(page, routed, '已告诉您该走的法定程序')
  await act(page, /那边不收，退回信访局/).click()
  await meet(page)
  await page.getByLabel('当时的情况').fill('11月20日去的立案庭，说不归他们管。')
  await page.getByRole('button', { name: '告诉信访部门' }).click()
  await page.getByRole('button', { name: '告诉信访部门' }).click()
  await expect(status(page)).toHaveText('已经退回信访部门')
  await look(page, routed, /已登记/)

  const refused = await portal.file()
  await portal.advance(refused, 'FORWARDED')
  await portal.act('handler-a', refused.number, 'refuse', {
    ground: 'no_request',
    reasons: '没有写明具体请求。',
    goTo: '写明请求后可以再提。',
  })
  await portal.act('head-a', refused.number, 'approve')
  await look(page, refused, new RegExp(`${unit}没有受理`))
  await act(page, /请信访(部门核查|局核对这个决定)/).click()
  await expect(page.getByText(/最后一天：/)).toBeVisible()
  await meet(page)
  await page.getByLabel('您的理由').fill('请求写得很清楚。')
  await page.getByRole('button', { name: '申请核查' }).click()
  await page.getByRole('button', { name: '申请核查' }).click()
  await expect(status(page)).toHaveText('核查申请已送到')
  await look(page, refused, /正在核查对不对/)
  await portal.act('office', refused.number, 'check', {
    decision: 'send_back',
    reasons: '请求明确，应当受理。',
  })
  await look(page, refused, /已转给/)
})

test('16 merged, split, objected, in dispute and sealed', async ({ page, portal }) => {
  test.slow()
  const main = await portal.file()
  await portal.advance(main, 'REGISTERED')
  const merged = await portal.file()
  await portal.act('registrar', merged.number, 'merge', {
    number: main.number,
    reasons: '同一工地、同一件事。',
  })
  await look(page, merged, '已并入另一件同样的事')
  await expect(page.getByText('它有了答复，您这里同时收到，权利一样。')).toBeVisible()

  const letter = await portal.file({ requests: ['请求支付拖欠工资36000元', '请求修好楼道的灯'] })
  await portal.act('registrar', letter.number, 'split', { requests: [2], title: '楼道的灯坏了半年' })
  await track(page, letter)
  await page.getByRole('link', { name: /打开/ }).click()
  await expect(status(page)).toHaveText(/正在登记/)
  await expect(page.getByText('楼道的灯坏了半年')).toBeVisible()
  await meet(page)

  const disputed = await portal.file()
  await portal.advance(disputed, 'FORWARDED')
  await object(portal, disputed)
  await look(page, disputed, '正在核实，该由哪个单位办')
  await portal.act('office', disputed.number, 'resolve-objection', {
    decision: 'refuse',
    reasons: '归你局管。',
  })
  await object(portal, disputed)
  await look(page, disputed, /上级正在指定/)

  const report = await portal.file({ kind: 'report' })
  await portal.act('registrar', report.number, 'register', {
    kind: 'report',
    route: 'B',
    category: 'other',
    place: '990101',
  })
  await portal.act('registrar', report.number, 'seal')
  await look(page, report, '已收到，按规定转交')
  await portal.act('discipline', report.number, 'discipline-receive')
  await look(page, report, '有权机关已接收，正在办理')
  await portal.act('discipline', report.number, 'discipline-feedback', { text: '已按规定办理，谢谢您。' })
  await track(page, report)
  await expect(page.getByText(/已按规定办理，谢谢您/).first()).toBeVisible()
  await meet(page)
})

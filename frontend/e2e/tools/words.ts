// The invented matter of the pictures, in both languages.
import { item } from '../fixtures/portal'

interface Told {
  spot: string
  title: string
  narrative: string
  requests: [string, string]
  name: string
  progress: string
  items: Record<string, unknown>[]
}

const by = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)

export const chinese: Told = {
  spot: '丙路工地',
  title: '某工地拖欠12名工人3个月工资',
  narrative:
    '我们12个人从2026年3月起在丙路工地干活，工头说干完就结账。6月以后一分没有，去问过三次，每次都说公司没给钱，再等等。考勤本和微信记录都在。',
  requests: ['请求支付拖欠的工资36000元', '请告诉我们这家公司有没有交工资保证金'],
  name: '张小满',
  progress: '已到工地核对考勤，项目部承认欠薪，正在核算数额。',
  items: [
    item(1, { by }),
    item(2, {
      plain: '这家公司交过工资保证金，可以动用。',
      facts: '经查，公司2026年2月存入工资保证金20万元，现未动用。',
      basis: '《保障农民工工资支付条例》第三十二条',
      decision: 'explain',
      measure: undefined,
      by: undefined,
    }),
  ],
}

export const english: Told = {
  spot: 'Bing Road building site',
  title: 'Site owes 12 workers 3 months of pay',
  narrative:
    'Twelve of us worked on the Bing Road site from March 2026. We were to be paid when the work was done. Since June nothing came. We asked three times and were told to wait.',
  requests: ['Pay the wages owed, 36,000 yuan', 'Tell us whether the company paid a wage deposit'],
  name: 'Zhang Xiaoman',
  progress: 'We compared the attendance book on the site; the company admits that it owes wages.',
  items: [
    item(1, {
      plain: 'You receive 36,000 yuan by card.',
      facts: 'The pay list and the attendance book show that 36,000 yuan are owed for June to August 2026.',
      basis: '《保障农民工工资支付条例》第三条',
      measure: 'The company was ordered to pay in full',
      by,
    }),
    item(2, {
      plain: 'The company paid a deposit.',
      facts: 'In February 2026 the company paid 200,000 yuan, which have not been used.',
      basis: '《保障农民工工资支付条例》第三十二条',
      decision: 'explain',
      measure: undefined,
      by: undefined,
    }),
  ],
}

/** The answer to the demo's restaurant that closed. */
export const restaurant: [Record<string, unknown>, Record<string, unknown>] = [
  {
    plain: '已找到经营者，他承认欠薪并留下新的电话。',
    facts:
      '经向市场监管部门核查登记信息，并到望江路现场走访，经营者于11月18日到我局接受询问，承认停业前未发三个月工资。',
    basis: '《劳动保障监察条例》第十五条',
    decision: 'support',
    measure: '已制作询问笔录，经营者的联系方式已登记在案',
    by,
  },
  {
    plain: '工资12600元，12月底前付到您的卡上。',
    facts: '核对考勤和转账记录，夏季三个月工资共12600元没有支付，双方对数额没有争议。',
    basis: '《保障农民工工资支付条例》第三条',
    decision: 'support',
    measure: '责令限期支付；逾期申请法院强制执行',
    by,
  },
]

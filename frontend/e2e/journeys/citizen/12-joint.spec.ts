import { answers, begin, fill, next, receipt, submit, walk } from '../../fixtures/filing'
import { expect, meet, picture, test } from '../../fixtures/test'
import { track } from '../../fixtures/tracking'

const six = ['赵一 12600000011', '钱二', '孙三', '李四', '周五', '吴六']

test('12 several people file together: five representatives at most, each signs with a code of his own', async ({
  page,
  browser,
  javaScriptEnabled,
}) => {
  await begin(page)
  await walk(page, 'kind', 'contact')
  await meet(page)
  await fill.contact(page, answers)
  await page.getByRole('radio', { name: /几个人一起/ }).check()
  await expect(page.getByLabel('一共多少人')).toBeVisible()
  await expect(page.getByLabel('单位联系人')).toBeHidden()
  await page.getByLabel('一共多少人').fill('12')
  await page.getByLabel('联系代表', { exact: true }).fill(six.join('\n'))
  await meet(page)
  await picture(page, 'several')
  await next(page).click()
  const summary = page.getByRole('alert')
  await expect(summary.getByRole('link', { name: '联系代表最多5人，您写了6人' })).toBeVisible()
  await expect(page).toHaveTitle(/^错误：/)
  await expect(page.getByLabel('联系代表', { exact: true })).toHaveValue(six.join('\n')) // nothing is lost
  await meet(page)

  await page.getByLabel('联系代表', { exact: true }).fill(six.slice(0, 5).join('\n'))
  await next(page).click()
  await walk(page, 'about', 'check')
  await expect(page.getByText('几个人一起 · 12人')).toBeVisible()
  await fill.check(page, answers)
  await submit(page).click()
  const filed = await receipt(page)
  await expect(page.getByRole('link', { name: '看确认码，请大家确认' })).toBeVisible()

  await track(page, { ...filed, filedAt: '', forwardBy: '' })
  await expect(page.getByText('联名：已有1人确认，一共12人')).toBeVisible()
  await page.getByRole('link', { name: '看确认码，请大家确认' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '给联名人的确认码' })).toBeVisible()
  await expect(page.locator('.joincodes li')).toHaveCount(11)
  const code = (await page.locator('.joincodes .mono').first().textContent()) ?? ''
  await meet(page)
  await picture(page, 'codes')

  const other = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 360, height: 740 },
    javaScriptEnabled,
  })
  const signer = await other.newPage()
  await signer.goto(new URL(`/join/${filed.number}`, page.url()).href)
  await signer.getByLabel(/^确认码/).fill('0000-0000')
  await signer.getByRole('button', { name: '看看是什么事' }).click()
  await expect(signer.getByText('编号和确认码对不上').first()).toBeVisible()
  await signer.getByLabel(/^确认码/).fill(code.toLowerCase())
  await signer.getByRole('button', { name: '看看是什么事' }).click()
  await expect(signer.getByText(answers.title)).toBeVisible()
  await expect(signer.getByText(answers.name)).toHaveCount(0) // nobody sees who else signed
  await meet(signer)
  await picture(signer, 'join')
  await signer.getByRole('button', { name: '确认联名' }).click()
  await expect(signer.getByRole('alert').getByRole('link')).toHaveCount(3)
  await signer.getByLabel('姓名', { exact: true }).fill('赵一')
  await signer.getByLabel(/手机或通信地址/).fill('126 0000 0011')
  await signer.getByRole('checkbox', { name: '我本人同意一起提出' }).check()
  await signer.getByRole('button', { name: '确认联名' }).click()
  await expect(signer.getByText('已确认联名。')).toBeVisible()
  expect(signer.url()).not.toContain(code)
  await meet(signer)
  await other.close()

  await page.goto(`/case/${filed.number}`)
  await expect(page.getByText('联名：已有2人确认，一共12人')).toBeVisible()
})

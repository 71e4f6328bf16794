import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { acme, inviteJane, reader, says } from './reader.ts'

/** What has the focus, as someone who only has a keyboard is told. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName)

async function tabTo(page: Page, mark: string, most = 60): Promise<string[]> {
  const way: string[] = []
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab')
    const here = (await focused(page)) ?? ''
    way.push(here)
    if (here === mark) return way
  }
  throw new Error(`${mark} is not reached with Tab: ${way.join(', ')}`)
}

it('goes the whole way from the overview to an accepted invitation with the keyboard alone', async () => {
  const { visit, page, context, call } = await reader()
  await call('POST', `${acme}/users/invite/v2`, inviteJane)
  await visit('/__standin/')
  expect(await tabTo(page, 'skip')).toEqual(['skip'])
  expect(await page.getByTestId('skip').evaluate((link) => link.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0)
  await page.keyboard.press('Enter')
  expect(await tabTo(page, 'advance-1h')).toEqual(['advance-1h'])
  await page.keyboard.press('Enter')
  await says(page.getByTestId('clock-time'), '16:30:00')
  // What was pressed is still under the finger after its answer came.
  expect(await focused(page)).toBe('advance-1h')
  await tabTo(page, 'open-mail')
  await page.keyboard.press('Enter')
  await says(page.getByTestId('mail-subject'), 'Acme')
  await tabTo(page, 'accept-link')
  const [tab] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')])
  await tab.getByTestId('full-name').waitFor()
  await tabTo(tab, 'full-name')
  await tab.keyboard.type('Jane Doe')
  await tabTo(tab, 'password')
  await tab.keyboard.type('correct horse 42')
  await tabTo(tab, 'accept')
  await tab.keyboard.press('Enter')
  await says(tab.getByTestId('accepted'), 'Welcome')
})

it('comes by every control in the order it is read, past the mail too, and out at the end', async () => {
  const { visit, page, call } = await reader()
  await call('POST', `${acme}/users/invite/v2`, inviteJane)
  const { id } = (await (await call('GET', '/__standin/outbox/latest')).json()) as { id: string }
  for (const path of ['/__standin/console/faults', '/__standin/console/worlds', `/__standin/console/outbox/${id}`]) {
    await visit(path)
    const expected = await page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary, iframe')].filter(
          (element) => element.checkVisibility({ checkVisibilityCSS: true }),
        ).length,
    )
    const seen = new Set<string>()
    let top = Number.NEGATIVE_INFINITY
    for (let presses = 0; presses < expected + 12; presses++) {
      await page.keyboard.press('Tab')
      const here = await page.evaluate(() => {
        const element = document.activeElement
        if (element === null || element === document.body) return undefined
        const all = [...document.querySelectorAll('*')]
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        const isShown = element.tagName === 'IFRAME' || (outlineStyle !== 'none' && outlineWidth !== '0px')
        return { key: String(all.indexOf(element)), isShown, tag: element.outerHTML.slice(0, 80) }
      })
      if (here === undefined) break
      expect(here.isShown, `${path}: the focus is not seen on ${here.tag}`).toBe(true)
      expect(Number(here.key)).toBeGreaterThanOrEqual(top)
      top = Number(here.key)
      seen.add(here.key)
    }
    expect([path, seen.size]).toEqual([path, expected])
  }
})

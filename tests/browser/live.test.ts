import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acme, inviteJane, reader, says } from './reader.ts'

const focused = (page: Page) => page.evaluate(() => document.activeElement?.closest('[data-key]')?.getAttribute('data-key'))

describe('a page that follows what happens', () => {
  it('keeps focus, scroll position, opened details and half-typed forms', async () => {
    const { visit, page, call } = await reader({ width: 360 })
    for (let calls = 0; calls < 30; calls++) await call('GET', `${acme}/roles`)
    await visit('/__standin/console/journal')
    await page.getByTestId('filter-search').fill('half a wo')
    await page.locator('[data-testid=exchange-row][data-key="10"]').getByTestId('open-exchange').focus()
    const place = () =>
      page.locator('[data-testid=exchange-row][data-key="10"]').evaluate((row) => Math.round(row.getBoundingClientRect().top))
    const before = await place()
    await call('POST', `${acme}/users/invite/v2`, inviteJane)
    await page.locator('[data-testid=exchange-row][data-key="31"]').waitFor()
    expect(await focused(page)).toBe('10')
    expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(2)
    expect(await page.getByTestId('filter-search').inputValue()).toBe('half a wo')

    await visit('/__standin/')
    const dora = page.locator('[data-table=members] [data-key=usr_deactivated1] details')
    await dora.locator('summary').click()
    await page.getByTestId('advance-by').fill('3')
    await page.getByTestId('clock-mode').selectOption('real')
    await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, email: 'next@example.com' })
    await says(page.locator('[data-table=members]'), 'next@example.com')
    expect(await dora.getAttribute('open')).not.toBeNull()
    expect(await page.getByTestId('advance-by').inputValue()).toBe('3')
    expect(await page.getByTestId('clock-mode').inputValue()).toBe('real')
  })

  it('shows many calls at once without asking for each, and says how many', async () => {
    const { visit, page, call } = await reader()
    await visit('/__standin/console/journal')
    let asked = 0
    page.on('request', (request) => {
      if (request.url().includes('/console/journal')) asked++
    })
    await Promise.all(Array.from({ length: 200 }, () => call('GET', `${acme}/roles`)))
    await page.locator('[data-testid=exchange-row][data-key="200"]').waitFor()
    expect(asked).toBeLessThan(40)
    await says(page.getByTestId('announcement'), /new calls|New call/)
    await page.getByTestId('more').click()
    await page.locator('[data-testid=exchange-row][data-key="51"]').waitFor()
    await says(page.getByTestId('live'), 'Live')
    expect(await page.getByTestId('exchange-row').count()).toBe(150)
  })

  it('filters by operation, status and text, and goes on doing so', async () => {
    const { visit, page, call } = await reader()
    await visit('/__standin/console/journal')
    await page.getByTestId('filter-operation').selectOption('inviteUserV2')
    await page.getByTestId('filter-status').fill('409')
    await page.getByTestId('filter').click()
    await page.getByTestId('filter-none').waitFor()
    await says(page.getByTestId('live'), 'Live')
    await call('POST', `${acme}/users/invite/v2`, inviteJane)
    await call('GET', `${acme}/roles`)
    await call('POST', `${acme}/users/invite/v2`, inviteJane)
    await says(page.getByTestId('exchange-row'), '409')
    expect(await page.getByTestId('exchange-row').count()).toBe(1)
    await page.getByTestId('filter-none').click()
    await says(page.getByTestId('exchange-row'), 'listRoles')
    await page.getByTestId('filter-search').fill('jane@example')
    await page.getByTestId('filter').click()
    // A click returns when the next page begins to come; it is live once all of it is there.
    await page.getByTestId('filter-none').waitFor()
    await says(page.getByTestId('live'), 'Live')
    expect(await page.getByTestId('exchange-row').count()).toBe(2)
  })

  it('says when the mock has gone', async () => {
    const { visit, page, mock, expect: expectComplaint } = await reader()
    await visit('/__standin/')
    expectComplaint(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/)
    await mock.close()
    await says(page.getByTestId('live'), 'Connection lost')
    await page.getByTestId('reset').click()
    await says(page.getByTestId('failure'), 'did not answer')
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { acme, inviteJane, reader, says } from './reader.ts'

describe('a scenario in the console', () => {
  it('is loaded, changed, undone, and saved as one of its own', async () => {
    const { visit, page, call, mock } = await reader()
    await visit('/__standin/')
    await page.getByTestId('scenario-select').selectOption('pending')
    await page.getByTestId('load').click()
    await says(page.getByTestId('done'), 'The scenario pending was loaded')
    await says(page.getByTestId('world-scenario'), 'pending')
    expect((await mock.worlds.list())[0]?.scenario).toBe('pending')

    await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, email: 'new@example.com' })
    const members = page.locator('[data-testid=state][data-table=members]')
    await says(members.getByTestId('state-row'), 'new@example.com')
    await page.getByTestId('undo').click()
    await says(page.getByTestId('done'), 'inviteUserV2 of')
    await members.getByTestId('state-row').filter({ hasText: 'new@example.com' }).waitFor({ state: 'detached' })

    await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, email: 'kept@example.com' })
    await visit('/__standin/console/scenarios')
    await page.getByTestId('save-name').fill('what-i-did')
    await page.getByTestId('save').click()
    await says(page.getByTestId('fixture'), 'kept@example.com')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download-fixture').click()])
    expect(download.suggestedFilename()).toBe('what-i-did.yaml')
    expect(readFileSync(await download.path(), 'utf8')).toBe(await page.getByTestId('fixture').textContent())
  })

  it('is come back to by a reset and by a snapshot', async () => {
    const { visit, page, call, mock } = await reader()
    await visit('/__standin/console/scenarios')
    await page.getByTestId('snapshot').click()
    await says(page.getByTestId('done'), 'A snapshot was taken')
    await says(page.getByTestId('snapshot-row'), 'snap_1')
    await call('POST', `${acme}/users/invite/v2`, inviteJane)
    await page.getByTestId('restore').click()
    await says(page.getByTestId('done'), 'back at the snapshot snap_1')
    expect(await mock.outbox.list()).toEqual([])
    await call('POST', `${acme}/users/invite/v2`, inviteJane)
    await page.getByTestId('reset').click()
    await says(page.getByTestId('done'), 'back at its start')
    expect(await mock.outbox.list()).toEqual([])
  })

  it('has nothing to undo at its start, and says so', async () => {
    const { visit, page, expect: expectComplaint } = await reader()
    await visit('/__standin/')
    expectComplaint(/status of 409/)
    await page.getByTestId('undo').click()
    await says(page.getByTestId('failure'), 'Nothing to undo')
  })
})

describe('an assumption in the console', () => {
  it('is turned the other way, and the API follows', async () => {
    const { visit, page, call } = await reader()
    await visit('/__standin/console/assumptions')
    const one = page.locator('[data-testid=assumption][data-name=existing_user_state]')
    await says(one, 'Evidence:')
    await one.getByTestId('assumption-value').selectOption('active')
    await one.getByTestId('assumption-set').click()
    await says(one, 'changed')
    const answer = await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, email: 'hank@globex.example' })
    expect(await answer.text()).toContain('"account_state":"active"')
  })
})

describe('two worlds in the console', () => {
  it("don't show each other's things", async () => {
    const { visit, page, context, call } = await reader()
    await visit('/__standin/console/worlds')
    await page.getByTestId('world-name-input').fill('left')
    await page.getByTestId('world-scenario-input').selectOption('pending')
    await page.getByTestId('world-seed-input').fill('42')
    await page.getByTestId('world-clock-input').selectOption('frozen')
    await page.getByTestId('world-now-input').fill('2030-01-01T12:00:00')
    await page.getByTestId('make-world').click()
    await says(page.getByTestId('done'), 'The world left was made')
    expect(new URL(page.url()).pathname).toBe('/__standin/worlds/left/__standin/')
    await says(page.getByTestId('clock-now'), '2030-01-01 12:00:00')

    const other = await context.newPage()
    await call('GET', '/__standin/clock', undefined, { 'standin-world': 'right' })
    await visit('/__standin/worlds/right/__standin/console/journal', other)
    await page.getByTestId('tab-journal').click()
    await says(page.locator('h1'), 'Journal')
    await says(page.getByTestId('live'), 'Live')
    await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, email: 'left@example.com' }, { 'standin-world': 'left' })
    await call('GET', `${acme}/roles`, undefined, { 'standin-world': 'right' })
    await says(page.getByTestId('exchange-row'), 'inviteUserV2')
    await says(other.getByTestId('exchange-row'), 'listRoles')
    expect(await page.getByTestId('exchange-row').count()).toBe(1)
    expect(await other.getByTestId('exchange-row').count()).toBe(1)

    for (const address of await page.locator('main a, nav a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
      expect(address).toMatch(/^\/__standin\/worlds\/left\/__standin\//)
    }
    await page.getByTestId('tab-outbox').click()
    await says(page.getByTestId('mail-row'), 'left@example.com')
    await other.getByTestId('tab-outbox').click()
    await other.getByTestId('mail-none').waitFor()
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      page
        .getByTestId('open-mail')
        .click()
        .then(() => page.getByTestId('accept-link').click()),
    ])
    await says(tab.getByTestId('email'), 'left@example.com')
  })

  it('are dropped after a second question, and looking at one makes none', async () => {
    const { visit, page, call, mock, expect: expectComplaint } = await reader()
    await call('PUT', '/__standin/worlds/brief')
    await visit('/__standin/console/worlds')
    const brief = page.locator('[data-testid=world-row][data-key=brief]')
    await brief.getByTestId('drop-world').click()
    await brief.getByTestId('drop-world-really').click()
    await says(page.getByTestId('done'), 'The world brief was dropped')
    expect((await mock.worlds.list()).map(({ name }) => name)).toEqual(['default'])
    expectComplaint(/status of 404/)
    await visit('/__standin/worlds/brief/__standin/')
    await says(page.getByTestId('absent'), 'made as soon as its API is called')
    expect((await mock.worlds.list()).map(({ name }) => name)).toEqual(['default'])
    await call('GET', `/__standin/worlds/brief${acme}/roles`)
    await says(page.locator('h1'), 'World brief')
  })
})

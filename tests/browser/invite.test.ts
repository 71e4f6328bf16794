import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acme, inviteJane, reader, says } from './reader.ts'

const row = (page: Page, table: string, text: string) =>
  page.locator(`[data-testid=state][data-table=${table}]`).getByTestId('state-row').filter({ hasText: text })

describe('an invitation in the console', () => {
  it('appears in journal and members without a reload, is accepted from its mail, and is seen to change', async () => {
    const { visit, page, context, call } = await reader()
    await visit('/__standin/')
    const journal = await context.newPage()
    await visit('/__standin/console/journal', journal)
    await says(journal.getByTestId('exchange-none'), 'Nothing was called yet')
    let loads = 0
    for (const one of [page, journal]) one.on('domcontentloaded', () => loads++)

    expect((await call('POST', `${acme}/users/invite/v2`, inviteJane)).status).toBe(201)
    await says(row(page, 'members', 'jane@example.com').getByTestId('state-badge'), 'pending invitation')
    await says(row(page, 'invitations', 'jane@example.com').getByTestId('state-badge'), 'open')
    await says(page.locator('[data-testid=state-count][data-table=members]'), '8')
    await says(journal.getByTestId('exchange-row'), 'inviteUserV2')
    await says(journal.getByTestId('announcement'), 'New call: inviteUserV2 answered 201')
    expect(loads).toBe(0)

    await page.getByTestId('open-mail').click()
    await says(page.getByTestId('mail-subject'), 'You are invited to join Acme')
    const mail = page.frameLocator('[data-testid=mail-frame]')
    const [tab] = await Promise.all([context.waitForEvent('page'), mail.getByRole('link', { name: 'Accept the invitation' }).click()])
    await says(tab.getByTestId('email'), 'jane@example.com')
    await tab.getByTestId('full-name').fill('Jane Doe')
    await tab.getByTestId('password').fill('correct horse 42')
    await tab.getByTestId('accept').click()
    await says(tab.getByTestId('accepted'), 'Welcome to Acme')

    await says(journal.getByTestId('exchange-row').first(), 'completeInvitation')
    await visit('/__standin/')
    await says(row(page, 'members', 'jane@example.com').getByTestId('state-badge'), 'active')
    await says(row(page, 'invitations', 'jane@example.com').getByTestId('state-badge'), 'used')
  })

  it('needs one button for someone who has an account', async () => {
    const { visit, page, context, call } = await reader()
    await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, email: 'hank@globex.example', full_name: null })
    await visit('/__standin/')
    const state = row(page, 'members', 'hank@globex.example').filter({ hasText: 'Acme' }).getByTestId('state-badge')
    await says(state, 'pending invitation')
    const reading = await context.newPage()
    await visit('/__standin/console/outbox', reading)
    await reading.getByTestId('open-mail').click()
    const [tab] = await Promise.all([context.waitForEvent('page'), reading.getByTestId('accept-link').click()])
    await tab.getByTestId('email').waitFor()
    expect(await tab.locator('input').count()).toBe(0)
    await tab.getByTestId('accept').click()
    await says(tab.getByTestId('accepted'), 'Welcome to Acme')
    await says(state, 'active')
  })

  it('is refused once the clock was moved past its seven days, here and by the API', async () => {
    const { visit, page, context, call, expect: expectComplaint } = await reader()
    await call('POST', `${acme}/users/invite/v2`, inviteJane)
    await visit('/__standin/')
    await page.getByTestId('advance-8d').click()
    await says(page.getByTestId('done'), 'The clock was set')
    await says(page.getByTestId('clock-now'), '2025-12-30 15:30:00')
    await says(page.getByTestId('clock-time'), '2025-12-30 15:30:00')
    await says(row(page, 'invitations', 'jane@example.com').getByTestId('state-badge'), 'expired')

    await page.getByTestId('open-mail').click()
    expectComplaint(/status of 410/)
    const [tab] = await Promise.all([context.waitForEvent('page'), page.getByTestId('accept-link').click()])
    await says(tab.getByTestId('gone'), 'This invitation has expired')
    expect(await tab.getByTestId('accept').count()).toBe(0)
    const message = (await (await call('GET', '/__standin/outbox/latest')).json()) as { invitation_key: string }
    const body = { email_key: message.invitation_key, full_name: 'Jane Doe', password: 'correct horse 42' }
    expect((await call('POST', '/v1/invitations/complete', body)).status).toBe(422)
  })
})

describe('a mail', () => {
  it('can be read as text and as its source, and saved as a file', async () => {
    const { visit, page, call, mock } = await reader()
    await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, custom_message: 'See you on Monday' })
    await visit('/__standin/console/outbox?to=JANE@example.com')
    await page.getByTestId('open-mail').click()
    await says(page.frameLocator('[data-testid=mail-frame]').locator('blockquote'), 'See you on Monday')
    await page.getByTestId('mail-view-text').click()
    await says(page.getByTestId('mail-text'), 'See you on Monday')
    await page.getByTestId('mail-view-source').click()
    await says(page.getByTestId('mail-source'), 'To: jane@example.com')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download-eml').click()])
    const { id } = await mock.outbox.latest()
    expect(download.suggestedFilename()).toBe(`${id}.eml`)
  })

  it('to nobody that was found leaves the outbox empty, and a mail that is not there says so', async () => {
    const { visit, page, call, expect: expectComplaint } = await reader()
    await call('POST', `${acme}/users/invite/v2`, inviteJane)
    await visit('/__standin/console/outbox?to=nobody@example.com')
    await page.getByTestId('mail-none').waitFor()
    expectComplaint(/status of 404/)
    await visit('/__standin/console/outbox/msg_99999')
    await says(page.getByTestId('failure'), 'msg_99999')
  })
})

import { expect, it } from 'vitest'
import { acme, inviteJane, reader, says } from './reader.ts'

it('does the basics with scripts turned off', async () => {
  const { visit, page, context, call } = await reader({ scripts: false })
  await call('POST', `${acme}/users/invite/v2`, inviteJane)
  await visit('/__standin/')
  await says(page.locator('[data-testid=state][data-table=members]'), 'jane@example.com')
  expect(await page.getByTestId('live').textContent()).toBe('Not live')
  await page.getByTestId('advance-1d').click()
  await says(page.getByTestId('done'), 'The clock was set')
  await says(page.getByTestId('clock-now'), '2025-12-23 15:30:00')

  await page.getByTestId('tab-faults').click()
  await page.getByTestId('fault-operation').selectOption('listRoles')
  await page.getByTestId('fault-status').fill('500')
  await page.getByTestId('fault-add').click()
  await says(page.getByTestId('fault-row'), 'listRoles: answers 500')
  expect((await call('GET', `${acme}/roles`)).status).toBe(500)

  await page.getByTestId('tab-outbox').click()
  await page.getByTestId('open-mail').click()
  await says(page.frameLocator('[data-testid=mail-frame]').locator('h1'), 'You are invited to join Acme')
  const [tab] = await Promise.all([context.waitForEvent('page'), page.getByTestId('accept-link').click()])
  await tab.getByTestId('full-name').fill('Jane Doe')
  await tab.getByTestId('password').fill('correct horse 42')
  await tab.getByTestId('accept').click()
  await says(tab.getByTestId('accepted'), 'Welcome to Acme')

  await page.getByTestId('tab-journal').click()
  await says(page.getByTestId('exchange-row'), 'completeInvitation')
  await page.getByTestId('tab-scenarios').click()
  await page.getByTestId('reset').click()
  await says(page.getByTestId('done'), 'back at its start')
  await page.getByTestId('tab-journal').click()
  await page.getByTestId('exchange-none').waitFor()
})

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { acme, inviteJane, reader, says } from './reader.ts'

/** The page that a refusal's own header links to. */
function explanationOf(answer: Response): string {
  return /<([^>]+)>; rel="describedby"/.exec(answer.headers.get('link') ?? '')?.[1] ?? ''
}

it('shows where a call does not fit, with the value, what was expected and the line of the document, and a command that fits', async () => {
  const { visit, page, context, call, url } = await reader()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url })
  const refused = await call('POST', `${acme}/users/invite/v2`, { email: 'not-an-address', role_ids: 'role_abc123' })
  expect(refused.status).toBe(422)
  await visit(explanationOf(refused))
  const row = page.getByTestId('violation-row').filter({ hasText: '/body/email' })
  await says(row, '"not-an-address"')
  await says(row, /organizations\.yaml:\d+/)
  await says(page.getByTestId('violation-row').filter({ hasText: '/body/role_ids' }), '"role_abc123"')
  const curl = (await page.getByTestId('curl').textContent()) ?? ''
  await page.getByTestId('copy-curl').click()
  await says(page.getByTestId('announcement'), 'Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(curl)
  expect(curl).toContain(url)
  const { stdout } = await promisify(execFile)('sh', ['-c', curl])
  expect(stdout).toMatch(/^HTTP\/1\.1 201 /)
})

it('leads from a conflict to the call that caused it', async () => {
  const { visit, page, call } = await reader()
  await call('POST', `${acme}/users/invite/v2`, inviteJane)
  const refused = await call('POST', `${acme}/users/invite/v2`, inviteJane)
  expect(refused.status).toBe(409)
  await visit(explanationOf(refused))
  await says(page.getByTestId('explanation-code'), 'USER_ALREADY_EXISTS')
  await page.getByTestId('explanation-cause-link').click()
  await says(page.locator('h1'), 'Call 1')
  await says(page.getByTestId('exchange-operation'), 'inviteUserV2')
  await says(page.getByTestId('request-body'), 'jane@example.com')
  expect(await page.getByTestId('explanation').count()).toBe(0)
  await page.locator('summary').first().click()
  await says(page.getByTestId('request-headers'), 'Bearer [masked]')
})

it('names the nearest operations for a path that matches none, and is found from the journal in its world', async () => {
  const { visit, page, call } = await reader()
  await call('GET', '/v1/organisations/org_xyz789/roles', undefined, { 'standin-world': 'qa' })
  await visit('/__standin/worlds/qa/__standin/console/journal?status=404')
  await page.getByTestId('open-exchange').click()
  await says(page.getByTestId('explanation-nearest'), 'listRoles')
  expect(new URL(page.url()).pathname).toBe('/__standin/worlds/qa/__standin/requests/1')
  await says(page.getByTestId('world-name'), 'qa')
})

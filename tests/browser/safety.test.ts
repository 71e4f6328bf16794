import { describe, expect, it } from 'vitest'
import { everyPage } from './every-page.ts'
import { acme, inviteJane, reader, says } from './reader.ts'

const hostile = `<img src=x onerror="document.title='taken'"></script><script>document.title='taken'</script>'"&`

describe('what callers send', () => {
  it('stays text on every page that shows it, and in the mail', async () => {
    const { visit, page, call, mock } = await reader()
    await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, full_name: hostile, custom_message: hostile })
    await call('POST', `${acme}/users/invite/v2`, { ...inviteJane, full_name: hostile })
    await call('GET', `/v1/nowhere?${encodeURIComponent(hostile)}`, undefined, { 'x-hostile': hostile })
    await mock.faults.add({ operationId: 'listRoles', status: 500, match: { headers: { 'x-hostile': hostile }, body: undefined } })
    const { id } = await mock.outbox.latest()
    const asked = encodeURIComponent(hostile)
    let shown = 0
    for (const path of [
      '/__standin/',
      `/__standin/?done=restore&what=${asked}`,
      `/__standin/console/state?table=members&search=${asked}`,
      `/__standin/console/journal?search=${asked}`,
      '/__standin/console/journal',
      `/__standin/console/outbox?to=${asked}`,
      `/__standin/console/outbox/${id}`,
      `/__standin/console/outbox/${id}?view=text`,
      `/__standin/console/outbox/${id}?view=source`,
      '/__standin/console/faults',
      `/__standin/requests/1`,
      `/__standin/requests/2`,
      `/__standin/requests/3`,
      `/__standin/sign-in?to=${asked}`,
    ]) {
      await visit(path)
      expect(await page.locator('main img, main script').count(), path).toBe(0)
      expect(await page.title(), path).not.toBe('taken')
      shown += (await page.content()).includes('onerror') ? 1 : 0
    }
    expect(shown).toBeGreaterThanOrEqual(10)
    await visit(`/__standin/console/outbox/${id}`)
    const mail = page.frameLocator('[data-testid=mail-frame]')
    await says(mail.locator('blockquote'), 'onerror')
    expect(await mail.locator('img, script').count()).toBe(0)
  })

  it('could not run in the mail even if it were let through', async () => {
    const { visit, page, context, call, url, mock, expect: expectComplaint } = await reader()
    await call('POST', `${acme}/users/invite/v2`, inviteJane)
    const { id } = await mock.outbox.latest()
    // As if escaping had failed: the mail's own body, with a script and an image of somewhere else put into it.
    await context.route(`${url}/__standin/console/outbox/${id}/body`, async (route) => {
      const response = await route.fetch()
      const evil =
        '<script>parent.document.title="taken"</script><img src="/__standin/style.css" onerror="parent.document.title=1"><form action="/x"></form>'
      await route.fulfill({ response, body: (await response.text()).replace('</h1>', `</h1>${evil}`) })
    })
    expectComplaint(/Content Security Policy|Blocked script execution|sandboxed/)
    await visit(`/__standin/console/outbox/${id}`)
    await page.frameLocator('[data-testid=mail-frame]').locator('form').waitFor({ state: 'attached' })
    expect(await page.title()).not.toMatch(/taken|^1$/)
  })
})

describe('the pages', () => {
  it('let nothing from outside and nothing inline into them, and can not be framed', async () => {
    const one = await reader()
    for (const [name, path] of Object.entries(await everyPage(one))) {
      const answer = await fetch(one.url + path, { headers: { accept: 'text/html' } })
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect([name, policy.includes("default-src 'none'"), policy.includes("frame-ancestors 'none'"), policy.includes('unsafe')]).toEqual([
        name,
        true,
        true,
        false,
      ])
      expect([name, answer.headers.get('x-content-type-options'), answer.headers.get('cache-control')]).toEqual([
        name,
        'nosniff',
        'no-store',
      ])
    }
  })

  it('refuse a form of another site, and leave the world alone', async () => {
    const { call, mock } = await reader()
    await call('POST', `${acme}/users/invite/v2`, inviteJane)
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await call('POST', '/__standin/console/reset', undefined, headers)
      expect(answer.status).toBe(403)
    }
    expect(await mock.outbox.list()).toHaveLength(1)
  })
})

describe('the console of a mock that asks for a token', () => {
  const token = 'a token=with; odd characters'

  it('lets a browser in that has it, to the page it was on its way to, in its world', async () => {
    const { page, visit, url, context, mock, expect: expectComplaint } = await reader({ mock: { controlToken: token } })
    await mock.worlds.create('qa')
    await page.goto(`${url}/__standin/worlds/qa/__standin/console/faults`)
    expect(new URL(page.url()).pathname).toBe('/__standin/sign-in')
    expectComplaint(/status of 401/)
    await page.getByTestId('token').fill('a guess')
    await page.getByTestId('sign-in').click()
    await says(page.getByTestId('failure'), 'That is not the token')
    await page.getByTestId('token').fill(token)
    await page.getByTestId('sign-in').click()
    await says(page.locator('h1'), 'Faults')
    expect(new URL(page.url()).pathname).toBe('/__standin/worlds/qa/__standin/console/faults')
    await says(page.getByTestId('live'), 'Live')
    await page.getByTestId('fault-status').fill('500')
    await page.getByTestId('fault-add').click()
    await says(page.getByTestId('fault-row'), 'Every operation: answers 500')
    await visit('/__standin/')
    await page.getByTestId('advance-1h').click()
    await says(page.getByTestId('clock-time'), '16:30:00')
    const [cookie] = await context.cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/__standin' })
    expect(await page.evaluate(() => document.cookie)).toBe('')
  })

  it('keeps everybody else out, and goes nowhere else after signing in', async () => {
    const { url } = await reader({ mock: { controlToken: token } })
    const post = (fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${url}/__standin/sign-in`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers })
    for (const path of ['/__standin/console/reset', '/__standin/console/worlds', '/__standin/console/clock']) {
      expect((await fetch(url + path, { method: 'POST' })).status).toBe(401)
    }
    expect((await post({ token: '' })).status).toBe(401)
    for (const to of ['https://evil.example/', '//evil.example', '/v1/capabilities', '/__standin/../v1', '/__standin\\@evil.example', '']) {
      const answer = await post({ token, to })
      expect([to, answer.status, new URL(answer.headers.get('location') ?? '', url).origin]).toEqual([to, 303, url])
    }
    const [cookie = ''] = (await post({ token })).headers.getSetCookie()
    const cookies = { cookie: cookie.split(';')[0] as string }
    const reset = (headers: Readonly<Record<string, string>>) =>
      fetch(`${url}/__standin/console/reset`, { method: 'POST', redirect: 'manual', headers: { ...cookies, ...headers } })
    expect((await reset({ origin: url, 'sec-fetch-site': 'same-origin' })).status).toBe(303)
    expect((await reset({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await reset({ origin: 'null' })).status).toBe(403)
  })
})

it('serves the script of the console as it was built, and no other file', async () => {
  const { url } = await reader()
  for (const file of ['morph.js', 'live.js', 'forms.js', 'copy.js', 'page.js']) {
    expect((await fetch(`${url}/__standin/scripts/${file}`)).headers.get('content-type')).toContain('text/javascript')
  }
  expect((await fetch(`${url}/__standin/scripts/absent.js`)).status).toBe(404)
  expect((await fetch(`${url}/__standin/scripts/..%2f..%2fcli%2fmain.js`)).status).toBe(422)
})

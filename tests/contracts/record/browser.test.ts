import { expect, it } from 'vitest'
import { membershipStates, membershipVariables, observe, record, writePact } from '../../../src/contracts/index.ts'
import { createMock } from '../../../src/index.ts'
import { launch } from '../../browser/chromium.ts'
import { startProvider } from '../provider/app.ts'
import { serveClient } from './client-page.ts'
import { hold, holdProvider } from './hold.ts'

it('records a session in a browser, and the pact holds for the mock and for a provider written apart', async () => {
  const [mock, client, browser] = await Promise.all([createMock({ port: 0 }), serveClient(), launch()])
  const provider = await startProvider()
  try {
    const page = await browser.newPage()
    await page.goto(`${client.url}?api=${encodeURIComponent(mock.url)}`)
    for (const said of ['Invited sam@example.com', 'Not invited: USER_ALREADY_EXISTS']) {
      await page.getByLabel('E-mail').fill('sam@example.com')
      await page.getByRole('button', { name: 'Invite' }).click()
      await page.getByText(said).waitFor()
    }
    await page.getByRole('button', { name: 'List members' }).click()
    await page.getByRole('listitem').filter({ hasText: 'sam@example.com' }).waitFor()

    const options = { api: mock.api, provider: 'organizations', states: membershipStates, variables: membershipVariables }
    const { pacts, findings } = record(await observe(mock, 'default'), options)
    expect(findings).toEqual([])
    expect(pacts.map(({ consumer, interactions }) => [consumer, interactions.length])).toEqual([['admin-page', 3]])
    const text = writePact(pacts[0] as (typeof pacts)[0])
    expect(text).not.toMatch(/sec-|user-agent|referer|origin|tok_owner/i)
    for (const found of [await hold(mock, text), await holdProvider(provider, text)]) {
      expect(found.errors).toEqual([])
      expect(found.results.map((line) => line.slice(0, 3))).toEqual(['OK ', 'OK ', 'OK '])
    }
    expect([provider.members(), provider.mails()]).toEqual([2, 0])
  } finally {
    await Promise.all([browser.close(), mock.close(), provider.close()])
    client.close()
  }
}, 120_000)

import { describe, expect, it } from 'vitest'
import { acme, type Client, client, transports } from './client.ts'

/** A person's browser: it knows the address of the mail and nothing else. */
function browser({ mock }: Client, transport: string) {
  const ask = (address: string, init: RequestInit) => (transport === 'over a socket' ? fetch(address, init) : mock.fetch(address, init))
  const navigation = { accept: 'text/html', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  const pageOf = async (response: Response) => ({
    status: response.status,
    page: await response.text(),
    world: response.headers.get('standin-world'),
  })
  return {
    open: async (address: string) => pageOf(await ask(address, { headers: navigation })),
    /** Submits the form of the page at an address, as it stands: with no action of its own it goes to where the page is. */
    async submit(address: string, fields: Readonly<Record<string, string>>) {
      // A page that sends no referrer sends no origin either.
      const headers = {
        ...navigation,
        'sec-fetch-site': 'same-origin',
        origin: 'null',
        'content-type': 'application/x-www-form-urlencoded',
      }
      return pageOf(await ask(address, { method: 'POST', headers, body: new URLSearchParams(fields).toString() }))
    },
  }
}

for (const transport of transports) {
  describe(`a link mailed from a world, ${transport}`, () => {
    const open = async () => {
      const one = await client(transport)
      const a = one.mock.world('a')
      const headers = { 'standin-world': 'a' }
      return {
        ...one,
        a,
        ...browser(one, transport),
        api: (method: string, path: string, body?: unknown) =>
          one.call(method, `${acme}${path}`, { headers, ...(body !== undefined && { body }) }),
        /** The link that Jane gets, and who she is. */
        async inviteJane() {
          const { body } = await one.call('POST', `${acme}/users/invite/v2`, { headers, body: { email: 'jane@example.com' } })
          return { userId: body.id as string, link: (await a.outbox.waitFor({ to: 'jane@example.com' })).acceptLink }
        },
        stateOf: async (userId: string) => (await a.table('members')).find((row) => (row as { readonly id: string }).id === userId),
      }
    }

    it('opens in a browser that knows nothing of worlds, and makes her a member of that world', async () => {
      const { inviteJane, open: visit, submit, stateOf, mock, a } = await open()
      const { userId, link } = await inviteJane()
      expect(new URL(link).pathname).toMatch(/^\/__standin\/worlds\/a\/__standin\/invitations\/invkey_/)
      const page = await visit(link)
      expect(page).toMatchObject({ status: 200, world: 'a', page: expect.stringContaining('jane@example.com') })
      const joined = await submit(link, { full_name: 'Jane Doe', password: 'long enough' })
      expect(joined).toMatchObject({ status: 200, world: 'a', page: expect.stringContaining('Welcome to') })
      expect(await stateOf(userId)).toMatchObject({ account_state: 'active', full_name: 'Jane Doe' })
      expect((await a.requests.list())[0]).toMatchObject({ operationId: 'completeInvitation', status: 200 })
      // Nowhere else: the same key may well be given in another world that has the same story.
      expect(await mock.requests.count()).toBe(0)
      expect((await visit(link.replace('/worlds/a/', '/worlds/b/'))).status).toBe(404)
      expect((await visit(link.replace('/__standin/worlds/a', ''))).status).toBe(404)
    })

    it('says what the form lacks, and lets her try again', async () => {
      const { inviteJane, submit, stateOf } = await open()
      const { userId, link } = await inviteJane()
      const refused = await submit(link, { full_name: 'Jane Doe', password: 'short' })
      expect(refused).toMatchObject({ status: 422, page: expect.stringContaining('data-testid="failure"') })
      expect(await stateOf(userId)).toMatchObject({ account_state: 'pending_invitation' })
      expect((await submit(link, { full_name: 'Jane Doe', password: 'long enough' })).status).toBe(200)
    })

    it('lets someone with an account in by one button', async () => {
      const { api, a, open: visit, submit, stateOf } = await open()
      const { body } = await api('POST', '/users/invite/v2', { email: 'hank@globex.example' })
      const { acceptLink } = await a.outbox.latest({ to: 'hank@globex.example' })
      expect((await visit(acceptLink)).page).not.toContain('type="password"')
      expect((await submit(acceptLink, {})).status).toBe(200)
      expect(await stateOf(body.id)).toMatchObject({ account_state: 'active' })
    })

    const endings: Readonly<Record<string, (at: Awaited<ReturnType<typeof open>>, userId: string, link: string) => Promise<unknown>>> = {
      expired: ({ a }) => a.clock.advance('7d'),
      used: ({ submit }, _userId, link) => submit(link, { full_name: 'Jane Doe', password: 'long enough' }),
      withdrawn: ({ api }, userId) => api('DELETE', `/users/${userId}`, { confirm: true, transfer_resources_to_department_id: null }),
      deactivated: ({ api }, userId) => api('POST', `/users/${userId}/deactivate`, { transfer_resources_to_department_id: 'dept_eng001' }),
    }

    it.each(Object.entries(endings))('says why it does not work any more when it is %s', async (state, end) => {
      const here = await open()
      const { userId, link } = await here.inviteJane()
      await end(here, userId, link)
      const calls = await here.a.requests.count()
      for (const answer of [await here.open(link), await here.submit(link, { full_name: 'Jane Doe', password: 'long enough' })]) {
        expect(answer).toMatchObject({ status: 410, world: 'a', page: expect.stringContaining(`data-state="${state}"`) })
      }
      // Refused by the page, which asks the API for nothing that it knows the answer to.
      expect(await here.a.requests.count()).toBe(calls)
    })

    it('works until its last second, and again when it was sent again', async () => {
      const { inviteJane, a, api, open: visit } = await open()
      const { userId, link } = await inviteJane()
      await a.clock.set('frozen', '2025-12-29T15:29:59Z')
      expect((await visit(link)).status).toBe(200)
      await a.clock.advance('1s')
      expect((await visit(link)).status).toBe(410)
      expect((await api('POST', `/users/${userId}/resend-invitation`)).status).toBe(204)
      expect((await visit(link)).status).toBe(200)
    })
  })
}

import { describe, expect, it } from 'vitest'
import { Worlds, WorldsRefusal } from '../../src/world/index.ts'
import { acme, type CallOptions, type Client, client, transports } from './client.ts'

const invitePath = `${acme}/users/invite/v2`

/** The three ways to name a world. */
const ways: Readonly<Record<string, (one: Client, world: string) => Client['call']>> = {
  'by the header':
    ({ call }, world) =>
    (method, path, options) =>
      call(method, path, withHeader(options, 'standin-world', world)),
  'by the cookie':
    ({ call }, world) =>
    (method, path, options) =>
      call(method, path, withHeader(options, 'cookie', `theme=dark; Standin-World=${world}; lang=en`)),
  'by the address':
    ({ call }, world) =>
    (method, path, options) =>
      call(method, `/__standin/worlds/${world}${path}`, options),
}

const withHeader = (options: CallOptions = {}, name: string, value: string): CallOptions => ({
  ...options,
  headers: { ...options.headers, [name]: value },
})

for (const transport of transports) {
  describe.each(Object.keys(ways))(`worlds ${transport}, named %s`, (way) => {
    it('do not see each other', async () => {
      const one = await client(transport)
      const [a, b] = ['a', 'b'].map((world) => (ways[way] as (typeof ways)[string])(one, world)) as [Client['call'], Client['call']]
      const body = { email: 'jane@example.com' }
      const invited = await a('POST', invitePath, { body })
      expect([invited.status, invited.headers.get('standin-world')]).toEqual([201, 'a'])
      // Not known to b nor to the world that nobody names; known to a.
      expect((await b('POST', invitePath, { body })).status).toBe(201)
      expect((await one.call('POST', invitePath, { body })).status).toBe(201)
      const again = await a('POST', invitePath, { body })
      expect([again.status, again.headers.get('link')]).toEqual([409, '</__standin/worlds/a/__standin/requests/2>; rel="describedby"'])
      expect((await one.call('POST', invitePath, { body })).headers.get('link')).toBe('</__standin/requests/2>; rel="describedby"')
      expect((await a('GET', '/__standin/requests')).body).toHaveLength(2)
      expect((await b('GET', '/__standin/requests')).body).toHaveLength(1)
      for (const [call, world] of [
        [a, 'a'],
        [b, 'b'],
        [one.call, 'default'],
      ] as const) {
        const outbox = await call('GET', '/__standin/outbox')
        expect([outbox.body.length, outbox.headers.get('standin-world')]).toEqual([1, world])
      }
    })

    it('have ids, clocks, faults and assumptions of their own', async () => {
      const one = await client(transport)
      const [a, b] = ['a', 'b'].map((world) => (ways[way] as (typeof ways)[string])(one, world)) as [Client['call'], Client['call']]
      const invite = (call: Client['call'], email: string) => call('POST', invitePath, { body: { email } })
      await invite(a, 'first@example.com')
      // The same story gives the same ids, whatever happens elsewhere.
      const [inA, inB] = [await invite(a, 'jane@example.com'), await invite(b, 'first@example.com')]
      expect((await invite(b, 'jane@example.com')).body.id).toBe(inA.body.id)
      expect(inB.body.id).not.toBe(inA.body.id)

      await a('PUT', '/__standin/clock', { body: { advance: '8d' } })
      const late = await invite(a, 'late@example.com')
      expect([late.body.invited_at, late.headers.get('date')]).toEqual(['2025-12-30T15:30:00', 'Tue, 30 Dec 2025 15:30:00 GMT'])
      const early = await invite(b, 'late@example.com')
      expect([early.body.invited_at, early.headers.get('date')]).toEqual(['2025-12-22T15:30:00', 'Mon, 22 Dec 2025 15:30:00 GMT'])

      await a('POST', '/__standin/faults', { body: { operation_id: 'listRoles', code: 'INSUFFICIENT_PERMISSIONS' } })
      expect([(await a('GET', `${acme}/roles`)).status, (await b('GET', `${acme}/roles`)).status]).toEqual([403, 200])
      await b('PATCH', '/__standin/assumptions', { body: { existing_user_state: 'active' } })
      const hank = 'hank@globex.example'
      expect([(await invite(a, hank)).body.account_state, (await invite(b, hank)).body.account_state]).toEqual([
        'pending_invitation',
        'active',
      ])
    })

    it('refuse a name that none can have, and are made of any other', async () => {
      const one = await client(transport)
      const call = (world: string) => (ways[way] as (typeof ways)[string])(one, encodeURIComponent(world))
      for (const name of ['.hidden', '-a', 'a'.repeat(65), 'a b', 'a/b', 'mönde', 'a\r\nset-cookie: b=c']) {
        if (way === 'by the header' && encodeURIComponent(name) !== name && name !== 'a b') continue
        for (const path of [`${acme}/roles`, '/__standin/outbox']) {
          const { status, body, headers } = await call(name)('GET', path)
          expect([name, status, body.code, headers.get('standin-world')]).toEqual([name, 400, 'world_name_invalid', 'none'])
          expect([headers.get('link'), body.detail]).toEqual([null, expect.stringMatching(/can't name a world\. Use 1 to 64 letters/)])
        }
      }
      for (const name of ['A', '0', 'test-1_of.many', 'a'.repeat(64), 'none']) {
        expect((await call(name)('GET', `${acme}/roles`)).headers.get('standin-world')).toBe(name)
      }
    })
  })

  describe(`a world ${transport}`, () => {
    it('is the one of the address before the header, and of the header before the cookie', async () => {
      const { call } = await client(transport)
      const headers = { 'standin-world': 'header', cookie: 'standin-world=cookie' }
      const named = async (path: string, given: Readonly<Record<string, string>>) =>
        (await call('GET', path, { headers: given })).headers.get('standin-world')
      for (const path of [`${acme}/roles`, '/__standin/clock']) {
        expect(await named(`/__standin/worlds/address${path}`, headers)).toBe('address')
        expect(await named(path, headers)).toBe('header')
        expect(await named(path, { cookie: headers.cookie })).toBe('cookie')
        expect(await named(path, {})).toBe('default')
      }
    })

    it('is made as it is asked for, by one call that says where it is', async () => {
      const one = await client(transport)
      const { call, mock } = one
      const asked = {
        scenario: 'pending',
        seed: 9,
        clock: { mode: 'frozen', now: '2027-01-01T00:00:00Z' },
        assumptions: { existing_user_state: 'active' },
      }
      const made = await call('PUT', '/__standin/worlds/mine', { token: null, body: asked })
      expect([made.status, made.body]).toEqual([201, { name: 'mine', scenario: 'pending', url: `${mock.url}/__standin/worlds/mine` }])
      expect(made.headers.get('standin-world')).toBe('mine')
      const { pathname } = new URL(made.body.url)
      const invited = await call('POST', `${pathname}${invitePath}`, { body: { email: 'hank@globex.example' } })
      expect(invited.body).toMatchObject({ account_state: 'active', invited_at: '2027-01-01T00:00:00' })
      const again = await call('PUT', '/__standin/worlds/mine', { token: null })
      expect([again.status, again.body.scenario]).toEqual([200, 'default'])
      expect((await call('DELETE', '/__standin/worlds/mine')).status).toBe(204)
      const gone = await call('DELETE', '/__standin/worlds/mine')
      expect([gone.status, gone.body.code, gone.headers.get('standin-world')]).toEqual([404, 'world_unknown', 'mine'])
    })

    it('can not be made from a file of this machine by whoever comes over the network', async () => {
      const { call, mock } = await client(transport)
      await call('POST', invitePath, { body: { email: 'jane@example.com' }, headers: { 'standin-world': 'mine' } })
      const before = mock.registry.find('mine')
      for (const scenario of ['../fixtures/pending', '/etc/passwd', 'pending.yaml', 'pending.YML', '..\\pending', 'fixtures/pending']) {
        for (const [method, path, body] of [
          ['PUT', '/__standin/worlds/mine', { scenario }],
          ['POST', '/__standin/worlds/mine/__standin/reset', { scenario }],
          ['POST', '/__standin/worlds/mine/__standin/scenarios', { name: scenario }],
        ] as const) {
          const { status, body: problem } = await call(method, path, { token: null, body })
          expect([path, scenario, status, problem.code]).toEqual([path, scenario, 422, 'name_invalid'])
        }
      }
      // Nor by a form of the console.
      for (const [path, form] of [
        ['/__standin/worlds/mine/__standin/console/reset', 'scenario=..%2Ffixtures%2Fpending'],
        ['/__standin/console/worlds', 'name=mine&scenario=..%2Ffixtures%2Fpending'],
      ] as const) {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' }
        const { status, text } = await call('POST', path, { token: null, raw: form, headers })
        expect([path, status, text.includes('is no plain name')]).toEqual([path, 422, true])
      }
      expect(mock.registry.find('mine')).toBe(before)
      expect(before?.exchanges).toBe(1)
    })
  })

  describe(`strict worlds ${transport}`, () => {
    it('have no call of the API that names none', async () => {
      const { call, mock } = await client(transport, { worlds: 'strict' })
      for (const path of [`${acme}/roles`, '/v1/nowhere']) {
        const refused = await call('GET', path)
        expect([refused.status, refused.body.code, refused.headers.get('content-type')]).toEqual([
          400,
          'world_required',
          'application/problem+json',
        ])
        // Nothing can explain what stands in no journal.
        expect([refused.headers.get('link'), refused.headers.get('standin-world')]).toEqual([null, 'none'])
        expect(refused.body.detail).toMatch(/send the header Standin-World, or the cookie/)
      }
      expect(mock.registry.size).toBe(0)
      for (const call_ of Object.values(ways)) expect((await call_({ call, mock }, 'a')('GET', `${acme}/roles`)).status).toBe(200)
      // Control may always ask for the world that calls of the API name none of.
      expect((await call('GET', '/__standin/health', { token: null })).body.worlds).toBe(1)
      expect((await call('GET', '/__standin/clock', { token: null })).headers.get('standin-world')).toBe('default')
    })
  })

  describe(`too many worlds ${transport}`, () => {
    it('are refused by number, and those that are there go on', async () => {
      const { call } = await client(transport, { worldsLimit: 2 })
      const roles = (world: string) => call('GET', `${acme}/roles`, { headers: { 'standin-world': world } })
      expect((await roles('a')).status).toBe(200)
      for (const refused of [await roles('b'), await call('PUT', '/__standin/worlds/b', { token: null })]) {
        expect([refused.status, refused.body.code]).toEqual([503, 'worlds_exhausted'])
        expect(refused.body.detail).toMatch(/There are 2 worlds.*DELETE \/__standin\/worlds\/\{name\}.*--worlds-limit/)
        expect(refused.headers.get('link')).toBeNull()
      }
      expect((await roles('a')).status).toBe(200)
      // In the place of another there is room.
      expect((await call('PUT', '/__standin/worlds/a', { token: null })).status).toBe(200)
      expect((await call('DELETE', '/__standin/worlds/a', { token: null })).status).toBe(204)
      expect((await roles('b')).status).toBe(200)
    })

    it('are refused by what they hold, and one is not given up for another that can not be', async () => {
      const { call, mock } = await client(transport, { worldsMemory: 200_000 })
      const post = (world: string, index: number) =>
        call('POST', invitePath, {
          headers: { 'standin-world': world },
          body: { email: `p${index}@example.com`, custom_message: 'x'.repeat(400) },
        })
      await post('a', 0)
      for (let index = 0; index < 50; index++) await post('default', index)
      const kept = mock.registry.find('a')
      for (const world of ['b', 'a']) {
        const refused = await call('PUT', `/__standin/worlds/${world}`, { token: null })
        expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
          503,
          'worlds_exhausted',
          expect.stringMatching(/MiB, as much as may be.*--worlds-memory/),
        ])
      }
      expect(mock.registry.find('a')).toBe(kept)
      expect((await post('a', 1)).status).toBe(201)
      await call('POST', '/__standin/reset', { token: null })
      expect((await call('PUT', '/__standin/worlds/b', { token: null })).status).toBe(201)
    })
  })
}

describe('a world that nobody calls any more', () => {
  it('is dropped after a while, but never the world default', async () => {
    const { mock } = await client('in process')
    let elapsed = 0
    const worlds = new Worlds({ create: mock.createWorld, limit: 3, memoryLimit: 1e9, idleLimit: 1000, elapsed: () => elapsed })
    const names = () => worlds.list().map(({ name }) => name)
    for (const name of ['default', 'a', 'b']) worlds.at(name)
    const told: string[] = []
    worlds.listen((event) => told.push(`${event.type} ${event.world.name}`))
    elapsed = 1000
    expect(names()).toEqual(['default', 'a', 'b'])
    worlds.at('b')
    elapsed = 1001
    expect(names()).toEqual(['default', 'b'])
    elapsed = 5000
    // One more fits in, since those left behind make room.
    for (const name of ['c', 'd']) worlds.at(name)
    expect(names()).toEqual(['default', 'c', 'd'])
    expect(() => worlds.at('e')).toThrow(WorldsRefusal)
    expect(told).toEqual(['dropped a', 'dropped b', 'made c', 'made d'])
  })
})

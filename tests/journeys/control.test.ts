import { describe, expect, it } from 'vitest'
import { createMock } from '../../src/index.ts'
import { client, pass, transports } from './client.ts'

for (const transport of transports) {
  describe(`control, ${transport}`, () => {
    it('says that it is up, and what it plays', async () => {
      const { call } = await client(transport)
      const { status, body } = await call('GET', '/__standin/health', { token: null })
      expect(status).toBe(200)
      expect(body).toEqual({
        status: 'ok',
        version: expect.any(String),
        document: { title: 'Aitronos organisation membership', version: '1.0.0', operations: 32 },
        worlds: 1,
      })
    })

    it('finds mails by reader, newest first, and one by its id', async () => {
      const { call, mock } = await client(transport)
      const invite = (email: string) => call('POST', '/v1/organizations/org_xyz789/users/invite/v2', { body: { email } })
      for (const email of ['a@example.com', 'b@example.com']) await invite(email)
      pass(mock, 60_000)
      await call('POST', '/v1/organizations/org_xyz789/users/usr_pending1/resend-invitation')
      const { body } = await call('GET', '/__standin/outbox')
      expect(body.map(({ to }: { to: string }) => to)).toEqual(['paul@example.com', 'b@example.com', 'a@example.com'])
      expect((await call('GET', '/__standin/outbox?to=A@EXAMPLE.com')).body).toHaveLength(1)
      expect((await call('GET', '/__standin/outbox?limit=1')).body).toHaveLength(1)
      expect((await call('GET', `/__standin/outbox/${body[1].id}`)).body).toEqual(body[1])
      expect((await call('GET', '/__standin/outbox/latest')).body).toEqual(body[0])
      expect((await call('GET', '/__standin/outbox/latest?to=a@example.com')).body).toEqual(body[2])
    })

    it("refuses what it can not do with problem details, and leaves the API's journal alone", async () => {
      const { call, mock } = await client(transport)
      for (const [path, status] of [
        ['/__standin/outbox/msg_0', 404],
        ['/__standin/outbox/latest', 404],
        ['/__standin/outbox?limit=0', 422],
        ['/__standin/nowhere', 404],
      ] as const) {
        const answer = await call('GET', path)
        expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, status, 'application/problem+json'])
        expect(answer.body).toMatchObject({ status, detail: expect.any(String) })
      }
      expect(mock.registry.at('default').journal.size).toBe(0)
    })

    it('is not for pages of other names that resolve to this machine', async () => {
      const { call } = await client('in process')
      expect((await call('GET', '/__standin/outbox', { headers: { host: 'evil.example' } })).status).toBe(403)
      expect((await call('GET', '/__standin/outbox', { headers: { host: 'localhost:4010' } })).status).toBe(200)
    })

    it('lets pages of other origins call the API, and not control', async () => {
      const { call } = await client(transport)
      const origin = 'http://localhost:5173'
      const preflight = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' }
      const allowed = await call('OPTIONS', '/v1/organizations/org_xyz789/users/invite/v2', { token: null, headers: preflight })
      expect([
        allowed.status,
        allowed.headers.get('access-control-allow-origin'),
        allowed.headers.get('access-control-allow-headers'),
      ]).toEqual([204, '*', 'authorization,content-type'])
      expect((await call('GET', '/v1/nowhere', { headers: { origin } })).headers.get('access-control-allow-origin')).toBe('*')
      expect((await call('GET', '/v1/capabilities')).headers.get('access-control-allow-origin')).toBeNull()
      const refused = await call('OPTIONS', '/__standin/outbox', { token: null, headers: preflight })
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([405, null])
    })
  })
}

describe('a host that is not loopback', () => {
  it('is not listened on without a token for control', async () => {
    const mock = await createMock()
    await expect(mock.listen(0, '0.0.0.0')).rejects.toThrow(/controlToken/)
    await mock.close()
  })
})

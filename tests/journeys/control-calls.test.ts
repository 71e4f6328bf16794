import { describe, expect, it } from 'vitest'
import { acme, client, transports } from './client.ts'

/** Answers that clients outside of the project rely on: status and exactly these keys, in the words of the wire. */
for (const transport of transports) {
  describe(`the calls of control, ${transport}`, () => {
    const open = async () => {
      const one = await client(transport)
      const control = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
        one.call(method, `/__standin${path}`, { token: null, headers, ...(body !== undefined && { body }) })
      const invite = (email: string) => one.call('POST', `${acme}/users/invite/v2`, { body: { email } })
      return { ...one, control, invite }
    }

    it('about worlds and scenarios', async () => {
      const { control, mock } = await open()
      expect(await control('GET', '/worlds')).toMatchObject({ status: 200 })
      expect((await control('GET', '/worlds')).body).toEqual([
        { name: 'default', scenario: 'default', created_at: '2025-12-22T15:30:00Z', exchanges: 0 },
      ])
      const made = await control('PUT', '/worlds/a', { scenario: 'pending' })
      expect([made.status, made.body]).toEqual([201, { name: 'a', scenario: 'pending', url: `${mock.url}/__standin/worlds/a` }])
      expect((await control('PUT', '/worlds/a', {})).status).toBe(200)
      expect((await control('GET', '/worlds/a')).body).toMatchObject({ name: 'a', scenario: 'default' })
      const dropped = await control('DELETE', '/worlds/a')
      expect([dropped.status, dropped.text]).toEqual([204, ''])
      for (const body of [undefined, {}]) {
        const reset = await control('POST', '/reset', body)
        expect([reset.status, reset.body]).toEqual([200, { world: 'default', scenario: 'default' }])
      }
      expect((await control('POST', '/reset', { scenario: 'pending' })).body).toEqual({ world: 'default', scenario: 'pending' })
      const { status, body } = await control('GET', '/scenarios')
      expect([status, Object.keys(body[0])]).toEqual([200, ['name', 'description', 'file']])
      const saved = await control('POST', '/scenarios', { name: 'mine' })
      expect([saved.status, Object.keys(saved.body)]).toEqual([201, ['name', 'fixture']])
    })

    it('about the parameters of a scenario, which a saved one keeps', async () => {
      const { control, invite } = await open()
      const params = { email: 'zed@example.com', user_id: 'usr_zed1' }
      expect((await control('PUT', '/worlds/a', { scenario: 'already-member', params })).status).toBe(201)
      expect((await control('POST', '/reset', { scenario: 'already-member', params })).status).toBe(200)
      expect((await invite('Zed@example.com')).status).toBe(409)
      expect((await invite('jane@example.com')).status).toBe(201)
      const { fixture } = (await control('POST', '/scenarios', { name: 'mine' })).body
      expect(fixture).toMatch(/^params:\s+\{?\s*email: zed@example.com,?\s+user_id: usr_zed1/m)
      const wrong = await control('POST', '/reset', { scenario: 'already-member', params: { emial: 'zed@example.com' } })
      expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('Did you mean \\"email\\"?')])
      expect((await control('POST', '/reset', { params })).status).toBe(422)
      expect((await invite('zed@example.com')).status).toBe(409)
    })

    it('about what a world holds, and ways back', async () => {
      const { control, invite } = await open()
      const taken = await control('POST', '/snapshots')
      expect([taken.status, Object.keys(taken.body)]).toEqual([201, ['id']])
      await invite('jane@example.com')
      const undone = await control('POST', '/undo')
      expect([undone.status, undone.body]).toEqual([200, { undone: { operation_id: 'inviteUserV2', at: '2025-12-22T15:30:00Z' } }])
      expect((await control('POST', '/undo')).status).toBe(409)
      expect((await control('POST', `/snapshots/${taken.body.id}/restore`)).status).toBe(200)
      expect((await control('GET', '/state')).body.members).toHaveLength(7)
      expect((await control('GET', '/state/departments')).body[0]).toMatchObject({
        id: expect.any(String),
        member_count: expect.any(Number),
      })
    })

    it('about the clock', async () => {
      const { control } = await open()
      expect((await control('GET', '/clock')).body).toEqual({ mode: 'frozen', now: '2025-12-22T15:30:00Z' })
      expect((await control('PUT', '/clock', { advance: '8d' })).body).toEqual({ mode: 'frozen', now: '2025-12-30T15:30:00Z' })
      expect((await control('PUT', '/clock', { mode: 'frozen', now: '2026-01-01T00:00:00Z' })).body).toEqual({
        mode: 'frozen',
        now: '2026-01-01T00:00:00Z',
      })
      for (const wrong of [
        {},
        { mode: 'frozen', advance: '1d' },
        { now: '2026-01-01T00:00:00Z' },
        { advance: 8 },
        { advance: '1d', to: 'x' },
        [],
      ]) {
        const refused = await control('PUT', '/clock', wrong)
        expect([wrong, refused.status]).toEqual([wrong, 422])
      }
      expect((await control('GET', '/clock')).body.now).toBe('2026-01-01T00:00:00Z')
    })

    it('about mails', async () => {
      const { control, invite } = await open()
      await invite('jane@example.com')
      const keys = 'id to subject text html accept_link invitation_key custom_message sent_at organization_id'.split(' ')
      const [mail] = (await control('GET', '/outbox')).body
      expect(Object.keys(mail)).toEqual(keys)
      for (const path of [
        '/outbox/latest',
        '/outbox/latest?to=JANE@example.com',
        `/outbox/${mail.id}`,
        '/outbox/wait',
        '/outbox/wait?to=jane@example.com&timeout_ms=0',
      ]) {
        const { status, body } = await control('GET', path)
        expect([path, status, body]).toEqual([path, 200, mail])
      }
      for (const path of [`/outbox/${mail.id}.eml`, '/outbox/latest.eml', '/outbox/latest.eml?to=jane@example.com']) {
        const { status, headers, text } = await control('GET', path)
        expect([path, status, headers.get('content-type')]).toEqual([path, 200, 'message/rfc822'])
        expect(text).toContain('Subject: You are invited to join Acme')
      }
      const late = await control('GET', '/outbox/wait?to=nobody@example.com&timeout_ms=1')
      expect([late.status, late.body]).toEqual([
        408,
        expect.objectContaining({ status: 408, code: 'message_awaited', detail: expect.stringMatching(/No mail to nobody@example\.com/) }),
      ])
      expect((await control('GET', '/outbox/latest?to=nobody@example.com')).status).toBe(404)
    })

    it('about requests, as a page for a browser', async () => {
      const { control, invite } = await open()
      await invite('jane@example.com')
      const keys = 'id at method path operation_id answered_by status duration_ms principal trace_id fault request response'.split(' ')
      const [request] = (await control('GET', '/requests?operation_id=inviteUserV2&status=201&limit=5')).body
      expect(Object.keys(request)).toEqual(keys)
      const found = await control('GET', '/requests/1')
      expect([found.status, Object.keys(found.body)]).toEqual([200, [...keys, 'explanation']])
      for (const accept of ['text/html,application/xhtml+xml,*/*;q=0.8', 'application/json, text/html']) {
        const page = await control('GET', '/requests/1', undefined, { accept })
        expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
        expect(page.text).toContain('inviteUserV2')
      }
      for (const accept of ['*/*', 'application/json']) expect((await control('GET', '/requests/1', undefined, { accept })).body.id).toBe(1)
      for (const [body, count] of [
        [undefined, 1],
        [{}, 1],
        [{ operation_id: 'inviteUserV2', status: 201, body: { email: 'jane@example.com' } }, 1],
        [{ body: { email: 'paul@example.com' } }, 0],
      ] as const) {
        expect((await control('POST', '/requests/count', body)).body).toEqual({ count })
      }
      expect((await control('GET', '/requests/one')).status).toBe(422)
    })

    it('about faults and assumptions', async () => {
      const { control } = await open()
      const spec = {
        operation_id: 'listRoles',
        times: 2,
        delay_ms: [0, 1],
        code: 'INSUFFICIENT_PERMISSIONS',
        match: { body: { fullName: 'as it is' } },
      }
      for (const wrong of [
        { ...spec, delay: 1 },
        { ...spec, match: { heders: {} } },
        { ...spec, connection: 'lost' },
        { ...spec, rate_limit: { requests: 1 } },
      ]) {
        const refused = await control('POST', '/faults', wrong)
        expect([refused.status, refused.body.code, refused.body.violations.length]).toEqual([422, 'validation_failed', expect.any(Number)])
      }
      const fine = {
        operation_id: 'inviteUserV2',
        times: 2,
        delay_ms: [0, 1],
        code: 'USER_ALREADY_EXISTS',
        match: { body: { fullName: 'as it is' } },
      }
      const added = await control('POST', '/faults', fine)
      expect([added.status, Object.keys(added.body)]).toEqual([201, ['id']])
      expect((await control('GET', '/faults')).body).toEqual([{ ...fine, id: added.body.id, seen: 0, struck: 0 }])
      expect((await control('DELETE', `/faults/${added.body.id}`)).status).toBe(204)
      expect((await control('DELETE', `/faults/${added.body.id}`)).status).toBe(404)
      expect((await control('DELETE', '/faults')).status).toBe(204)
      const [assumption] = (await control('GET', '/assumptions')).body
      expect(Object.keys(assumption)).toEqual(['name', 'value', 'default', 'alternatives', 'evidence', 'says'])
      const changed = await control('PATCH', '/assumptions', { existing_user_state: 'active' })
      expect([changed.status, changed.body[0]]).toEqual([200, expect.objectContaining({ name: 'existing_user_state', value: 'active' })])
    })

    it('say no in problem details, and change nothing of what the API sees', async () => {
      const { control, mock } = await open()
      for (const [method, path, status, code, body] of [
        ['GET', '/outbox/msg_0', 404, 'message_unknown'],
        ['GET', '/outbox?limit=0', 422, 'validation_failed'],
        ['GET', '/nowhere', 404, 'route_not_found'],
        ['PUT', '/outbox', 405, 'method_not_allowed'],
        ['POST', '/faults', 422, 'validation_failed'],
        ['POST', '/reset', 422, 'validation_failed', { scenarion: 'x' }],
        ['POST', '/scenarios', 422, 'validation_failed', {}],
        ['PATCH', '/assumptions', 422, 'validation_failed', { existing_user_state: 1 }],
      ] as const) {
        const answer = await control(method, path, body)
        expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, status, 'application/problem+json'])
        expect(answer.body).toMatchObject({ type: 'about:blank', title: expect.any(String), status, code, detail: expect.any(String) })
      }
      expect(mock.registry.at('default').journal.size).toBe(0)
    })
  })
}

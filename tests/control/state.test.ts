import { beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../src/index.ts'
import { ownFixtures } from '../../src/mock.ts'
import { listScenarios } from '../../src/world/index.ts'
import { acme, client } from '../journeys/client.ts'

describe('the state of a world', () => {
  let scenarios: readonly string[]
  beforeAll(async () => {
    scenarios = (await listScenarios([ownFixtures])).map(({ name }) => name)
  })

  it("is shown in shapes that the document's own schemas allow, in every scenario", async () => {
    const { mock } = await client('in process')
    let rows = 0
    for (const scenario of scenarios.filter((name) => name !== 'large')) {
      await mock.scenario(scenario)
      for (const { name, schema, rows: rowsOf } of mock.engine.backend.state?.(mock.registry.at('default')) ?? []) {
        if (schema === undefined) continue
        const check = mock.api.schema(schema)
        for (const row of rowsOf()) {
          rows++
          expect([scenario, name, check(row)]).toEqual([scenario, name, []])
        }
      }
    }
    expect(rows).toBeGreaterThan(300)
  })

  it('follows what is done, and shows what the API shows', async () => {
    const { mock, call } = await client('in process')
    const api = async (method: string, path: string, body?: unknown) =>
      (await call(method, `${acme}${path}`, body === undefined ? {} : { body })).body
    const invited = await api('POST', '/users/invite/v2', { email: 'jane@example.com', custom_message: 'Hello' })
    const find = async (table: string, key: string, value: string) =>
      (await mock.table(table)).find((row) => (row as Readonly<Record<string, unknown>>)[key] === value) as Readonly<
        Record<string, unknown>
      >
    expect(await find('members', 'id', invited.id)).toEqual(invited)
    expect(await find('members_v1', 'user_id', invited.id)).toEqual(await api('GET', `/users/${invited.id}`))
    expect(await find('invitations', 'user_id', invited.id)).toMatchObject({
      ...(await api('GET', `/invitation?user_id=${invited.id}`)),
      state: 'open',
    })
    for (const role of await api('GET', '/roles?include_global=false')) expect(await find('roles', 'id', role.id)).toEqual(role)
    for (const department of await api('GET', '/departments')) expect(await find('departments', 'id', department.id)).toEqual(department)
    expect((await mock.table('audit_log'))[0]).toEqual((await api('GET', '/audit-log?limit=1')).items[0])
    const [mail] = await mock.outbox.list()
    expect(await find('messages', 'id', mail?.id as string)).toMatchObject({ to: 'jane@example.com', custom_message: 'Hello' })

    const states = []
    for (const change of [
      () => mock.clock.advance('8d'),
      () => mock.clock.set('frozen', '2025-12-22T15:30:00Z'),
      () => api('POST', `/users/${invited.id}/deactivate`, { transfer_resources_to_department_id: 'dept_eng001' }),
      () => api('DELETE', `/users/${invited.id}`, { confirm: true }),
    ]) {
      await change()
      states.push((await find('invitations', 'user_id', invited.id)).state)
    }
    expect(states).toEqual(['expired', 'open', 'deactivated', 'withdrawn'])
    expect([await find('members', 'id', invited.id), (await find('members_v1', 'user_id', invited.id)).status]).toEqual([
      undefined,
      expect.objectContaining({ id: 'status_deleted' }),
    ])
  })

  it('is told in pieces where there is much of it, and put together again by whoever asks for all', async () => {
    const { mock, call } = await client('over a socket', { scenario: 'large' })
    const first = await call('GET', '/__standin/state', { token: null })
    expect(first.body.members).toHaveLength(1000)
    expect(first.headers.get('standin-truncated')?.split(', ')).toEqual(expect.arrayContaining(['members', 'members_v1', 'users']))
    expect(first.headers.get('standin-truncated')).not.toContain('roles')
    const page = await call('GET', '/__standin/state/members?skip=5&limit=2', { token: null })
    expect([page.body, page.headers.get('link')]).toEqual([
      first.body.members.slice(5, 7),
      '</__standin/state/members?skip=7&limit=2>; rel="next"',
    ])
    const inA = await call('GET', '/__standin/worlds/a/__standin/state/members?limit=1', { token: null })
    expect(inA.headers.get('link')).toBe('</__standin/worlds/a/__standin/state/members?skip=1&limit=1>; rel="next"')
    expect((await call('GET', '/__standin/state/roles', { token: null })).headers.get('link')).toBeNull()

    const all = await mock.table('members')
    expect(all.length).toBeGreaterThan(10_000)
    const ids = (rows: readonly unknown[]) => rows.map((row) => (row as { readonly id: string }).id)
    expect(ids(await connect(mock.url).table('members'))).toEqual(ids(all))
    expect(await connect(mock.url).table('members', { skip: 9_999, limit: 10_002 })).toEqual(all.slice(9_999, 20_001))
  })
})

import { describe, expect, it } from 'vitest'
import type { OperationId } from '../../src/backends/organizations/handler.ts'
import { type Client, client } from '../journeys/client.ts'
import { auditRows } from './rows/audit-log.ts'
import { departmentRows } from './rows/departments.ts'
import { invitationRows } from './rows/invitations.ts'
import { memberRows } from './rows/members.ts'
import type { OperationRows, Step } from './rows/operation.ts'
import { roleRows } from './rows/roles.ts'
import { userRows } from './rows/users.ts'

const rows: OperationRows<OperationId> = { ...userRows, ...memberRows, ...invitationRows, ...roleRows, ...departmentRows, ...auditRows }

describe('every operation answers as the document shows it', () => {
  for (const [id, { before = [], call, status, body }] of Object.entries(rows)) {
    it(`${id} answers ${status}`, async () => {
      const api = await client('in process')
      let key = ''
      for (const step of before) {
        const answer = await play(api, step)
        expect(answer.status, `${step.method} ${step.path}: ${answer.text}`).toBeLessThan(300)
        key = answer.body?.invitation_link?.split('/').at(-1) ?? key
      }
      const answer = await play(api, JSON.parse(JSON.stringify(call).replace('<link>', key)) as Step)
      expect(answer.status, answer.text).toBe(status)
      if (body === '<fourteen capabilities>') {
        expect(answer.body).toHaveLength(14)
        for (const capability of answer.body) expect(Object.keys(capability)).toEqual(['key', 'label', 'description', 'group'])
      } else expect(normal(answer.text)).toBe(body === undefined ? '' : JSON.stringify(body))
      expect(api.mock.registry.at('default').journal.find(before.length + 1)?.operationId).toBe(id)
    })
  }

  it('has a handler for each of them', async () => {
    const { mock } = await client('in process')
    expect(Object.keys(rows).sort()).toEqual(mock.api.operations.map((operation) => operation.id).sort())
    expect(mock.api.operations.filter((operation) => !mock.engine.backend.handles(operation))).toEqual([])
  })
})

describe('reading', () => {
  const find = async (api: Client, body: unknown) => {
    const answer = await api.call('POST', '/v1/organizations/org_xyz789/users', { body })
    return answer.body.users.map((user: { readonly user_id: string }) => user.user_id)
  }

  it('finds members by each status, and nobody by one that nobody can have', async () => {
    const api = await client('in process')
    expect(await find(api, { status_id: 'status_inactive' })).toEqual(['usr_deactivated1'])
    expect(await find(api, { status_id: 'status_invitation_sent' })).toEqual(['usr_pending1'])
    expect(await find(api, { status_id: 'status_deleted', include_deleted: true })).toEqual(['usr_removed1'])
    expect(await find(api, { status_id: 'status_active', sort_field: 'email', sort_direction: 'asc' })).toEqual([
      'usr_admin1',
      'usr_member1',
      'usr_owner1',
    ])
    expect(await find(api, { status_id: 'status_other', include_deleted: true })).toEqual([])
  })

  it('takes a membership id where the older routes allow it', async () => {
    const api = await client('in process')
    const { body } = await api.call('GET', '/v1/organizations/org_xyz789/users/usr_member1')
    expect((await api.call('GET', `/v1/organizations/org_xyz789/users/${body.id}`)).body).toEqual(body)
  })

  it('takes the last day of an audit query to its end, and a second to its end', async () => {
    const api = await client('in process', { clock: { mode: 'frozen', now: Date.UTC(2025, 11, 22, 15, 30, 0, 250) } })
    await api.call('POST', '/v1/organizations/org_xyz789/users/invite/v2', { body: { email: 'jane@example.com' } })
    const total = async (query: string) => (await api.call('GET', `/v1/organizations/org_xyz789/audit-log?${query}`)).body.total
    expect(await total('to_date=2025-12-22')).toBe(1)
    expect(await total('to_date=2025-12-22T15:30:00')).toBe(1)
    expect(await total('to_date=2025-12-22T15:30:00.100')).toBe(0)
    expect(await total('from_date=2025-12-22T15:30:00Z')).toBe(1)
    expect(await total('from_date=2025-12-23')).toBe(0)
  })

  it('is fine with a text field that was left out of the body', async () => {
    const api = await client('in process')
    expect((await api.call('POST', '/v1/organizations/org_xyz789/users')).body).toMatchObject({ total_users_count: 5, skip: 0, take: 10 })
  })
})

function play(api: Client, { method, path, options }: Step) {
  return api.call(method, path, options)
}

/** Generated ids as their prefix alone. */
function normal(text: string): string {
  return text.replaceAll(/([a-z]+_)[0-9a-f]{32}|(audit_)\d+/g, '<$1$2>')
}

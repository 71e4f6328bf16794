import { expect } from 'vitest'
import { acme } from '../client.ts'
import { expectError, invite, type Row } from './row.ts'

export const identity: readonly Row[] = [
  {
    row: 'identity 1',
    title: 'a user is global and a membership joins him to an organisation',
    options: { scenario: 'existing-elsewhere' },
    async play(client) {
      const { body } = await invite(client, { email: 'jane@example.com' })
      const elsewhere = await client.call('GET', '/v1/organizations/org_globex1/users/usr_jane1', { token: 'tok_globex_owner' })
      expect(body.id).toBe('usr_jane1')
      expect(elsewhere.body).toMatchObject({ user_id: 'usr_jane1', status: { name: 'Active' } })
      expect((await client.call('GET', `${acme}/users/usr_jane1`)).body.id).not.toBe(elsewhere.body.id)
    },
  },
  {
    row: 'identity 2',
    title: 'an address is compared without regard to case, kept with a lower-case domain, and shown as it is stored',
    async play(client) {
      const first = await invite(client, { email: 'New.Person@EXAMPLE.Com' })
      expect(first.body.email).toBe('New.Person@example.com')
      expectError(await invite(client, { email: 'NEW.PERSON@example.com' }), 409, 'USER_ALREADY_EXISTS')
      for (const email of [' jane@example.com', 'jane@example.com ', 'ja ne@example.com']) {
        expectError(await invite(client, { email }), 422, 'VALIDATION_ERROR')
      }
    },
  },
  {
    row: 'identity 2',
    title: "a known account's stored form is what the answer shows",
    options: { scenario: 'case-variant-email' },
    async play(client) {
      expect((await invite(client, { email: 'jane@EXAMPLE.com' })).body).toMatchObject({ id: 'usr_jane1', email: 'Jane@example.com' })
    },
  },
  {
    row: 'identity 3',
    title: 'made ids are the prefix and 32 hex digits, and short documented ids are taken everywhere',
    async play(client) {
      const { body } = await invite(client, { email: 'jane@example.com', send_invitation: false, role_ids: ['role_abc123'] })
      expect(body.id).toMatch(/^usr_[0-9a-f]{32}$/)
      expect(body.invitation_link).toMatch(/invkey_[0-9a-f]{32}$/)
      const role = await client.call('POST', `${acme}/roles`, { body: { name: 'Auditor', capabilities: ['view_audit_log'] } })
      expect(role.body.id).toMatch(/^role_[0-9a-f]{32}$/)
      const department = await client.call('POST', `${acme}/departments`, { body: { name: 'Legal' } })
      expect(department.body.id).toMatch(/^dept_[0-9a-f]{32}$/)
      const assigned = await client.call('POST', `${acme}/roles/role_abc123/members`, { body: { user_id: 'usr_member1' } })
      expect(assigned.body.id).toMatch(/^urol_[0-9a-f]{32}$/)
    },
  },
  {
    row: 'identity 4',
    title: 'the same calls on the same scenario give the same bytes',
    async play(client) {
      const calls = async () => {
        const answers = [
          await invite(client, { email: 'jane@example.com' }),
          await invite(client, { email: 'jane@example.com' }),
          await client.call('GET', '/v1/nowhere'),
        ]
        return answers.map(({ status, text, headers }) => [status, text, headers.get('x-request-id')])
      }
      const start = client.mock.registry.at('default').snapshot()
      const first = await calls()
      client.mock.registry.at('default').restore(start)
      expect(await calls()).toEqual(first)
    },
  },
]

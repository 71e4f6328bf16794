import { expect } from 'vitest'
import { type Answer, acme, type Client, pass, stateOf } from '../client.ts'
import { expectError, invite, mails, type Row } from './row.ts'

const jane = 'jane@example.com'
const user = (id: string, action = '') => `${acme}/users/${id}${action}`
const deactivate = (client: Client, id: string, department = 'dept_eng001') =>
  client.call('POST', user(id, '/deactivate'), { body: { transfer_resources_to_department_id: department } })
const reactivate = (client: Client, id: string) => client.call('POST', user(id, '/reactivate'))
const remove = (client: Client, id: string, body: unknown = { confirm: true }) => client.call('DELETE', user(id), { body })
const update = (client: Client, id: string, role_ids: unknown, department_ids: unknown) =>
  client.call('PATCH', user(id, '/memberships'), { body: { role_ids, department_ids } })
const validate = (client: Client, key: string) => client.call('GET', `/v1/invitations/validate/${key}`, { token: null })
const complete = (client: Client, email_key: string, full_name = 'Jane Doe', password = 'correct horse') =>
  client.call('POST', '/v1/invitations/complete', { token: null, body: { email_key, full_name, password } })
const accept = (client: Client, email_key: string, token: string) =>
  client.call('POST', '/v1/invitations/accept', { token, body: { email_key } })

/** Invites without a mail; the user and the key of the link. */
async function invited(client: Client, email = jane): Promise<{ id: string; key: string }> {
  const { body } = await invite(client, { email, send_invitation: false })
  return { id: body.id, key: body.invitation_link.split('/').at(-1) }
}

function expectUser(answer: Answer, state: string, more: Readonly<Record<string, unknown>> = {}): void {
  expect(answer.status, answer.text).toBe(200)
  expect(answer.body).toMatchObject({ account_state: state, organization_id: 'org_xyz789', ...more })
}

export const life: readonly Row[] = [
  {
    row: 'memberships',
    title: 'both lists are required, replace what was, are de-duplicated, and leave the state alone',
    async play(client) {
      expectUser(
        await update(client, 'usr_member1', ['role_admin1', 'role_member1', 'role_admin1'], ['dept_eng001', 'dept_design001']),
        'active',
        {
          role_ids: ['role_admin1', 'role_member1'],
          department_ids: ['dept_eng001', 'dept_design001'],
        },
      )
      expectUser(await update(client, 'usr_pending1', [], []), 'pending_invitation', { role_ids: [], department_ids: [] })
      expectUser(await update(client, 'usr_deactivated1', ['role_member1'], []), 'deactivated', { role_ids: ['role_member1'] })
      const missing = await client.call('PATCH', user('usr_member1', '/memberships'), { body: { role_ids: [] } })
      expectError(missing, 422, 'VALIDATION_ERROR', { fields: [{ field: 'department_ids', message: 'Field required', type: 'missing' }] })
    },
  },
  {
    row: 'memberships',
    title: 'someone without a membership here is not found, and the last owner keeps Owner',
    async play(client) {
      for (const id of ['usr_nobody', 'usr_removed1', 'usr_globex_member1'])
        expectError(await update(client, id, [], []), 404, 'USER_NOT_FOUND')
      expectError(await update(client, 'usr_owner1', ['role_admin1'], []), 422, 'LAST_OWNER_CANNOT_BE_REMOVED', {
        user_id: 'usr_owner1',
        role_id: 'role_owner1',
        organization_id: 'org_xyz789',
      })
      expectError(await update(client, 'usr_member1', ['role_nope'], []), 404, 'ROLE_NOT_FOUND')
      expectError(await update(client, 'usr_member1', [], ['dept_globex1']), 404, 'DEPARTMENT_NOT_FOUND')
    },
  },
  {
    row: 'deactivate',
    title: 'needs a department that is there, keeps roles and departments, sets the time',
    async play(client) {
      expectUser(await deactivate(client, 'usr_member1'), 'deactivated', {
        role_ids: ['role_member1'],
        department_ids: ['dept_design001'],
        deactivated_at: '2025-12-22T15:30:00',
      })
      expectError(await deactivate(client, 'usr_member1'), 422, 'USER_ALREADY_DEACTIVATED', {
        user_id: 'usr_member1',
        organization_id: 'org_xyz789',
      })
      expectError(await client.call('POST', user('usr_admin1', '/deactivate'), { body: {} }), 422, 'VALIDATION_ERROR')
      expectError(await deactivate(client, 'usr_admin1', 'dept_nope'), 404, 'DEPARTMENT_NOT_FOUND')
      expectError(await deactivate(client, 'usr_owner1'), 422, 'LAST_OWNER_CANNOT_BE_REMOVED')
      expectError(await deactivate(client, 'usr_nobody'), 404, 'USER_NOT_FOUND')
    },
  },
  {
    row: 'deactivate',
    title: 'a pending member may be deactivated, and his invitation stops working',
    async play(client) {
      const { id, key } = await invited(client)
      expectUser(await deactivate(client, id), 'deactivated')
      expectError(await validate(client, key), 422, 'INVITATION_DEACTIVATED')
      expectError(await complete(client, key), 422, 'INVITATION_DEACTIVATED')
    },
  },
  {
    row: 'reactivate',
    title: 'takes no body, brings back to active with the old roles',
    async play(client) {
      expectUser(await reactivate(client, 'usr_deactivated1'), 'active', {
        deactivated_at: null,
        role_ids: ['role_admin1'],
        department_ids: ['dept_eng001'],
      })
      expectError(await reactivate(client, 'usr_deactivated1'), 422, 'USER_NOT_DEACTIVATED', {
        user_id: 'usr_deactivated1',
        organization_id: 'org_xyz789',
      })
      expectError(await reactivate(client, 'usr_pending1'), 422, 'USER_NOT_DEACTIVATED')
      expectError(await reactivate(client, 'usr_removed1'), 404, 'USER_NOT_FOUND')
    },
  },
  {
    row: 'remove',
    title: 'wants confirm: true, then everything about him is gone but his account',
    async play(client) {
      const before = await stateOf(client)
      const unconfirmed = [{ body: {} }, { body: { confirm: false } }, {}]
      for (const options of unconfirmed) {
        expectError(await client.call('DELETE', user('usr_member1'), options), 422, 'CONFIRMATION_REQUIRED', { confirm: false })
      }
      expectError(
        await remove(client, 'usr_member1', { confirm: true, transfer_resources_to_department_id: 'dept_nope' }),
        404,
        'DEPARTMENT_NOT_FOUND',
      )
      expect(await stateOf(client)).toBe(before)
      const removed = await remove(client, 'usr_member1', { confirm: true, transfer_resources_to_department_id: 'dept_eng001' })
      expect([removed.status, removed.text]).toEqual([204, ''])
      for (const answer of [
        await remove(client, 'usr_member1'),
        await deactivate(client, 'usr_member1'),
        await reactivate(client, 'usr_member1'),
        await update(client, 'usr_member1', [], []),
        await client.call('GET', user('usr_member1')),
      ]) {
        expectError(answer, 404, 'USER_NOT_FOUND')
      }
      expect((await client.call('GET', `${acme}/roles/role_member1/members`)).body).toEqual({ members: [], total: 0 })
      expect((await client.call('GET', `${acme}/departments/dept_design001/members`)).body).toEqual([])
      const again = await invite(client, { email: 'mia@example.com' })
      expect(again.status).toBe(201)
      expect(again.body).toMatchObject({
        id: 'usr_member1',
        full_name: 'Mia Moreau',
        user_name: 'miamoreau',
        role_ids: [],
        account_state: 'pending_invitation',
      })
      expectError(await remove(client, 'usr_owner1'), 422, 'LAST_OWNER_CANNOT_BE_REMOVED')
    },
  },
  {
    row: 'validate',
    title: 'tells anyone who is invited where, and why a key does not work',
    async play(client) {
      const { id, key } = await invited(client)
      const open = await validate(client, key)
      expect(open.status).toBe(200)
      expect(open.body).toMatchObject({
        valid: true,
        email: jane,
        organization_id: 'org_xyz789',
        organization_name: 'Acme',
        expires_at: '2025-12-29T15:30:00Z',
      })
      expectError(await validate(client, 'invkey_unknown'), 404, 'INVITATION_NOT_FOUND')
      await complete(client, key)
      expectError(await validate(client, key), 409, 'INVITATION_ALREADY_USED')
      const second = await invited(client, 'second@example.com')
      await remove(client, second.id)
      expectError(await validate(client, second.key), 422, 'INVITATION_WITHDRAWN')
      const third = await invited(client, 'third@example.com')
      pass(client.mock, 7 * 86_400_000 + 1)
      expectError(await validate(client, third.key), 422, 'INVITATION_EXPIRED')
      expect(id).not.toBe(third.id)
    },
  },
  {
    row: 'accept',
    title: 'a signed-in existing user becomes active; nobody else can',
    options: { scenario: 'existing-elsewhere' },
    async play(client) {
      const { id, key } = await invited(client)
      expectError(
        await client.call('POST', '/v1/invitations/accept', { token: null, body: { email_key: key } }),
        401,
        'AUTHENTICATION_REQUIRED',
      )
      expectError(await accept(client, key, 'tok_member'), 403, 'INVITATION_FOR_ANOTHER_USER')
      expectError(await client.call('GET', `${acme}/roles`, { token: 'tok_jane' }), 403, 'ORGANIZATION_ACCESS_DENIED')
      const accepted = await accept(client, key, 'tok_jane')
      expect(accepted.status).toBe(200)
      expect(accepted.body).toMatchObject({ success: true, organization_id: 'org_xyz789', organization_name: 'Acme' })
      expect((await client.call('GET', `${acme}/roles`, { token: 'tok_jane' })).status).toBe(200)
      expectError(await accept(client, key, 'tok_jane'), 409, 'INVITATION_ALREADY_USED')
      expect((await client.call('GET', user(id))).body.status.name).toBe('Active')
    },
  },
  {
    row: 'complete',
    title: 'a new user gets his names and a token that the mock takes as his; the key works once',
    async play(client) {
      const { id, key } = await invited(client)
      const done = await complete(client, key)
      expect(done.status).toBe(200)
      expect(done.body).toMatchObject({ success: true, user_id: id })
      expect((await client.call('GET', user(id), { token: done.body.token })).body).toMatchObject({
        full_name: 'Jane Doe',
        username: 'janedoe',
        status: { name: 'Active' },
      })
      expectError(await complete(client, key), 409, 'INVITATION_ALREADY_USED')
      const short = await complete(client, (await invited(client, 'second@example.com')).key, '', 'short')
      expectError(short, 422, 'VALIDATION_ERROR')
      expect(short.body.error.details.fields.map(({ field }: { field: string }) => field)).toEqual(
        expect.arrayContaining(['full_name', 'password']),
      )
    },
  },
  {
    row: 'resend',
    title: 'a fresh time and expiry and a new mail, only while pending',
    options: { scenario: 'pending' },
    async play(client) {
      pass(client.mock, 86_400_000)
      const before = (await mails(client, jane)).length
      const { body } = await client.call('POST', `${acme}/users`, { body: { search_term: 'jane' } })
      const id = body.users[0].user_id
      expect((await client.call('POST', user(id, '/resend-invitation'))).status).toBe(204)
      expect(await mails(client, jane)).toHaveLength(before + 1)
      const invitation = await client.call('GET', `${acme}/invitation?user_id=${id}`)
      expect(invitation.body.expires_at).toBe('2025-12-30T15:30:00Z')
      expectError(await client.call('POST', user('usr_member1', '/resend-invitation')), 422, 'INVITATION_NOT_PENDING')
      expectError(await client.call('POST', user('usr_nobody', '/resend-invitation')), 404, 'USER_NOT_FOUND')
    },
  },
  {
    row: 'expiry',
    title: "seven days on the world's clock, worked out and never stored",
    async play(client) {
      const { id, key } = await invited(client)
      pass(client.mock, 7 * 86_400_000 - 1000)
      expect((await validate(client, key)).status).toBe(200)
      const before = await stateOf(client)
      pass(client.mock, 2000)
      expectError(await validate(client, key), 422, 'INVITATION_EXPIRED')
      expectError(await complete(client, key), 422, 'INVITATION_EXPIRED')
      expect(await stateOf(client)).toBe(before)
      expect((await client.call('POST', user(id, '/resend-invitation'))).status).toBe(204)
      expect((await complete(client, key)).status).toBe(200)
    },
  },
  {
    row: 'the mailed link',
    title: 'opens a page that accepts the invitation, or says why it can not',
    async play(client) {
      await invite(client, { email: jane })
      const [mail] = (await mails(client, jane)) as [{ accept_link: string }]
      const path = new URL(mail.accept_link).pathname
      const open = await client.call('GET', path, { token: null })
      expect(open.status).toBe(200)
      expect(open.text).toContain('You are invited to join Acme')
      const form = {
        raw: 'full_name=Jane+Doe&password=correct+horse',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        token: null,
      }
      const refused = await client.call('POST', path, { ...form, raw: 'full_name=Jane+Doe&password=short' })
      expect(refused.status).toBe(422)
      const done = await client.call('POST', path, form)
      expect(done.status, done.text).toBe(200)
      expect(done.text).toContain('Welcome to Acme')
      const used = await client.call('GET', path, { token: null })
      expect([used.status, used.text.includes('has been used')]).toEqual([410, true])
      expect((await client.call('GET', '/__standin/invitations/invkey_nope', { token: null })).status).toBe(404)
    },
  },
  {
    row: 'the mailed link',
    title: 'of an existing user is one button',
    options: { scenario: 'existing-elsewhere' },
    async play(client) {
      const { id, key } = await invited(client)
      const page = await client.call('GET', `/__standin/invitations/${key}`, { token: null })
      expect(page.text).not.toContain('password')
      const done = await client.call('POST', `/__standin/invitations/${key}`, {
        token: null,
        raw: '',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
      expect(done.status, done.text).toBe(200)
      expect((await client.call('GET', user(id))).body.status.name).toBe('Active')
    },
  },
]

import { expect } from 'vitest'
import { acme, type Client, stateOf } from '../client.ts'
import { invite as call, expectError, mails, members, type Row } from './row.ts'

const jane = 'jane@example.com'
const fields = [
  'id',
  'full_name',
  'email',
  'user_name',
  'account_state',
  'role_ids',
  'department_ids',
  'organization_id',
  'invitation_link',
  'invited_at',
  'deactivated_at',
]

/** Runs a call that must be refused, and shows that it wrote nothing. */
async function writesNothing(client: Client, play: () => Promise<void>): Promise<void> {
  const before = await stateOf(client)
  await play()
  expect(await stateOf(client)).toBe(before)
}

export const invite: readonly Row[] = [
  {
    row: 'invite 1',
    title: 'an unknown address becomes a new user with a pending membership, 201 with the eleven fields',
    async play(client) {
      const answer = await call(client, {
        email: jane,
        full_name: 'Jane Doe',
        role_ids: ['role_abc123'],
        department_ids: ['dept_eng001'],
        send_invitation: true,
      })
      expect(answer.status).toBe(201)
      expect(Object.keys(answer.body)).toEqual(fields)
      expect(answer.body).toEqual({
        id: answer.body.id,
        full_name: 'Jane Doe',
        email: jane,
        user_name: null,
        account_state: 'pending_invitation',
        role_ids: ['role_abc123'],
        department_ids: ['dept_eng001'],
        organization_id: 'org_xyz789',
        invitation_link: null,
        invited_at: '2025-12-22T15:30:00',
        deactivated_at: null,
      })
      expect((await call(client, { email: 'nameless@example.com' })).body.full_name).toBeNull()
      expect((await client.call('GET', `${acme}/users/${answer.body.id}`)).body).toMatchObject({
        email: jane,
        status: { name: 'InvitationSent' },
      })
    },
  },
  {
    row: 'invite 2',
    title: 'an account without a membership here is reused and keeps its names',
    options: { scenario: 'existing-elsewhere' },
    async play(client) {
      const { status, body } = await call(client, { email: jane, full_name: 'Someone Else' })
      expect(status).toBe(201)
      expect(body).toMatchObject({ id: 'usr_jane1', full_name: 'Jane Doe', user_name: 'janedoe', account_state: 'pending_invitation' })
    },
  },
  {
    row: 'invite 2',
    title: 'existing_user_state: active makes a known account a member at once',
    options: { scenario: 'existing-elsewhere', assumptions: { existing_user_state: 'active' } },
    async play(client) {
      expect((await call(client, { email: jane })).body.account_state).toBe('active')
      expect((await client.call('GET', `${acme}/departments`, { token: 'tok_jane' })).status).toBe(200)
    },
  },
  ...[
    { state: 'active', scenario: 'already-member' },
    { state: 'pending', scenario: 'pending' },
    { state: 'deactivated', scenario: 'deactivated-rejoins' },
  ].map(({ state, scenario }) => ({
    row: 'invite 3',
    title: `an ${state} member in any letter case is a conflict and nothing is written`,
    options: { scenario },
    play: (client: Client) =>
      writesNothing(client, async () => {
        for (const email of [jane, 'JANE@example.com', 'Jane@Example.COM']) {
          expectError(await call(client, { email }), 409, 'USER_ALREADY_EXISTS', { email, organization_id: 'org_xyz789' })
        }
      }),
  })),
  {
    row: 'invite 3',
    title: 'the 409 is the documented body',
    options: { scenario: 'already-member' },
    async play(client) {
      const { status, body, headers } = await call(client, { email: jane })
      expect(status).toBe(409)
      expect(body).toEqual({
        success: false,
        error: {
          code: 'USER_ALREADY_EXISTS',
          message: 'An account with this email already exists.',
          system_message: 'an account with this email already exists.',
          type: 'client_error',
          status: 409,
          details: { email: jane, organization_id: 'org_xyz789' },
          trace_id: headers.get('x-request-id'),
          timestamp: '2025-12-22T15:30:00Z',
        },
      })
    },
  },
  {
    row: 'invite 4',
    title: 'someone who was removed is invited anew: same user, fresh membership',
    options: { scenario: 'removed-rejoins' },
    async play(client) {
      const { status, body } = await call(client, { email: jane })
      expect(status).toBe(201)
      expect(body).toMatchObject({
        id: 'usr_jane1',
        account_state: 'pending_invitation',
        role_ids: [],
        department_ids: [],
        deactivated_at: null,
      })
    },
  },
  {
    row: 'invite 5',
    title: 'an expired invitation is a conflict as well',
    options: { scenario: 'expired-invitation' },
    play: (client) => writesNothing(client, async () => expectError(await call(client, { email: jane }), 409, 'USER_ALREADY_EXISTS')),
  },
  {
    row: 'invite 5',
    title: 'expired_invitation: renew answers 201 with a new key and a new time',
    options: { scenario: 'expired-invitation', assumptions: { expired_invitation: 'renew' } },
    async play(client) {
      const old = await client.call('GET', `${acme}/invitation?email=${jane}`)
      const renewed = await call(client, { email: jane, send_invitation: false })
      expect(renewed.status).toBe(201)
      expect(renewed.body).toMatchObject({ account_state: 'pending_invitation', invited_at: '2025-12-22T15:30:00' })
      expect(renewed.body.invitation_link).not.toBe(old.body.invitation_link)
      const oldKey = old.body.invitation_link.split('/').at(-1)
      expectError(await client.call('GET', `/v1/invitations/validate/${oldKey}`, { token: null }), 422, 'INVITATION_WITHDRAWN')
      const newKey = renewed.body.invitation_link.split('/').at(-1)
      expect((await client.call('GET', `/v1/invitations/validate/${newKey}`, { token: null })).body.valid).toBe(true)
    },
  },
  {
    row: 'invite 6',
    title: 'what is left out has the defaults of the document',
    async play(client) {
      const { body } = await call(client, { email: jane })
      expect(body).toMatchObject({ full_name: null, role_ids: [], department_ids: [], invitation_link: null })
      const [mail] = await mails(client, jane)
      expect(mail).toMatchObject({ to: jane, custom_message: null })
    },
  },
  {
    row: 'invite 7',
    title: 'the same id twice is kept once, at its first place',
    async play(client) {
      const { body } = await call(client, {
        email: jane,
        role_ids: ['role_member1', 'role_abc123', 'role_member1'],
        department_ids: ['dept_design001', 'dept_eng001', 'dept_eng001', 'dept_design001'],
      })
      expect(body.role_ids).toEqual(['role_member1', 'role_abc123'])
      expect(body.department_ids).toEqual(['dept_design001', 'dept_eng001'])
    },
  },
  ...[
    {
      row: 'invite 8',
      title: 'an unknown role',
      body: { role_ids: ['role_abc123', 'role_nope'] },
      code: 'ROLE_NOT_FOUND',
      details: { role_id: 'role_nope' },
    },
    {
      row: 'invite 8',
      title: 'an unknown department',
      body: { department_ids: ['dept_nope'] },
      code: 'DEPARTMENT_NOT_FOUND',
      details: { department_id: 'dept_nope' },
    },
    {
      row: 'invite 9',
      title: "another organisation's role",
      body: { role_ids: ['role_globex1'] },
      code: 'ROLE_NOT_FOUND',
      details: { role_id: 'role_globex1' },
    },
    {
      row: 'invite 9',
      title: "another organisation's department",
      body: { department_ids: ['dept_globex1'] },
      code: 'DEPARTMENT_NOT_FOUND',
      details: { department_id: 'dept_globex1' },
    },
  ].map(({ row, title, body, code, details }) => ({
    row,
    title: `${title} is 404 with its id, and nothing is written or mailed`,
    play: (client: Client) =>
      writesNothing(client, async () => {
        expectError(await call(client, { email: jane, ...body }), 404, code, { ...details, organization_id: 'org_xyz789' })
        expect(await mails(client)).toEqual([])
      }),
  })),
  {
    row: 'invite 8',
    title: 'unknown_reference: validation answers 422',
    options: { assumptions: { unknown_reference: 'validation' } },
    play: (client) =>
      writesNothing(client, async () => {
        const answer = await call(client, { email: jane, role_ids: ['role_abc123', 'role_nope'] })
        expectError(answer, 422, 'VALIDATION_ERROR')
        expect(answer.body.error.details.fields).toMatchObject([{ field: 'role_ids.1' }])
      }),
  },
  {
    row: 'invite 10',
    title: 'send_invitation: true mails the accept link and the custom message, and the answer holds no link',
    async play(client) {
      const { body } = await call(client, { email: jane, send_invitation: true, custom_message: 'See you <soon> & stay' })
      expect(body.invitation_link).toBeNull()
      const sent = await mails(client)
      expect(sent).toHaveLength(1)
      const [mail] = sent as [{ readonly [field: string]: string }]
      expect(mail).toMatchObject({
        to: jane,
        organization_id: 'org_xyz789',
        custom_message: 'See you <soon> & stay',
        sent_at: '2025-12-22T15:30:00Z',
      })
      expect(mail.text).toContain(mail.accept_link)
      expect(mail.text).toContain('See you <soon> & stay')
      expect(mail.html).toContain('See you &lt;soon&gt; &amp; stay')
      expect(mail.accept_link).toContain(mail.invitation_key)
    },
  },
  {
    row: 'invite 11',
    title: 'send_invitation: false mails nothing and answers the link',
    async play(client) {
      const { body } = await call(client, { email: jane, send_invitation: false })
      expect(await mails(client)).toEqual([])
      expect(body.invitation_link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/__standin\/invitations\/invkey_[0-9a-f]{32}$/)
      expect(body.invited_at).toBe('2025-12-22T15:30:00')
    },
  },
  {
    row: 'invite 11',
    title: 'link_when_not_mailed: null answers no link',
    options: { assumptions: { link_when_not_mailed: 'null' } },
    async play(client) {
      expect((await call(client, { email: jane, send_invitation: false })).body.invitation_link).toBeNull()
    },
  },
  {
    row: 'invite 12',
    title: 'a thousand invites of one address at the same moment: exactly one 201',
    async play(client) {
      const answers = await Promise.all(
        Array.from({ length: 1000 }, (_, index) => call(client, { email: index % 2 === 0 ? jane : 'JANE@example.com' })),
      )
      const count = (status: number) => answers.filter((answer) => answer.status === status).length
      expect({ created: count(201), conflicts: count(409) }).toEqual({ created: 1, conflicts: 999 })
      expect(await mails(client)).toHaveLength(1)
    },
  },
  {
    row: 'invite 12',
    title: 'a thousand distinct addresses at the same moment: a thousand distinct users',
    async play(client) {
      const before = await members(client)
      const answers = await Promise.all(Array.from({ length: 1000 }, (_, index) => call(client, { email: `p${index}@example.com` })))
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1000)
      expect(answers.every(({ status }) => status === 201)).toBe(true)
      expect(await members(client)).toBe(before + 1000)
    },
  },
  {
    row: 'invite 13',
    title: 'a caller without invite_users is refused',
    play: (client) =>
      writesNothing(client, async () =>
        expectError(await call(client, { email: jane }, { token: 'tok_member' }), 403, 'INSUFFICIENT_PERMISSIONS'),
      ),
  },
  {
    row: 'invite 14',
    title: 'a caller can not give a role that holds more than he does',
    play: (client) =>
      writesNothing(client, async () =>
        expectError(
          await call(client, { email: jane, role_ids: ['role_owner1'] }, { token: 'tok_admin' }),
          403,
          'INSUFFICIENT_PERMISSIONS',
        ),
      ),
  },
  {
    row: 'invite 14',
    title: 'role_escalation: allowed lets him',
    options: { assumptions: { role_escalation: 'allowed' } },
    async play(client) {
      expect((await call(client, { email: jane, role_ids: ['role_owner1'] }, { token: 'tok_admin' })).status).toBe(201)
    },
  },
  {
    row: 'invite 15',
    title: 'an unknown organisation and a foreign one look the same',
    async play(client) {
      for (const id of ['org_nope', 'org_globex1']) {
        const answer = await client.call('POST', `/v1/organizations/${id}/users/invite/v2`, { body: { email: jane } })
        expectError(answer, 403, 'ORGANIZATION_ACCESS_DENIED')
      }
    },
  },
  {
    row: 'invite 15',
    title: 'unknown_organization: not_found answers 404',
    options: { assumptions: { unknown_organization: 'not_found' } },
    async play(client) {
      const answer = await client.call('POST', '/v1/organizations/org_nope/users/invite/v2', { body: { email: jane } })
      expectError(answer, 404, 'ORGANIZATION_NOT_FOUND')
    },
  },
  {
    row: 'order of checks',
    title: 'credentials, then all violations at once, organisation, capability, target, references, state',
    options: { scenario: 'already-member' },
    async play(client) {
      const broken = { email: 'no', full_name: 7, role_ids: 'x', send_invitation: 'yes' }
      expectError(await call(client, broken, { token: null }), 401, 'AUTHENTICATION_REQUIRED')
      const invalid = await call(client, broken, { token: 'tok_globex_owner' })
      expectError(invalid, 422, 'VALIDATION_ERROR')
      expect(invalid.body.error.details.fields.map(({ field }: { field: string }) => field)).toEqual([
        'email',
        'full_name',
        'role_ids',
        'send_invitation',
      ])
      const unknown = { email: jane, role_ids: ['role_nope'] }
      expectError(await call(client, unknown, { token: 'tok_globex_owner' }), 403, 'ORGANIZATION_ACCESS_DENIED')
      expectError(await call(client, unknown, { token: 'tok_member' }), 403, 'INSUFFICIENT_PERMISSIONS')
      expectError(await call(client, unknown), 404, 'ROLE_NOT_FOUND')
      expectError(await call(client, { email: jane }), 409, 'USER_ALREADY_EXISTS')
    },
  },
]

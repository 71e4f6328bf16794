import type { Journey, Step, Tidying } from './journey.ts'

const here = { organization_id: '{organization}' }
const there = { organization_id: '{other_organization}' }
const user = { ...here, user_id: '{user}' }
const key = /[^/?#=]+$/

function invite(name: string, body: Readonly<Record<string, unknown>>, more: Partial<Step> = {}): Step {
  const rests = { '$.invitation_link': 'link_when_not_mailed', ...more.rests }
  return { name, operation: 'inviteUserV2', params: here, body: { send_invitation: false, ...body }, ...more, rests }
}

const isMember = { status: 'existing_user_state', '$.error.code': 'existing_user_state' }

/** The life of a membership, as far as one token and two organisations can bring it about. */
export const journeys: readonly Journey[] = [
  {
    name: 'what the organization has',
    steps: [
      {
        name: 'its roles',
        operation: 'listRoles',
        params: here,
        compares: 'shapes',
        keep: { role: { at: '', field: 'id', where: { name: 'Member' } } },
      },
      {
        name: 'its departments',
        operation: 'listDepartments',
        params: here,
        compares: 'shapes',
        keep: { department: { at: '', field: 'id' } },
      },
    ],
  },
  {
    name: 'someone new',
    steps: [
      invite(
        'an unknown address is invited',
        { email: '{new_email}', full_name: 'Jane Doe' },
        { keep: { user: { at: '/id' }, key: { at: '/invitation_link', match: key } } },
      ),
      { name: 'the new member is read', operation: 'getMember', params: user },
      invite('the same address again', { email: '{new_email}' }),
      invite('the same address in capital letters', { email: '{new_email|upper}' }),
      {
        name: 'roles and departments are replaced',
        operation: 'updateMemberships',
        params: user,
        body: { role_ids: ['{role}'], department_ids: ['{department}'] },
        rests: { status: 'role_escalation' },
      },
      {
        name: 'roles and departments are taken away',
        operation: 'updateMemberships',
        params: user,
        body: { role_ids: [], department_ids: [] },
      },
      { name: 'memberships without a list', operation: 'updateMemberships', params: user, body: { role_ids: [] } },
      {
        name: 'the user is deactivated',
        operation: 'deactivateUser',
        params: user,
        body: { transfer_resources_to_department_id: '{department}' },
      },
      {
        name: 'the user is deactivated again',
        operation: 'deactivateUser',
        params: user,
        body: { transfer_resources_to_department_id: '{department}' },
      },
      invite('the deactivated address is invited', { email: '{new_email}' }),
      { name: 'the user is reactivated', operation: 'reactivateUser', params: user },
      { name: 'the user is reactivated again', operation: 'reactivateUser', params: user },
      { name: 'the user is removed without confirmation', operation: 'removeUser', params: user, body: { confirm: false } },
      { name: 'the user is removed', operation: 'removeUser', params: user, body: { confirm: true } },
      { name: 'the removed user is removed again', operation: 'removeUser', params: user, body: { confirm: true } },
      { name: 'the removed user is moved', operation: 'updateMemberships', params: user, body: { role_ids: [], department_ids: [] } },
      invite('the removed user is invited anew', { email: '{new_email}' }, { rests: { '$.account_state': 'existing_user_state' } }),
    ],
  },
  {
    name: 'roles and departments of the invitation',
    steps: [
      invite(
        'with a role and a department',
        { email: '{placed_email}', role_ids: ['{role}'], department_ids: ['{department}'] },
        { rests: { status: 'role_escalation' } },
      ),
      invite(
        'with an unknown role',
        { email: '{stray_email}', role_ids: ['role_doesnotexist1'] },
        { rests: { status: 'unknown_reference', '$.error.code': 'unknown_reference' } },
      ),
      invite(
        'with an unknown department',
        { email: '{stray_email}', department_ids: ['dept_doesnotexist1'] },
        { rests: { status: 'unknown_reference', '$.error.code': 'unknown_reference' } },
      ),
    ],
  },
  {
    name: 'what is refused',
    steps: [
      invite('no address', {}),
      invite('an address that is none', { email: 'not-an-address' }),
      invite('lists that are none', { email: '{refused_email}', role_ids: 'role' }),
      { name: 'a body that is no JSON', operation: 'inviteUserV2', params: here, raw: '{"email":' },
      invite('no credential', { email: '{refused_email}' }, { as: null }),
      invite('a token nobody has', { email: '{refused_email}' }, { as: 'wrong_token' }),
      invite('no credential and a bad body', { email: 1 }, { as: null }),
      invite(
        'an unknown organization',
        { email: '{refused_email}' },
        {
          params: { organization_id: 'org_0123456789abcdef0123456789abcdef' },
          rests: { status: 'unknown_organization', '$.error.code': 'unknown_organization' },
        },
      ),
      {
        name: 'an unknown user is moved',
        operation: 'updateMemberships',
        params: { ...here, user_id: 'usr_0123456789abcdef0123456789abcdef' },
        body: { role_ids: [], department_ids: [] },
      },
      {
        name: 'a key nobody has',
        operation: 'validateInvitation',
        params: { email_key: 'invkey_0123456789abcdef0123456789abcdef' },
        as: null,
      },
    ],
  },
  {
    name: 'someone who has an account elsewhere',
    steps: [
      invite(
        'invited into the other organization',
        { email: '{known_email}' },
        { params: there, as: 'other_token', keep: { known_user: { at: '/id' }, other_key: { at: '/invitation_link', match: key } } },
      ),
      { name: 'that key is checked', operation: 'validateInvitation', params: { email_key: '{other_key}' }, as: null },
      {
        name: 'the account is completed',
        operation: 'completeInvitation',
        as: null,
        body: { email_key: '{other_key}', full_name: 'Kim Known', password: '{password}' },
        keep: { known_token: { at: '/token' } },
      },
      {
        name: 'the key is used again',
        operation: 'completeInvitation',
        as: null,
        body: { email_key: '{other_key}', full_name: 'Kim Known', password: '{password}' },
      },
      invite(
        'the account is invited here',
        { email: '{known_email}', full_name: 'Another Name' },
        {
          keep: { own_key: { at: '/invitation_link', match: key } },
          rests: { status: 'existing_user_state', '$.account_state': 'existing_user_state', '$.invited_at': 'existing_user_state' },
        },
      ),
      { name: 'its key is checked', operation: 'validateInvitation', params: { email_key: '{own_key}' }, as: null, rests: isMember },
      {
        name: 'the invitation is accepted',
        operation: 'acceptInvitation',
        as: 'known_token',
        body: { email_key: '{own_key}' },
        rests: isMember,
      },
      {
        name: 'the invitation is accepted again',
        operation: 'acceptInvitation',
        as: 'known_token',
        body: { email_key: '{own_key}' },
        rests: isMember,
      },
      { name: 'the member is read', operation: 'getMember', params: { ...here, user_id: '{known_user}' } },
      invite('the active member is invited', { email: '{known_email}' }),
      invite('by a member who may not', { email: '{refused_email}' }, { as: 'known_token' }),
    ],
  },
  {
    name: 'mailed invitations',
    steps: [
      invite(
        'an invitation is mailed',
        { email: '{mailed_email}', send_invitation: true, custom_message: 'A mail of a contract test.' },
        { mails: true, rests: {}, keep: { mailed_user: { at: '/id' } } },
      ),
      { name: 'it is mailed again', operation: 'resendInvitation', params: { ...here, user_id: '{mailed_user}' }, mails: true },
    ],
  },
]

export const tidying: Tidying = { invite: 'inviteUserV2', mailFlag: 'send_invitation', remove: 'removeUser', removeBody: { confirm: true } }

/** Variables that hold an address of their own in each run. */
export const addresses = ['new_email', 'placed_email', 'stray_email', 'refused_email', 'known_email', 'mailed_email'] as const

/** Fields whose values belong to the tenant. */
export const ownFields: ReadonlySet<string> = new Set(['organization_name', 'role_name', 'role_id'])

// Compiled with the tests: each expectation below fails the compiler when the mistake under it goes through.
import { type Consumer, defineConsumer, exactly, maybeEmpty, type paths } from '../../../../src/contracts.ts'

const members = await defineConsumer({ consumer: 'admin-web', provider: 'organizations' })
const params = { organization_id: 'org_xyz789' }
const email = 'jane@example.com'

members.expect('inviteUserV2', {
  describe: 'an invitation of somebody new',
  given: { 'no-user': { email } },
  params,
  body: { email, role_ids: ['role_abc123'] },
  answer: {
    status: 201,
    body: { email, full_name: null, account_state: exactly('pending_invitation'), role_ids: maybeEmpty(['role_abc123']) },
  },
})

members.expect('removeUser', {
  describe: 'an answer without a body',
  params: { ...params, user_id: 'usr_jane1' },
  body: { confirm: true },
  answer: { status: 204 },
})

members.expect('queryAuditLog', {
  describe: 'a query',
  given: 'default',
  params,
  query: { limit: 5 },
  answer: { status: 200, body: { items: [{ entity_type: 'user' }] } },
})

members.expect('getDepartmentTree', {
  describe: 'an answer that contains itself',
  params,
  answer: { status: 200, body: [{ name: 'Engineering', children: [{ name: 'Tools', children: [] }] }] },
})

members.expect('inviteUserV2', {
  describe: 'a request that is refused may be wrong',
  params,
  body: { email: 5 },
  answer: { status: 422, body: { success: false, error: { code: 'VALIDATION_ERROR' } } },
})

// @ts-expect-error an operation the document does not have
members.expect('inviteUserV3', { describe: '', params, answer: { status: 201 } })

members.expect('inviteUserV2', {
  describe: 'a path parameter the operation does not have',
  // @ts-expect-error
  params: { organisation_id: 'org_xyz789' },
  body: { email },
  answer: { status: 201, body: {} },
})

// @ts-expect-error no parameters where the path has one
members.expect('listRoles', { describe: '', answer: { status: 200, body: [] } })

members.expect('queryAuditLog', {
  describe: 'a query parameter of another type, and one the operation does not have',
  params,
  query: {
    // @ts-expect-error
    limit: '5',
  },
  answer: { status: 200, body: {} },
})

members.expect('queryAuditLog', {
  describe: 'a query parameter the operation does not have',
  params,
  // @ts-expect-error
  query: { page: 5 },
  answer: { status: 200, body: {} },
})

members.expect('inviteUserV2', {
  describe: 'a field the body does not have',
  params,
  // @ts-expect-error
  body: { email, name: 'Jane Doe' },
  answer: { status: 201, body: {} },
})

members.expect('inviteUserV2', {
  describe: 'a field of another type',
  params,
  body: {
    email,
    // @ts-expect-error
    role_ids: 'role_abc123',
  },
  answer: { status: 201, body: {} },
})

members.expect('inviteUserV2', {
  describe: 'a field the body must have',
  params,
  // @ts-expect-error
  body: {},
  answer: { status: 201, body: {} },
})

members.expect('inviteUserV2', {
  describe: 'a status the operation does not answer',
  params,
  body: { email },
  // @ts-expect-error
  answer: { status: 418, body: {} },
})

members.expect('inviteUserV2', {
  describe: 'a field the answer does not have',
  params,
  body: { email },
  // @ts-expect-error
  answer: { status: 201, body: { mail: email } },
})

members.expect('inviteUserV2', {
  describe: 'a value the schema does not list',
  params,
  body: { email },
  // @ts-expect-error
  answer: { status: 201, body: { account_state: 'invited' } },
})

members.expect('inviteUserV2', {
  describe: 'the code of another status',
  params,
  body: { email },
  // @ts-expect-error
  answer: { status: 409, body: { error: { code: 'ROLE_ALREADY_EXISTS' } } },
})

members.expect('removeUser', {
  describe: 'a body where the answer has none',
  params: { ...params, user_id: 'usr_jane1' },
  // @ts-expect-error
  answer: { status: 204, body: {} },
})

members.expect('listRoles', {
  describe: 'a state nobody knows',
  // @ts-expect-error
  given: 'no-roles',
  params,
  answer: { status: 200, body: [] },
})

members.expect('listRoles', {
  describe: 'a parameter the state does not have',
  // @ts-expect-error
  given: { 'no-user': { mail: email } },
  params,
  answer: { status: 200, body: [] },
})

// Of paths, operations are named by method and path; states are typed by whoever has them.
interface States {
  readonly 'a member': { readonly user_id?: string }
}
const typed: Consumer<paths, States> = await defineConsumer<paths, States>({ consumer: 'a', provider: 'b', document: 'c.yaml' })
typed.expect('DELETE /v1/organizations/{organization_id}/users/{user_id}', {
  describe: 'a removal',
  given: { 'a member': { user_id: 'usr_jane1' } },
  params: { ...params, user_id: 'usr_jane1' },
  answer: { status: 204 },
})
// @ts-expect-error a method the path does not have
typed.expect('PUT /v1/organizations/{organization_id}/users/{user_id}', { describe: '', params, answer: { status: 204 } })

// What nobody has typed is checked when it is defined.
const untyped = await defineConsumer({ consumer: 'a', provider: 'b', document: 'c.yaml' })
untyped.expect('addPet', {
  describe: 'a pet',
  given: { 'no pets': { shop: 1 } },
  body: { name: 'Rex' },
  answer: { status: 201, body: { id: 1 } },
})

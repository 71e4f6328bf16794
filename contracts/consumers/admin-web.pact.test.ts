import { MatchersV3, Pact } from '@pact-foundation/pact'
import { describe, expect, it } from 'vitest'
import { type Member, MembersClient } from './admin-web.ts'
import { folder, json, organizationId, refusal, userId } from './expectations.ts'

const { eachLike, fromProviderState, like, string } = MatchersV3

const pact = () => new Pact({ consumer: 'admin-web', provider: 'organizations', dir: folder, logLevel: 'error' })
const client = (url: string, token = 'tok_owner') => new MembersClient(url, token, 'org_xyz789')

const users = (rest: string) =>
  fromProviderState(
    `/v1/organizations/\${organization_id}/users${rest}`,
    `/v1/organizations/org_xyz789/users${rest.replace('${user_id}', 'usr_jane1')}`,
  )
const email = fromProviderState('${email}', 'jane@example.com')
const signedIn = { Authorization: 'Bearer tok_owner' }

/** What the client shows of a member; everything else the API sends is not relied on. */
const member = (state: Member['account_state']) => ({
  id: userId,
  email: string('jane@example.com'),
  account_state: state,
  role_ids: like([]),
  department_ids: like([]),
  organization_id: organizationId,
})

describe('an admin invites', () => {
  it('somebody new', () =>
    pact()
      .addInteraction()
      .given('no-user', { email: 'jane@example.com' })
      .uponReceiving('an invitation of somebody new')
      .withRequest('POST', users('/invite/v2'), (request) =>
        request.headers({ ...signedIn, ...json }).jsonBody({ email, full_name: 'Jane Doe' }),
      )
      .willRespondWith(201, (response) =>
        response.headers(json).jsonBody({ ...member('pending_invitation'), full_name: string('Jane Doe') }),
      )
      .executeTest(async ({ url }) => {
        const invited = await client(url).invite({ email: 'jane@example.com', full_name: 'Jane Doe' })
        expect(invited).toMatchObject({ email: 'jane@example.com', account_state: 'pending_invitation' })
      }))

  it('somebody who has an account through another organization', () =>
    pact()
      .addInteraction()
      .given('existing-elsewhere', { email: 'jane@example.com', user_id: 'usr_jane1' })
      .uponReceiving('an invitation of somebody with an account elsewhere')
      .withRequest('POST', users('/invite/v2'), (request) => request.headers({ ...signedIn, ...json }).jsonBody({ email }))
      .willRespondWith(201, (response) =>
        response.headers(json).jsonBody({ ...member('pending_invitation'), full_name: string('Jane Doe') }),
      )
      .executeTest(async ({ url }) => {
        const invited = await client(url).invite({ email: 'jane@example.com' })
        expect(invited).toMatchObject({ full_name: 'Jane Doe', account_state: 'pending_invitation' })
      }))

  it('a member, and is told that there is one', () =>
    pact()
      .addInteraction()
      .given('already-member', { email: 'jane@example.com' })
      .uponReceiving('an invitation of a member')
      .withRequest('POST', users('/invite/v2'), (request) => request.headers({ ...signedIn, ...json }).jsonBody({ email }))
      .willRespondWith(409, (response) => response.headers(json).jsonBody(refusal(409, 'USER_ALREADY_EXISTS')))
      .executeTest(({ url }) =>
        expect(client(url).invite({ email: 'jane@example.com' })).rejects.toMatchObject({ status: 409, code: 'USER_ALREADY_EXISTS' }),
      ))

  it('nobody, and is told which field is missing', () =>
    pact()
      .addInteraction()
      .given('default')
      .uponReceiving('an invitation without an address')
      .withRequest('POST', users('/invite/v2'), (request) => request.headers({ ...signedIn, ...json }).jsonBody({ full_name: 'Jane Doe' }))
      .willRespondWith(422, (response) =>
        response
          .headers(json)
          .jsonBody(refusal(422, 'VALIDATION_ERROR', { details: { fields: eachLike({ field: 'email', message: 'Field required' }) } })),
      )
      .executeTest(({ url }) =>
        expect(client(url).invite({ full_name: 'Jane Doe' })).rejects.toMatchObject({ status: 422, code: 'VALIDATION_ERROR' }),
      ))

  it('with a session that is over', () =>
    pact()
      .addInteraction()
      .given('default')
      .uponReceiving('an invitation with an invalid token')
      .withRequest('POST', users('/invite/v2'), (request) =>
        request.headers({ Authorization: 'Bearer tok_invalid', ...json }).jsonBody({ email: 'jane@example.com' }),
      )
      .willRespondWith(401, (response) => response.headers(json).jsonBody(refusal(401, 'TOKEN_INVALID')))
      .executeTest(({ url }) =>
        expect(client(url, 'tok_invalid').invite({ email: 'jane@example.com' })).rejects.toMatchObject({
          status: 401,
          code: 'TOKEN_INVALID',
        }),
      ))

  it('without the permission for it', () =>
    pact()
      .addInteraction()
      .given('no-permission')
      .uponReceiving('an invitation by somebody who may not')
      .withRequest('POST', users('/invite/v2'), (request) =>
        request.headers({ ...signedIn, ...json }).jsonBody({ email: 'jane@example.com' }),
      )
      .willRespondWith(403, (response) => response.headers(json).jsonBody(refusal(403, 'INSUFFICIENT_PERMISSIONS')))
      .executeTest(({ url }) =>
        expect(client(url).invite({ email: 'jane@example.com' })).rejects.toMatchObject({ status: 403, code: 'INSUFFICIENT_PERMISSIONS' }),
      ))
})

describe('an admin manages a member', () => {
  const jane = { email: 'jane@example.com', user_id: 'usr_jane1' }

  it('by giving roles and departments', () =>
    pact()
      .addInteraction()
      .given('already-member', jane)
      .uponReceiving('new memberships of a member')
      .withRequest('PATCH', users('/${user_id}/memberships'), (request) =>
        request.headers({ ...signedIn, ...json }).jsonBody({
          role_ids: [fromProviderState('${role_id}', 'role_abc123')],
          department_ids: [fromProviderState('${department_id}', 'dept_eng001')],
        }),
      )
      .willRespondWith(200, (response) =>
        response
          .headers(json)
          .jsonBody({ ...member('active'), role_ids: eachLike('role_abc123'), department_ids: eachLike('dept_eng001') }),
      )
      .executeTest(async ({ url }) => {
        const changed = await client(url).setMemberships('usr_jane1', { role_ids: ['role_abc123'], department_ids: ['dept_eng001'] })
        expect(changed).toMatchObject({ role_ids: ['role_abc123'], department_ids: ['dept_eng001'] })
      }))

  it('by deactivating', () =>
    pact()
      .addInteraction()
      .given('already-member', jane)
      .uponReceiving('a deactivation of a member')
      .withRequest('POST', users('/${user_id}/deactivate'), (request) =>
        request
          .headers({ ...signedIn, ...json })
          .jsonBody({ transfer_resources_to_department_id: fromProviderState('${department_id}', 'dept_eng001') }),
      )
      .willRespondWith(200, (response) => response.headers(json).jsonBody(member('deactivated')))
      .executeTest(async ({ url }) => {
        expect(await client(url).deactivate('usr_jane1', 'dept_eng001')).toMatchObject({ account_state: 'deactivated' })
      }))

  it('by reactivating', () =>
    pact()
      .addInteraction()
      .given('deactivated-rejoins', jane)
      .uponReceiving('a reactivation of a deactivated member')
      .withRequest('POST', users('/${user_id}/reactivate'), (request) => request.headers(signedIn))
      .willRespondWith(200, (response) => response.headers(json).jsonBody(member('active')))
      .executeTest(async ({ url }) => {
        expect(await client(url).reactivate('usr_jane1')).toMatchObject({ account_state: 'active' })
      }))

  it('by removing', () =>
    pact()
      .addInteraction()
      .given('already-member', jane)
      .uponReceiving('a removal of a member')
      .withRequest('DELETE', users('/${user_id}'), (request) => request.headers({ ...signedIn, ...json }).jsonBody({ confirm: true }))
      .willRespondWith(204)
      .executeTest(async ({ url }) => {
        expect(await client(url).remove('usr_jane1')).toBeUndefined()
      }))
})

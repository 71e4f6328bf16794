import { MatchersV3, Pact } from '@pact-foundation/pact'
import { describe, expect, it } from 'vitest'
import { folder, json, organizationId, refusal, userId } from './expectations.ts'
import { OnboardingClient } from './onboarding.ts'

const { fromProviderState, regex, string } = MatchersV3

const pact = () => new Pact({ consumer: 'onboarding', provider: 'organizations', dir: folder, logLevel: 'error' })

const key = 'invkey_f87d706d08504aacb5fec46316ce5f23'
const jane = { email: 'jane@example.com', email_key: key }
const sentKey = fromProviderState('${email_key}', key)

describe('somebody who was invited', () => {
  it('sees where to', () =>
    pact()
      .addInteraction()
      .given('pending', jane)
      .uponReceiving('a look at an open invitation')
      .withRequest('GET', fromProviderState('/v1/invitations/validate/${email_key}', `/v1/invitations/validate/${key}`))
      .willRespondWith(200, (response) =>
        response.headers(json).jsonBody({
          valid: true,
          email: string('jane@example.com'),
          organization_id: organizationId,
          organization_name: string('Acme'),
          expires_at: regex('\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})?', '2025-12-28T15:30:00Z'),
        }),
      )
      .executeTest(async ({ url }) => {
        expect(await new OnboardingClient(url).look(key)).toMatchObject({ valid: true, organization_name: 'Acme' })
      }))

  it('is told that it is too late', () =>
    pact()
      .addInteraction()
      .given('expired-invitation', jane)
      .uponReceiving('a look at an expired invitation')
      .withRequest('GET', fromProviderState('/v1/invitations/validate/${email_key}', `/v1/invitations/validate/${key}`))
      .willRespondWith(422, (response) => response.headers(json).jsonBody(refusal(422, 'INVITATION_EXPIRED')))
      .executeTest(({ url }) =>
        expect(new OnboardingClient(url).look(key)).rejects.toMatchObject({ status: 422, code: 'INVITATION_EXPIRED' }),
      ))

  it('is told that there is no such invitation', () =>
    pact()
      .addInteraction()
      .given('default')
      .uponReceiving('a look at an invitation that is not there')
      .withRequest('GET', '/v1/invitations/validate/invkey_00000000000000000000000000000000')
      .willRespondWith(404, (response) => response.headers(json).jsonBody(refusal(404, 'INVITATION_NOT_FOUND')))
      .executeTest(({ url }) =>
        expect(new OnboardingClient(url).look('invkey_00000000000000000000000000000000')).rejects.toMatchObject({
          status: 404,
          code: 'INVITATION_NOT_FOUND',
        }),
      ))

  it('joins with an account there is', () =>
    pact()
      .addInteraction()
      .given('pending-with-account', jane)
      .uponReceiving('an acceptance by somebody signed in')
      .withRequest('POST', '/v1/invitations/accept', (request) =>
        request.headers({ Authorization: 'Bearer tok_jane', ...json }).jsonBody({ email_key: sentKey }),
      )
      .willRespondWith(200, (response) =>
        response.headers(json).jsonBody({ success: true, organization_id: organizationId, organization_name: string('Acme') }),
      )
      .executeTest(async ({ url }) => {
        expect(await new OnboardingClient(url).accept(key, 'tok_jane')).toMatchObject({ organization_name: 'Acme' })
      }))

  it('joins as somebody new', () =>
    pact()
      .addInteraction()
      .given('pending', jane)
      .uponReceiving('a completion by somebody new')
      .withRequest('POST', '/v1/invitations/complete', (request) =>
        request.headers(json).jsonBody({ email_key: sentKey, full_name: 'Jane Doe', password: 'correct horse' }),
      )
      .willRespondWith(200, (response) => response.headers(json).jsonBody({ success: true, user_id: userId, token: string('a-token') }))
      .executeTest(async ({ url }) => {
        expect(await new OnboardingClient(url).complete(key, 'Jane Doe', 'correct horse')).toMatchObject({ token: 'a-token' })
      }))
})

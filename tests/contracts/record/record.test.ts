import { afterEach, describe, expect, it } from 'vitest'
import { createTracker, membershipStates, observe, type Pact, type RecordOptions, record } from '../../../src/contracts/index.ts'
import { createMock, type Mock, type MockOptions } from '../../../src/index.ts'
import { acme, clientOf, tellStory } from './story.ts'

const fromEmail = '${email}'

const open: Mock[] = []
afterEach(async () => {
  for (const mock of open.splice(0)) await mock.close()
})

async function made(options: MockOptions = {}): Promise<Mock> {
  const mock = await createMock(options)
  open.push(mock)
  return mock
}

async function recorded(mock: Mock, options: Partial<RecordOptions> = {}) {
  return record(await observe(mock, 'default'), { api: mock.api, provider: 'organizations', states: membershipStates, ...options })
}

const only = (pacts: readonly Pact[]): Pact => {
  expect(pacts).toHaveLength(1)
  return pacts[0] as Pact
}

describe('record', () => {
  it('tells a story as a pact with states, matchers and nothing secret', async () => {
    const mock = await made()
    await tellStory(mock)
    const { pacts, findings } = await recorded(mock)
    const { consumer, interactions } = only(pacts)
    expect(consumer).toBe('admin-web')
    expect(interactions.map(({ description, states }) => [description, states])).toEqual([
      ['Invite a user (inviteUserV2) with email, full_name: 201', [{ name: 'no-user', params: { email: 'sam@example.com' } }]],
      [
        'Invite a user (inviteUserV2) with email, full_name: 409 USER_ALREADY_EXISTS',
        [{ name: 'pending', params: { email: 'sam@example.com', user_id: expect.stringMatching(/^usr_/) } }],
      ],
      [expect.stringContaining('(listMembers) with skip, take: 200'), [{ name: 'default', params: {} }]],
      [expect.stringContaining('(listRoles): 200'), [{ name: 'default', params: {} }]],
    ])
    const [invited, conflict, list] = interactions
    expect(invited?.request.headers).toEqual({ authorization: ['Bearer standin-example-token'], 'content-type': ['application/json'] })
    expect(invited?.request.generators.body).toEqual({ '$.email': { type: 'ProviderState', expression: fromEmail } })
    expect(invited?.response.rules.body?.['$.id']).toEqual({
      combine: 'AND',
      matchers: [{ match: 'regex', regex: expect.stringContaining('usr_') }],
    })
    expect(invited?.response.rules.body?.['$.full_name']).toEqual({ combine: 'OR', matchers: [{ match: 'null' }, { match: 'type' }] })
    expect(invited?.response.rules.body?.['$.account_state']?.matchers[0]).toMatchObject({
      match: 'regex',
      regex: expect.stringContaining('pending_invitation|'),
    })
    expect(conflict?.response.body).toEqual({
      success: false,
      error: { code: 'USER_ALREADY_EXISTS', message: expect.any(String), status: 409 },
    })
    expect(conflict?.response.rules.body?.['$.error.code']?.matchers).toEqual([{ match: 'equality' }])
    expect(list?.response.body).toMatchObject({ users: [expect.anything()] })
    expect(JSON.stringify(pacts)).not.toMatch(/tok_owner|story\/1\.0|user-agent|trace_id/)
    expect(findings.map(({ code }) => code)).toEqual(['record.request.unknown', 'record.request.malformed'])
    expect(findings[0]?.message).toContain('GET /v1/nothing/here')
  })

  it('gives the same pact for the same calls', async () => {
    const texts = []
    for (const _ of [1, 2]) {
      const mock = await made()
      await tellStory(mock)
      texts.push(JSON.stringify(await recorded(mock)))
    }
    expect(texts[0]).toBe(texts[1])
  })

  it('keeps its keys when only values change, and tells requests of another shape apart', async () => {
    const [first, second] = [await made(), await made({ seed: 7 })]
    await tellStory(first)
    const call = clientOf(second, 'admin-web')
    await call('POST', `${acme}/users/invite/v2`, { body: { email: 'zoe@example.com', full_name: 'Zoe' }, token: 'tok_admin' })
    await call('POST', `${acme}/users/invite/v2`, { body: { email: 'kai@example.com' } })
    const [a, b] = [only((await recorded(first)).pacts), only((await recorded(second)).pacts)]
    expect(b.interactions.map(({ key }) => key)).toHaveLength(2)
    expect(b.interactions.filter(({ key }) => a.interactions.some((one) => one.key === key))).toHaveLength(1)
  })

  it('separates consumers, takes the given name for those without one, and tells of nobody’s calls', async () => {
    const mock = await made()
    await clientOf(mock, 'b-app')('GET', `${acme}/roles`)
    await clientOf(mock, 'a-app')('GET', `${acme}/roles`)
    await clientOf(mock, undefined)('GET', `${acme}/departments`)
    const nobody = await recorded(mock)
    expect(nobody.pacts.map(({ consumer }) => consumer)).toEqual(['a-app', 'b-app'])
    expect(nobody.findings.map(({ code }) => code)).toEqual(['record.consumer.unknown'])
    expect((await recorded(mock, { consumer: 'other' })).pacts.map(({ consumer }) => consumer)).toEqual(['a-app', 'b-app', 'other'])
  })

  it('records a refusal that is expected, and nothing that a fault or a wish brought about', async () => {
    const mock = await made()
    const call = clientOf(mock, 'app')
    await call('POST', `${acme}/users/invite/v2`, { body: { email: 'no-address' }, headers: { 'Standin-Expect': 'refusal' } })
    await call('GET', `${acme}/roles`, { headers: { prefer: 'code=500' } })
    await mock.faults.add({ operationId: 'listDepartments', status: 503, any: true })
    await call('GET', `${acme}/departments`)
    const { pacts, findings } = await recorded(mock)
    expect(only(pacts).interactions.map(({ description }) => description)).toEqual([
      'Invite a user (inviteUserV2) with email: 422 VALIDATION_ERROR',
    ])
    expect(findings.map(({ code }) => code).sort()).toEqual(['record.request.failed', 'record.request.faulty'])
  })

  it('holds only what the consumer uses, listed or tracked', async () => {
    const mock = await made()
    const call = clientOf(mock, 'app')
    const tracker = createTracker()
    const invited = tracker.track(
      'inviteUserV2',
      await (await call('POST', `${acme}/users/invite/v2`, { body: { email: 'sam@example.com' } })).json(),
    )
    const roles = tracker.track('listRoles', await (await call('GET', `${acme}/roles`)).json())
    expect([invited.id, invited.email, ...roles.map((role: { name: string }) => role.name)]).toContain('Owner')
    expect(tracker.uses).toEqual({ inviteUserV2: ['email', 'id'], listRoles: ['[].name'] })
    const { interactions } = only((await recorded(mock, { uses: tracker.uses })).pacts)
    expect(interactions.map(({ response }) => response.body)).toEqual([
      { id: expect.any(String), email: 'sam@example.com' },
      [{ name: 'Owner' }],
    ])
  })

  it('has no password or token in it', async () => {
    const mock = await made({ scenario: 'pending' })
    const call = clientOf(mock, 'app')
    const key = 'invkey_f87d706d08504aacb5fec46316ce5f23'
    const answer = await call('POST', '/v1/invitations/complete', {
      token: null,
      body: { email_key: key, full_name: 'Jane', password: 'my own pass phrase' },
    })
    const { token } = (await answer.json()) as { token: string }
    const { interactions } = only((await recorded(mock)).pacts)
    expect(interactions[0]?.states).toEqual([{ name: 'pending', params: { email_key: key } }])
    expect(interactions[0]?.request.body).toMatchObject({ password: 'correct horse battery staple' })
    expect(JSON.stringify(interactions)).not.toMatch(new RegExp(`my own pass phrase|${token}|masked`))
  })
})

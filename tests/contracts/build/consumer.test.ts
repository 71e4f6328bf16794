import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkPacts, readPact } from '../../../src/contracts/index.ts'
import {
  type CatalogueStates,
  type Consumer,
  defineConsumer,
  exactly,
  gatherPacts,
  maybeEmpty,
  type operations,
} from '../../../src/contracts.ts'
import { createShop } from './shop.ts'

const { folder, document } = createShop()
const email = 'jane@example.com'
const params = { organization_id: 'org_xyz789' }
const path = '/v1/organizations/org_xyz789/users/invite/v2'

let members: Consumer<operations, CatalogueStates>
beforeAll(async () => {
  members = await defineConsumer({ consumer: 'admin-web', provider: 'organizations', dir: folder, token: 'tok_owner' })
})

function send(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

const conflict = (describe: string) =>
  members.expect('inviteUserV2', {
    describe,
    given: { 'already-member': { email } },
    params,
    body: { email },
    answer: { status: 409, body: { success: false, error: { code: 'USER_ALREADY_EXISTS', status: 409, message: 'There is one.' } } },
  })

describe('an expectation', () => {
  it('is played to the client, and stands in a pact that the document has nothing against', async () => {
    const dir = join(folder, 'kept')
    const pacts = gatherPacts(dir)
    pacts.setup()
    const consumer = await defineConsumer({ consumer: 'admin web', provider: 'organizations', dir, token: 'tok_owner' })
    const body = {
      id: 'usr_jane1',
      full_name: null,
      account_state: exactly('pending_invitation'),
      role_ids: ['role_abc123'],
      department_ids: maybeEmpty(['dept_eng001']),
      invited_at: '2025-12-22T15:30:00',
    } as const
    const answered = await consumer
      .expect('inviteUserV2', {
        describe: 'an invitation',
        given: { 'no-user': { email } },
        params,
        body: { email, role_ids: ['role_abc123'], full_name: 'Jane Doe' },
        answer: { status: 201, body },
      })
      .run(async ({ url }) => (await send(url + path, { full_name: 'Jane Doe', role_ids: ['role_abc123'], email })).json())
    expect(answered).toEqual({
      id: 'usr_jane1',
      full_name: null,
      account_state: 'pending_invitation',
      role_ids: ['role_abc123'],
      department_ids: ['dept_eng001'],
      invited_at: '2025-12-22T15:30:00',
    })
    pacts.teardown()
    const file = join(dir, 'admin-web-organizations.json')
    const source = readPact(readFileSync(file, 'utf8'), file)
    const [{ states, request, response }] = source.pact.interactions as [(typeof source.pact.interactions)[number]]
    expect(states).toEqual([{ name: 'no-user', params: { email } }])
    const from = (expression: string) => ({ type: 'ProviderState', expression })
    expect(request.generators).toEqual({
      path: { '': from(`/v1/organizations/\${organization_id}/users/invite/v2`) },
      body: { '$.email': from(`\${email}`), '$.role_ids[0]': from(`\${role_id}`), '$.full_name': from(`\${full_name}`) },
    })
    const only = (matcher: object) => ({ combine: 'AND', matchers: [matcher] })
    expect(response.rules.body).toMatchObject({
      '$.id': only({ match: 'regex', regex: expect.stringContaining('usr_') }),
      '$.full_name': { combine: 'OR', matchers: [{ match: 'null' }, { match: 'type' }] },
      '$.account_state': only({ match: 'equality' }),
      '$.role_ids': only({ match: 'type', min: 1 }),
      '$.department_ids': only({ match: 'type' }),
    })
    const { cases } = await checkPacts(consumer.api, [source])
    expect(cases.flatMap(({ findings }) => findings)).toEqual([])
  })

  it('fails with every difference when another request came, though the client put up with it', async () => {
    const swallowing = async ({ url }: { url: string }) => {
      const response = await send(
        `${url}${path}?dry=1`,
        { email: 'jan@example.com', locale: 'en' },
        { authorization: 'Bearer tok_admin', prefer: 'wait=1' },
      )
      return response.status
    }
    await expect(conflict('a swallowed mismatch').run(swallowing)).rejects.toThrow(
      [
        `POST ${path}?dry=1 is not what was expected for "a swallowed mismatch":`,
        '  query dry: expected nothing, was ["1"]',
        '  header authorization: expected "Bearer tok_owner", was "Bearer tok_admin"',
        '  header prefer: expected nothing, was "wait=1"',
        '  body $.email: expected "jane@example.com", was "jan@example.com"',
        '  body $.locale: expected nothing, was "en"',
      ].join('\n'),
    )
  })

  it.each([
    ['method', (url: string) => fetch(url + path), '  method: expected "POST", was "GET"'],
    ['path', (url: string) => send(`${url}${path}/`, { email }), `  path: expected "${path}", was "${path}/"`],
    ['no body', (url: string) => fetch(url + path, { method: 'POST' }), '  body: expected {"email":"jane@example.com"}, was nothing'],
    ['body that is no JSON', (url: string) => fetch(url + path, { method: 'POST', body: 'email' }), '  body: expected JSON, was email'],
  ])('fails for another %s', async (name, ask, line) => {
    await expect(conflict(`another ${name}`).run(({ url }) => ask(url))).rejects.toThrow(line)
  })

  it('fails when nothing was asked, and shows what the test itself found wrong', async () => {
    await expect(conflict('nothing').run(() => {})).rejects.toThrow(`"nothing": POST ${path} was expected, and nothing was asked.`)
    const own = new Error('the client has no url')
    const thrown = await conflict('nothing, and a failure')
      .run(() => Promise.reject(own))
      .catch((error: Error) => error)
    expect(thrown).toMatchObject({ message: expect.stringMatching(/nothing was asked[\s\S]*the client has no url$/), cause: own })
  })

  it("fails with the test's own error when the request was right", async () => {
    const own = new Error('the client shows nothing')
    const failed = conflict('a failing test').run(async ({ url }) => {
      await send(url + path, { email }, { accept: 'application/json', 'user-agent': 'a browser' })
      throw own
    })
    await expect(failed).rejects.toBe(own)
  })
})

describe('what can not be expected', () => {
  const define =
    (terms: object, operation = 'inviteUserV2') =>
    () =>
      members.expect(operation as 'inviteUserV2', { describe: 'wrong', params, body: { email }, ...terms } as never)
  const answer = { status: 201, body: {} }

  it.each([
    ['an operation that is not there', define({ answer }, 'inviteUserV'), /no operation "inviteUserV"\. Did you mean "inviteUserV2"\?/],
    [
      'a status',
      define({ answer: { status: 299 } }),
      /organizations\.yaml:\d+:\d+ error inviteUserV2 does not answer 299; it answers 201, 401/,
    ],
    [
      'a missing parameter',
      define({ params: {}, answer }),
      /consumer\.test\.ts:\d+ error The path of inviteUserV2 has \{organization_id\}; give params\.organization_id/,
    ],
    [
      'a request',
      define({ body: { email: 'jane' }, answer }),
      /The request of inviteUserV2 is not allowed: body email must match format "email"/,
    ],
    ['a state', define({ given: { 'no-usr': {} }, answer }), /No provider knows the state "no-usr"\. Did you mean "no-user"\?/],
    ["a state's parameter", define({ given: { 'no-user': { mail: email } }, answer }), /The state "no-user" has no parameter "mail"/],
    [
      'an answer',
      define({ answer: { status: 201, body: { account_state: 'gone' } } }),
      /account_state must be one of .*; it is "gone"\. \[expectation\.answer\.invalid]/,
    ],
    [
      'a body where there is none',
      define({ answer: { status: 204, body: {} }, params: { ...params, user_id: 'usr_1' }, body: { confirm: true } }, 'removeUser'),
      /The body must not have a body/,
    ],
    [
      'a code',
      define({ answer: { status: 409, body: { error: { code: 'USER_EXISTS' } } } }),
      /error\.code must be one of "USER_ALREADY_EXISTS"/,
    ],
    ['a secret', define({ token: 'ghp_0123456789012345678901234567890123456', answer }), /What looks like a GitHub token/],
  ])('%s', (_what, defining, message) => {
    expect(defining).toThrow(message)
  })

  it('a request that the document does not allow, unless it is refused for that', () => {
    expect(define({ body: { email: 'jane' }, answer: { status: 422, body: { success: false } } })).not.toThrow()
  })

  it('another thing in the same words and states', () => {
    conflict('told twice')
    expect(() => conflict('told twice')).not.toThrow()
    const otherwise = () =>
      members.expect('inviteUserV2', {
        describe: 'told twice',
        given: { 'already-member': { email } },
        params,
        body: { email, full_name: 'Jane' },
        answer: { status: 409, body: {} },
      })
    expect(otherwise).toThrow(
      /"told twice" can't be expected:\n.*consumer\.test\.ts:\d+ error It is expected otherwise at .*consumer\.test\.ts:\d+/,
    )
  })
})

describe('a document of your own', () => {
  it('has parameters as it declares them, headers, states nobody lists, and answers by default', async () => {
    const dir = join(folder, 'shop')
    const pacts = gatherPacts(dir)
    const shop = await defineConsumer({ consumer: 'shop', provider: 'pets', document, dir, token: 'tok', variables: { shop_id: 'shop-1' } })
    const listed = await shop
      .expect('GET /pets', {
        describe: 'pets with tags',
        given: { 'some pets': { tag: 'tall', count: 2 } },
        query: { tag: ['tall', 'old & grey'], kind: ['cat', 'dog'] },
        headers: { 'X-Shop': exactly('shop-1') },
        answer: { status: 200, headers: { 'X-Total': '2' }, body: [{ born: '2025-12-22T15:30:00Z', tag: null, home: { street: 'Elm' } }] },
      })
      .run(async ({ url }) => {
        const response = await fetch(`${url}/pets?kind=cat,dog&tag=tall&tag=old+%26+grey`, { headers: { 'x-shop': 'shop-1' } })
        return [response.headers.get('x-total'), await response.json()]
      })
    expect(listed).toEqual(['2', [{ born: '2025-12-22T15:30:00Z', tag: null, home: { street: 'Elm' } }]])
    const refusal = shop.expect('GET /pets', { describe: 'too many', answer: { status: 429, body: 'Later.' } })
    expect(await refusal.run(async ({ url }) => (await fetch(`${url}/pets`)).text())).toBe('Later.')
    pacts.teardown()
    const { pact } = readPact(readFileSync(join(dir, 'shop-pets.json'), 'utf8'), 'shop-pets.json')
    const [pets, late] = pact.interactions
    expect(pets?.states).toEqual([{ name: 'some pets', params: { count: 2, tag: 'tall' } }])
    expect(pets?.request.headers).toEqual({ 'x-shop': ['shop-1'] })
    expect(pets?.request.generators).toEqual({ header: { 'x-shop': { type: 'ProviderState', expression: `\${shop_id}` } } })
    expect(pets?.response.rules.header).toEqual({ 'x-total': { combine: 'AND', matchers: [{ match: 'regex', regex: '^[0-9]+$' }] } })
    expect(pets?.response.rules.body?.['$[*].tag']).toMatchObject({ combine: 'OR', matchers: [{ match: 'null' }, { match: 'regex' }] })
    expect([late?.states, late?.response.body]).toEqual([[], 'Later.'])
  })

  it('has forms as text', async () => {
    const shop = await defineConsumer({ consumer: 'shop', provider: 'pets', document, dir: join(folder, 'forms') })
    const search = (body: unknown) => shop.expect('searchPets', { describe: 'a search', body, answer: { status: 204 } })
    expect(() => search({ name: 'Rex' })).toThrow('A body of application/x-www-form-urlencoded is compared as text; give it as one.')
    const asked = ({ url }: { url: string }) => fetch(`${url}/pets/search`, { method: 'POST', body: new URLSearchParams({ name: 'Rex' }) })
    expect((await search('name=Rex').run(asked)).status).toBe(204)
  })
})

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../../src/index.ts'
import { inferModel } from '../../../src/mock.ts'
import { apiOf } from '../../openapi/given.ts'

const text = { type: 'string' }
const account = {
  type: 'object',
  required: ['sid', 'friendly_name', 'uri', 'date_updated'],
  properties: {
    sid: { type: 'string', pattern: '^AC[0-9a-f]{32}$' },
    friendly_name: { type: 'string', maxLength: 10 },
    uri: text,
    date_updated: { type: 'string', format: 'date-time-rfc-2822' },
  },
}
const line = {
  type: 'object',
  required: ['code', 'account_sid', 'self'],
  properties: {
    code: { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' },
    account_sid: text,
    self: { type: 'string', format: 'uri' },
    note: text,
    Note: text,
    phones: {
      type: 'array',
      items: { type: 'object', required: ['phone', 'verified'], properties: { phone: text, verified: { type: 'boolean' } } },
    },
  },
}
const who = { type: 'object', required: ['user_id', 'name'], properties: { user_id: text, name: text } }
const member = { type: 'object', required: ['id', 'who'], properties: { id: text, who, role: text } }
const answers = (status: string, schema: object) => ({ [status]: { description: '', content: { 'application/json': { schema } } } })
const form = (properties: object, required: string[] = []) => ({
  content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties, required } } },
})
const named = (...names: string[]) => names.map((name) => ({ name, in: 'path', required: true, schema: text }))
const refused = answers('422', { type: 'object', properties: { violations: {}, message: text } })
const paged = {
  type: 'object',
  required: ['accounts', 'next_page_uri', 'start', 'end'],
  properties: {
    accounts: { type: 'array', items: account },
    next_page_uri: { type: ['string', 'null'], format: 'uri' },
    start: { type: 'integer' },
    end: { type: 'integer' },
  },
}
const paths = {
  '/Accounts.json': {
    get: {
      operationId: 'listAccounts',
      parameters: [
        { name: 'FriendlyName', in: 'query', schema: text },
        { name: 'Page', in: 'query', schema: { type: 'integer', minimum: 0 } },
        { name: 'PageSize', in: 'query', schema: { type: 'integer' } },
      ],
      responses: answers('200', paged),
    },
    post: { operationId: 'makeAccount', requestBody: form({ FriendlyName: text }), responses: { ...answers('201', account), ...refused } },
  },
  '/Accounts/{Sid}.json': {
    parameters: named('Sid'),
    get: { operationId: 'getAccount', responses: answers('200', account) },
    post: {
      operationId: 'changeAccount',
      requestBody: form({ FriendlyName: text }),
      responses: { ...answers('200', account), ...refused },
    },
  },
  '/Accounts/{AccountSid}/Lines': {
    parameters: named('AccountSid'),
    post: {
      operationId: 'makeLine',
      requestBody: form({ note: text, Note: text, phone: { type: 'array', items: text } }),
      responses: answers('201', line),
    },
  },
  '/Accounts/{AccountSid}/Members': {
    parameters: named('AccountSid'),
    get: {
      operationId: 'listMembers',
      parameters: [{ name: 'user_id', in: 'query', schema: text }],
      responses: answers('200', { type: 'array', items: member }),
    },
    post: { operationId: 'makeMember', requestBody: form({ user_id: text, role: text }, ['user_id']), responses: answers('201', member) },
  },
  '/Accounts/{AccountSid}/Members/{user_id}': {
    parameters: named('AccountSid', 'user_id'),
    patch: { operationId: 'changeMember', requestBody: form({ role: text }), responses: answers('200', member) },
    delete: { operationId: 'dropMember', responses: answers('200', member) },
  },
  '/Accounts/{AccountSid}/Lines/count': {
    parameters: named('AccountSid'),
    get: {
      operationId: 'countLines',
      parameters: [{ name: 'note', in: 'query', schema: text }],
      responses: answers('200', {
        type: 'object',
        required: ['total_count', 'object'],
        properties: { object: text, total_count: { type: 'integer' } },
      }),
    },
  },
  '/Accounts/{AccountSid}/Lines/{code}': {
    parameters: named('AccountSid', 'code'),
    get: { operationId: 'getLine', responses: answers('200', line) },
  },
}
const document = { openapi: '3.1.0', info: { title: 'Names', version: '1' }, servers: [{ url: '/v1' }], paths }

let mock: Mock
beforeAll(async () => {
  mock = await createMock({ document, clock: { mode: 'frozen', now: Date.UTC(2025, 11, 22, 15, 30) } })
})
beforeEach(() => mock.reset())
afterEach(() => expect(mock.defects).toEqual([]))
afterAll(() => mock.close())

async function call(method: string, path: string, fields?: Readonly<Record<string, string>>) {
  const response = await mock.fetch(new URL(path, `${mock.url}/v1/`), { method, ...(fields && { body: new URLSearchParams(fields) }) })
  return { status: response.status, body: await response.json() }
}

describe('an item whose answers write names otherwise than its bodies', () => {
  it('is sure, and shows what was sent under either name', async () => {
    expect(inferModel(apiOf(paths)).collections.map(({ name, keep }) => [name, keep])).toEqual([
      ['Accounts', 'always'],
      ['Accounts.Lines', 'always'],
      ['Accounts.Members', 'always'],
    ])
    const { body } = await call('POST', 'Accounts.json', { FriendlyName: 'Mine' })
    expect(body).toMatchObject({ friendly_name: 'Mine', date_updated: 'Mon, 22 Dec 2025 15:30:00 +0000' })
    await mock.clock.set('frozen', '2025-12-22T16:30:00Z')
    const changed = { ...body, friendly_name: 'Ours', date_updated: 'Mon, 22 Dec 2025 16:30:00 +0000' }
    expect((await call('POST', `Accounts/${body.sid}.json`, { FriendlyName: 'Ours' })).body).toEqual(changed)
    expect((await call('GET', 'Accounts.json?FriendlyName=Ours')).body.accounts).toEqual([changed])
    expect((await call('GET', 'Accounts.json?FriendlyName=Mine')).body.accounts).toEqual([])
  })

  it('is refused by the name that was sent', async () => {
    const { status, body } = await call('POST', 'Accounts.json', { FriendlyName: 'far too long a name' })
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('FriendlyName')])
  })

  it('shows what is sent alone in the objects that have it', async () => {
    const { sid } = (await call('POST', 'Accounts.json', { FriendlyName: 'Mine' })).body
    const { body } = await call('POST', `Accounts/${sid}/Lines`, { phone: '+15550100' })
    expect(body.phones).toEqual([{ phone: '+15550100', verified: expect.any(Boolean) }])
    expect((await call('GET', `Accounts/${sid}/Lines/${body.code}`)).body).toEqual(body)
  })

  it('is found by what its path names inside it', async () => {
    const { sid } = (await call('POST', 'Accounts.json', { FriendlyName: 'Mine' })).body
    const members = `Accounts/${sid}/Members`
    const { body } = await call('POST', members, { user_id: 'ada', role: 'owner' })
    await call('POST', members, { user_id: 'bob', role: 'guest' })
    expect(body).toMatchObject({ who: { user_id: 'ada', name: expect.any(String) }, role: 'owner' })
    expect((await call('PATCH', `${members}/ada`, { role: 'guest' })).body).toEqual({ ...body, role: 'guest' })
    expect((await call('GET', `${members}?user_id=ada`)).body).toEqual([{ ...body, role: 'guest' }])
    expect((await call('DELETE', `${members}/ada`)).body.id).toBe(body.id)
    expect((await call('GET', members)).body).toEqual([expect.objectContaining({ who: expect.objectContaining({ user_id: 'bob' }) })])
    expect((await call('PATCH', `${members}/ada`, { role: 'guest' })).status).toBe(404)
  })

  it('keeps names apart that both have', async () => {
    const { sid } = (await call('POST', 'Accounts.json', { FriendlyName: 'Mine' })).body
    const { body } = await call('POST', `Accounts/${sid}/Lines`, { note: 'small', Note: 'big' })
    expect(body).toMatchObject({ note: 'small', Note: 'big' })
  })
})

describe('what only the server can say of an item', () => {
  it('is an id of the declared pattern, by which it is found, and where it stands', async () => {
    const { sid, uri } = (await call('POST', 'Accounts.json', { FriendlyName: 'Mine' })).body
    expect([sid, uri]).toEqual([expect.stringMatching(/^AC[0-9a-f]{32}$/), `/v1/Accounts/${sid}.json`])
    const codes = new Set<string>()
    for (let count = 0; count < 5; count++) {
      const { body } = await call('POST', `Accounts/${sid}/Lines`, {})
      expect(body).toMatchObject({ code: expect.stringMatching(/^[A-Z]{3}-\d{4}$/), account_sid: sid })
      expect(body.self).toBe(`${mock.url}/v1/Accounts/${sid}/Lines/${body.code}`)
      expect(await call('GET', `Accounts/${sid}/Lines/${body.code}`)).toEqual({ status: 200, body })
      codes.add(body.code)
    }
    expect(codes.size).toBe(5)
  })

  it('is how many there are', async () => {
    const { sid } = (await call('POST', 'Accounts.json', { FriendlyName: 'Mine' })).body
    const count = async (query = '') => (await call('GET', `Accounts/${sid}/Lines/count${query}`)).body.total_count
    expect(await count()).toBe(0)
    for (const note of ['a', 'b', 'b']) await call('POST', `Accounts/${sid}/Lines`, { note })
    expect([await count(), await count('?note=b')]).toEqual([3, 2])
    expect((await call('GET', 'Accounts/AC0/Lines/count')).status).toBe(404)
  })

  it('is the same when it is done again', async () => {
    const play = async () => {
      const { sid } = (await call('POST', 'Accounts.json', { FriendlyName: 'Mine' })).body
      return (await call('POST', `Accounts/${sid}/Lines`, {})).body
    }
    const first = await play()
    await mock.reset()
    expect(await play()).toEqual(first)
  })

  it('are the pages beside one', async () => {
    await mock.reset()
    const all = (await call('GET', 'Accounts.json')).body.accounts
    const seen: unknown[] = []
    for (let place = 'Accounts.json?PageSize=2'; ; ) {
      const { body } = await call('GET', place)
      expect([body.start, body.end]).toEqual([seen.length, seen.length + body.accounts.length - 1])
      seen.push(...body.accounts)
      if (body.next_page_uri === null) break
      place = body.next_page_uri
    }
    expect(seen).toEqual(all)
    expect(seen.length).toBeGreaterThan(2)
  })
})

import { describe, expect, it } from 'vitest'
import { organizations } from '../../src/backends/organizations/index.ts'
import { explainExchange } from '../../src/control/index.ts'
import { reject, respond } from '../../src/engine/index.ts'
import { createApi, type Operation, toParts } from '../../src/openapi/index.ts'
import { acme, client } from '../journeys/client.ts'
import { documentOf, filesOf } from '../openapi/given.ts'
import { explain, newest, type Recorded, run } from './refusals.ts'

describe('a request that matches nothing', () => {
  const tables: readonly (readonly [method: string, path: string, summary: string, nearest: string])[] = [
    ['GET', '/organizations/org_xyz789/roles', 'it lacks /v1 in front', 'listRoles'],
    ['GET', `${acme}/roles/`, 'it has a slash at its end', 'listRoles'],
    ['GET', `/v1//organizations/org_xyz789/roles`, 'it has two slashes in a row', 'listRoles'],
    ['GET', '/v1/organizations//roles', 'it has no value for one of its parameters', 'listRoles'],
    ['GET', `/api${acme}/roles`, 'it has /api in front', 'listRoles'],
    ['GET', '/v2/organizations/org_xyz789/roles', 'it has v2 for v1 in front', 'listRoles'],
    ['GET', `${acme}/Roles`, 'its letter case differs', 'listRoles'],
    ['GET', `${acme}/rols`, 'the nearest is GET', 'listRoles'],
    ['POST', `${acme}/user/invite/v2`, 'the nearest is POST', 'inviteUserV2'],
    ['POST', `${acme}/users/usr_deactivated1/re-activate`, 'the nearest is POST', 'reactivateUser'],
    ['PATCH', `${acme}/users/usr_member1/membership`, 'the nearest is PATCH', 'updateMemberships'],
  ]

  it.each(tables)('%s %s: %s, %s', async (method, path, summary, nearest) => {
    const { mock, call } = await client('over a socket')
    expect((await call(method, path)).status).toBe(404)
    const explanation = explain(mock)
    expect(explanation.code).toBe('route_not_found')
    expect(explanation.summary).toContain(summary)
    expect(explanation.nearest?.[0]).toMatchObject({ operationId: nearest, method })
    expect(await run(explanation.curl), explanation.curl).toBeLessThan(300)
  })

  it('takes the values of the path along, and the body where it fits', async () => {
    const { mock, call } = await client('in process')
    await call('POST', '/organizations/org_globex1/users/invite/v2', { token: 'tok_globex_owner', body: { email: 'new@example.com' } })
    expect(explain(mock).curl).toMatch(/\/v1\/organizations\/org_globex1\/users\/invite\/v2[\s\S]*tok_globex_owner[\s\S]*new@example\.com/)
  })

  it('finds nothing near where nothing is', async () => {
    const { mock, call } = await client('over a socket')
    await call('GET', '/favicon.ico')
    const { nearest, summary, curl } = explain(mock)
    expect(nearest).toEqual([])
    expect(summary).toContain('Nothing in the document is like GET /favicon.ico')
    expect(await run(curl)).toBeLessThan(300)
  })
})

describe('a method that a path does not take', () => {
  it('names the methods there are', async () => {
    const { mock, call } = await client('over a socket')
    await call('PUT', `${acme}/users/usr_member1`)
    const { nearest, violations, curl } = explain(mock)
    expect(nearest?.slice(0, 2).map(({ operationId }) => operationId)).toEqual(['getMember', 'removeUser'])
    expect(violations[0]).toMatchObject({ pointer: '/method', value: 'PUT', expected: 'GET or DELETE' })
    expect(await run(curl)).toBeLessThan(300)
  })

  it('looks further where a word of another path stands for a value', async () => {
    const { mock, call } = await client('over a socket')
    expect((await call('POST', `${acme}/users/invite`, { body: { email: 'jane@example.com' } })).status).toBe(405)
    expect(explain(mock).nearest?.[0]).toMatchObject({ operationId: 'inviteUserV2', method: 'POST' })
    expect(await run(explain(mock).curl)).toBe(201)
  })

  it('is no call of an operation on that path', async () => {
    const { mock, call } = await client('in process')
    await call('GET', `${acme}/users/invite/v2`)
    expect((await mock.requests.list())[0]).toMatchObject({ operationId: null, status: 405 })
    expect(await mock.requests.count({ operationId: 'inviteUserV2' })).toBe(0)
  })
})

describe('a request that does not fit the document', () => {
  const path = `${acme}/users/invite/v2`
  const bodies: readonly (readonly [name: string, body: unknown, pointer: string, expected: RegExp, remedy: RegExp])[] = [
    [
      'no email',
      {},
      '/body/email',
      /an e-mail address such as "jane@example.com" \(required\)/,
      /Send \/body\/email as "jane@example.com"/,
    ],
    ['a misspelt name', { emial: 'jane.doe@example.com' }, '/body/email', /required/, /as "jane.doe@example.com"/],
    ['no address', { email: 'jane' }, '/body/email', /an e-mail address/, /"jane@example.com"/],
    ['an address in use for a sample', { email: 7, role_ids: ['role_abc123'] }, '/body/email', /text/, /"jane@example.com"/],
    [
      'a long name',
      { email: 'jane@example.com', full_name: 'x'.repeat(300) },
      '/body/full_name',
      /at most 255 characters, not 300/,
      /full_name/,
    ],
    ['one id for a list', { email: 'jane@example.com', role_ids: 'role_abc123' }, '/body/role_ids', /a list/, /\["role_abc123"\]/],
    ['text for a flag', { email: 'jane@example.com', send_invitation: 'false' }, '/body/send_invitation', /true or false/, /as false/],
    ['null for a list', { email: 'jane@example.com', role_ids: null }, '/body/role_ids', /a list/, /Leave out \/body\/role_ids/],
    ['an id of the wrong form', { email: 'jane@example.com', role_ids: ['Admin'] }, '/body/role_ids/0', /matches \^role_/, /role_abc123/],
    ['no object', [1], '/body', /an object/, /Send \/body as/],
  ]

  it.each(bodies)('%s', async (_name, body, pointer, expected, remedy) => {
    const { mock, call } = await client('over a socket')
    expect((await call('POST', path, { body })).status).toBe(422)
    const { violations, curl, ...explanation } = explain(mock)
    expect(violations[0]).toMatchObject({ pointer, expected: expect.stringMatching(expected) })
    expect(explanation.remedy).toMatch(remedy)
    expect(await run(curl), curl).toBe(201)
  })

  it('goes on where the mended request comes up against something else', async () => {
    const { mock, call } = await client('over a socket')
    await call('POST', path, { body: { email: 'jane@example.com' } })
    await call('POST', path, { body: { role_ids: [] } })
    const { remedy, curl } = explain(mock)
    expect(remedy).toMatch(/^Send \/body\/email as "jane@example.com"\. Send the invitation of jane@example.com again\./)
    expect(await run(curl)).toBe(204)
  })

  it.each([
    ['{"email": "jane@example.com"', 'application/json', /JSON; it breaks at line 1, column 29/],
    ['<email>jane@example.com</email>', 'application/xml', /sent as application\/json/],
    ['{"email": "jane@example.com"}', 'text/plain', /sent as application\/json/],
  ])('reads %s as %s', async (raw, mediaType, expected) => {
    const { mock, call } = await client('over a socket')
    await call('POST', path, { raw, headers: { 'content-type': mediaType } })
    const { violations, curl } = explain(mock)
    expect(violations[0]).toMatchObject({ pointer: '/body', expected: expect.stringMatching(expected) })
    expect(await run(curl)).toBe(201)
  })

  it('mends a query at its bound', async () => {
    const { mock, call } = await client('over a socket')
    await call('GET', `${acme}/audit-log?limit=1000&skip=-1&search_term=x`)
    const { violations, curl } = explain(mock)
    expect(violations.map(({ pointer, value, expected }) => [pointer, value, expected])).toEqual([
      ['/query/skip', -1, 'a number from 0 up'],
      ['/query/limit', 1000, 'a number up to 100'],
    ])
    expect(curl).toContain('search_term=x&skip=0&limit=100')
    expect(await run(curl)).toBe(200)
  })
})

describe('a credential that is none', () => {
  it.each([
    [{}, 'No credential was sent'],
    [{ authorization: 'tok_owner' }, 'does not say which kind of credential'],
    [{ authorization: 'bearer tok_owner' }, '"bearer" in the header Authorization is not spelt as it must be'],
    [{ authorization: 'Bearer' }, 'there is nothing'],
    [{ authorization: 'Bearer two words' }, 'is no token'],
    [{ authorization: 'Basic dXNlcjpwYXNz' }, 'a Basic credential'],
    [{ 'x-api-key': 'two words' }, 'no key'],
  ])('%j', async (headers, summary) => {
    const { mock, call } = await client('over a socket')
    expect((await call('GET', `${acme}/roles`, { token: null, headers })).status).toBe(401)
    const explanation = explain(mock)
    expect(explanation.summary).toContain(summary)
    expect(explanation.violations[0]?.expected).toContain('or the header X-API-Key')
    expect(JSON.stringify(explanation.violations)).not.toMatch(/tok_owner|dXNlcjpwYXNz|two words/)
    expect(await run(explanation.curl)).toBe(200)
  })
})

describe('a world of its own', () => {
  it('is named in the command by its address', async () => {
    const { mock, call } = await client('over a socket')
    await call('POST', `/__standin/worlds/mine${acme}/users/invite/v2`, { body: {} })
    const { curl } = explain(mock, 'mine')
    expect(curl).toContain('/__standin/worlds/mine/v1/organizations/')
    expect(await run(curl)).toBe(201)
    expect(newest(mock, 'mine')).toMatchObject({ id: 2, response: { status: 201 } })
    expect(mock.registry.at('default').exchanges).toBe(0)
  })

  it("is named by the header where it was, if its address is the server's own", async () => {
    const { mock, call } = await client('over a socket', { worlds: 'strict' })
    await call('POST', `${acme}/users/invite/v2`, { body: {}, headers: { 'standin-world': 'default' } })
    expect(await run(explain(mock).curl)).toBe(201)
  })
})

describe('another document', () => {
  const api = createApi(
    documentOf(
      {
        '/files/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }],
          post: {
            operationId: 'putFile',
            security: [{ key: [] }],
            parameters: [
              {
                name: 'filter',
                in: 'query',
                style: 'deepObject',
                schema: { type: 'object', required: ['size'], properties: { size: { type: 'integer', maximum: 10 } } },
              },
              { name: 'X-Trace', in: 'header', required: true, schema: { type: 'string', enum: ['on', 'off'] } },
            ],
            requestBody: {
              required: true,
              content: {
                'application/x-www-form-urlencoded': {
                  schema: {
                    type: 'object',
                    required: ['name', 'password'],
                    properties: { name: { type: 'string', minLength: 3 }, password: { type: 'string', minLength: 8 } },
                  },
                },
              },
            },
            responses: { 200: { description: 'Taken.' } },
          },
        },
      },
      { components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'api_key' } } } },
    ),
    'files.yaml',
  )
  const operation = api.operation('putFile') as Operation

  function refuse(given: { params?: string[]; query?: string; headers?: Record<string, string>; body?: string }) {
    const backend = {
      ...organizations,
      tokens: () => [],
      explain: () => undefined,
      authenticate: () => ({ id: 'someone' }),
      handles: () => true,
      toErrorBody: undefined,
      fromErrorBody: undefined,
      answer: () => ({ status: 200 }),
    } as never
    return { engine: { api, backend, explains: true }, given }
  }

  it('gets a command with its own key, its own form and every part mended', async () => {
    const { mock } = await client('in process')
    const { engine } = refuse({})
    const world = mock.createWorld('files')
    const query = 'api_key=mySecretKey1&filter[size]=99'
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-trace': 'onn' }
    const body = new TextEncoder().encode('name=ab&password=hunter2hunter2')
    respond(engine, world, operation, {
      method: 'POST',
      target: `/files/0?${query}`,
      params: ['0'],
      query,
      headers,
      body,
      unreadable: undefined,
    })
    const explanation = explainExchange(engine, world, world.journal.newestFirst().next().value as Recorded)
    expect(explanation?.violations.map(({ pointer }) => pointer)).toEqual([
      '/path/id',
      '/query/filter/size',
      '/headers/x-trace',
      '/body/name',
    ])
    expect(JSON.stringify(explanation)).not.toMatch(/mySecretKey1|hunter2/)
    expect(explanation?.curl.split(' \\\n  ')).toEqual([
      "curl -i -X POST -g 'http://127.0.0.1:4010/__standin/worlds/files/files/1?filter[size]=0&api_key=any-token'",
      "-H 'Content-Type: application/x-www-form-urlencoded'",
      "-H 'X-Trace: on'",
      expect.stringMatching(/^-d 'name=\S+&password=\S+'$/),
    ])
    const [, form = ''] = /-d '(.*)'/.exec(explanation?.curl ?? '') ?? []
    const sent = { operation, params: ['1'], query: 'filter[size]=0', headers: { ...headers, 'x-trace': 'on' }, body: form }
    expect(operation.read(toParts(sent)).ok).toBe(true)
  })

  it('is answered in a type the caller takes', async () => {
    const document = documentOf({
      '/things': {
        get: { operationId: 'list', responses: { 200: { description: 'All.', content: { 'application/json': { example: [] } } } } },
      },
    })
    const { mock, call } = await client('over a socket', { document: filesOf({ 'things.json': JSON.stringify(document) }) })
    expect((await call('GET', '/things', { headers: { accept: 'text/html' } })).status).toBe(406)
    const { violations, curl } = explain(mock)
    expect(violations).toMatchObject([{ pointer: '/headers/accept', value: 'text/html', expected: 'one of application/json' }])
    expect(await run(curl)).toBe(200)
  })
})

describe('a call that names no world', () => {
  it('is told how to name one', async () => {
    const { mock, call } = await client('over a socket', { worlds: 'strict' })
    const { status, body } = await call('GET', `${acme}/roles`)
    const world = mock.createWorld('default')
    const refused = { code: String(body.code), status, reason: String(body.detail), isOurs: true }
    reject(
      mock.engine,
      world,
      { method: 'GET', target: `${acme}/roles`, params: [], query: '', headers: {}, body: undefined, unreadable: undefined },
      refused,
    )
    const explanation = explainExchange(mock.engine, world, world.journal.newestFirst().next().value as Recorded)
    expect(explanation).toMatchObject({ code: 'world_required', remedy: 'Name a world; it is made on first use.' })
    expect(await run(explanation?.curl ?? '')).toBe(200)
  })
})

import { describe, expect, it } from 'vitest'
import { matchesFilter, type RequestEntry, showExchange } from '../../src/control/index.ts'
import { respond } from '../../src/engine/index.ts'
import { createApi, type Operation } from '../../src/openapi/index.ts'
import { acme, type Client, client } from '../journeys/client.ts'
import { documentOf, filesOf } from '../openapi/given.ts'
import { newest, type Recorded } from './refusals.ts'

const invitePath = `${acme}/users/invite/v2`

function shown({ mock }: Client): RequestEntry {
  return showExchange(mock.engine, mock.registry.at('default'), newest(mock))
}

describe('an exchange as it is shown', () => {
  it('has everything about it', async () => {
    const api = await client('over a socket')
    const answer = await api.call('POST', `${invitePath}?dry=1`, { body: { email: 'jane@example.com', full_name: 'Jané Doe' } })
    const entry = shown(api)
    expect(entry).toMatchObject({
      id: 1,
      at: '2025-12-22T15:30:00Z',
      method: 'POST',
      path: `${invitePath}?dry=1`,
      operationId: 'inviteUserV2',
      status: 201,
      principal: 'usr_owner1',
      traceId: answer.headers.get('x-request-id'),
      fault: null,
      request: {
        headers: { 'content-type': 'application/json', authorization: 'Bearer [masked]' },
        body: { email: 'jane@example.com', full_name: 'Jané Doe' },
      },
      response: { headers: { 'content-type': 'application/json' }, body: answer.body },
    })
    expect(entry.durationMs).toBeGreaterThan(0)
  })

  it('has null where there was no body, and 0 where nothing was answered', async () => {
    const api = await client('over a socket')
    const id = await api.mock.faults.add({ connection: 'refuse' })
    await api.call('GET', `${acme}/roles`).catch(() => undefined)
    expect(shown(api)).toMatchObject({ status: 0, fault: id, request: { body: null }, response: { body: null } })
  })

  it.each([
    ['JSON without its name', '{"a":1}', 'text/plain', { a: 1 }],
    ['text', 'just text', 'text/plain', 'just text'],
    ['broken JSON', '{"a":', 'application/json', '{"a":'],
    ['a form', 'a=1&b=two%20words', 'application/x-www-form-urlencoded', 'a=1&b=two%20words'],
    ['bytes', new Uint8Array([0, 1, 2, 255]), 'application/octet-stream', { bytes: 4, media_type: 'application/octet-stream' }],
    ['bytes that claim to be text', new Uint8Array([0x89, 0x50, 0x4e]), 'text/plain', { bytes: 3, media_type: 'text/plain' }],
    [
      'a multipart form',
      '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\nhunter2\r\n--x--',
      'multipart/form-data; boundary=x',
      { password: '[masked]' },
    ],
    ['a broken multipart form', '--x\r\n', 'multipart/form-data; boundary=x', { bytes: 5, media_type: 'multipart/form-data' }],
  ])('shows %s as what it is', async (_name, raw, mediaType, expected) => {
    const api = await client('in process')
    await api.call('POST', invitePath, { raw, headers: { 'content-type': mediaType } })
    expect(shown(api).request.body).toEqual(expected)
  })

  it('cuts what is long, and says so', async () => {
    const api = await client('in process')
    const raw = `${'x'.repeat(65_535)}😀😀`
    await api.call('POST', invitePath, { raw, headers: { 'content-type': 'text/plain' } })
    expect(shown(api).request.body).toBe(`${'x'.repeat(65_535)}… [cut: 65535 of 65539 characters]`)
    await api.call('POST', invitePath, { body: { email: 'jane@example.com', custom_message: 'y'.repeat(70_000) } })
    expect(shown(api).request.body).toMatch(/^\{"email":"jane@example.com","custom_message":"y+… \[cut: 65536 of 700\d\d characters\]$/)
  })

  it('stands a body that is nested as deep as it gets', async () => {
    const api = await client('in process')
    await api.call('POST', invitePath, { raw: '['.repeat(100_000), headers: { 'content-type': 'application/json' } })
    expect(shown(api).status).toBe(422)
    await api.call('POST', invitePath, { raw: '['.repeat(3000) + ']'.repeat(3000), headers: { 'content-type': 'application/json' } })
    expect(JSON.stringify(shown(api).request.body)).toContain('[cut: nested too deeply]')
  })
})

describe('secrets in the journal', () => {
  it('masks them where they belong, and leaves what is told apart from them', async () => {
    const api = await client('in process')
    const headers = {
      authorization: 'Basic dXNlcjpodW50ZXIyaHVudGVy',
      'x-api-key': 'ak_live_123456',
      cookie: 'session=s3cr3tsession; Standin-World=default',
      'x-auth-token': 'abcdefgh12345678',
      'content-type': 'application/json',
    }
    const body = {
      password: 'correct horse',
      nested: [{ client_secret: 'top', api_key: 12345, refresh_token: { token: 'inner', expires_at: 'soon' } }],
      max_tokens: 100,
      next_page_token: 'cursor1',
      has_password: true,
      secretary: 'Ann',
      echo: 'hunter2hunter said ak_live_123456',
    }
    await api.call('POST', `${invitePath}?access_token=tok_owner&page=2`, { token: null, headers, body })
    const { path, request } = shown(api)
    expect(path).toBe(`${invitePath}?access_token=[masked]&page=2`)
    expect(request.headers).toMatchObject({
      authorization: 'Basic [masked]',
      'x-api-key': '[masked]',
      cookie: 'session=[masked]; Standin-World=default',
      'x-auth-token': '[masked]',
    })
    expect(request.body).toEqual({
      password: '[masked]',
      nested: [{ client_secret: '[masked]', api_key: '[masked]', refresh_token: { token: '[masked]', expires_at: '[masked]' } }],
      max_tokens: 100,
      next_page_token: 'cursor1',
      has_password: true,
      secretary: 'Ann',
      echo: '[masked] said [masked]',
    })
  })

  it('masks tokens in answers, and not what was handed to the caller', async () => {
    const api = await client('in process')
    const body = { email_key: 'invkey_pending1', full_name: 'Paul Patel', password: 'correct horse' }
    const { body: answer } = await api.call('POST', '/v1/invitations/complete', { token: null, body })
    expect(shown(api).response.body).toMatchObject({ success: true, token: '[masked]', refresh_token: { token: '[masked]' } })
    expect((await api.call('GET', `${acme}/roles`, { token: answer.token })).status).toBe(200)
    expect(newest(api.mock).request.headers.authorization).toBe(`Bearer ${answer.token}`)
    expect(JSON.stringify(shown(api))).not.toContain(answer.token)
  })

  it('shows what comes of a variable that was never set', async () => {
    const api = await client('in process')
    await api.call('GET', `${acme}/roles`, { token: 'undefined' })
    expect(shown(api).request.headers.authorization).toBe('Bearer undefined')
  })

  it.each(['tok_owner', 'Token', 'my tok_owner', 'tok_owner tok_owner'])(
    'masks an Authorization header that is only %j',
    async (authorization) => {
      const api = await client('in process')
      await api.call('GET', `${acme}/roles`, { token: null, headers: { authorization } })
      expect(shown(api).request.headers.authorization).not.toContain('tok_owner')
    },
  )

  it('leaves out the rest of a text once a secret is named in it', async () => {
    const api = await client('in process')
    for (const raw of [
      '{"email": "a@b.c", "password": "hun',
      '<user><email>a@b.c</email><password>hunter2</password></user>',
      'email: a@b.c\npassword: hunter2 hunter3',
    ]) {
      await api.call('POST', invitePath, { raw, headers: { 'content-type': 'text/plain' } })
      expect(shown(api).request.body).toMatch(/a@b\.c[\s\S]*password \[masked: \d+ characters\]$/)
      expect(shown(api).request.body).not.toContain('hun')
    }
  })

  it('knows the keys of any document by its security schemes', async () => {
    const document = documentOf(
      {
        '/things': {
          get: {
            operationId: 'list',
            security: [{ inQuery: [] }, { inHeader: [] }, { inCookie: [] }],
            responses: { 200: { description: 'All.' } },
          },
        },
      },
      {
        components: {
          securitySchemes: {
            inQuery: { type: 'apiKey', in: 'query', name: 'k' },
            inHeader: { type: 'apiKey', in: 'header', name: 'X-Licence' },
            inCookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
          },
        },
      },
    )
    const { mock } = await client('in process')
    const engine = { ...mock.engine, api: createApi(document, 'things.yaml') }
    const world = mock.createWorld('things')
    const headers = { 'x-licence': 'licence-1234', cookie: 'sid=cookie-1234' }
    const query = 'k=query-1234&q=x'
    respond(engine, world, engine.api.operation('list') as Operation, {
      method: 'GET',
      target: `/things?${query}`,
      params: [],
      query,
      headers,
      body: undefined,
      unreadable: undefined,
    })
    const entry = showExchange(engine, world, world.journal.newestFirst().next().value as Recorded)
    expect(entry.path).toBe('/things?k=[masked]&q=x')
    expect(JSON.stringify(entry)).not.toMatch(/-1234/)
  })
})

describe('over HTTP', () => {
  it.each(['', '/__standin/worlds/mine'])(
    'a refusal links to its explanation, which says the same as in this process (%j)',
    async (prefix) => {
      const api = await client('over a socket')
      const refused = await api.call('POST', `${prefix}${invitePath}`, { body: { email: 7 } })
      const link = /^<(.+)>; rel="describedby"$/.exec(refused.headers.get('link') ?? '')?.[1] ?? ''
      expect(link).toBe(`${prefix}/__standin/requests/1`)
      const { status, body } = await api.call('GET', link, { token: null })
      const { explanation } = await api.mock.world(prefix === '' ? 'default' : 'mine').requests.find(1)
      expect(status).toBe(200)
      expect(body).toMatchObject({ id: 1, operation_id: 'inviteUserV2', status: 422, explanation: { ...explanation } })
      expect(explanation?.violations).toMatchObject([{ pointer: '/body/email', value: 7 }])
    },
  )

  it('a refusal links to nothing where nothing is kept of it', async () => {
    const { call } = await client('in process', { journalLimit: 0 })
    const refused = await call('POST', invitePath, { body: { email: 7 } })
    expect([refused.status, refused.headers.get('link')]).toEqual([422, null])
  })

  it('a refusal links to an explanation where the document has no operation at all', async () => {
    const { call } = await client('in process', { document: filesOf({ 'empty.json': JSON.stringify(documentOf({})) }) })
    const refused = await call('GET', '/anything')
    expect([refused.status, refused.headers.get('link')]).toEqual([404, '</__standin/requests/1>; rel="describedby"'])
    const { status, body } = await call('GET', '/__standin/requests/1', { token: null })
    expect([status, body.explanation]).toEqual([
      200,
      expect.objectContaining({
        code: 'route_not_found',
        summary: 'The document has no operations at all.',
        curl: 'curl -i http://127.0.0.1:4010/__standin/openapi.json',
      }),
    ])
  })
})

describe('finding exchanges', () => {
  async function three() {
    const api = await client('in process')
    await api.call('POST', invitePath, {
      body: { email: 'Jane@example.com', role_ids: ['role_abc123', 'role_member1'], send_invitation: false },
    })
    await api.call('POST', invitePath, { body: { email: 'JANE@example.com' } })
    await api.call('GET', `${acme}/invitation?email=paul%40example.com`, { token: 'tok_admin' })
    const ids = (filter: Parameters<typeof matchesFilter>[2]) =>
      [...api.mock.registry.at('default').journal.exchanges()]
        .filter((exchange) => matchesFilter(api.mock.engine, exchange, filter))
        .map(({ id }) => id)
    return ids
  }

  it.each([
    [{}, [1, 2, 3]],
    [{ operationId: 'inviteUserV2' }, [1, 2]],
    [{ status: 409 }, [2]],
    [{ operationId: 'inviteUserV2', status: 200 }, []],
    [{ search: 'jane@EXAMPLE' }, [1, 2]],
    [{ search: 'paul@example.com' }, [3]],
    [{ search: 'usr_admin1' }, [3]],
    [{ search: 'already exists' }, [2]],
    [{ search: 'nobody' }, []],
    [{ body: { email: 'Jane@example.com' } }, [1]],
    [{ body: { role_ids: ['role_member1'] } }, [1]],
    [{ body: { role_ids: [] } }, []],
    [{ body: { send_invitation: true } }, []],
    [{ body: {} }, [1, 2]],
    [{ operationId: 'getInvitation', body: {} }, []],
  ])('%j', async (filter, expected) => {
    expect((await three())(filter)).toEqual(expected)
  })
})

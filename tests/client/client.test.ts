import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { paths as Flagship } from '../../src/backends/organizations/document.gen.ts'
import { createClient } from '../../src/client/index.ts'
import { createMock, defineBackend, type Mock } from '../../src/index.ts'
import { filesOf } from '../openapi/given.ts'

describe('a client of the flagship, over a socket', () => {
  let mock: Mock
  beforeAll(async () => {
    mock = await createMock({ port: 0 })
  })
  afterAll(() => mock.close())

  const path = { organization_id: 'org_xyz789' }
  const invite = '/v1/organizations/{organization_id}/users/invite/v2'

  it('gives what the API answers as data, and what it says no to as an error', async () => {
    const api = createClient<Flagship>({ baseUrl: `${mock.url}/`, headers: async () => ({ authorization: 'Bearer tok_owner' }) })
    const { data, error, response } = await api.POST(invite, { params: { path }, body: { email: 'jane@example.com' } })
    expect([data?.email, error, response.status]).toEqual(['jane@example.com', undefined, 201])
    const again = await api.POST(invite, { params: { path }, body: { email: 'jane@example.com' } })
    expect([again.data, again.error?.error.code, again.response.status]).toEqual([undefined, 'USER_ALREADY_EXISTS', 409])
    const audit = await api.GET('/v1/organizations/{organization_id}/audit-log', {
      params: { path, query: { search_term: 'jane & co', limit: 1 } },
    })
    expect(audit.response.url).toContain('?search_term=jane%20%26%20co&limit=1')
    expect(audit.response.status).toBe(200)
    const other = await api.GET('/v1/capabilities', { headers: { authorization: 'Basic x' } })
    expect(other.response.status).toBe(401)
  })

  it('throws only where there is no answer: a parameter that is missing, a call that was taken back', async () => {
    const api = createClient<Flagship>({ baseUrl: mock.url })
    const nowhere = { params: { path: { organization_id: '' } }, body: { email: 'jane@example.com' } }
    await expect(api.POST(invite, nowhere)).rejects.toThrow(
      '/v1/organizations/{organization_id}/users/invite/v2 needs a value for the parameter "organization_id"',
    )
    await expect(api.GET('/v1/capabilities', { signal: AbortSignal.abort() })).rejects.toThrow('aborted')
  })
})

interface Things {
  '/things/{id}:mark': {
    post: {
      parameters: {
        path: { id: string[] }
        query: { filter: { size: number; colour?: string }; ids: number[] }
        header: { 'X-Trace': string }
        cookie: { tab: string }
      }
      requestBody: { content: { 'application/x-www-form-urlencoded': { name: string; tags: string[] } } }
      responses: { 200: { content: { 'application/json': unknown } } }
    }
  }
  '/notes': {
    post: {
      parameters: object
      requestBody: { content: { 'text/plain': string } }
      responses: { 200: { content: { 'text/plain': string } } }
    }
  }
}

const document = `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things/{id}:mark:
    post:
      operationId: mark
      parameters:
        - { name: id, in: path, required: true, style: label, explode: true, schema: { type: array, items: { type: string } } }
        - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object, properties: { size: { type: integer }, colour: { type: string } } } }
        - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: X-Trace, in: header, schema: { type: string } }
        - { name: tab, in: cookie, schema: { type: string } }
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, required: [name, tags], properties: { name: { type: string }, tags: { type: array, items: { type: string } } } }
      responses: { '200': { description: As it was read., content: { application/json: {} } } }
  /notes:
    post:
      operationId: note
      requestBody: { required: true, content: { text/plain: { schema: { type: string } } } }
      responses: { '200': { description: As it was read., content: { text/plain: { schema: { type: string } } } } }
`

it('writes parameters and bodies as the document has them', async () => {
  const backend = defineBackend(filesOf({ 'things.yaml': document }))({
    mark: ({ params, query, headers, body }) => ({ status: 200, body: { params, query, headers, body } }),
    note: ({ body }) => ({ status: 200, body, mediaType: 'text/plain' }),
  })
  const mock = await createMock({ backend, port: 0 })
  const client = createClient<Things>({
    baseUrl: mock.url,
    wire: {
      '/things/{id}:mark': {
        POST: {
          path: { id: { style: 'label', explode: true } },
          query: { filter: { style: 'deepObject', explode: true }, ids: { style: 'form', explode: false } },
          body: 'application/x-www-form-urlencoded',
        },
      },
      '/notes': { POST: { body: 'text/plain' } },
    },
  })
  const query = { filter: { size: 3, colour: 'a&b' }, ids: [1, 2] }
  const { data } = await client.POST('/things/{id}:mark', {
    params: { path: { id: ['a', 'b'] }, query, header: { 'X-Trace': 't' }, cookie: { tab: 'one' } },
    body: { name: 'n=1', tags: ['x', 'y'] },
  })
  expect(data).toEqual({ params: { id: ['a', 'b'] }, query, headers: { 'X-Trace': 't' }, body: { name: 'n=1', tags: ['x', 'y'] } })
  expect((await client.POST('/notes', { body: 'two\nlines' })).data).toBe('two\nlines')
  expect(mock.defects).toEqual([])
  await mock.close()
})

it('writes a body in the media type that is given with a call, and no name is taken for what every object has', async () => {
  const sent: [url: string, type: string | null, body: unknown][] = []
  const client = createClient<Notes>({
    baseUrl: 'http://notes.test',
    wire: { '/notes/{constructor}': { POST: { body: 'application/json' } } },
    fetch: async (url, init) => {
      const request = new Request(url, init)
      sent.push([url, request.headers.get('content-type'), await request.text()])
      return new Response(null, { status: 204 })
    },
  })
  const post = (body: Note | FormData, type?: string) =>
    client.POST('/notes/{constructor}', {
      params: { path: { constructor: 'a/b' }, query: { toString: [1, 2] } },
      body,
      headers: type === undefined ? {} : { 'content-type': type },
    })
  const form = new FormData()
  form.append('text', 'a')
  await post({ text: 'a&b' })
  await post({ text: 'a&b' }, 'application/x-www-form-urlencoded')
  await post({ text: 'a' }, 'multipart/form-data')
  await post(form, 'multipart/form-data')
  const url = 'http://notes.test/notes/a%2Fb?toString=1&toString=2'
  const part = expect.stringContaining('name="text"\r\n\r\na\r\n')
  const parts = [url, expect.stringMatching(/^multipart\/form-data; boundary=/), part]
  expect(sent).toEqual([
    [url, 'application/json', '{"text":"a&b"}'],
    [url, 'application/x-www-form-urlencoded', 'text=a%26b'],
    parts,
    parts,
  ])
})

interface Note {
  readonly text: string
}

interface Notes {
  '/notes/{constructor}': {
    post: {
      parameters: { path: { constructor: string }; query?: { toString?: number[] } }
      requestBody: { content: { 'application/json': Note; 'application/x-www-form-urlencoded': Note; 'multipart/form-data': Note } }
      responses: { 204: { content?: never } }
    }
  }
}

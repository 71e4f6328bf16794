import { expect, it } from 'vitest'
import { createMock, defineBackend } from '../../../src/index.ts'
import { draftOf, toParts } from '../../../src/openapi/index.ts'

const responses = { 204: { description: 'Nothing.' } }
const asked = {
  content: { 'application/json': { schema: { type: 'object', required: ['word'], properties: { word: { type: 'string' } } } } },
}
const found = { content: { 'application/json': { schema: { type: 'array', items: { type: 'string' }, example: ['tea'] } } } }
const terms = {
  type: 'object',
  required: ['word'],
  additionalProperties: false,
  properties: { word: { type: 'string' }, sizes: { type: 'array', items: { type: 'integer' } } },
}
const document = {
  openapi: '3.2.0',
  $self: 'https://api.test/openapi.yaml',
  info: { title: 'Newer', version: '1' },
  tags: [
    { name: 'drinks', kind: 'nav' },
    { name: 'teas', parent: 'drinks', summary: 'Teas' },
  ],
  paths: {
    '/things/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { operationId: 'list', tags: ['teas'], responses },
      query: { operationId: 'ask', requestBody: { required: true, ...asked }, responses: { 200: { description: 'Found.', ...found } } },
      additionalOperations: {
        COPY: { operationId: 'copy', requestBody: asked, responses },
        POST: { operationId: 'misplaced', responses },
        FETCH: { operationId: 'fetch', responses },
        search: { operationId: 'search', responses },
      },
    },
    ...Object.fromEntries(
      Object.entries({
        form: ['application/x-www-form-urlencoded', terms],
        json: ['application/json', terms],
        text: ['text/plain', { type: 'string', maxLength: 9 }],
      }).map(([name, [type, schema]]) => [
        `/${name}`,
        {
          get: {
            operationId: name,
            parameters: [{ name: 'all', in: 'querystring', required: true, content: { [type as string]: { schema } } }],
            responses: { 200: { description: '', content: { 'application/json': { schema: {} } } } },
          },
        },
      ]),
    ),
    '/both': {
      get: {
        operationId: 'both',
        parameters: [
          { name: 'all', in: 'querystring', content: { 'application/json': { schema: {} } } },
          { name: 'one', in: 'query', schema: {} },
        ],
        responses,
      },
    },
    '/unread': {
      get: { operationId: 'unread', parameters: [{ name: 'all', in: 'querystring', content: { 'application/xml': {} } }], responses },
    },
    '/lines': {
      get: {
        operationId: 'lines',
        responses: { 200: { description: 'Lines.', content: { 'application/jsonl': { itemSchema: { type: 'object' } } } } },
      },
      post: { operationId: 'send', requestBody: { content: { 'multipart/mixed': { itemSchema: {}, prefixEncoding: [] } } }, responses },
    },
  },
}

it('what OpenAPI 3.2 added is played, or named where it is not', async () => {
  const mock = await createMock({ document, port: 0 })
  expect(
    [...mock.api.diagnostics, ...mock.api.compileAll()].map(({ code, severity, where }) => `${severity} ${code} ${where.pointer}`),
  ).toEqual([
    'error operation.malformed /paths/~1things~1{id}/additionalOperations/POST',
    'warning operation.method.unsupported /paths/~1things~1{id}/additionalOperations/FETCH',
    'warning operation.method.unsupported /paths/~1things~1{id}/additionalOperations/search',
    'error parameter.invalid /paths/~1both/get/parameters/0',
    'error parameter.invalid /paths/~1unread/get/parameters/0',
    'warning media.unsupported /paths/~1lines/post/requestBody/content/multipart~1mixed/itemSchema',
    'warning media.unsupported /paths/~1lines/post/requestBody/content/multipart~1mixed/prefixEncoding',
  ])
  const ask = async (method: string, path: string, body?: object) => {
    const init = { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) }
    const [response, local] = [await fetch(mock.url + path, init), await mock.fetch(path, init)]
    expect([method, local.status]).toEqual([method, response.status])
    return [response.status, response.headers.get('allow') ?? (await response.text())]
  }
  expect(await ask('GET', '/things/1')).toEqual([204, ''])
  expect(await ask('QUERY', '/things/1', { word: 'tea' })).toEqual([200, '["tea"]'])
  expect(await ask('QUERY', '/things/1', {})).toEqual([422, expect.stringMatching(/"in":"body","path":"word"/)])
  expect(await ask('QUERY', '/things/x', { word: 'tea' })).toEqual([422, expect.stringMatching(/"in":"path","path":"id"/)])
  expect(await ask('COPY', '/things/1')).toEqual([204, ''])
  expect(await ask('COPY', '/things/1', {})).toEqual([422, expect.stringMatching(/"in":"body","path":"word"/)])
  expect(await ask('POST', '/things/1')).toEqual([405, 'GET, QUERY, COPY, HEAD, OPTIONS'])
  expect(await ask('SEARCH', '/things/1')).toEqual([405, 'GET, QUERY, COPY, HEAD, OPTIONS'])
  await mock.close()
})

it('a parameter may be the whole query: a form, JSON or text', async () => {
  const echo = ({ query }: { readonly query: Record<string, unknown> }) => ({ status: 200, body: query.all ?? null })
  const mock = await createMock({ backend: defineBackend(document)({ form: echo, json: echo, text: echo }), port: 0 })
  const ask = async (path: string) => {
    const response = await fetch(mock.url + path)
    const { violations, ...body } = await response.json()
    return violations === undefined ? body : violations.map((one: { path: string; rule: string }) => `${one.path} ${one.rule}`)
  }
  const asked = { word: 'tea & milk', sizes: [1, 2] }
  expect(await ask('/form?word=tea+%26%20milk&sizes=1&sizes=2')).toEqual(asked)
  expect(await ask('/form?word=tea&sizes=x&colour=red')).toEqual(['all.colour additionalProperties', 'all.sizes.0 type'])
  expect(await ask('/form')).toEqual(['all required'])
  expect(await ask(`/json?${encodeURIComponent(JSON.stringify(asked))}`)).toEqual(asked)
  expect(await ask('/json?word=tea')).toEqual(['all malformed'])
  expect(await ask(`/json?${encodeURIComponent('{"sizes":[]}')}`)).toEqual(['all.word required'])
  expect(await (await fetch(`${mock.url}/text?a%20b&c`)).text()).toBe('"a b&c"')
  expect(await ask('/text?0123456789')).toEqual(['all maxLength'])
  // the corrected request of an explanation is one that is let through
  const explained = await mock.requests.find(
    (await mock.requests.list({ limit: 100 })).find(({ path }) => path === '/json?word=tea')?.id ?? 0,
  )
  const [, corrected = ''] = /'([^']+\/json[^']*)'/.exec(explained.explanation?.curl ?? '') ?? []
  expect((await fetch(corrected)).status).toBe(200)
  for (const id of ['form', 'json', 'text']) {
    const operation = mock.api.operation(id)
    expect(operation?.read(toParts(draftOf(mock.api, operation))), id).toMatchObject({ ok: true })
  }
  await mock.close()
})

import { expect, it } from 'vitest'
import { createMock } from '../../../src/index.ts'

const responses = { 204: { description: 'Nothing.' } }
const asked = {
  content: { 'application/json': { schema: { type: 'object', required: ['word'], properties: { word: { type: 'string' } } } } },
}
const found = { content: { 'application/json': { schema: { type: 'array', items: { type: 'string' }, example: ['tea'] } } } }
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
    'warning media.unsupported /paths/~1lines/get/responses/200/content/application~1jsonl/itemSchema',
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

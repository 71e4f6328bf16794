import { expect, it } from 'vitest'
import { createMock } from '../../../src/index.ts'

const responses = { 204: { description: 'Nothing.' } }
const document = {
  openapi: '3.2.0',
  info: { title: 'Newer', version: '1' },
  paths: {
    '/things': {
      get: { operationId: 'list', responses },
      query: { operationId: 'ask', responses },
      additionalOperations: { COPY: { operationId: 'copy', responses } },
    },
    '/whole': {
      get: {
        operationId: 'whole',
        parameters: [{ name: 'all', in: 'querystring', content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } }],
        responses,
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

it('what OpenAPI 3.2 added to methods, places of parameters and sequences is named at load, and stops nothing else', async () => {
  const mock = await createMock({ document, port: 0 })
  expect(
    [...mock.api.diagnostics, ...mock.api.compileAll()].map(({ code, severity, where }) => `${severity} ${code} ${where.pointer}`),
  ).toEqual([
    'warning operation.method.unsupported /paths/~1things/query',
    'warning operation.method.unsupported /paths/~1things/additionalOperations/COPY',
    'error parameter.invalid /paths/~1whole/get/parameters/0',
    'warning media.unsupported /paths/~1lines/get/responses/200/content/application~1jsonl/itemSchema',
    'warning media.unsupported /paths/~1lines/post/requestBody/content/multipart~1mixed/itemSchema',
    'warning media.unsupported /paths/~1lines/post/requestBody/content/multipart~1mixed/prefixEncoding',
  ])
  const statuses = []
  for (const [method, path] of [
    ['GET', '/things'],
    ['QUERY', '/things'],
    ['GET', '/whole'],
  ] as const)
    statuses.push((await fetch(mock.url + path, { method })).status)
  expect(statuses).toEqual([204, 405, 501])
  await mock.close()
})

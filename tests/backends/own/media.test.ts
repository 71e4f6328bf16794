import { expect, it, onTestFinished } from 'vitest'
import { createMock, defineBackend } from '../../../src/index.ts'

const tea = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } }
const answers = (content: object) => ({ 200: { description: 'One.', content } })
const document = {
  openapi: '3.1.0',
  info: { title: 'Teas', version: '1' },
  paths: {
    '/both': {
      get: { operationId: 'both', responses: answers({ 'application/xml': { schema: tea }, 'application/json': { schema: tea } }) },
    },
    '/any': { get: { operationId: 'any', responses: answers({ '*/*': { schema: {} } }) } },
    '/page': { get: { operationId: 'page', responses: answers({ 'text/html': { schema: { type: 'string' } } }) } },
    '/problem': {
      get: {
        operationId: 'problem',
        responses: {
          ...answers({ 'application/vnd.tea+json': { schema: tea } }),
          409: { description: 'No.', content: { 'application/problem+json': { schema: { required: ['title'] } } } },
        },
      },
    },
  },
}

it('what a handler gives goes out as the document has it, in the form its caller takes', async () => {
  let given: unknown
  const backend = defineBackend(document)({
    both: () => ({ status: 200, body: { id: 'a<b' } }),
    any: () => ({ status: 200, body: given }),
    page: () => ({ status: 200, body: '<p>' }),
    problem: ({ query, refuse }) =>
      query === undefined ? { status: 200, body: {} } : refuse(409, { title: 'Sold out' }, { 'retry-after': '9' }),
  })
  const mock = await createMock({ backend })
  onTestFinished(() => mock.close())
  const get = async (path: string, accept = '*/*') => {
    const { headers, ...response } = await mock.fetch(path, { headers: { accept } }).then(async (one) => ({
      status: one.status,
      headers: one.headers,
      body: await one.text(),
    }))
    return [response.status, headers.get('content-type'), response.body]
  }
  expect(await get('/both')).toEqual([200, 'application/json', '{"id":"a<b"}'])
  expect(await get('/both', 'application/xml')).toEqual([200, 'application/xml', expect.stringContaining('<id>a&lt;b</id>')])
  // a handler does not look at what its caller takes
  expect(await get('/page', 'application/json')).toEqual([200, 'text/html', '<p>'])
  expect(await get('/problem')).toEqual([409, 'application/problem+json', '{"title":"Sold out"}'])
  expect((await mock.fetch('/problem')).headers.get('retry-after')).toBe('9')
  const forms: unknown[] = []
  for (given of [{ a: 1 }, 'a', new Uint8Array([97])]) forms.push(await get('/any'))
  expect(forms).toEqual([
    [200, 'application/json', '{"a":1}'],
    [200, 'text/plain', 'a'],
    [200, 'application/octet-stream', 'a'],
  ])
  expect(mock.defects).toEqual([])
})

import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../src/index.ts'
import { documentOf, filesOf } from '../openapi/given.ts'
import { writeRaw } from './raw.ts'

const json = (schema: unknown, more: object = {}) => ({ description: 'Done.', content: { 'application/json': { schema, ...more } } })
const word = (field: string) => ({
  type: 'object',
  required: ['kind', field],
  properties: { kind: { type: 'string' }, [field]: { type: 'integer' } },
})
const deep = (name: string, schema: object) => ({ name, in: 'query', style: 'deepObject', explode: true, schema })
const choice = (discriminator: object) => ({
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: {
            pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator },
          },
        },
      },
    },
  },
  responses: { '204': { description: 'Taken.' } },
})

const document = documentOf(
  {
    '/old': { get: { operationId: 'old', deprecated: true, responses: { '200': json({ const: 1 }) } } },
    '/new': {
      get: { operationId: 'new', responses: { '200': { ...json({ const: 1 }), headers: { 'X-Total': { schema: { const: 3 } } } } } },
    },
    '/examples': {
      get: {
        operationId: 'examples',
        responses: {
          '101': { description: 'Another protocol.' },
          '200': json({ type: 'string' }, { example: 'shown' }),
          '4XX': json({ type: 'string' }, { examples: { lost: { value: 'Lost.' } } }),
          default: json({ type: 'string' }, { examples: { broken: { value: 'Broken.' } } }),
        },
      },
    },
    '/any': {
      post: {
        operationId: 'any',
        requestBody: { content: { '*/*': { schema: { type: 'object' } } } },
        responses: { '204': { description: 'Taken.' } },
      },
    },
    '/nothing': { get: { operationId: 'nothing', responses: { '200': { description: 'Nothing.' } } } },
    '/deep': {
      get: {
        operationId: 'deep',
        parameters: [
          deep('created', { anyOf: [{ type: 'integer' }, { type: 'object', properties: { gt: { type: 'integer' } } }] }),
          deep('size', { type: 'object', properties: { from: { type: 'integer' } } }),
        ],
        responses: { '204': { description: 'Found.' } },
      },
    },
    '/lines': {
      post: {
        operationId: 'lines',
        requestBody: { required: true, content: { 'application/x-ndjson': { schema: word('lives') } } },
        responses: { '200': { description: 'Lines.', content: { 'application/json-seq': { itemSchema: word('lives') } } } },
      },
    },
    '/implicit': { post: { operationId: 'implicit', ...choice({ propertyName: 'kind' }) } },
    '/mapped': {
      post: { operationId: 'mapped', ...choice({ propertyName: 'kind', mapping: { meows: '#/components/schemas/Cat', barks: 'Dog' } }) },
    },
    '/shared': { $ref: '#/components/pathItems/Shared', post: { operationId: 'beside', responses: { '204': { description: 'Taken.' } } } },
  },
  {
    components: {
      schemas: { Cat: word('lives'), Dog: word('tricks') },
      pathItems: { Shared: { get: { operationId: 'shared', responses: { '200': json({ const: 1 }) } } } },
    },
  },
)

let mock: Mock
let port: number
beforeAll(async () => {
  mock = await createMock({ document, stateful: false })
  port = Number(new URL(await mock.listen(0, '127.0.0.1')).port)
})
afterAll(async () => {
  expect(mock.defects).toEqual([])
  await mock.close()
})

const write = (text: string) => writeRaw(port, text)

const get = (target: string, headers = '') => write(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${headers}\r\n`)

describe('what is no HTTP', () => {
  it.each([
    ['an address that is not encoded', 'GET /café HTTP/1.1\r\nHost: a\r\n\r\n', 400, /percent-encoded/],
    ['a method nobody knows', 'FETCH /old HTTP/1.1\r\nHost: a\r\n\r\n', 501, /FETCH is not known/],
    ['a method in small letters', 'get /old HTTP/1.1\r\nHost: a\r\n\r\n', 501, /capitals/],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc', 400, /http:\/\/ and not https:\/\//],
    ['no Host', 'GET /old HTTP/1.1\r\n\r\n', 400, /the header Host/],
    ['two Hosts', 'GET /old HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400, /have it once/],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, /HTTP\/2/],
    ['a header name with a blank', 'GET /old HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n', 400, /header/i],
    ['headers that are too long', `GET /old HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, /16384 bytes/],
    ['two lengths', 'POST /any HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400, /Content-Length/],
  ])('is refused with the reason: %s', async (_name, text, status, reason) => {
    const answer = await write(text)
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json', connection: 'close' } })
    expect(JSON.parse(answer.text)).toMatchObject({ status, code: 'malformed_request', detail: expect.stringMatching(reason) })
  })

  it('is no defect when a caller leaves before the end of his body', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          'POST /any HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
        )
        // the server has the request when it asks for more
        socket.once('data', () => socket.destroy())
      })
      socket.on('close', () => resolve())
    })
    expect((await get('/new')).status).toBe(200)
    expect(mock.defects).toEqual([])
  })
})

describe('a Content-Type', () => {
  const post = (type: string, body: string) => mock.fetch('/any', { method: 'POST', headers: { 'content-type': type }, body })

  it.each([
    ['nonsense', /a media type in its Content-Type, such as application\/json, not as \\"nonsense\\"/],
    ['text/plain', /can not be checked as text\/plain/],
  ])('that is none, or not to be read, is told: %s', async (type, reason) => {
    const answer = await post(type, '{}')
    expect(answer.status).toBe(415)
    expect(await answer.text()).toMatch(reason)
  })
})

describe('a parameter in the style deepObject', () => {
  it.each([
    ['created=5', 204, undefined],
    ['created%5Bgt%5D=5', 204, undefined],
    ['created=soon', 422, { path: 'created', rule: 'type' }],
    ['size=5', 400, { path: 'size', message: 'must be given part by part, as in size[from]=…' }],
    ['size=', 204, undefined],
  ])('is read whole where its schema takes that, and refused where not: %s', async (query, status, violation) => {
    const answer = await mock.fetch(`/deep?${query}`)
    expect(answer.status).toBe(status)
    if (violation !== undefined) expect((await answer.json()).violations).toMatchObject([violation])
  })
})

describe('what is said beside an answer', () => {
  it('is that there is nothing in it', async () => {
    expect((await get('/nothing')).headers['content-length']).toBe('0')
    expect((await get('/deep')).headers).not.toHaveProperty('content-length')
  })

  it('is that its operation is deprecated (RFC 9745)', async () => {
    expect((await get('/old')).headers.deprecation).toMatch(/^@\d+$/)
    expect((await get('/new')).headers).not.toHaveProperty('deprecation')
  })

  it('can be read by pages of other origins, by whatever name', async () => {
    expect((await get('/new', 'Origin: http://page.example\r\n')).headers).toMatchObject({
      'access-control-expose-headers': '*',
      'x-total': '3',
    })
  })
})

describe('Prefer', () => {
  const prefer = (value: string) => get('/examples', `Prefer: ${value}\r\n`)

  it.each([
    ['code=101, which is never the last word, though it is declared', 'code=101', 200, '"shown"'],
    ['an example that only a range has', 'example=lost', 400, '"Lost."'],
    ['an example that only default has', 'example=broken', 500, '"Broken."'],
  ])('%s', async (_name, value, status, text) => {
    expect(await prefer(value)).toMatchObject({ status, text })
  })

  it('dynamic alone is dynamic=true', async () => {
    const answer = await prefer('dynamic')
    expect(answer.headers['preference-applied']).toBe('dynamic=true')
    expect(answer.text).not.toBe('"shown"')
  })

  it.each([
    ['code=101', /code=101 is no status to answer with/],
    ['code=lost', /expected 200 to 599/],
    ['dynamic=maybe', /neither true nor false/],
  ])('strict says why %s is not heeded', async (value, reason) => {
    const answer = await prefer(`${value}, handling=strict`)
    expect(answer).toMatchObject({ status: 400, text: expect.stringMatching(reason) })
  })
})

describe('a choice with a discriminator is told of in short', () => {
  const post = async (path: string, pet: unknown) => {
    const answer = await mock.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ pet }),
    })
    if (answer.status === 204) return 'taken'
    const { violations } = await answer.json()
    return violations.map(({ path, rule, message }: Record<string, string>) => `${path} ${rule}: ${message}`).join('; ')
  }

  it.each([
    ['/implicit', { kind: 'Dog', lives: 'x' }, 'pet.tricks required: is required'],
    ['/implicit', { kind: 'Cat', lives: 'x' }, 'pet.lives type: must be integer'],
    ['/implicit', { kind: 'Cow' }, 'pet.kind discriminator: must be one of "Cat", "Dog"'],
    ['/implicit', {}, 'pet.kind discriminator: is required, as one of "Cat", "Dog"'],
    ['/mapped', { kind: 'barks' }, 'pet.tricks required: is required'],
    ['/mapped', { kind: 3 }, 'pet.kind discriminator: must be one of "meows", "barks"'],
    // OAS 3.1.1 §4.8.25: it must not change what is valid
    ['/mapped', { kind: 'Cow', lives: 9 }, 'taken'],
  ])('%s %j', async (path, pet, said) => {
    expect(await post(path, pet)).toBe(said)
  })

  it('its explanation says which words there are and mends the call', async () => {
    const answer = await mock.fetch('/implicit', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"pet":{"kind":"Cats"}}',
    })
    const link = /<([^>]+)>/.exec(answer.headers.get('link') ?? '')?.[1] ?? ''
    expect(await (await mock.fetch(link)).text()).toMatch(/one of \\"Cat\\", \\"Dog\\"\. Did you mean \\"Cat\\"/)
  })
})

describe('JSON line by line', () => {
  const post = (body: string) => mock.fetch('/lines', { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body })

  it.each([
    ['{"kind":"a","lives":1}\n\n{"kind":"b","lives":"nine"}\n', 422, { path: '1.lives', rule: 'type' }],
    ['{"kind":"a","lives":1}\nnothing', 400, { path: '1', rule: 'malformed' }],
    ['[]', 422, { path: '0', rule: 'type' }],
  ])('is held to its schema in a request: %j', async (body, status, violation) => {
    const answer = await post(body)
    expect(answer.status).toBe(status)
    expect((await answer.json()).violations).toMatchObject([violation])
  })

  it('is answered with a record separator before each where its type has one (RFC 7464)', async () => {
    const answer = await post('{"kind":"a","lives":1}\r\n{"kind":"b","lives":2}')
    const lines = (await answer.text()).split('\n').slice(0, -1)
    expect(answer.status).toBe(200)
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) {
      expect(line[0]).toBe('\x1e')
      expect(JSON.parse(line.slice(1))).toEqual({ kind: expect.any(String), lives: expect.any(Number) })
    }
  })
})

it('what stands beside the $ref of a path counts as well', async () => {
  expect((await get('/shared')).text).toBe('1')
  expect((await mock.fetch('/shared', { method: 'POST' })).status).toBe(204)
})

it('a reference to a file is a URI: the name is percent-encoded in it', async () => {
  const file = filesOf({
    'api.yaml': `openapi: 3.1.0
info: { title: Test, version: '1' }
paths:
  /a: { get: { responses: { '200': { description: Done., content: { application/json: { schema: { $ref: 'my%20schemas/caf%C3%A9.yaml#/A' } } } } } } }
`,
    'my schemas/café.yaml': "A: { $ref: 'b%23.yaml' }\n",
    'my schemas/b#.yaml': 'const: found\n',
  })
  const other = await createMock({ document: file, stateful: false })
  expect(await (await other.fetch('/a')).json()).toBe('found')
  await other.close()
})

import fc from 'fast-check'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { toCall } from '../../src/control/save-call.ts'
import { toRequest } from '../../src/control/step-request.ts'
import type { Request } from '../../src/engine/index.ts'
import { createApi, type Operation } from '../../src/openapi/index.ts'

/** An API with everything that a request can hold and the flagship does without. */
const document = `
openapi: 3.1.0
info: { title: Files, version: '1' }
components:
  securitySchemes:
    key: { type: apiKey, in: query, name: api_key }
security: [{ key: [] }]
paths:
  /files/{id}/{part}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer } }
      - { name: part, in: path, required: true, schema: { type: string } }
    put:
      operationId: putPart
      parameters:
        - { name: tag, in: query, schema: { type: array, items: { type: string } } }
        - { name: scope, in: query, explode: false, schema: { type: array, items: { type: string } } }
        - { name: $filter, in: query, schema: { type: string } }
        - { name: If-Match, in: header, schema: { type: string } }
        - { name: theme, in: cookie, schema: { type: string } }
      requestBody:
        content:
          application/json: { schema: {} }
          application/merge-patch+json: { schema: { type: object } }
          application/x-www-form-urlencoded: { schema: { type: object, properties: { user: { type: string }, password: { type: string } } } }
          multipart/form-data: { schema: { type: object, properties: { user: { type: string }, password: { type: string } } } }
          text/plain: { schema: { type: string } }
          application/octet-stream: { schema: { type: string } }
      responses: { '204': { description: Done } }
    delete:
      operationId: deletePart
      responses: { '204': { description: Done } }
  /accounts:
    post:
      operationId: createAccount
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                password: { type: string, minLength: 8 }
                pin: { type: string, pattern: '^[0-9]{4}$' }
      responses: { '204': { description: Done } }
`

const api = createApi(load(document) as object, 'files.yaml')

function operation(id: string): Operation {
  return api.operation(id) as Operation
}

function request(parts: Partial<Omit<Request, 'body'>> & { readonly body?: string | Uint8Array }): Request {
  const { body, ...others } = parts
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return { method: 'PUT', target: '/', params: ['7', 'a'], query: '', headers: {}, unreadable: undefined, ...others, body: bytes }
}

function partsOf(user: string, password?: string): string {
  const part = (name: string, value: string) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  return `${part('user', user)}${password === undefined ? '' : part('password', password)}--x--\r\n`
}

describe('a request as a step', () => {
  it.each<[title: string, request: Parameters<typeof request>[0], step: object]>([
    [
      'leaves out what the operation does not look at',
      { headers: { host: 'x', authorization: 'Bearer a', accept: '*/*', cookie: 'session=s' }, query: 'utm=1' },
      {},
    ],
    [
      'keeps declared headers and cookies',
      { headers: { 'if-match': '"a"', cookie: 'session=s; theme=dark; b' } },
      { headers: { 'if-match': '"a"', cookie: 'theme=dark' } },
    ],
    ['has a query by name', { query: 'tag=a&tag=b%20c&$filter=x' }, { query: 'tag=a&tag=b%20c&$filter=x' }],
    ['has a query by name, lists as lists', { query: 'tag=a&tag=b%20c' }, { query: { tag: ['a', 'b%20c'.replace('%20', ' ')] } }],
    ['leaves a query alone that by name would be another', { query: 'scope=a,b&tag=1+2' }, { query: 'scope=a,b&tag=1+2' }],
    ['forgets the credential in a query', { query: 'api_key=s3cret&tag=a' }, { query: { tag: 'a' } }],
    ['has JSON as what it says, whatever it is', { body: ' null ' }, { body: null }],
    ['does not name JSON', { headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{"a":[1]}' }, { body: { a: [1] } }],
    [
      'names JSON of another kind',
      { headers: { 'content-type': 'application/merge-patch+json' }, body: '{}' },
      { headers: { 'content-type': 'application/merge-patch+json' }, body: {} },
    ],
    [
      'has a text as it is',
      { headers: { 'content-type': 'text/plain' }, body: '{"password=1&secret=2"}' },
      { headers: { 'content-type': 'text/plain' }, body: '{"password=1&secret=2"}' },
    ],
    [
      'has a form without its password',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'user=a&password=hunter2' },
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'user=a&password=not%20the%20real%20password' },
    ],
    [
      'has the parts of a form as they are',
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: `before\r\n${partsOf('a')}` },
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: `before\r\n${partsOf('a')}` },
    ],
    [
      'has the parts of a form without its password',
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: partsOf('a', 'hunter2') },
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: partsOf('a', 'not the real password') },
    ],
  ])('%s', (_, parts, step) => {
    expect(toCall(operation('putPart'), request(parts))).toEqual({ call: 'putPart', path: { id: '7', part: 'a' }, ...step })
  })

  it('has no body where the operation takes none', () => {
    expect(toCall(operation('deletePart'), request({ body: '{}' }))).toEqual({ call: 'deletePart', path: { id: '7', part: 'a' } })
  })

  it('can not be one when its bytes are no text', () => {
    expect(
      toCall(operation('putPart'), request({ headers: { 'content-type': 'application/octet-stream' }, body: Uint8Array.of(0xff, 0xfe) })),
    ).toBeUndefined()
  })

  it('holds no password, and what stands for it is let through', () => {
    const sent = { password: 'Hunter2222', nested: [{ old_password: 'Ünder 1', keep: 'password' }], passport: 'P1', secretary: 'Ann' }
    const call = toCall(operation('createAccount'), request({ params: [], body: JSON.stringify(sent) }))
    expect(call?.body).toEqual({
      password: 'not the real password',
      nested: [{ old_password: 'not the real password', keep: 'password' }],
      passport: 'P1',
      secretary: 'Ann',
    })
    const pin = toCall(operation('createAccount'), request({ params: [], body: JSON.stringify({ pin: '1234', password: 'Hünter-22' }) }))
    expect(pin?.body).toEqual({ pin: '0000', password: 'Xxxxxx-00' })
  })

  it('reads the same when it is sent again', () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 })
    const query = fc.array(fc.tuple(fc.constantFrom('tag', 'scope', '$filter', 'other', 'tag[]'), text), { maxLength: 5 }).map((pairs) => {
      const written = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      return written.join('&')
    })
    const body = fc.option(
      fc
        .jsonValue()
        .filter((value) => !JSON.stringify(value).includes('__proto__') && !/pass|pwd|secret|pin|otp/i.test(JSON.stringify(value))),
      { nil: undefined },
    )
    fc.assert(
      fc.property(
        query,
        body,
        text.filter((value) => value !== ''),
        (query, body, part) => {
          const { read } = { read: (sent: Request) => operation('putPart').read(sent) }
          const sent = request({ query, params: ['7', part], ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
          const first = read(sent)
          if (!first.ok) return
          const call = toCall(operation('putPart'), sent)
          expect(call).toBeDefined()
          expect(read(toRequest(operation('putPart'), call as NonNullable<typeof call>))).toEqual(first)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

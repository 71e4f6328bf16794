import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../src/index.ts'
import { documentOf } from '../openapi/given.ts'
import { writeRaw } from './raw.ts'

const named = (id: string, more: object = {}) => ({
  operationId: id,
  responses: { '200': { description: 'Done.', content: { 'application/json': { schema: { const: id } } } } },
  ...more,
})
const path = (...names: string[]) => names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
const refusal = {
  description: 'No.',
  content: { 'application/vnd.no+json': { schema: { type: 'object', required: ['why'], properties: { why: { const: 'because' } } } } },
}
const tenant = {
  url: 'https://{host}/{tenant}/api/{version}',
  variables: { version: { enum: ['v1', 'v2'], default: 'v1' }, tenant: { default: 'acme' } },
}

const paths = {
  '/pets': { get: named('list'), post: named('make', { responses: { ...named('make').responses, '405': refusal } }) },
  '/pets/{id}': { get: named('show', { parameters: path('id') }), delete: named('remove', { parameters: path('id') }) },
  '/pets/mine': { get: named('mine') },
  '/v1/pets': { get: named('other') },
  '/upload': { post: named('upload', { servers: [{ url: 'https://up.example.com/files/' }] }) },
  '/tea': { servers: [tenant], get: named('tea') },
  '/enc%20oded/{a}.{b}': { get: named('encoded', { parameters: path('a', 'b') }) },
  '/told': { get: named('told'), head: { operationId: 'asked', responses: { '204': { description: 'Nothing.' } } }, trace: named('trace') },
  '/same/{a}': { get: named('first', { parameters: path('a') }) },
  '/same/{b}': { get: named('second', { parameters: path('b') }), put: named('third', { parameters: path('b') }) },
  '/all/*/x': { get: named('star') },
  slashless: { get: named('slashless') },
}

let mock: Mock
let port: number
beforeAll(async () => {
  mock = await createMock({ document: documentOf(paths, { servers: [{ url: '/v1' }, { url: 'https://api.example.com/v2/?x=1' }] }) })
  port = Number(new URL(await mock.listen(0, '127.0.0.1')).port)
})
afterAll(() => mock.close())

/** Written by hand: a client would mend half of these. */
const ask = (method: string, target: string, headers = '') =>
  writeRaw(port, `${method} ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${headers}\r\n`)

const answered = async (target: string, method = 'GET') => {
  const { status, text } = await ask(method, target)
  return status === 200 ? JSON.parse(text) : status
}

describe('an operation', () => {
  it.each([
    ['/pets', 'list'],
    ['/v2/pets', 'list'],
    ['/v2/pets/7', 'show'],
    // its true address comes before what another is called without its base path
    ['/v1/pets', 'list'],
    ['/v1/v1/pets', 'other'],
    ['/v3/pets', 404],
    ['/V1/pets', 404],
    ['/pets/', 404],
    ['/pets/mine', 'mine'],
    ['/tea', 'tea'],
    ['/acme/api/v1/tea', 'tea'],
    ['/other/api/v2/tea', 'tea'],
    ['/acme/api/v3/tea', 404],
    ['/v1/tea', 404],
    ['/enc%20oded/x.y', 'encoded'],
    ['/enc%2520oded/x.y', 404],
    ['/same/1', 'first'],
  ])('is found at %s: %s', async (target, id) => {
    expect(await answered(target)).toBe(id)
  })

  it('of a path or a server of its own is served there', async () => {
    expect(await answered('/files/upload', 'POST')).toBe('upload')
    expect(await answered('/upload', 'POST')).toBe('upload')
    expect(await answered('/v1/upload', 'POST')).toBe(404)
  })

  it('is found by its method among the templates that match', async () => {
    expect(await answered('/pets/mine', 'DELETE')).toBe('remove')
    expect(await answered('/same/1', 'PUT')).toBe('third')
  })

  it('whose path can not be routed is answered 501 with the reason, and takes nobody’s place', async () => {
    for (const [method, target, reason] of [
      ['GET', '/all/you/x', 'can not be routed'],
      ['GET', '/slashless', 'begins with'],
    ] as const) {
      const { status, text } = await ask(method, target)
      expect([status, JSON.parse(text).detail]).toEqual([501, expect.stringContaining(reason)])
    }
  })
})

describe('a method', () => {
  it('HEAD is answered as GET is, without its body, unless it is declared itself', async () => {
    expect(await ask('HEAD', '/v1/pets')).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' }, text: '' })
    expect(await ask('HEAD', '/told')).toMatchObject({ status: 204 })
    expect(await ask('HEAD', '/upload')).toMatchObject({ status: 405, headers: { allow: 'POST, OPTIONS' } })
  })

  it('OPTIONS tells what the path takes', async () => {
    expect(await ask('OPTIONS', '/pets/mine')).toMatchObject({ status: 204, headers: { allow: 'GET, DELETE, HEAD, OPTIONS' } })
    expect(await ask('OPTIONS', '*')).toMatchObject({ status: 204 })
    expect(await ask('OPTIONS', '/nowhere')).toMatchObject({ status: 404 })
  })

  it('that the path does not take is answered 405 with Allow, in the shape the document has for it', async () => {
    expect(await ask('PROPFIND', '/told')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD, TRACE, OPTIONS', 'content-type': 'application/problem+json' },
    })
    expect(await ask('QUERY', '/told')).toMatchObject({ status: 405 })
    expect(await answered('/told', 'TRACE')).toBe('trace')
    expect(await ask('PATCH', '/v2/pets')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, POST, HEAD, OPTIONS', 'content-type': 'application/vnd.no+json' },
      text: '{"why":"because"}',
    })
  })
})

it('a path that is not encoded as it must be is answered 400', async () => {
  for (const target of ['/pets/%zz', '/nowhere/%C3%28']) {
    const { status, text } = await ask('GET', target)
    expect([status, JSON.parse(text)]).toMatchObject([400, { violations: [{ in: 'path', rule: 'encoding' }] }])
  }
})

it('a body over the limit does not hide that nothing is there', async () => {
  expect((await ask('POST', '/nowhere', 'Content-Type: text/plain\r\nContent-Length: 9000000\r\n')).status).toBe(404)
})

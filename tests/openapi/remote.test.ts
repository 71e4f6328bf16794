import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMock } from '../../src/index.ts'
import { toLine, Unusable } from '../../src/kernel/index.ts'
import { check, type DocumentSource, type LoadOptions, load } from '../../src/openapi/index.ts'
import { documentOf, filesOf } from './given.ts'

const users = (reference: string) => `openapi: 3.1.0
info: { title: Users, version: '1' }
paths:
  /users/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getUser
      summary: Gets
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '${reference}' } } } }
`
const parts = 'User: { type: object, required: [name], properties: { name: { type: string, format: no-such-format } } }\n'

describe('a document at an address', () => {
  let server: Server
  let base: string
  let asked: string[] = []
  beforeAll(async () => {
    const texts: Record<string, string | Buffer> = {
      '/api.yaml': users('parts/user.yaml#/User'),
      '/parts/user.yaml': parts,
      '/missing.yaml': users('parts/none.yaml#/User'),
      '/thief.yaml': users(new URL('../../package.json', import.meta.url).href),
      '/page.html': '<html><p>: no',
      '/huge.yaml': Buffer.alloc(65 * 1_048_576, '#'),
    }
    server = createServer(({ url = '' }, response) => {
      asked.push(url)
      const text = texts[url]
      if (url === '/moved') response.writeHead(302, { location: '/api.yaml' }).end()
      else response.writeHead(text === undefined ? 404 : 200).end(text)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  beforeEach(() => {
    asked = []
  })
  afterAll(() => server.close())

  async function fault(source: DocumentSource, options?: LoadOptions): Promise<string> {
    try {
      await load(source, options)
    } catch (error) {
      if (error instanceof Unusable) return error.diagnostics.map(toLine).join('\n').replaceAll(base, '')
      throw error
    }
    throw new Error('it could be loaded')
  }
  const linesOf = async (source: DocumentSource, options?: LoadOptions) =>
    (await load(source, options)).diagnostics.map((one) => toLine(one).replaceAll(base, ''))

  it('is not asked for unless that is allowed', async () => {
    expect(await fault(`${base}/api.yaml`)).toMatch(
      /^\/api\.yaml:?.* error Nothing is fetched unless.*--allow-remote.*\[document\.remote\]$/,
    )
    expect(await linesOf(filesOf({ 'api.yaml': users(`${base}/parts/user.yaml#/User`) }))).toEqual([
      expect.stringMatching(/api\.yaml:10:\d+ error Reference "\/parts\/user\.yaml#\/User" was not read: .*--allow-remote/),
    ])
    expect(asked).toEqual([])
  })

  it('is read with all it refers to, and findings have the address with the line', async () => {
    for (const source of [`${base}/api.yaml`, `${base}/moved`, filesOf({ 'api.yaml': users(`${base}/parts/user.yaml#/User`) })]) {
      const mock = await createMock({ document: source, allowRemote: true })
      expect(await (await mock.fetch('/users/7')).json()).toMatchObject({ name: expect.any(String) })
      await mock.close()
      const lines = (await check(source, { allowRemote: true })).diagnostics.map((one) => toLine(one).replaceAll(base, ''))
      expect(lines).toContainEqual(expect.stringMatching(/^\/parts\/user\.yaml:1:\d+ \w+ .*no-such-format/))
    }
  })

  it.each([
    ['/gone.yaml', /it answered 404 Not Found/],
    ['/page.html', /not an OpenAPI document/],
    ['/huge.yaml', /larger than 64 MiB/],
  ])('that gives no document (%s) is told of', async (path, why) => {
    expect(await fault(base + path, { allowRemote: true })).toMatch(why)
  })

  it('where nobody listens is told of', async () => {
    expect(await fault('http://127.0.0.1:1/api.yaml', { allowRemote: true })).toMatch(/can not be fetched: .*(ECONNREFUSED|bad port)/)
  })

  it('is told what of it can not be read, and can not reach for files of this machine', async () => {
    expect((await linesOf(`${base}/missing.yaml`, { allowRemote: true })).join('\n')).toMatch(
      /^\/parts\/none\.yaml.* error It can not be fetched: it answered 404[\s\S]*\/missing\.yaml:10:\d+ error Reference/,
    )
    expect((await linesOf(`${base}/thief.yaml`, { allowRemote: true })).join('\n')).toMatch(/document\.reference\.unresolved/)
  })
})

describe('a document that is an object', () => {
  it('is served, and left as it is', async () => {
    const document = documentOf({ '/a': { get: { operationId: 'getA', responses: { 204: { description: 'done' } } } } })
    const before = structuredClone(document)
    const mock = await createMock({ document })
    expect((await mock.fetch('/a')).status).toBe(204)
    await mock.close()
    expect(document).toEqual(before)
  })

  it('is refused when it is no plain data or no document, in the same words as a file', async () => {
    const circle: Record<string, unknown> = { openapi: '3.1.0' }
    circle.paths = circle
    await expect(load(circle)).rejects.toMatchObject({
      diagnostics: [{ code: 'document.syntax', message: expect.stringContaining('$ref') }],
    })
    await expect(load({ swagger: '2.0' })).rejects.toMatchObject({ diagnostics: [{ code: 'document.kind' }] })
  })
})

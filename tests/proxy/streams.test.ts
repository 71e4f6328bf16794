import { randomBytes } from 'node:crypto'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Between, call, json, openBetween, openUpstream, type Upstream } from './between.ts'

const asJson = { 'Content-Type': 'application/json', 'X-Left': '1' }
let upstream: Upstream
let between: Between
let strict: Between
/** Two that give an upstream up which is silent. */
let hasty: Between
let exact: Between

beforeAll(async () => {
  upstream = await openUpstream()
  const bodyLimit = 8 * 1_048_576
  between = await openBetween(upstream.url, { bodyLimit, patience: 0 })
  strict = await openBetween(upstream.url, { bodyLimit, isEnforcing: true })
  hasty = await openBetween(upstream.url, { timeout: 150, patience: 0 })
  exact = await openBetween(upstream.url, { timeout: 150, isEnforcing: true })
})
afterAll(async () => {
  await Promise.all([between, strict, hasty, exact].map((one) => one.close()))
  await upstream.close()
})

/** The head of an answer, with its body still to come. */
function head(port: number, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => request({ port, path, agent: false }, resolve).once('error', reject).end())
}

/** An upstream that says one piece after the other when it is told to. */
function pieces(headers: Readonly<Record<string, string>>): Promise<ServerResponse> {
  return new Promise((resolve) =>
    upstream.answers((_request, response) => {
      response.writeHead(200, headers).flushHeaders()
      resolve(response)
    }),
  )
}

const next = (answer: IncomingMessage) => new Promise<string>((resolve) => answer.once('data', (piece) => resolve(String(piece))))

describe('an answer that takes its time is handed on as it comes', () => {
  it.each([
    ['lines of JSON', '/lines', { 'Content-Type': 'application/x-ndjson' }, ['{"a":1}\n', '{"a":2}\n']],
    ['JSON of no length known', '/pets/7', asJson, ['{"id":7,', '"name":"Rex"}']],
    ['a file of a known length', '/nowhere/file', { 'Content-Type': 'application/zip', 'Content-Length': '8' }, ['half', 'half']],
  ])('%s', async (_name, path, headers, [first = '', second = '']) => {
    const coming = pieces(headers)
    const asked = head(between.port, path)
    const response = await coming
    response.write(first)
    const answer = await asked
    expect(await next(answer)).toBe(first)
    response.end(second)
    expect(await text(answer)).toBe(second)
    expect((await between.told()).findings.map(({ code }) => code)).toEqual(path === '/nowhere/file' ? ['request.undeclared'] : [])
  })

  it('and what its body breaks stands behind it, is told, and keeps it out of the recording', async () => {
    const coming = pieces(asJson)
    const asked = head(between.port, '/pets/7')
    const response = await coming
    response.write('{"id":"seven"')
    const answer = await asked
    expect([answer.headers.trailer, answer.headers['standin-violations']]).toEqual(['Standin-Violations, Link', undefined])
    response.end(',"name":"Rex"}')
    expect(await text(answer)).toBe('{"id":"seven","name":"Rex"}')
    expect(JSON.parse(answer.trailers['standin-violations'] ?? '[]')).toMatchObject([{ code: 'answer.body', at: 'body/id' }])
    expect(await between.told()).toMatchObject({ status: 200, findings: [{ code: 'answer.body', at: 'body/id' }] })
    expect(between.written()).not.toContain('seven')
  })

  it('but not with errors: it is judged before any of it is seen', async () => {
    const coming = pieces(asJson)
    const asked = head(strict.port, '/pets/7')
    const response = await coming
    response.write('{"id":"seven"')
    await new Promise((resolve) => setImmediate(resolve))
    response.end(',"name":"Rex"}')
    const answer = await asked
    expect([answer.statusCode, JSON.parse(await text(answer)).code]).toEqual([502, 'answer_nonconforming'])
    await strict.told()
  })
})

describe('an upstream that falls silent', () => {
  it.each([
    ['before its answer', (_: unknown, _response: ServerResponse) => {}],
    ['after the head of it', (_: unknown, response: ServerResponse) => response.writeHead(200, asJson).flushHeaders()],
  ])('%s is a 504', async (_name, answers) => {
    upstream.answers(answers)
    const got = await call(hasty.port, 'GET', '/pets/7')
    expect([got.status, JSON.parse(got.text)]).toMatchObject([
      504,
      { code: 'upstream_silent', detail: `${upstream.url} was silent for 150 ms` },
    ])
    expect(await hasty.told()).toMatchObject({ status: 504, from: 'proxy' })
  })

  it('in the middle of a body is a 504 while nothing was handed on, else a broken answer', async () => {
    upstream.answers((_request, response) => response.writeHead(200, { ...asJson, 'Content-Length': '99' }).write('{'))
    expect((await call(exact.port, 'GET', '/pets/7')).status).toBe(504)
    await exact.told()
    await expect(call(hasty.port, 'GET', '/pets/7')).rejects.toThrow('aborted')
    const { findings } = await hasty.told()
    expect(findings[0]?.message).toBe(`body came only in part: ${upstream.url} was silent for 150 ms`)
  })
})

describe('what is about more than one answer', () => {
  it('interim answers and trailers are handed on, both ways', async () => {
    upstream.answers((asked, response) => {
      response.writeProcessing()
      response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style', 'x-hint': '1' })
      response.writeHead(200, { ...asJson, Trailer: 'X-Sum' })
      response.addTrailers({ 'X-Sum': String(asked.trailers['x-mine']) })
      response.write('{"id":7,')
      response.end('"name":"Rex"}')
    })
    const interim: unknown[] = []
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = ['Host', 'a', 'Transfer-Encoding', 'chunked', 'Trailer', 'X-Mine', 'Content-Type', 'application/json']
      const sent = request({ port: between.port, method: 'PUT', path: '/pets/7', headers: headers as never, setHost: false }, resolve)
      sent.on('information', ({ statusCode, headers: { 'x-hint': hint } }) => interim.push([statusCode, hint])).once('error', reject)
      sent.addTrailers({ 'X-Mine': 'abc' })
      sent.end('{}')
    })
    await text(answer)
    expect(interim).toEqual([
      [102, undefined],
      [103, '1'],
    ])
    expect([answer.headers.trailer, answer.trailers['x-sum']]).toEqual(['X-Sum', 'abc'])
    await between.told()
  })

  it('trailers that can not follow are told', async () => {
    upstream.answers((_request, response) => {
      response.writeHead(200, asJson).addTrailers({ 'X-Sum': '1' })
      response.write('{"id":7,')
      response.end('"name":"Rex"}')
    })
    const socket = connect(between.port, '127.0.0.1')
    socket.write('GET /pets/7 HTTP/1.0\r\nHost: a\r\n\r\n')
    expect(await text(socket)).toContain('{"id":7,"name":"Rex"}')
    expect((await between.told()).findings).toMatchObject([{ code: 'exchange.unchecked', message: expect.stringContaining('trailers') }])
  })

  it('connections to the upstream are used again for what may be asked twice, and a closed one is no error', async () => {
    upstream.answers(json(200, { id: 7, name: 'Rex' }, { 'X-Left': '1' }))
    const ports: unknown[] = []
    for (const method of ['GET', 'GET', 'POST', 'GET']) {
      const body = method === 'POST' ? '{"id":1,"name":"A"}' : undefined
      await call(between.port, method, method === 'POST' ? '/pets' : '/pets/7', ['Content-Type', 'application/json'], body)
      ports.push(upstream.seen.at(-1)?.request.socket.remotePort)
      await between.told()
    }
    expect(ports[1]).toBe(ports[0])
    expect(ports[3]).toBe(ports[0])
    expect(ports[2]).not.toBe(ports[0])
    upstream.answers((asked, response) => {
      if (asked.socket.remotePort === ports[0]) asked.socket.destroy()
      else json(200, { id: 7, name: 'Rex' }, { 'X-Left': '1' })(asked, response, Buffer.alloc(0))
    })
    expect((await call(between.port, 'GET', '/pets/7')).status).toBe(200)
    await between.told()
  })

  it('a caller who stays connected is served over one connection', async () => {
    upstream.answers((_request, response) => response.writeHead(200, { ...asJson, 'Content-Length': '21' }).end('{"id":7,"name":"Rex"}'))
    const socket = connect(between.port, '127.0.0.1')
    socket.write('GET /pets/7 HTTP/1.1\r\nHost: a\r\n\r\nGET /pets/8 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    expect((await text(socket)).match(/HTTP\/1\.1 200 OK\r\n/g)).toHaveLength(2)
    expect([await between.told(), await between.told()].map(({ target }) => target)).toEqual(['/pets/7', '/pets/8'])
  })

  it('bodies of megabytes come through as they are, both ways, and are judged', async () => {
    const name = randomBytes(1_500_000).toString('hex')
    upstream.answers((_request, response, body) => response.writeHead(201, { 'Content-Type': 'application/json' }).end(body))
    const sent = JSON.stringify({ id: 'one', name })
    const got = await call(between.port, 'POST', '/pets', ['Content-Type', 'application/json'], sent)
    expect([upstream.seen.at(-1)?.body.toString() === sent, got.text === sent]).toEqual([true, true])
    expect((await between.told()).findings.map(({ code, at }) => [code, at])).toEqual([
      ['request.invalid', 'body/id'],
      ['answer.body', 'body/id'],
    ])
  })

  it('a caller who leaves takes the request to the upstream with him, in the middle of an answer too', async () => {
    const coming = pieces({ 'Content-Type': 'application/x-ndjson' })
    const asked = head(between.port, '/lines')
    const response = await coming
    const gone = new Promise((resolve) => response.once('close', resolve))
    response.write('{}\n')
    const answer = await asked
    await next(answer)
    answer.destroy()
    await gone
    expect(await between.told()).toMatchObject({ status: 200, findings: [] })
  })
})

describe('a connection that shall be switched', () => {
  const handshake = (path: string, protocol: string, more = '') =>
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAM\r\nSec-WebSocket-Key: x\r\n${more}\r\n`

  it('to WebSockets is, unread, and that is told', async () => {
    upstream.upgrades((asked, socket) => {
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: y\r\n\r\nhello `)
      socket.once('data', (piece) => socket.end(`${asked.headers['sec-websocket-key']}${piece}`))
    })
    const socket = connect(between.port, '127.0.0.1')
    socket.write(handshake('/events', 'websocket'))
    socket.write('you')
    const said = await text(socket)
    expect(said).toMatch(
      /^HTTP\/1\.1 101 Switching Protocols\r\nSec-WebSocket-Accept: y\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello xyou$/,
    )
    expect(await between.told()).toMatchObject({ status: 101, operationId: 'events', findings: [{ code: 'exchange.unchecked' }] })
    const refused = connect(strict.port, '127.0.0.1')
    refused.write(handshake('/nowhere', 'websocket'))
    expect(await text(refused)).toMatch(/^HTTP\/1\.1 404 /)
    await strict.told()
  })

  it('to anything else is not, and the request is answered all the same', async () => {
    upstream.answers((asked, response, body) =>
      response.writeHead(422, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message: `${asked.headers.upgrade} ${body}` })),
    )
    const socket = connect(between.port, '127.0.0.1')
    const body = '{"id":1,"name":"A"}'
    const more = `Connection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`
    socket.write(handshake('/pets', 'h2c', more).replace('GET', 'POST') + body.slice(0, 5))
    socket.write(body.slice(5))
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 422 [\s\S]*undefined \{\\"id\\":1/)
    expect((await between.told()).findings).toEqual([])
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock } from '../../src/mock.ts'
import { parseUpstream } from '../../src/proxy/index.ts'
import { type Between, call, document, json, openBetween, openUpstream, type Upstream } from './between.ts'

const rex = { id: 7, name: 'Rex' }
const asJson = ['Content-Type', 'application/json']
let upstream: Upstream
let between: Between
let strict: Between

beforeAll(async () => {
  upstream = await openUpstream()
  between = await openBetween(`${upstream.url}/base/`)
  strict = await openBetween(upstream.url, { isEnforcing: true })
})
afterAll(async () => {
  await Promise.all([between.close(), strict.close()])
  await upstream.close()
})

const codesOf = async (from: Between) => (await from.told()).findings.map(({ code, at }) => [code, at])

describe('a proxy hands on', () => {
  it('method, path, query, headers and body byte for byte, but for what is about one connection', async () => {
    upstream.answers((_request, response) => {
      response.sendDate = false
      response.writeHead(302, 'Over There', [
        ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'LOCATION', 'http://else.test/', 'X-Odd', 'one', 'x-odd', 'two'],
        ...['Connection', 'X-Hop', 'X-Hop', 'gone', 'Content-Length', '2'],
      ])
      response.end('no')
    })
    const sent = [
      'X-Mixed-Case',
      'a',
      'x-mixed-case',
      'b',
      'Connection',
      'X-Mine',
      'X-Mine',
      'gone',
      'TE',
      'gzip',
      'Authorization',
      'Bearer t',
    ]
    const got = await call(between.port, 'PUT', '/a%2Fb//c?q=%20+&&q=1&=%ff?', sent, 'body')
    const { request, body } = upstream.seen.at(-1) as (typeof upstream.seen)[number]
    expect([request.method, request.url, body.toString()]).toEqual(['PUT', '/base/a%2Fb//c?q=%20+&&q=1&=%ff?', 'body'])
    expect(request.rawHeaders.slice(0, 6)).toEqual(['X-Mixed-Case', 'a', 'x-mixed-case', 'b', 'Authorization', 'Bearer t'])
    expect(request.headers).toMatchObject({ host: new URL(upstream.url).host, 'content-length': '4' })
    expect(Object.keys(request.headers)).not.toContain('te')
    expect(got.status).toBe(302)
    expect(got.raw.slice(0, 12)).toEqual([
      ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'LOCATION', 'http://else.test/', 'X-Odd', 'one', 'x-odd', 'two'],
      ...['Content-Length', '2'],
    ])
    expect([got.text, got.headers['x-hop']]).toEqual(['no', undefined])
    expect(await codesOf(between)).toEqual([['request.undeclared', 'path']])
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('what is packed with %s as it is, and reads it all the same', async (coding, pack) => {
    const packed = pack(JSON.stringify({ id: 'seven', name: 'Rex' }))
    upstream.answers((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': coding, 'X-Left': '1' }).end(packed)
    })
    const got = await call(between.port, 'GET', '/pets/7')
    expect([got.headers['content-encoding'], got.body.equals(packed)]).toEqual([coding, true])
    expect(await codesOf(between)).toEqual([['answer.body', 'body/id']])
  })

  it('any path and query byte for byte, and shows no value of a secret name', async () => {
    upstream.answers((_request, response) => response.end())
    const characters = fc.constantFrom(...'azAZ09%&=+;:@/?!$\'()*,-._~[]|^{}"<>\\`')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: characters, maxLength: 30 }), fc.stringMatching(/^[A-Z0-9]{12}$/), async (text, secret) => {
        const target = `/${text}${text.includes('?') ? '&' : '?'}api_key=${secret}`
        await call(between.port, 'GET', target)
        expect(upstream.seen.at(-1)?.request.url).toBe(`/base${target}`)
        expect((await between.told()).target).not.toContain(secret)
      }),
      { numRuns: 40 },
    )
  })

  it('answers without a body, and what a HEAD says of one', async () => {
    upstream.answers((_request, response) => response.writeHead(200, { 'Content-Length': '19' }).end())
    const head = await call(between.port, 'HEAD', '/pets/7')
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, '19', ''])
    upstream.answers((_request, response) => response.writeHead(204).end())
    expect((await call(between.port, 'DELETE', '/pets/7')).status).toBe(204)
    upstream.answers((_request, response) => response.writeHead(304, { ETag: '"1"' }).end())
    const same = await call(between.port, 'GET', '/pets/7', ['If-None-Match', '"1"'])
    expect([same.status, same.headers.etag]).toEqual([304, '"1"'])
    upstream.answers((_request, response) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end())
    expect((await call(between.port, 'HEAD', '/mine?k=x')).status).toBe(200)
    for (let count = 0; count < 4; count++) expect(await codesOf(between)).toEqual([])
  })

  it('an answer over the limit and a stream piece by piece, and says what it did not read', async () => {
    const long = JSON.stringify({ id: 1, name: 'x'.repeat(200_000) })
    upstream.answers((_request, response) => response.writeHead(200, { 'Content-Type': 'application/json', 'X-Left': '1' }).end(long))
    expect((await call(between.port, 'GET', '/pets/1')).text).toBe(long)
    const big = await between.told()
    expect(big.findings).toMatchObject([{ code: 'exchange.unchecked', severity: 'warning' }])
    expect(big.findings[0]?.message).toBe('body was handed on unread: it is over the limit of 1000 bytes (--body-limit)')

    let end = () => {}
    upstream.answers((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n')
      end = () => response.end()
    })
    const stream = await fetch(`http://127.0.0.1:${between.port}/events`)
    const reader = stream.body?.getReader()
    // The first piece is here before the upstream has ended.
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: 1\n\n')
    end()
    expect((await reader?.read())?.done).toBe(true)
    expect(await codesOf(between)).toEqual([])
  })

  it('the leaving of a caller, and of an upstream', async () => {
    const arrived = new Promise<void>((resolve) => upstream.answers((_request, response) => response.once('close', resolve) && reached()))
    let reached = () => {}
    const socket = connect(between.port, '127.0.0.1')
    const asked = new Promise<void>((resolve) => {
      reached = resolve
    })
    socket.write('GET /pets/1 HTTP/1.1\r\nHost: a\r\n\r\n')
    await asked
    socket.destroy()
    await arrived
    expect(await between.told()).toMatchObject({ status: undefined, reason: 'the caller left' })
    upstream.answers((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('half')
      response.socket?.end()
    })
    expect((await call(between.port, 'GET', '/pets/1')).status).toBe(502)
    expect((await between.told()).reason).toBe(`${upstream.url}/base broke its answer off`)
  })
})

describe('a proxy holds to the document', () => {
  const cases: [
    string,
    Parameters<typeof call> extends [number, ...infer Rest] ? Rest : never,
    Parameters<Upstream['answers']>[0],
    string[][],
  ][] = [
    ['an exchange that fits', ['GET', '/pets/7?limit=3'], json(200, rex, { 'X-Left': '1' }), []],
    [
      'a parameter',
      ['GET', '/pets/x?limit=y'],
      json(404, { message: '' }),
      [
        ['request.invalid', 'path/id'],
        ['request.invalid', 'query/limit'],
      ],
    ],
    ['a body that was sent', ['POST', '/pets', asJson, '{"id":1}'], json(201, rex), [['request.invalid', 'body/name']]],
    ['a body that is not there', ['POST', '/pets'], json(422, { message: '' }), [['request.invalid', 'body']]],
    [
      'a credential that is not there',
      ['GET', '/mine'],
      (_, r) => r.setHeader('Content-Type', 'text/plain').end('x'),
      [['request.security', 'security']],
    ],
    ['a method', ['PATCH', '/pets/1'], json(200, {}), [['request.undeclared', 'path']]],
    ['a status', ['GET', '/pets/7'], json(418, {}), [['answer.status', 'status']]],
    ['a header that is missing', ['GET', '/pets/7'], json(200, rex), [['answer.header', 'header/x-left']]],
    ['a header of another kind', ['GET', '/pets/7'], json(200, rex, { 'X-Left': 'few' }), [['answer.header', 'header/x-left']]],
    ['an answer', ['GET', '/pets/7'], json(200, { id: 7 }, { 'X-Left': '1' }), [['answer.body', 'body/name']]],
    [
      'an answer that is no JSON',
      ['GET', '/pets/7'],
      (_, r) => r.writeHead(200, { 'Content-Type': 'application/json', 'X-Left': '1' }).end('{'),
      [['answer.body', 'body']],
    ],
    [
      'a media type',
      ['GET', '/pets/7'],
      (_, r) => r.writeHead(200, { 'Content-Type': 'text/html', 'X-Left': '1' }).end('<p>'),
      [['answer.body', 'header/content-type']],
    ],
    [
      'a coding that it is not',
      ['GET', '/pets/7'],
      json(200, rex, { 'X-Left': '1', 'Content-Encoding': 'gzip' }),
      [['answer.body', 'body']],
    ],
  ]
  it.each(cases)('%s', async (_name, args, answer, codes) => {
    upstream.answers(answer)
    const got = await call(between.port, ...args)
    expect(await codesOf(between)).toEqual(codes)
    const listed = got.headers['standin-violations']
    expect(
      listed === undefined ? [] : JSON.parse(listed as string).map(({ code, at }: { code: string; at: string }) => [code, at]),
    ).toEqual(codes)
  })

  it('but for what a browser asks beforehand', async () => {
    upstream.answers((_request, response) => response.writeHead(204).end())
    const got = await call(between.port, 'OPTIONS', '/pets', ['Origin', 'http://a.test', 'Access-Control-Request-Method', 'POST'])
    expect([got.status, await codesOf(between)]).toEqual([204, []])
  })

  it('and names the line of the document, and nothing secret', async () => {
    upstream.answers((_request, response) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end('x'))
    await call(between.port, 'GET', '/mine?k=opensesame&a=1')
    const passed = await between.told()
    expect([passed.target, passed.findings]).toEqual(['/mine?k=***&a=1', []])
  })
})

describe('with errors', () => {
  it("a request that breaks the document does not reach the upstream, and gets the API's own error", async () => {
    const before = upstream.seen.length
    const got = await call(strict.port, 'POST', '/pets', asJson, '{"id":1}')
    expect(got.status).toBe(422)
    expect(JSON.parse(got.text)).toEqual({ message: expect.any(String) })
    expect(got.headers['standin-violations']).toContain('body/name')
    expect((await call(strict.port, 'GET', '/mine')).status).toBe(401)
    const wrong = await call(strict.port, 'PATCH', '/pets/1')
    expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET, DELETE, HEAD'])
    expect((await call(strict.port, 'GET', '/nowhere?api_key=opensesame')).status).toBe(404)
    const told = [await strict.told(), await strict.told(), await strict.told(), await strict.told()]
    expect(told[3]?.reason).toBe('Nothing matches GET /nowhere?api_key=***')
    expect(upstream.seen.length).toBe(before)
  })

  it('an answer that breaks it is a 502 that says why', async () => {
    upstream.answers(json(200, { id: 7 }, { 'X-Left': '1' }))
    const got = await call(strict.port, 'GET', '/pets/7')
    expect([got.status, JSON.parse(got.text)]).toMatchObject([502, { code: 'answer_nonconforming', violations: [{ path: 'name' }] }])
    upstream.answers(json(200, rex, { 'X-Left': '1' }))
    expect((await call(strict.port, 'GET', '/pets/7')).status).toBe(200)
  })
})

describe('fields that are declared nowhere', () => {
  const odd = { ...rex, colour: 'brown' }

  it('are told apart from what breaks the document', async () => {
    upstream.answers(json(201, odd))
    const got = await call(between.port, 'POST', '/pets', asJson, JSON.stringify({ ...rex, tail: true }))
    expect(got.headers['standin-violations']).toBe(undefined)
    const { findings, undeclared } = await between.told()
    expect(findings).toEqual([])
    expect(undeclared).toMatchObject([
      { code: 'request.field', at: 'body/tail', message: "The request's body/tail is declared nowhere" },
      { code: 'answer.field', at: 'body/colour', where: { pointer: '/components/schemas/Pet/properties' } },
    ])
  })

  it('are against it where that is asked for', async () => {
    const exact = await openBetween(upstream.url, { undeclared: 'fail', isEnforcing: true })
    upstream.answers(json(200, odd, { 'X-Left': '1' }))
    expect((await call(exact.port, 'GET', '/pets/7')).status).toBe(502)
    expect(await exact.told()).toMatchObject({ findings: [{ code: 'answer.field', severity: 'error' }], undeclared: [] })
    const refused = await call(exact.port, 'POST', '/pets', asJson, JSON.stringify({ ...rex, tail: true }))
    expect([refused.status, refused.headers['standin-violations']]).toEqual([422, expect.stringContaining('body/tail')])
    await exact.close()
  })
})

describe('a proxy refuses', () => {
  it('a body over its limit, an address of elsewhere, and a request that comes back to it', async () => {
    const long = await call(between.port, 'POST', '/pets', asJson, `{"name":"${'x'.repeat(1000)}"}`)
    expect([long.status, JSON.parse(long.text).detail]).toEqual([413, expect.stringContaining('1000 bytes')])
    expect((await call(between.port, 'GET', 'http://else.test/pets/1')).status).toBe(400)
    upstream.answers(json(200, rex, { 'X-Left': '1' }))
    await call(between.port, 'GET', '/pets/7')
    const via = upstream.seen.at(-1)?.request.headers.via as string
    expect((await call(between.port, 'GET', '/pets/7', ['Via', via])).status).toBe(508)
    for (let count = 0; count < 4; count++) await between.told()
  })

  it.each([
    ['pets', 'no address'],
    ['ftp://a.test', 'no address'],
    ['http://me:secret@a.test', 'credentials'],
    ['http://a.test/?x=1', 'query'],
  ])('the upstream %s', (address, why) => {
    expect(() => parseUpstream(address)).toThrow(why)
    expect(() => parseUpstream(address)).not.toThrow('secret')
  })
})

describe('while the upstream is down', () => {
  it('the mock answers where that is asked for, and says so', async () => {
    const gone = await openUpstream()
    const [alone, helped] = await Promise.all([openBetween(gone.url), openBetween(gone.url, { hasFallback: true, timeout: 50 })])
    gone.answers(() => {})
    const silent = await call(helped.port, 'GET', '/pets/7')
    expect([silent.status, silent.headers['standin-fallback']]).toEqual([200, `${gone.url} was silent for 50 ms`])
    await gone.close()
    const refused = await call(alone.port, 'GET', '/pets/7')
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([502, 'upstream_unreachable'])
    const answered = await call(helped.port, 'POST', '/pets', asJson, JSON.stringify(rex))
    expect([answered.status, answered.headers['standin-fallback']]).toEqual([201, expect.stringContaining('refuses connections')])
    await helped.told()
    expect(await helped.told()).toMatchObject({ from: 'mock', status: 201, operationId: 'addPet' })
    await Promise.all([alone.close(), helped.close()])
  })
})

describe('what was recorded', () => {
  it('is a scenario that the mock plays to equal requests, without the secrets', async () => {
    const recorded = await openBetween(upstream.url)
    const told = { ...rex, nick: null, password: 'hunter2' }
    upstream.answers(json(200, told, { 'X-Left': '3' }))
    await call(recorded.port, 'GET', '/pets/7?limit=3', ['Authorization', 'Bearer opensesame'])
    upstream.answers(json(404, { message: 'No pet 8' }))
    await call(recorded.port, 'GET', '/pets/8')
    upstream.answers(json(201, { id: 9, name: 'New' }))
    await call(recorded.port, 'POST', '/pets', asJson, JSON.stringify({ id: 0, name: 'New', password: 'hunter2' }))
    upstream.answers(json(200, { id: 'broken' }))
    await call(recorded.port, 'GET', '/pets/10')
    for (let count = 0; count < 4; count++) await recorded.told()
    const text = recorded.recorder.toText()
    expect(text).not.toMatch(/hunter2|opensesame/)
    expect(recorded.recorder.notes).toEqual(['1 not recorded: the request or the answer breaks the document'])
    await recorded.close()

    const file = join(mkdtempSync(join(tmpdir(), 'standin-proxy-')), 'recorded.yaml')
    writeFileSync(file, text)
    const mock = await createMock({ document, scenario: file })
    const get = async (path: string, init?: RequestInit) => {
      const answer = await mock.fetch(path, init)
      return [answer.status, await answer.json()]
    }
    const seen = await mock.fetch('/pets/7?limit=3')
    expect([seen.headers.get('x-left'), await seen.json()]).toEqual(['3', { ...told, password: '***' }])
    expect(await get('/pets/8')).toEqual([404, { message: 'No pet 8' }])
    const body = JSON.stringify({ name: 'New', id: 0, password: 'another' })
    expect(await get('/pets', { method: 'POST', body, headers: { 'content-type': 'application/json' } })).toEqual([
      201,
      { id: 9, name: 'New' },
    ])
    expect((await mock.fetch('/pets/8', { headers: { prefer: 'code=200' } })).status).toBe(200)
    expect((await mock.fetch('/pets/11')).status).toBe(200)
    await mock.close()
  })

  it('is a whole fixture at any time, and what it leaves out is counted', async () => {
    const recorded = await openBetween(upstream.url)
    const file = join(mkdtempSync(join(tmpdir(), 'standin-proxy-')), 'growing.yaml')
    const plays = async () => {
      writeFileSync(file, recorded.written())
      const mock = await createMock({ document, scenario: file })
      const answer = await mock.fetch('/pets/7')
      await mock.close()
      return [mock.population.counts.answers, await answer.json()]
    }
    expect((await plays())[0]).toBe(undefined)
    for (const name of ['Rex', 'Rex', 'Max']) {
      upstream.answers(json(200, { id: 7, name }, { 'X-Left': '3' }))
      await call(recorded.port, 'GET', '/pets/7')
      await recorded.told()
      expect(await plays()).toEqual([1, { id: 7, name }])
    }
    upstream.answers(json(201, rex))
    for (const password of ['first', 'second']) {
      await call(recorded.port, 'POST', '/pets', asJson, JSON.stringify({ ...rex, password }))
      await recorded.told()
    }
    expect(await plays()).toEqual([2, { id: 7, name: 'Max' }])
    expect(recorded.written()).not.toMatch(/first|second/)
    expect(recorded.recorder.notes).toEqual([
      '1 not recorded: a later answer to an equal request differs',
      '1 not recorded: the request differs from a later one only in what is ***',
    ])
    writeFileSync(file, recorded.recorder.toText())
    const mock = await createMock({ document, scenario: file })
    expect(mock.population.counts.answers).toBe(2)
    await mock.close()
    await recorded.close()
  })

  it('and is held to the document when it is loaded', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'standin-proxy-')), 'wrong.yaml')
    writeFileSync(
      file,
      [
        'description: wrong',
        'answers:',
        '  - { call: getPett, status: 200 }',
        '  - { call: getPet, status: 200, body: { id: x, name: R } }',
        '',
      ].join('\n'),
    )
    await expect(createMock({ document, scenario: file })).rejects.toThrow(
      /wrong\.yaml:3:\d+ error .*Did you mean "getPet"\?.*\n.*wrong\.yaml:4:\d+ error \/id of the body must be integer/,
    )
  })
})

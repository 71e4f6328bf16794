import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isSelf, parseUpstream } from '../../src/proxy/index.ts'
import { type Between, call, json, openBetween, openUpstream, type Upstream } from './between.ts'

const read = (name: string) => readFileSync(new URL(`tls/${name}.pem`, import.meta.url), 'utf8')
const cert = read('cert')
const rex = { id: 7, name: 'Rex' }
let upstream: Upstream
let between: Between
let strict: Between

beforeAll(async () => {
  upstream = await openUpstream({ key: read('key'), cert })
  between = await openBetween(`${upstream.url}/v1`, { authorities: [cert] })
  strict = await openBetween(upstream.url, { authorities: [cert], isEnforcing: true })
})
afterAll(async () => {
  await Promise.all([between.close(), strict.close()])
  await upstream.close()
})

describe('an upstream that speaks TLS', () => {
  it('is asked below its path, over connections that are kept, and held to the document', async () => {
    upstream.answers(json(200, { id: 'x' }, { 'X-Left': '1' }))
    for (const id of [1, 2]) {
      expect((await call(between.port, 'GET', `/pets/${id}`)).status).toBe(200)
      expect((await between.told()).findings.map(({ at }) => at)).toEqual(['body/id', 'body/name'])
    }
    const [first, second] = upstream.seen.slice(-2).map(({ request }) => request)
    expect([second?.url, second?.headers.host]).toEqual(['/v1/pets/2', new URL(upstream.url).host])
    expect(second?.socket.remotePort).toBe(first?.socket.remotePort)
  })

  it('and is asked for the paths of the document with or without those of its servers', async () => {
    upstream.answers(json(200, rex, { 'X-Left': '1' }))
    for (const path of ['/v2/pets/7', '/pets/7']) {
      await call(strict.port, 'GET', path)
      expect(await strict.told()).toMatchObject({ operationId: 'getPet', target: path, findings: [] })
      expect(upstream.seen.at(-1)?.request.url).toBe(path)
    }
  })

  it('and is not trusted by the word of nobody', async () => {
    const wary = await openBetween(upstream.url)
    const got = await call(wary.port, 'GET', '/pets/7')
    expect([got.status, JSON.parse(got.text).detail]).toEqual([502, expect.stringMatching(/certificate of .* is not trusted: .*--ca/)])
    await wary.close()
  })
})

describe('a page of another origin', () => {
  const page = ['Origin', 'http://page.test']
  const asJson = ['Content-Type', 'application/json']

  it('can read why its request was refused', async () => {
    const got = await call(strict.port, 'POST', '/pets', [...page, ...asJson], '{}')
    expect([got.status, got.headers['access-control-allow-origin']]).toEqual([422, '*'])
    expect(got.headers['access-control-expose-headers']).toMatch(/standin-violations.*link/)
    await strict.told()
  })

  it('can read why it does not get an answer, if it might have read that', async () => {
    const terms = { 'Access-Control-Allow-Origin': 'http://page.test', 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' }
    upstream.answers(json(200, {}, terms))
    const { headers, status } = await call(strict.port, 'GET', '/pets/7', page)
    expect([status, headers['access-control-allow-origin'], headers['access-control-allow-credentials'], headers.vary]).toEqual([
      502,
      'http://page.test',
      'true',
      'Origin',
    ])
    upstream.answers(json(200, {}))
    expect((await call(strict.port, 'GET', '/pets/7', page)).headers['access-control-allow-origin']).toBe(undefined)
    await Promise.all([strict.told(), strict.told()])
  })

  it('can read what is said of an answer that is handed on, and nothing is said of one that it did not ask for', async () => {
    upstream.answers(json(200, {}, { 'Access-Control-Allow-Origin': '*' }))
    expect((await call(between.port, 'GET', '/pets/7', page)).headers['access-control-expose-headers']).toContain('standin-violations')
    expect((await call(between.port, 'GET', '/pets/7')).headers['access-control-expose-headers']).toBe(undefined)
    upstream.answers(json(200, rex, { 'X-Left': '1' }))
    expect((await call(between.port, 'GET', '/pets/7', page)).headers['access-control-expose-headers']).toBe(undefined)
    await Promise.all([between.told(), between.told(), between.told()])
  })

  it('may ask beforehand while the upstream is down, so that it can read that', async () => {
    const gone = await openUpstream()
    const alone = await openBetween(gone.url)
    await gone.close()
    const asked = await call(alone.port, 'OPTIONS', '/pets', [
      ...page,
      ...['Access-Control-Request-Method', 'POST', 'Access-Control-Request-Headers', 'x-mine'],
    ])
    expect([asked.status, asked.headers['access-control-allow-methods'], asked.headers['access-control-allow-headers']]).toEqual([
      204,
      'POST',
      'x-mine',
    ])
    const got = await call(alone.port, 'POST', '/pets', [...page, ...asJson], JSON.stringify(rex))
    expect([got.status, got.headers['access-control-allow-origin']]).toEqual([502, '*'])
    await alone.close()
  })
})

describe('an upstream that is the proxy itself', () => {
  const addresses = Object.values(networkInterfaces()).flatMap((known = []) => known.filter(({ family }) => family === 'IPv4'))

  it.each([...addresses.map(({ address }) => address), 'localhost'])('%s is known for it, on the same port', async (name) => {
    expect(await isSelf(parseUpstream(`http://${name}:4011`), 4011, '0.0.0.0')).toBe(true)
    expect(await isSelf(parseUpstream(`http://${name}:4012`), 4011, '0.0.0.0')).toBe(false)
  })

  it.each([
    ['127.0.0.1', 'localhost', true],
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.2', '127.0.0.1', false],
    ['192.0.2.1', '0.0.0.0', false],
  ])('%s, listening on %s: %s', async (name, host, is) => {
    expect(await isSelf(parseUpstream(`http://${name}:4011`), 4011, host)).toBe(is)
  })
})

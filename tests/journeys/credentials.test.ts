import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../src/index.ts'
import { documentOf } from '../openapi/given.ts'

const securitySchemes = {
  oauth: { type: 'oauth2', flows: {} },
  basic: { type: 'http', scheme: 'Basic' },
  digest: { type: 'http', scheme: 'digest' },
  token: { type: 'apiKey', in: 'header', name: 'Authorization' },
  query: { type: 'apiKey', in: 'query', name: 'api key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
  tls: { type: 'mutualTLS' },
}
const error = (status: number) => ({
  description: 'No.',
  content: {
    'application/vnd.no+json': {
      schema: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['status', 'message'],
            properties: { status: { const: status }, message: { type: 'string' } },
          },
        },
      },
    },
  },
})
const responses = { '204': { description: 'Done.' }, '401': error(401), '4XX': error(403) }
const taking = (...security: object[]) => ({ get: { security, responses } })
const document = documentOf(
  {
    '/scoped': taking({ oauth: ['read', 'write'] }, { basic: ['read'] }),
    '/either': taking({ query: [] }, { oauth: [] }),
    '/both': taking({ query: [], cookie: [] }),
    '/optional': taking({}, { basic: [] }),
    '/digest': taking({ digest: [] }),
    '/token': taking({ token: [] }),
    '/tls': taking({ tls: [] }),
    '/tls-and': taking({ tls: [], query: [] }),
    '/tls-or': taking({ tls: [] }, { query: [] }),
    '/public': taking(),
    '/inherited': { get: { responses } },
  },
  { components: { securitySchemes }, security: [{ basic: [] }], info: { title: 'Pets “ö” "x"', version: '1' } },
)

const basic = (text: string) => `Basic ${btoa(text)}`
const realm = 'realm="Pets ??? \\"x\\""'
let folder: string
let mock: Mock
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'standin-'))
  const scenario = join(folder, 'tokens.yaml')
  writeFileSync(
    scenario,
    'description: Tokens.\ntokens: { tok_read: [read], tok_write: [read, write], "ada:secret": [read], tok_none: [] }\n',
  )
  mock = await createMock({ document, scenario, port: 0 })
  await mock.worlds.create('strict', { scenario, auth: 'strict' })
})
afterAll(async () => {
  await mock.close()
  rmSync(folder, { recursive: true })
})

async function ask(target: string, headers: Record<string, string> = {}, world = 'default') {
  const response = await fetch(mock.url + target, { headers: { ...headers, 'Standin-World': world } })
  const text = await response.text()
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    type: response.headers.get('content-type'),
    text,
    headers: response.headers,
  }
}
const statusOf = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).status

describe('a credential', () => {
  it.each([
    ['/either?api%20key=a,b', {}, 204],
    ['/either?api+key=1', {}, 204],
    ['/either?api%20key=', {}, 401],
    ['/either', { authorization: 'bEARER  abc' }, 204],
    ['/either', { authorization: 'Bearer a b' }, 401],
    ['/either', { authorization: basic('a:b') }, 401],
    ['/both?api%20key=1', { cookie: 'a=b; sid=c=d==' }, 204],
    ['/both?api%20key=1', { cookie: 'sid=' }, 401],
    ['/both', { cookie: 'sid=1' }, 401],
    ['/optional', {}, 204],
    ['/optional', { authorization: basic('ada:secret') }, 204],
    ['/digest', { authorization: 'Digest username="a", response="b"' }, 204],
    ['/digest', { authorization: 'Digest' }, 401],
    // as documents of Swagger's time have it
    ['/token', { authorization: 'Token abc' }, 204],
    ['/tls', {}, 204],
    ['/tls-and', {}, 401],
    ['/tls-or', {}, 401],
    ['/tls-or?api%20key=1', {}, 204],
    ['/public', {}, 204],
    ['/inherited', {}, 401],
    ['/inherited', { authorization: basic('a:b') }, 204],
    // RFC 7617 §2: a name and a password with a colon between them
    ['/inherited', { authorization: basic('ab') }, 401],
    ['/inherited', { authorization: 'Basic =' }, 401],
  ])('for %s of %j: %i', async (target, headers, status) => {
    expect(await statusOf(target, headers as Record<string, string>)).toBe(status)
  })

  it('that lacks a scope is refused with 403 and what it needs, in the document’s own shape', async () => {
    const refused = await ask('/scoped', { authorization: 'Bearer tok_read' })
    expect(refused).toMatchObject({
      status: 403,
      type: 'application/vnd.no+json',
      challenge: `Bearer ${realm}, error="insufficient_scope", scope="read write", Basic ${realm}, charset="UTF-8"`,
    })
    expect(JSON.parse(refused.text).error).toEqual({
      status: 403,
      message: 'GET /scoped needs the scope write, and the credential has read',
    })
    expect(await statusOf('/scoped', { authorization: 'Bearer tok_write' })).toBe(204)
    expect(await statusOf('/scoped', { authorization: basic('ada:secret') })).toBe(204)
    expect(await statusOf('/scoped', { authorization: 'Bearer tok_none' })).toBe(403)
  })

  it('that the scenario does not list has every scope, but where auth is strict', async () => {
    expect(await statusOf('/scoped', { authorization: 'Bearer anything' })).toBe(204)
    const refused = await ask('/scoped', { authorization: 'Bearer anything' }, 'strict')
    expect(refused).toMatchObject({ status: 401, challenge: expect.stringContaining('error="invalid_token"') })
    expect(JSON.parse(refused.text).error.message).toContain('does not list this credential')
    const [, explanation] = /<(.*)>/.exec(refused.headers.get('link') ?? '') ?? []
    expect(await (await fetch(mock.url + explanation)).json()).toMatchObject({
      explanation: { code: 'credential_unknown', curl: expect.stringContaining('Bearer tok_write') },
    })
    expect(await statusOf('/scoped', { authorization: 'Bearer tok_write' }, 'strict')).toBe(204)
  })

  it('of several counts when it is good, whatever the others are', async () => {
    expect(await statusOf('/either?api%20key=unknown', { authorization: 'Bearer tok_none' }, 'strict')).toBe(204)
    expect(await statusOf('/either?api%20key=unknown', { authorization: 'Bearer unknown' }, 'strict')).toBe(401)
    expect(await statusOf('/both?api%20key=tok_none', { cookie: 'sid=unknown' }, 'strict')).toBe(401)
    expect(await statusOf('/optional', { authorization: basic('eve:guess') }, 'strict')).toBe(401)
  })

  it('that is missing is asked for by every way in', async () => {
    expect(await ask('/inherited')).toMatchObject({ status: 401, challenge: `Basic ${realm}, charset="UTF-8"` })
    expect((await ask('/either')).challenge).toBe(`ApiKey ${realm}, in="query", name="api key", Bearer ${realm}`)
    expect((await ask('/digest')).challenge).toMatch(/^Digest .*, qop="auth", .*nonce=/)
  })
})

it('a scope that nobody asks for is told, and a token without a list is refused', async () => {
  const scenario = join(folder, 'odd.yaml')
  writeFileSync(scenario, 'description: Odd.\ntokens: { tok_odd: [reed] }\n')
  const odd = await createMock({ document, scenario })
  expect(odd.population.diagnostics).toMatchObject([
    { code: 'scenario.token.invalid', severity: 'warning', message: expect.stringContaining('"reed"') },
  ])
  expect(odd.population.tokens).toEqual([{ token: 'tok_odd', stands: 'has reed' }])
  await odd.close()
  writeFileSync(scenario, 'description: Odd.\ntokens: { tok_odd: read }\n')
  await expect(createMock({ document, scenario })).rejects.toThrow(/odd\.yaml:2:\d+ error .*tok_odd/)
})

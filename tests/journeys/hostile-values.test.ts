import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../src/index.ts'

type Node = Readonly<Record<string, unknown>>

const json = (schema: unknown): Node => ({ content: { 'application/json': { schema } } })
const ok = { 200: { description: 'ok' } }
const taking = (schema: unknown): Node => ({ post: { requestBody: json(schema), responses: ok } })
const named = (name: string): Node => ({ $ref: `#/components/schemas/${name}` })
const levels = (prefix: string, count: number, toSchema: (next: Node) => Node, last: Node): Node =>
  Object.fromEntries(
    Array.from({ length: count + 1 }, (_, index) => [
      `${prefix}${index}`,
      index === count ? last : toSchema(named(`${prefix}${index + 1}`)),
    ]),
  )

const evil = '^(a+)+$'
const document = {
  openapi: '3.1.0',
  info: { title: 'Hostile', version: '1' },
  paths: {
    '/pattern': taking({ type: 'string', pattern: evil }),
    '/keys': taking({ patternProperties: { [evil]: { type: 'integer' } }, additionalProperties: false }),
    '/names': taking({ propertyNames: { pattern: evil } }),
    '/query': { get: { parameters: [{ name: 'a', in: 'query', schema: { type: 'string', pattern: evil } }], responses: ok } },
    '/back': taking({ type: 'string', pattern: '^((\\w+)\\2)+$' }),
    '/made': { get: { responses: { 200: { description: 'ok', ...json({ type: 'string', pattern: '^(\\w+\\d?)+-$' }) } } } },
    '/choices': taking(named('Choice0')),
    '/deep-choices': taking(named('Deep0')),
    '/all': { get: { responses: { 200: { description: 'ok', ...json(named('All0')) } } }, ...taking(named('All0')) },
    '/distinct': taking({ type: 'array', uniqueItems: true }),
    '/listed': taking({ type: 'array', items: { enum: Array.from({ length: 20_000 }, (_, index) => ({ index })) } }),
    '/dense': taking(named('Dense0')),
    '/dense-answer': { get: { responses: { 200: { description: 'ok', ...json(named('Dense0')) } } } },
  },
  components: {
    schemas: {
      ...levels('Choice', 14, (next) => ({ oneOf: [{ properties: { a: next } }, { properties: { a: next, b: true } }] }), {
        type: 'string',
      }),
      ...levels('Deep', 40, (next) => ({ anyOf: [next, { allOf: [next] }] }), { type: 'string' }),
      ...levels('All', 40, (next) => ({ allOf: [next, next] }), {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'integer' } },
      }),
      ...Object.fromEntries(
        Array.from({ length: 900 }, (_, index) => [
          `Dense${index}`,
          {
            type: 'object',
            properties: Object.fromEntries([1, 30, 77].map((step) => [`p${step}`, named(`Dense${(index + step) % 900}`)])),
          },
        ]),
      ),
    },
  },
}

let mock: Mock
let url: string
beforeAll(async () => {
  mock = await createMock({ document })
  url = await mock.listen(0, '127.0.0.1')
})
afterAll(() => mock.close())

async function post(path: string, body: unknown) {
  const began = performance.now()
  const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return { status: response.status, text: await response.text(), took: performance.now() - began }
}

/** What may be told from a fault of the machine: an engine that tries all readings would be at it for years. */
const soon = 5000

describe('a pattern that can be read in exponentially many ways', () => {
  const attack = `${'a'.repeat(5000)}!`
  it.each<[string, unknown, unknown]>([
    ['/pattern', 'aaa', attack],
    ['/keys', { aaa: 1 }, { [attack]: 1 }],
    ['/names', { aaa: 1 }, { [attack]: 1 }],
  ])('says no in the time of a yes at %s', async (path, good, bad) => {
    expect(await post(path, good)).toMatchObject({ status: 200 })
    const refused = await post(path, bad)
    expect(refused.status).toBe(422)
    expect(refused.text).toMatch(/must match pattern|is not allowed/)
    expect(refused.took).toBeLessThan(soon)
  })

  it('is enforced in a query as well', async () => {
    const statusOf = async (value: string) => (await fetch(`${url}/query?a=${value}`)).status
    expect([await statusOf('a'.repeat(5000)), await statusOf('a'.repeat(5000).concat('b'))]).toEqual([200, 422])
  })

  it('is met by what is made up for it', async () => {
    const response = await fetch(`${url}/made`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatch(/^\w+-$/)
  })

  it('and refers back is tried on short values, and longer ones are refused for what they would cost', async () => {
    expect((await post('/back', 'abab')).status).toBe(200)
    const refused = await post('/back', `${'ab'.repeat(2000)}!`)
    expect(refused).toMatchObject({ status: 422 })
    expect(refused.text).toContain('takes more work to check than is spent on one value')
    expect(refused.took).toBeLessThan(soon)
  })
})

describe('schemas that take exponential work', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 7 : { a: nested(depth - 1) })

  it('explain what is wrong with a value by the one error that decides', async () => {
    const refused = await post('/choices', nested(14))
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('must match')
    expect(refused.took).toBeLessThan(soon)
  })

  it.each(['/deep-choices', '/all'])('are given up at %s, and the value is refused', async (path) => {
    const refused = await post(path, { id: 1, a: nested(30) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('takes more work to check than is spent on one value')
    expect(refused.took).toBeLessThan(soon)
  })

  it('are answered 501 with the reason where no value can be made up', async () => {
    const began = performance.now()
    const response = await fetch(`${url}/all`)
    expect([response.status, await response.text()]).toEqual([501, expect.stringContaining('takes more work')])
    expect(performance.now() - began).toBeLessThan(soon)
  })

  it('that are too dense to be compiled stop the operation, with the first request already', async () => {
    for (let round = 0; round < 2; round++) {
      expect(await post('/dense', {})).toMatchObject({ status: 501, text: expect.stringContaining('too long to be compiled') })
      const answered = await fetch(`${url}/dense-answer`)
      expect([answered.status, await answered.text()]).toEqual([501, expect.stringContaining('too long to be compiled')])
    }
    expect(mock.defects).toEqual([])
  })
})

describe('a large list', () => {
  it('of distinct objects is checked in the time of its length', async () => {
    const items = Array.from({ length: 60_000 }, (_, a) => ({ a }))
    expect(await post('/distinct', items)).toMatchObject({ status: 200 })
    const refused = await post('/distinct', [...items, { a: 59_000 }])
    expect(refused).toMatchObject({ status: 422 })
    expect(refused.took).toBeLessThan(soon)
  })

  it('of values from a large enum, too', async () => {
    const items = Array.from({ length: 50_000 }, (_, index) => ({ index: index % 20_000 }))
    const taken = await post('/listed', items)
    expect(taken).toMatchObject({ status: 200 })
    expect(taken.took).toBeLessThan(soon)
  })
})

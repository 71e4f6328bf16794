import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Interaction, type Pact, readPact, writePact } from '../../../src/contracts/index.ts'
import { Unusable } from '../../../src/kernel/index.ts'
import { JsonFault, parseJson } from '../../../src/openapi/index.ts'

// keys that reach a prototype are refused wherever they stand, which is another test's
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => parseJson(JSON.stringify(value)))
  .filter((value) => !(value instanceof JsonFault))
// `matchers` and `type` stand for themselves in maps of rules and generators, too
const name = fc.oneof(
  fc.constantFrom('id', 'X-A', 'matchers', 'type', 'constructor', '1', 'ä b', "']", "['a']"),
  fc.string({ minLength: 1, maxLength: 5 }),
)
const safe = name.filter((one) => one !== '__proto__' && one !== 'content-type')
const mapOf = <Value>(value: fc.Arbitrary<Value>) => fc.dictionary(safe, value, { maxKeys: 3, noNullPrototype: true })
const lists = mapOf(fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 2 }))
const matcher = fc.constantFrom({ match: 'type' }, { match: 'type', min: 1 }, { match: 'regex', regex: '^a$' })
const rule = fc.record({
  combine: fc.constantFrom('AND' as const, 'OR' as const),
  matchers: fc.array(matcher, { minLength: 1, maxLength: 2 }),
})
const path = safe.map((one) => `$['${one}']`)
const dictionaryOf = <Value>(key: fc.Arbitrary<string>, value: fc.Arbitrary<Value>) =>
  fc.dictionary(key, value, { minKeys: 1, maxKeys: 2, noNullPrototype: true })
const rules = fc.record(
  { body: dictionaryOf(path, rule), header: dictionaryOf(safe, rule), query: dictionaryOf(safe, rule), path: fc.record({ '': rule }) },
  { requiredKeys: [] },
)
const generator = fc.constantFrom({ type: 'Uuid' }, { type: 'ProviderState', expression: 'a' })
const generators = fc.record(
  { body: dictionaryOf(path, generator), query: dictionaryOf(safe, generator), path: fc.record({ '': generator }) },
  { requiredKeys: [] },
)

const body = fc.oneof(
  fc.record({ body: json, contentType: fc.constantFrom('application/json', 'application/problem+json') }),
  fc.record({ body: fc.string(), contentType: fc.constant('text/plain') }),
  fc.record({ body: fc.constant(undefined), contentType: fc.constant(undefined) }),
)
const bytes = fc.record({
  body: fc.uint8Array({ maxLength: 9 }).map((some) => Buffer.from(some).toString('base64')),
  contentType: fc.constantFrom('image/png', undefined),
  encoded: fc.constant('base64' as const),
  contentTypeHint: fc.constantFrom('BINARY', undefined),
})
const messageOf = (bodies: fc.Arbitrary<object>) =>
  fc.tuple(fc.record({ headers: lists, rules, generators }), bodies).map(([said, one]) => ({ ...said, ...one }))
const interactionOf = (bodies: fc.Arbitrary<object>) =>
  fc.record({
    description: fc.string(),
    states: fc.array(fc.record({ name: safe, params: mapOf(json) }), { maxLength: 2 }),
    pending: fc.boolean(),
    comments: mapOf(json),
    request: fc
      .tuple(messageOf(bodies), fc.record({ method: fc.constantFrom('GET', 'POST'), path: fc.constantFrom('/', '/a%20b'), query: lists }))
      .map(([message, line]) => ({ ...line, ...message })),
    response: fc.tuple(messageOf(bodies), fc.integer({ min: 100, max: 599 })).map(([message, status]) => ({ status, ...message })),
  })
const toPact = (interactions: readonly object[]): Pact => ({
  consumer: 'web',
  provider: 'api',
  interactions: interactions.map((one, index) => ({ key: `k${index}`, ...one, pointer: `/interactions/${index}` }) as Interaction),
  metadata: { pactSpecification: { version: '4.0' } },
  version: 4,
  file: 'p.json',
})
const pacts = fc.array(interactionOf(fc.oneof(body, bytes)), { maxLength: 3 }).map(toPact)

it('reads what was written, and writes that again to the byte', () => {
  fc.assert(
    fc.property(pacts, (pact) => {
      const text = writePact(pact)
      const read = readPact(text, 'p.json').pact
      expect(read).toEqual(pact)
      expect(writePact(read)).toBe(text)
    }),
  )
})

it('reads the same of a pact in version 2, 3 and 4', () => {
  // What version 2 can say: one state without parameters, one value for a header, one matcher for a place, and no generators.
  const twins = interactionOf(body).map((one) => {
    const plain = <Message extends { headers: object; rules: object; contentType?: string }>(message: Message) => ({
      ...message,
      headers: { ...first(message.headers), ...(message.contentType !== undefined && { 'content-type': [message.contentType] }) },
      rules: Object.fromEntries(Object.entries(message.rules).map(([category, given]) => [category, simple(given)])),
      generators: {},
    })
    const states = one.states.slice(0, 1).map(({ name }) => ({ name, params: {} }))
    const { request, response, description } = one
    return { description, states, pending: false, comments: {}, request: plain(request as never), response: plain(response as never) }
  })
  fc.assert(
    fc.property(twins, (twin) => {
      const pact = toPact([twin])
      const four = readPact(writePact(pact), 'p.json').pact.interactions
      for (const version of [2, 3] as const) {
        const old = readPact(JSON.stringify(toOld(four[0] as Interaction, version)), 'p.json').pact.interactions
        const [{ key: _, ...want }, { key, ...got }] = [four[0], old[0]] as [Interaction, Interaction]
        expect(key).toMatch(/^[0-9a-f]{16}$/)
        expect(got).toEqual(want)
      }
    }),
  )
})

it('takes any text, whole, cut or spoilt, as a pact or says with a place why not', () => {
  const spoilt = fc
    .tuple(pacts, fc.nat(), fc.nat(60), fc.oneof(fc.string(), fc.constantFrom('{', ']', 'null', '"__proto__":{},', '{"type":"x"}', '1')))
    .map(([pact, at, length, put]) => {
      const text = writePact(pact)
      const start = at % text.length
      return text.slice(0, start) + put + text.slice(start + length)
    })
  const shaped = fc.record(
    { consumer: json, provider: json, interactions: fc.oneof(json, fc.array(json)), metadata: json },
    { requiredKeys: [] },
  )
  const held = fc
    .record({ description: json, request: json, response: json, providerStates: json, key: json }, { requiredKeys: [] })
    .map((one) => ({ consumer: { name: 'a' }, provider: { name: 'b' }, interactions: [one] }))
  fc.assert(
    fc.property(
      fc.oneof(
        spoilt,
        fc.string(),
        fc.oneof(shaped, held).map((value) => JSON.stringify(value)),
      ),
      (text) => {
        try {
          readPact(text, 'p.json')
        } catch (error) {
          expect(error).toBeInstanceOf(Unusable)
          for (const { where, message } of (error as Unusable).diagnostics) {
            expect(where).toMatchObject({ file: 'p.json', line: expect.any(Number), column: expect.any(Number) })
            expect(message).toMatch(/\S\.$/)
          }
        }
      },
    ),
    { numRuns: 200 },
  )
})

function first(lists: object): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists as Record<string, string[]>).map(([key, [one = '']]) => [key, [one]]))
}

function simple(rules: object): object {
  return Object.fromEntries(
    Object.entries(rules as Interaction['request']['rules'][string]).map(([place, { matchers }]) => [
      place,
      { combine: 'AND', matchers: matchers.slice(0, 1) },
    ]),
  )
}

/** The same interaction as files of older versions have it. */
function toOld({ description, states, request, response }: Interaction, version: 2 | 3): object {
  const toMessage = ({ headers, body, rules }: Interaction['response'] | Interaction['request']) => ({
    headers: Object.fromEntries(Object.entries(headers).map(([key, [value]]) => [key, value])),
    ...(body !== undefined && { body }),
    matchingRules:
      version === 2 ? flat(rules) : Object.fromEntries(Object.entries(rules).map(([key, one]) => [key, '' in one ? one[''] : one])),
  })
  const query =
    version === 3
      ? request.query
      : new URLSearchParams(Object.entries(request.query).flatMap(([key, all]) => all.map((one) => [key, one]))).toString()
  return {
    consumer: { name: 'web' },
    provider: { name: 'api' },
    interactions: [
      {
        description,
        ...(version === 2 ? { providerState: states[0]?.name } : { providerStates: states.map(({ name }) => ({ name })) }),
        request: { method: request.method, path: request.path, query, ...toMessage(request) },
        response: { status: response.status, ...toMessage(response) },
      },
    ],
    metadata: { pactSpecification: { version: `${version}.0.0` } },
  }
}

function flat(rules: Interaction['request']['rules']): object {
  return Object.fromEntries(
    Object.entries(rules).flatMap(([category, places]) =>
      Object.entries(places).map(([place, { matchers }]) => {
        const key =
          category === 'body'
            ? `$.body${place.slice(1)}`
            : category === 'path'
              ? '$.path'
              : `$.${category === 'header' ? 'headers' : category}.${place}`
        return [key, matchers[0]]
      }),
    ),
  )
}

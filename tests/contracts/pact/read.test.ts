import { describe, expect, it } from 'vitest'
import { readPact, writePact } from '../../../src/contracts/index.ts'
import { Unusable } from '../../../src/kernel/index.ts'

const names = { consumer: { name: 'web' }, provider: { name: 'api' } }
const http = (more: object = {}) => ({ description: 'd', request: { method: 'GET', path: '/a' }, response: { status: 200 }, ...more })
const textOf = (interactions: unknown, version = '3.0.0', more: object = {}) =>
  JSON.stringify({ ...names, metadata: { pactSpecification: { version } }, interactions, ...more }, null, 2)
const read = (version: string, ...interactions: object[]) => readPact(textOf(interactions, version), 'p.json')

/** Each fault as `line:column message [code]`. */
function faultsOf(text: string): readonly string[] {
  try {
    readPact(text, 'p.json')
    return []
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    return error.diagnostics.map(({ where, message, code }) => `${where.line}:${where.column} ${message} [${code}]`)
  }
}

describe('reading a pact', () => {
  it('takes a V2 one: one state, a query as text, flat rules', () => {
    const { pact } = read('2.0.0', {
      description: 'd',
      providerState: 's',
      request: { method: 'get', path: '/a', query: 'x=1&x=2&constructor=a', headers: { Accept: 'a/b' } },
      response: {
        status: 200,
        body: { id: 'u1' },
        matchingRules: {
          '$.body.id': { match: 'type' },
          '$.headers.X-A': { match: 'regex', regex: '.' },
          "$.headers['X-B']": { regex: '.' },
          '$.body': { min: 1 },
        },
      },
    })
    const [one] = pact.interactions
    expect(one).toMatchObject({
      states: [{ name: 's', params: {} }],
      request: { method: 'GET', query: { x: ['1', '2'], constructor: ['a'] }, headers: { Accept: ['a/b'] } },
    })
    expect(Object.keys(one?.response.rules.body ?? {})).toEqual(['$.id', '$'])
    expect(one?.response.rules.body?.$?.matchers).toEqual([{ min: 1, match: 'type' }])
    expect(one?.response.rules.header?.['X-B']?.matchers).toEqual([{ regex: '.', match: 'regex' }])
  })

  it('takes a V4 one: states with parameters, wrapped bodies, rules by category', () => {
    const { pact, locate } = read('4.0', {
      type: 'Synchronous/HTTP',
      key: 'k',
      description: 'd',
      pending: true,
      providerStates: [{ name: 's', params: { a: 1 } }],
      request: {
        method: 'POST',
        path: '/a',
        query: { type: ['1'] },
        matchingRules: { path: { combine: 'AND', matchers: [{ match: 'type' }] } },
        generators: { path: { type: 'Uuid' }, query: { type: { type: 'RandomInt' } } },
      },
      response: {
        status: 201,
        headers: { 'content-type': ['application/json'] },
        body: { content: { id: null }, contentType: 'application/json', encoded: false },
        matchingRules: { body: { '$.id': { combine: 'OR', matchers: [{ match: 'null' }, { match: 'type' }] } } },
      },
    })
    const [one] = pact.interactions
    expect(pact.version).toBe(4)
    expect(one).toMatchObject({ key: 'k', pending: true, states: [{ name: 's', params: { a: 1 } }], response: { body: { id: null } } })
    expect(one?.response.rules.body?.['$.id']?.combine).toBe('OR')
    expect(one?.request.rules.path?.['']?.matchers).toEqual([{ match: 'type' }])
    expect(one?.request.generators).toEqual({ path: { '': { type: 'Uuid' } }, query: { type: { type: 'RandomInt' } } })
    expect(locate('/interactions/0/response/status').line).toBeGreaterThan(locate('/interactions/0/request').line ?? 0)
  })

  it('keeps a body of bytes, and takes one of escaped JSON for what it is', () => {
    const body = { content: 'iVBORw0KGgo=', contentType: 'image/png', encoded: 'base64', contentTypeHint: 'BINARY' }
    const escaped = { content: '{"a":1}', contentType: 'application/json', encoded: 'JSON' }
    const given = http({ response: { status: 200, body }, request: { method: 'POST', path: '/a', body: escaped } })
    const { pact } = read('4.0', { type: 'Synchronous/HTTP', ...given })
    expect(pact.interactions[0]).toMatchObject({ request: { body: { a: 1 } }, response: { body: body.content, encoded: 'base64' } })
    expect(JSON.parse(writePact(pact)).interactions[0].response.body).toEqual(body)
  })

  it.each([
    ['4', http({ type: 'Synchronous/HTTP' })],
    ['3', http({ providerStates: [{ name: 's' }] })],
    ['2', http()],
  ])('knows version %s by its interactions where the metadata is silent', (version, one) => {
    expect(readPact(textOf([one], '', { metadata: {} }), 'p.json').pact.version).toBe(Number(version))
  })
})

describe('what a pact is refused for', () => {
  it.each([
    ['text that breaks off', '{\n  "consumer": {', '2:16 This is not JSON: it ends too early'],
    ['a comma too many', '{\n "consumer": { "name": "a", }\n}', '2:29 This is not JSON: unexpected "}"'],
    ['no text at all', '', '1:1 This is not JSON: it ends too early'],
    ['a key twice', '{"consumer": {"name": "a",\n "name": "b"}}', '2:2 The key stands twice'],
    ['a key that reaches a prototype', textOf([http()]).replace('"d"', '{"__proto__": 1}'), '15:23 A pact must not contain the key'],
    ['a text nested too deep', `${'['.repeat(100_000)}`, '1:201 It is nested deeper than 200 levels'],
    ['something else', '[]', '1:1 The pact is a list; expected a map with "consumer", "provider" and "interactions"'],
    [
      'no consumer',
      JSON.stringify({ provider: { name: 'b' }, interactions: [] }),
      '1:1 "consumer" is missing; expected a map with the "name"',
    ],
    ['no name', textOf([], '3', { consumer: {} }), '2:3 "name" is missing; expected the name of the consumer'],
    ['no list', textOf({}), '13:3 "interactions" is a map; expected a list'],
    ['an interaction of nothing', textOf([null]), '14:5 Entry 1 of "interactions" is null; expected a map with'],
    [
      'a status in quotes',
      textOf([http({ response: { status: '200' } })]),
      '21:9 "status" is the text "200"; expected a whole number from 100',
    ],
    ['no method', textOf([http({ request: { path: '/' } })]), '16:7 "method" is missing; expected the method of the request'],
    ['states that are none', textOf([http({ providerStates: ['s'] })]), '24:9 Entry 1 of "providerStates" is the text "s"; expected a map'],
    [
      'a flat rule for nothing',
      textOf([http({ response: { status: 200, matchingRules: { '$.x': {} } } })]),
      '23:11 The matching rule "$.x" applies',
    ],
    [
      'no matchers',
      textOf([http({ response: { status: 200, matchingRules: { body: { $: {} } } } })]),
      '24:13 "matchers" is missing; expected a list',
    ],
    [
      'a bare body in V4',
      textOf([http({ response: { status: 200, body: 'a' } })], '4.0'),
      '22:9 "body" is the text "a"; expected a map with the "content"',
    ],
    [
      'no base64',
      textOf([http({ response: { status: 200, body: { content: '§', encoded: true } } })], '4.0'),
      '23:11 "content" is the text "§"; expected a text in base64',
    ],
    [
      'messages of V3',
      JSON.stringify({ ...names, messages: [{}] }, null, 1),
      '8:2 The pact holds messages; expected HTTP interactions only',
    ],
    [
      'a message of V4',
      textOf([{ type: 'Asynchronous/Messages', description: 'm' }], '4.0'),
      '15:7 This interaction is of the type "Asynchronous/Messages"; expected',
    ],
    ['a version to come', textOf([], '5.0'), '10:7 The version "5.0" of the specification is not known; expected 2, 3 or 4'],
  ])('%s', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([expect.stringContaining(fault)])
  })

  it('a fault behind a text of many millions', () => {
    expect(faultsOf(`{"a":"${'A'.repeat(20_000_000)}",, }`)).toEqual([
      expect.stringContaining('1:20000009 This is not JSON: unexpected ","'),
    ])
  })

  it('all of it at once', () => {
    expect(faultsOf(textOf([http({ description: 1 }), http({ response: 1 })], '3', { provider: 1 }))).toHaveLength(3)
  })
})

describe('an interaction without a key', () => {
  const other = http({ description: 'other' })
  const keysOf = (...interactions: object[]) => read('3.0.0', ...interactions).pact.interactions.map(({ key }) => key)

  it('has one of what identifies it, wherever it stands', () => {
    const [a, b] = keysOf(http(), other)
    expect(keysOf(other, http())).toEqual([b, a])
    expect(keysOf(http({ response: { status: 404 } }))).not.toEqual([a])
    expect(keysOf(http({ response: { status: 200, body: {} } }))).toEqual([a])
  })

  it('is one with what says the same, and at odds with what does not', () => {
    expect(keysOf(http(), other, http())).toHaveLength(2)
    expect(faultsOf(textOf([http(), http({ response: { status: 200, body: {} } })]))).toEqual([
      expect.stringMatching(
        /^24:5 "d" has the same description, states, method, path and status as what stands at p\.json:14:5, and other content/,
      ),
    ])
    expect(faultsOf(textOf([http({ key: 'k' }), { ...other, key: 'k' }], '4.0'))).toEqual([
      expect.stringContaining('"other" has the same key "k" as what stands at p.json:14:5'),
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { readPact } from '../../../src/contracts/index.ts'

const names = { consumer: { name: 'web' }, provider: { name: 'api' } }
const read = (version: string, interaction: object) =>
  readPact(JSON.stringify({ ...names, metadata: { pactSpecification: { version } }, interactions: [interaction] }, null, 2), 'p.json')

describe('reading a pact', () => {
  it('takes a V2 one: one state, a query as text, flat rules', () => {
    const { pact } = read('2.0.0', {
      description: 'd',
      providerState: 's',
      request: { method: 'get', path: '/a', query: 'x=1&x=2', headers: { Accept: 'a/b' } },
      response: {
        status: 200,
        body: { id: 'u1' },
        matchingRules: { '$.body.id': { match: 'type' }, '$.headers.X-A': { match: 'regex', regex: '.' } },
      },
    })
    const [one] = pact.interactions
    expect(one).toMatchObject({
      states: [{ name: 's', params: {} }],
      request: { method: 'GET', query: { x: ['1', '2'] }, headers: { Accept: ['a/b'] } },
    })
    expect(Object.keys(one?.response.rules.body ?? {})).toEqual(['$.id'])
    expect(Object.keys(one?.response.rules.header ?? {})).toEqual(['X-A'])
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
        query: { x: ['1'] },
        matchingRules: { path: { combine: 'AND', matchers: [{ match: 'type' }] } },
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
    expect(locate('/interactions/0/response/status').line).toBeGreaterThan(locate('/interactions/0/request').line ?? 0)
  })

  it('leaves messages out', () => {
    expect(read('4.0', { type: 'Asynchronous/Messages', description: 'm' }).pact.interactions).toEqual([])
  })

  it.each(['', '[]', '{}', '{"consumer":{"name":"a"},"provider":{"name":"b"}}', JSON.stringify({ ...names, interactions: [{}] })])(
    'refuses %j with a place',
    (text) => {
      expect(() => readPact(text, 'p.json')).toThrow(/p\.json:\d+:\d+ error .*\[pact\.invalid\]/)
    },
  )
})

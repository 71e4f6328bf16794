import { beforeAll, describe, expect, it } from 'vitest'
import { checkFault, type Engine, respond } from '../../src/engine/index.ts'
import { createMock, type Mock } from '../../src/index.ts'
import type { Operation } from '../../src/openapi/index.ts'
import type { FaultSpec } from '../../src/world/index.ts'

let mock: Mock
let engine: Engine
beforeAll(async () => {
  mock = await createMock()
  engine = mock.engine
  return () => mock.close()
})

/** What a call without any credential is answered while a fault is set: faults stand before everything else. */
function struckBy(operation: Operation, spec: FaultSpec) {
  const world = mock.createWorld('default')
  world.perform({ verb: 'fault', fault: { id: 'fault_1', ...spec } })
  const response = respond(engine, world, operation, {
    method: operation.method,
    target: operation.path.template,
    params: [],
    query: '',
    headers: {},
    body: undefined,
    unreadable: undefined,
  })
  expect(world.defects).toEqual([])
  return response
}

describe('a fault that can not be used is refused with what to do', () => {
  it.each<[string, unknown, RegExp]>([
    ['does nothing', {}, /does nothing: give it a delay above 0, a status, a code, a connection/],
    ['delays by nothing', { delayMs: 0 }, /does nothing/],
    ['delays by a range of nothing', { delayMs: [0, 0] }, /does nothing/],
    ['only says when', { times: 3, operationId: 'inviteUserV2' }, /does nothing/],
    [
      'is about no operation there is',
      { operationId: 'inviteUserV3', status: 500 },
      /no operation "inviteUserV3"\. Did you mean "inviteUserV2"\?/,
    ],
    ['has a status nobody declares', { status: 503 }, /None of 32 operations can answer so.*declares no 503; it has 201, 401.*any: true/],
    [
      'has a status its operation does not declare',
      { operationId: 'listRoles', status: 409 },
      /listRoles declares no 409; it has 200, 401/,
    ],
    [
      'has a code the API has not',
      { code: 'USER_ALREADY_EXIST' },
      /no error code "USER_ALREADY_EXIST"\. Did you mean "USER_ALREADY_EXISTS"\?/,
    ],
    ['has a code every object has', { code: 'constructor' }, /no error code "constructor"/],
    [
      'has a code of another operation',
      { operationId: 'inviteUserV2', code: 'ROLE_HAS_MEMBERS' },
      /declares 409 without the code ROLE_HAS_MEMBERS; it has USER_ALREADY_EXISTS/,
    ],
    [
      'has a code under another status',
      { operationId: 'inviteUserV2', status: 404, code: 'USER_ALREADY_EXISTS' },
      /declares 404 without the code USER_ALREADY_EXISTS; it has ROLE_NOT_FOUND/,
    ],
    ['has an empty code', { code: '' }, /code is ""; expected an error code/],
    ['has a status that ends nothing', { status: 100 }, /status is 100; expected one that ends an exchange, from 200 to 599/],
    ['has a status that is none', { status: 999, any: true }, /status is 999/],
    ['has half a status', { status: 500.5 }, /status is 500.5/],
    ['breaks the line in an unknown way', { connection: 'dropp' }, /connection is "dropp".*Did you mean "drop"\?/],
    ['answers and breaks the line', { connection: 'drop', status: 500 }, /breaks the connection or answers.*make two/],
    [
      'limits and breaks the line',
      { connection: 'drop', rateLimit: { requests: 1, per: '1m' } },
      /rate limit answers 429 and does not break/,
    ],
    ['limits and answers', { status: 500, rateLimit: { requests: 1, per: '1m' } }, /leave status and code out/],
    ['limits and counts', { times: 3, rateLimit: { requests: 1, per: '1m' } }, /leave times, every and share out/],
    ['delays what is never answered', { connection: 'timeout', delayMs: 10 }, /nothing to delay/],
    ['goes beyond the document with nothing', { any: true, delayMs: 10 }, /any lets a status or code go beyond/],
    ['strikes not even once', { status: 500, times: 0 }, /times is 0; expected a whole number from 1/],
    ['strikes half a time', { status: 500, every: 1.5 }, /every is 1.5/],
    ['has a share of none', { status: 500, share: 0 }, /share is 0; expected a number above 0 and up to 1/],
    ['has a share in percent', { status: 500, share: 30 }, /share is 30/],
    ['has no number for a share', { status: 500, share: Number.NaN }, /share is NaN/],
    ['delays by a text', { delayMs: '200' }, /the delay is "200"; expected a number, two numbers, or the distribution/i],
    ['delays backwards', { delayMs: -1 }, /The delay is -1; expected milliseconds from 0 to 600000/],
    ['delays for ever', { delayMs: Number.POSITIVE_INFINITY }, /The delay is Infinity/],
    ['delays by a range the wrong way round', { delayMs: [400, 100] }, /drawn from \[400,100\].*the smaller first/],
    ['delays by a range of three', { delayMs: [1, 2, 3] }, /two numbers/],
    ['delays by an unknown distribution', { delayMs: { distribution: 'poisson', mean: 1 } }, /distribution lognormal or normal/],
    ['delays log-normally around nothing', { delayMs: { distribution: 'lognormal', median: 0, sigma: 1 } }, /median of the delay is 0/],
    ['delays log-normally without a spread', { delayMs: { distribution: 'lognormal', median: 5 } }, /sigma of the delay is missing/],
    ['delays normally with half a spread', { delayMs: { distribution: 'normal', mean: 5, deviation: -1 } }, /deviation of the delay is -1/],
    ['limits to nothing', { rateLimit: { requests: 0, per: '1m' } }, /rate limit of 0 requests; expected a whole number from 1/],
    ['limits per no time', { rateLimit: { requests: 1, per: '0s' } }, /rate limit per "0s"; expected a time above 0/],
    ['limits per something', { rateLimit: { requests: 1, per: 'minute' } }, /rate limit per "minute".*e\.g\. 60s, 1h or PT1M/],
    ['limits per a number', { rateLimit: { requests: 1, per: 60 } }, /rate limit per 60/],
    ['matches everything', { status: 500, match: {} }, /An empty match matches everything/],
    ['matches a header that can not be', { status: 500, match: { headers: { 'x y': 'a' } } }, /"x y" can't name a header/],
    ['matches a header that is no text', { status: 500, match: { headers: { 'x-a': 1 } } }, /header x-a can only match a text, not 1/],
    ['matches the body of what has none', { operationId: 'listRoles', status: 500, match: { body: { a: 1 } } }, /listRoles takes no body/],
  ])('that %s', (_name, spec, why) => {
    expect(checkFault(engine, spec as FaultSpec)).toMatch(why)
  })
})

describe('every fault that can be used', () => {
  it.each<[string, FaultSpec]>([
    ['a delay', { delayMs: 200 }],
    ['a range', { delayMs: [0, 400] }],
    ['a distribution', { delayMs: { distribution: 'lognormal', median: 200, sigma: 0.4 } }],
    ['a broken line, after a delay', { connection: 'drop', delayMs: 5, match: { headers: { 'X-Any': 'a' } } }],
    ['a rate limit', { rateLimit: { requests: 100, per: 'PT1M' }, operationId: 'listRoles' }],
    ['a code that only some operations have', { code: 'ROLE_HAS_MEMBERS', share: 0.5 }],
    ['a status beyond the document', { status: 503, any: true, times: 3 }],
    ['a code beyond the document', { code: 'ANYTHING', any: true }],
  ])('may be %s', (_name, spec) => {
    expect(checkFault(engine, spec)).toBeUndefined()
  })

  it('answers with each status that each operation declares, and each answer fits the document', () => {
    let answers = 0
    for (const operation of mock.api.operations) {
      for (const status of operation.statuses.map(Number)) {
        const spec = { operationId: operation.id, status }
        expect(checkFault(engine, spec), `${operation.id} ${status}`).toBeUndefined()
        const response = struckBy(operation, spec)
        expect([operation.id, response.status]).toEqual([operation.id, status])
        expect(operation.response(status)?.check(response.body, String(response.headers['content-type']))).toEqual([])
        for (const header of operation.response(status)?.headers.filter(({ isRequired }) => isRequired) ?? []) {
          expect(response.headers[header.name], `${operation.id} ${status} ${header.name}`).toBeDefined()
        }
        answers++
      }
    }
    expect(answers).toBeGreaterThan(250)
  })

  it('answers with each code of the API where an operation declares it, and is refused where it does not', () => {
    const met = new Set<string>()
    for (const operation of mock.api.operations) {
      for (const [code, { status }] of Object.entries(engine.backend.errors ?? {})) {
        const spec = { operationId: operation.id, code }
        const whyNot = checkFault(engine, spec)
        const response = whyNot === undefined ? struckBy(operation, spec) : undefined
        if (response === undefined) continue
        met.add(code)
        expect([response.status, (response.body as { error: { code: string } }).error.code]).toEqual([status, code])
        expect(operation.response(status)?.check(response.body)).toEqual([])
      }
    }
    expect([...met].sort()).toEqual(Object.keys(engine.backend.errors ?? {}).sort())
  })

  it('says the same of the same: what is refused when it is added never strikes well, what is taken never fails', () => {
    const operation = mock.api.operation('inviteUserV2') as Operation
    for (let status = 200; status < 600; status++) {
      const isDeclared = operation.statuses.includes(String(status))
      expect(checkFault(engine, { operationId: operation.id, status }) === undefined, String(status)).toBe(isDeclared)
      expect(checkFault(engine, { operationId: operation.id, status, any: true })).toBeUndefined()
      expect(struckBy(operation, { operationId: operation.id, status, any: true }).status).toBe(status)
    }
  })
})

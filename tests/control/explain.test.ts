import { describe, expect, it } from 'vitest'
import { type ErrorCode, errorWords } from '../../src/backends/organizations/words.ts'
import { explainExchange } from '../../src/control/index.ts'
import { refusalCodes } from '../../src/domain/index.ts'
import { type Backend, type Engine, type Request, respond } from '../../src/engine/index.ts'
import { parsePointer, valueAt } from '../../src/kernel/index.ts'
import type { Operation } from '../../src/openapi/index.ts'
import { accessErrors } from '../backends/rows/access-errors.ts'
import type { ErrorRows, Way } from '../backends/rows/error.ts'
import { stateErrors } from '../backends/rows/state-errors.ts'
import { acme, client } from '../journeys/client.ts'
import { blockAt, explain, make, meet, newest, problemOf, type Recorded, run } from './refusals.ts'

const rows: ErrorRows<ErrorCode> = { ...accessErrors, ...stateErrors }
const codes = Object.keys(errorWords) as ErrorCode[]

/** What a request alone does not bring about, met below in ways of their own, and what a command can do about it. */
const metOtherwise: { readonly [Code in ErrorCode]?: string } = {
  RATE_LIMIT_EXCEEDED: 'A fault limits the rate: the command takes it away, or repeats the call once the limit is over.',
  INTERNAL_ERROR: 'A fault is taken away. Against a bug of the mock no single call helps.',
  NOT_IMPLEMENTED: 'No single call helps, since nobody plays the operation.',
}

/** Where the command does not say the same thing better, but clears the way: the call as it was is let through after it. */
const clearing: readonly ErrorCode[] = [
  'ROLE_HAS_MEMBERS',
  'DEPARTMENT_HAS_MEMBERS',
  'LAST_OWNER_CANNOT_BE_REMOVED',
  'INVITATION_EXPIRED',
  'USER_ALREADY_DEACTIVATED',
  'USER_NOT_FOUND',
]

const ways = codes.flatMap((code) =>
  rows[code].ways.map((way, index): [string, ErrorCode, Way] => [`${code}, way ${index + 1}`, code, way]),
)

/** The domain's refusals behind them. */
const reached = new Set<string>()

describe('every error of the closed table', () => {
  it('is met here, once at least', () => {
    expect([...new Set([...ways.map(([, code]) => code), ...Object.keys(metOtherwise)])].sort()).toEqual([...codes].sort())
  })

  it.each(ways)('%s: says why, points at it, and knows a command that is let through', async (_name, code, way) => {
    const { api, exchange, explanation } = await meet(way)
    const because = problemOf(exchange)?.because
    reached.add(String(because?.rule))
    // what is missing in a caller's roles is no part of the request
    const hasPlace = refusalCodes.some((one) => one === because?.rule) && because?.rule !== 'capability-missing'
    expect(because?.place !== undefined).toBe(hasPlace)
    const { rule, summary, violations, remedy, curl } = explanation
    expect(explanation.code).toBe(code)
    for (const sentence of [rule, summary, remedy]) expect(sentence).toMatch(/^[^a-z\s].*\.$/)
    expect(violations.length).toBeGreaterThan(0)
    const parts = partsOf(exchange)
    for (const { pointer, value, expected, document } of violations) {
      expect(expected).not.toBe('')
      if (pointer.startsWith('/headers')) expect(value ?? '').not.toMatch(/tok_|ak_/)
      else if (pointer !== '/query' && pointer !== '/body') expect(value, pointer).toEqual(valueAt(parts, parsePointer(pointer)))
      expect(blockAt(document).block).toContain(claimOf(exchange, code, pointer))
    }
    const status = await run(curl)
    expect(status, curl).toBeGreaterThanOrEqual(200)
    expect(status, curl).toBeLessThan(300)
    if (clearing.includes(code)) expect((await make(api, way.calls.at(-1) as Way['calls'][number])).status).toBeLessThan(300)
  })

  it('reaches every refusal of the domain', () => {
    expect(refusalCodes.filter((code) => !reached.has(code))).toEqual([])
  })
})

/** What the line of the document has to be about: the rule's own keyword, or the code. */
function claimOf(exchange: Recorded, code: ErrorCode, pointer: string): string {
  const problem = problemOf(exchange)
  if (code === 'AUTHENTICATION_REQUIRED') return 'bearerAuth'
  if (code === 'METHOD_NOT_ALLOWED') return '/users/invite/v2:'
  const violation = problem?.violations?.find(({ in: place, path }) => `/${[place, ...path].join('/')}` === pointer)
  return violation === undefined ? code : violation.rule
}

/** The request as pointers into it see it. */
function partsOf({ request }: Recorded): unknown {
  const template =
    /\/v1\/organizations\/(?<organization_id>[^/?]+)(?:\/users\/(?<user_id>[^/?]+))?(?:.*\/roles\/(?<role_id>[^/?]+))?(?:.*\/departments\/(?<department_id>[^/?]+))?(?:.*\/members\/(?<member_id>[^/?]+))?/
  const { member_id, ...groups } = template.exec(request.target)?.groups ?? {}
  const key = /\/invitations\/validate\/([^/?]+)/.exec(request.target)?.[1]
  return {
    method: request.method,
    path: { ...groups, ...(member_id === undefined ? {} : { user_id: member_id }), email_key: key },
    query: Object.fromEntries(new URLSearchParams(request.query)),
    body: request.body === undefined ? undefined : JSON.parse(new TextDecoder().decode(request.body)),
  }
}

describe('what no other request helps against', () => {
  const asked: Request = {
    method: 'POST',
    target: `${acme}/users/invite/v2`,
    params: ['org_xyz789'],
    query: '',
    headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json' },
    body: new TextEncoder().encode('{"email":"jane@example.com"}'),
    unreadable: undefined,
  }

  async function explainWith(changes: Partial<Backend>) {
    const { mock } = await client('in process')
    const engine: Engine = { ...mock.engine, backend: { ...mock.engine.backend, ...changes } }
    const world = mock.createWorld('apart')
    respond(engine, world, mock.api.operation('inviteUserV2') as Operation, asked)
    return explainExchange(engine, world, world.journal.newestFirst().next().value as Recorded)
  }

  it('says of a bug of the mock that it is one', async () => {
    const fail = () => {
      throw new Error('the shelf fell down')
    }
    expect(await explainWith({ answer: fail })).toMatchObject({
      code: 'INTERNAL_ERROR',
      summary: 'This is a bug of the mock, not of the request: Error: the shelf fell down',
      remedy: 'No other request helps; report it with this one.',
      curl: expect.stringContaining("-H 'Authorization: Bearer tok_owner'"),
    })
  })

  it('says of an operation that nobody plays which one it is', async () => {
    const explanation = await explainWith({ handles: () => false })
    expect(explanation).toMatchObject({ code: 'NOT_IMPLEMENTED', summary: expect.stringContaining('inviteUserV2') })
    expect(explanation?.remedy).toMatch(/^No other request helps/)
    const blocks = explanation?.violations.map(({ document }) => blockAt(document).block)
    expect(blocks).toEqual([expect.stringContaining('operationId: inviteUserV2')])
  })
})

describe('what was asked for', () => {
  const jane = { email: 'jane@example.com' }

  it('names the fault that struck, and takes it away', async () => {
    const { mock, call } = await client('over a socket')
    const id = await mock.faults.add({ operationId: 'inviteUserV2', status: 500 })
    await call('POST', `${acme}/users/invite/v2`, { body: jane })
    const { code, summary, curl } = explain(mock)
    expect(code).toBe('INTERNAL_ERROR')
    expect(summary).toBe(`The fault ${id} struck this call: inviteUserV2: answers 500.`)
    expect(await run(curl)).toBe(204)
    expect((await call('POST', `${acme}/users/invite/v2`, { body: jane })).status).toBe(201)
  })

  it('takes the fault away with the control token, where one is asked for, without showing it', async () => {
    const token = 'a-token-that-nobody-guesses'
    const { mock, call } = await client('over a socket', { controlToken: token })
    await mock.faults.add({ operationId: 'inviteUserV2', status: 500 })
    await call('POST', `${acme}/users/invite/v2`, { body: jane })
    const { body, text } = await call('GET', '/__standin/requests/1', { token })
    expect(text).not.toContain(token)
    const { curl } = body.explanation
    expect(curl).toContain('-X DELETE')
    await expect(run(curl)).rejects.toThrow(/STANDIN_CONTROL_TOKEN: set it to the control token that was printed at the start/)
    expect(await mock.faults.list()).toHaveLength(1)
    expect(await run(curl, { STANDIN_CONTROL_TOKEN: token })).toBe(204)
    expect(await mock.faults.list()).toEqual([])
    // a call of the API wants no such thing
    expect(explain(mock).curl).not.toContain('STANDIN_CONTROL_TOKEN')
  })

  it('says until when a rate limit holds, and once it is over that the call may be repeated', async () => {
    const { mock, call } = await client('over a socket')
    await mock.faults.add({ operationId: 'listRoles', rateLimit: { requests: 1, per: '60s' } })
    await call('GET', `${acme}/roles`)
    await call('GET', `${acme}/roles`)
    const limited = explain(mock)
    expect(limited.code).toBe('RATE_LIMIT_EXCEEDED')
    expect(limited.summary).toContain('2025-12-22T15:31:00Z')
    expect(limited.curl).toContain('-X DELETE')
    await mock.clock.advance('61s')
    expect(explain(mock).curl).not.toContain('DELETE')
    expect(await run(explain(mock).curl)).toBe(200)
  })

  it('says of a fault that has struck often enough that it is over', async () => {
    const { mock, call } = await client('over a socket')
    await mock.faults.add({ times: 1, code: 'USER_ALREADY_EXISTS', operationId: 'inviteUserV2' })
    await call('POST', `${acme}/users/invite/v2`, { body: jane })
    expect(explain(mock)).toMatchObject({ code: 'USER_ALREADY_EXISTS', remedy: 'Call again: the fault is over.' })
    expect(await run(explain(mock).curl)).toBe(201)
  })

  it('explains a connection that was broken on purpose', async () => {
    const { mock, call } = await client('over a socket')
    await mock.faults.add({ connection: 'drop', operationId: 'listRoles' })
    await call('GET', `${acme}/roles`).catch(() => undefined)
    expect(explain(mock)).toMatchObject({ code: 'connection_drop', summary: expect.stringContaining('drops the connection midway') })
  })

  it('says of a preferred answer that it was preferred', async () => {
    const { mock, call } = await client('over a socket')
    await call('POST', `${acme}/users/invite/v2`, { body: jane, headers: { prefer: 'code=409' } })
    const { violations, curl } = explain(mock)
    expect(violations).toMatchObject([{ pointer: '/headers/prefer', value: 'code=409' }])
    expect(await run(curl)).toBe(201)
    expect(newest(mock).request.headers.prefer).toBeUndefined()
  })
})

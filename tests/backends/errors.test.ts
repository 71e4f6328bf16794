import { describe, expect, it } from 'vitest'
import { refusalErrors, toErrorBody } from '../../src/backends/organizations/errors.ts'
import { organizations } from '../../src/backends/organizations/index.ts'
import { type ErrorCode, errorWords } from '../../src/backends/organizations/words.ts'
import { problem, type Request, respond } from '../../src/engine/index.ts'
import type { Operation } from '../../src/openapi/index.ts'
import { type Answer, client, pass } from '../journeys/client.ts'
import { accessErrors } from './rows/access-errors.ts'
import type { Call, ErrorRows } from './rows/error.ts'
import { stateErrors } from './rows/state-errors.ts'

const errorRows: ErrorRows<ErrorCode> = { ...accessErrors, ...stateErrors }

const codes = Object.keys(errorRows) as ErrorCode[]
const now = Date.UTC(2025, 11, 22, 15, 30)
const context = { traceId: 'abc-123-def', now }

describe('every error, met through the API', () => {
  for (const code of codes) {
    const { status, type, message, system = message.toLowerCase(), ways } = errorRows[code]
    ways.forEach(({ options, calls, details, status: own = status }, index) => {
      it(`${code} ${own}${index === 0 ? '' : `, another way (${index + 1})`}`, async () => {
        const api = await client('in process', options)
        let answer: Answer | undefined
        let before: unknown
        for (const call of calls) {
          if (answer !== undefined) expect(answer.status, answer.text).toBeLessThan(300)
          if (call.after !== undefined) pass(api.mock, call.after)
          before = api.mock.registry.at('default').store.dump()
          const { method = 'POST', path, ...rest } = withLink(call, answer)
          answer = await api.call(method, path, rest)
        }
        expect(answer?.status, answer?.text).toBe(own)
        expect(api.mock.registry.at('default').store.dump()).toEqual(before)
        const timestamp = `${new Date(api.mock.registry.at('default').clock.now()).toISOString().slice(0, 19)}Z`
        const trace_id = answer?.headers.get('x-request-id')
        const error = { code, message, system_message: system, type, status: own, details, trace_id, timestamp }
        // as text, so that the order of the keys counts too
        expect(answer?.text).toBe(JSON.stringify({ success: false, error }))
      })
    })
  }
})

describe('the errors no request brings about', () => {
  const requestOf = (body: unknown): Request => ({
    method: 'POST',
    target: '/v1/organizations/org_xyz789/users/invite/v2',
    params: ['org_xyz789'],
    query: '',
    headers: { authorization: 'Bearer tok_owner' },
    body: new TextEncoder().encode(JSON.stringify(body)),
    unreadable: undefined,
  })

  it('says why the mock failed, in one line, to developers alone', async () => {
    const { mock } = await client('in process')
    const broken = { ...organizations, answer: () => fail('the shelf fell down') }
    const world = mock.createWorld('broken')
    const operation = mock.api.operation('inviteUserV2') as Operation
    const { status, body } = respond(
      { api: mock.api, backend: broken as never, explains: true },
      world,
      operation,
      requestOf({ email: 'jane@example.com' }),
    )
    expect({ status, body }).toMatchObject({
      status: 500,
      body: { error: { ...wordsOf('INTERNAL_ERROR'), system_message: 'Error: the shelf fell down', details: {} } },
    })
    expect(world.defects).toEqual([expect.stringContaining('inviteUserV2: Error: the shelf fell down\n')])
  })

  it('says which operation has no handler', async () => {
    const { mock } = await client('in process')
    const idle = { ...organizations, handles: () => false }
    const operation = mock.api.operation('inviteUserV2') as Operation
    const world = mock.createWorld('idle')
    const { status, body } = respond(
      { api: mock.api, backend: idle as never, explains: true },
      world,
      operation,
      requestOf({ email: 'jane@example.com' }),
    )
    expect({ status, body }).toMatchObject({
      status: 501,
      body: { error: { ...wordsOf('NOT_IMPLEMENTED'), system_message: expect.stringContaining('inviteUserV2') } },
    })
    expect(world.defects).toEqual([])
  })

  it('has words for a rate limit, which a fault can bring about', () => {
    expect(toErrorBody({ code: 'RATE_LIMIT_EXCEEDED', status: 429, reason: 'A fault' }, context)).toEqual({
      success: false,
      error: {
        ...wordsOf('RATE_LIMIT_EXCEEDED'),
        system_message: 'too many requests. please try again later.',
        details: {},
        trace_id: 'abc-123-def',
        timestamp: '2025-12-22T15:30:00Z',
      },
    })
  })

  it("wraps a code that is not the provider's at all", () => {
    const made = (status: number) => toErrorBody({ code: 'TEAPOT', status, reason: 'Short and stout' }, context)
    expect(made(418)).toMatchObject({ error: { code: 'TEAPOT', message: 'Short and stout', type: 'client_error', status: 418 } })
    expect(made(503)).toMatchObject({ error: { type: 'server_error', status: 503 } })
  })

  it('knows no envelope for an unknown route', () => {
    expect(toErrorBody(problem('route_not_found', 'Nothing matches GET /'), context)).toEqual({ detail: 'Not Found' })
  })

  it('tells how many violations there are when not all are listed', () => {
    const violation = { in: 'body', path: [], rule: 'missing', params: {}, message: '', value: undefined, rulePointer: undefined } as const
    const details = (total: number) =>
      (toErrorBody(problem('validation_failed', '', { violations: [violation], total }), context) as { error: { details: object } }).error
        .details
    const fields = [{ field: 'body', message: 'Field required', type: 'missing' }]
    expect([details(1), details(51)]).toEqual([{ fields }, { fields, total: 51 }])
  })
})

describe('the table of errors', () => {
  it('says what is known of the provider', () => {
    const words = Object.fromEntries(codes.map((code) => [code, errorWords[code]]))
    expect(words).toEqual(
      Object.fromEntries(
        codes.map((code) => [
          code,
          { ...pick(errorRows[code]), ...('system' in errorRows[code] ? { system: errorRows[code].system } : {}) },
        ]),
      ),
    )
    expect(Object.keys(errorWords)).toEqual(codes)
  })

  it('says the same as the document, details included', async () => {
    const { mock } = await client('in process')
    const { examples } = mock.api.document.components as { examples: Record<string, { value: { error: DocumentedError } }> }
    const seen = new Set<string>()
    for (const { error } of Object.values(examples).map(({ value }) => value)) {
      const { status, type, message, system = message.toLowerCase(), ways } = errorRows[error.code]
      const way = ways.find((one) => keysOf(one.details) === keysOf(error.details) && (one.status ?? status) === error.status)
      if (ways.length > 0) expect(way, `${error.code} with ${keysOf(error.details)}`).toBeDefined()
      expect(error).toMatchObject({ message, system_message: system, type, status: way?.status ?? status })
      seen.add(error.code)
    }
    expect([...seen].sort()).toEqual([...codes].sort())
  })

  it('is reached from every refusal of the domain', () => {
    const own = ['AUTHENTICATION_REQUIRED', 'TOKEN_EXPIRED', 'TOKEN_INVALID', 'INVALID_API_KEY', 'METHOD_NOT_ALLOWED', 'PAYLOAD_TOO_LARGE']
    const reached = new Set([
      ...Object.values(refusalErrors).map(({ code }) => code),
      ...own,
      'RATE_LIMIT_EXCEEDED',
      'INTERNAL_ERROR',
      'NOT_IMPLEMENTED',
    ])
    expect([...reached].sort()).toEqual([...codes].sort())
  })
})

interface DocumentedError {
  readonly code: ErrorCode
  readonly status: number
  readonly details: object
}

/** The link of the answer before, where a call asks for it. */
function withLink(call: Call, before: Answer | undefined): Call {
  const key =
    String(before?.body?.invitation_link ?? '')
      .split('/')
      .at(-1) ?? ''
  return JSON.parse(JSON.stringify(call).replace('<link>', key)) as Call
}

function pick({ status, type, message }: { status: number; type: string; message: string }) {
  return { status, type, message }
}

function wordsOf(code: ErrorCode) {
  return { code, ...pick(errorRows[code]) }
}

function keysOf(details: unknown): string {
  return Object.keys(details as object).join(' ')
}

function fail(message: string): never {
  throw new Error(message)
}

import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { explainExchange, showExchange } from '../../src/control/index.ts'
import { type Engine, type Request, respond } from '../../src/engine/index.ts'
import { createMock, type Mock } from '../../src/index.ts'
import type { Operation } from '../../src/openapi/index.ts'
import { acme } from '../journeys/client.ts'
import type { Recorded } from './refusals.ts'

let mock: Mock
let engine: Engine

beforeAll(async () => {
  mock = await createMock()
  engine = mock.engine
  return () => mock.close()
})

/** Nothing that a mask or another part of an exchange could hold by accident. */
const secret = fc.stringMatching(/^[A-Za-z0-9._~+-]{12,40}$/).map((text) => `S${text}`)
const name = fc.constantFrom('password', 'refresh_token', 'clientSecret', 'API-Key', 'token', 'old_password', 'credentials', 'tokens')
const plain = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))

/** A body with a secret under its name somewhere, and nowhere else. */
const body = (value: string) =>
  fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      plain,
      name.map((key) => ({ [key]: value })),
      name.map((key) => ({ [key]: { deep: [value, { er: value }] } })),
      fc.record({ inside: tie('tree'), beside: plain }),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  })).tree

type Form = 'json' | 'broken' | 'form' | 'text'

function toText(form: Form, value: unknown, hidden: string): string {
  const text = JSON.stringify({ email: 'jane@example.com', value, said: `it is ${hidden}!`, token: hidden })
  switch (form) {
    case 'json':
      return text
    case 'broken':
      return text.slice(0, -1)
    case 'form':
      return new URLSearchParams({ email: 'jane@example.com', password: hidden, 'api-key': hidden, note: `${hidden}?` }).toString()
    case 'text':
      return `email: jane@example.com\npassword: ${hidden}`
  }
}

const mediaTypes = {
  json: 'application/json',
  broken: 'application/json',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain',
} as const

const exchanges = fc.tuple(secret, secret).chain(([hidden, inner]) =>
  fc.record({
    hidden: fc.constant(hidden),
    inner: fc.constant(inner),
    value: body(inner),
    form: fc.constantFrom<Form>('json', 'broken', 'form', 'text'),
    headers: fc.subarray(
      [
        ['authorization', `Bearer ${hidden}`],
        ['authorization', `Basic ${btoa(`jane:${hidden}`)}`],
        ['authorization', hidden],
        ['x-api-key', hidden],
        ['cookie', `a=1; sid=${hidden}; Standin-World=default`],
        ['x-csrf-token', hidden],
        ['referer', `https://example.com/?token=${hidden}`],
        ['x-note', `about ${hidden}`],
      ] as const,
      { minLength: 1 },
    ),
    query: fc.constantFrom('', `access_token=${hidden}`, `q=${hidden}&password=${hidden}`),
    path: fc.constantFrom(`${acme}/users/invite/v2`, `${acme}/users/${hidden}`),
  }),
)

describe('secrets', () => {
  it('never come out of the journal, nor of an explanation, and stay in memory for a replay', () => {
    const operation = engine.api.operation('inviteUserV2') as Operation
    fc.assert(
      fc.property(exchanges, ({ hidden, inner, value, form, headers, query, path }) => {
        const world = mock.createWorld('secrets')
        // what only repeats a secret is told from any other text by the secret having been sent as one
        const isSent = headers.some(([name]) => name !== 'x-note' && name !== 'referer')
        const sent = Object.fromEntries([...headers, ['content-type', mediaTypes[form]], ...(isSent ? [] : [['x-api-key', hidden]])])
        const bytes = new TextEncoder().encode(toText(form, value, hidden))
        const request: Request = {
          method: 'POST',
          target: `${path}?${query}`,
          params: ['org_xyz789'],
          query,
          headers: sent,
          body: bytes,
          unreadable: undefined,
        }
        respond(engine, world, operation, request)
        const exchange = world.journal.newestFirst().next().value as Recorded
        const seen = JSON.stringify([showExchange(engine, world, exchange), explainExchange(engine, world, exchange)])
        expect(seen).not.toContain(hidden)
        expect(seen).not.toContain(inner)
        expect(seen).not.toContain(btoa(`jane:${hidden}`))
        expect(exchange.request.headers).toBe(sent)
        expect(exchange.request.body).toBe(bytes)
      }),
      { numRuns: 300 },
    )
  })
})

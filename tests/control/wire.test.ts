import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromWire, toWire } from '../../src/control/wire.ts'

const camel = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(?:[A-Z][a-z0-9]{0,5}){0,3}$/)
const snake = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(?:_[a-z][a-z0-9]{0,5}){0,3}$/)
/** Parts that hold someone else's words, whatever those look like. */
const opaque = fc.constantFrom('headers', 'body', 'value', 'assumptions')
const anyones = fc.jsonValue()

/** A value of control whose keys are spelt one way, with anybody's values under the opaque ones. */
function spelt(key: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('record')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    record: fc
      .tuple(
        fc.dictionary(
          key.filter((name) => !opaqueNames.has(name)),
          tie('value'),
          { maxKeys: 4 },
        ),
        fc.dictionary(opaque, anyones, { maxKeys: 2 }),
      )
      .map(([own, others]) => ({ ...own, ...others })),
  }))
  return value as fc.Arbitrary<unknown>
}

const opaqueNames = new Set(['headers', 'body', 'value', 'assumptions'])

describe('the two spellings of control', () => {
  it('lead to each other and back: there and back again is where it began', () => {
    const isSame = (key: fc.Arbitrary<string>, there: (value: unknown) => unknown, back: (value: unknown) => unknown) =>
      fc.assert(
        fc.property(spelt(key), (value) => {
          expect(back(there(value))).toEqual(value)
        }),
        { numRuns: 1000 },
      )
    isSame(camel, toWire, fromWire)
    isSame(snake, fromWire, toWire)
  })

  it('are those of JavaScript and of the document', () => {
    expect(toWire({ operationId: 'a', delayMs: [1, 2], rateLimit: { requests: 1, per: '60s' } })).toEqual({
      operation_id: 'a',
      delay_ms: [1, 2],
      rate_limit: { requests: 1, per: '60s' },
    })
  })

  it("leave someone else's words alone", () => {
    const theirs = {
      headers: { 'x-Some_header': 'a' },
      body: { fullName: 1, full_name: { customMessage: 2 } },
      assumptions: { existing_user_state: 'active' },
    }
    expect(toWire({ match: theirs, violations: [{ value: { roleIds: [] } }] })).toEqual({
      match: theirs,
      violations: [{ value: { roleIds: [] } }],
    })
    expect(fromWire({ match: theirs })).toEqual({ match: theirs })
  })

  it('leave out what is undefined, and make no prototype of a key', () => {
    expect(Object.keys(toWire({ a: undefined, b: null }))).toEqual(['b'])
    const hostile = fromWire<object>(JSON.parse('{"__proto__": {"polluted": true}}'))
    expect('polluted' in hostile).toBe(false)
  })
})

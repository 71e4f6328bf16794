import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseScenario, writeFixture } from '../../src/world/index.ts'

describe('a fixture that is written', () => {
  it('reads as if someone had written it: what fits stays on one line', () => {
    const text = writeFixture({
      comments: ['Two lines\nbecome one.'],
      facts: { description: 'Short.', seed: undefined, auth: 'strict' },
      steps: [
        {
          facts: { call: 'a', path: { id: '7' }, body: { email: 'a@x.test', tags: ['b', 'c'], note: null }, expect: 201 },
          comment: 'made',
        },
        { facts: { clock: '2025-12-22T15:30:00Z' } },
        {
          facts: {
            call: 'b',
            body: { text: 'word '.repeat(10), list: ['element'.repeat(5), 'element'.repeat(5)], inner: { a: 1 } },
            expect: 204,
          },
        },
      ],
    })
    expect(text).toBe(`# Two lines become one.
description: Short.
auth: strict

steps:
  - call: a
    path: {id: '7'}
    body: {email: a@x.test, tags: [b, c], note: null}
    expect: 201 # made
  - clock: 2025-12-22T15:30:00Z
  - call: b
    body:
      text: 'word word word word word word word word word word '
      list: [elementelementelementelementelement, elementelementelementelementelement]
      inner: {a: 1}
    expect: 204
`)
  })

  it('comes back the same, whatever its bodies hold', async () => {
    // Keys that a request can't have: the engine refuses them.
    const isPlain = (value: unknown): boolean => !JSON.stringify(value).includes('__proto__')
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.stringMatching(/^[\n #:\-'"|>\t]{0,12}$/),
      fc.constantFrom('null', '~', '1e3', '0x10', '.inf', 'yes', '2025-12-22', '<<', '=', '$a', '|\n  x'),
    )
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('map'),
      ),
      list: fc.array(tie('value'), { maxLength: 5 }),
      map: fc.dictionary(text, tie('value'), { maxKeys: 5 }),
    }))
    await fc.assert(
      fc.asyncProperty(fc.array(value.filter(isPlain), { minLength: 1, maxLength: 3 }), text, async (bodies, comment) => {
        const steps = bodies.map((body) => ({ facts: { call: 'a', body, expect: 200 }, comment }))
        const written = writeFixture({ comments: [comment], facts: { description: 'x' }, steps })
        const read = await parseScenario(written, 'x.yaml', [])
        // What JSON can't tell apart is equal: -0 is sent as 0.
        expect(JSON.stringify(read.steps.map(({ facts }) => facts))).toBe(JSON.stringify(steps.map(({ facts }) => facts)))
      }),
      { numRuns: 1000 },
    )
  })
})

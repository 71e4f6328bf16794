import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Unsatisfiable } from '../../../src/engine/sample/index.ts'
import { schemaAround } from './around.ts'
import { plainly, sampleOf } from './given.ts'
import { components, schema, value } from './wild.ts'

const { witness } = fc.letrec((tie) => ({
  witness: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, 1, -3, 1.5, 12, 'a', 'abc', 'user_42', '2025-12-22', ''),
    fc.array(tie('witness'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('id', 'name', 'tags', 'kind'), tie('witness'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

const choices = fc.record({ usesExamples: fc.boolean(), seed: fc.nat() })

describe('a value made to a schema', () => {
  it('is found for nearly all schemas that one was put into before, whatever else they say', { timeout: 180_000 }, () => {
    const cases = fc.sample(
      witness.chain((one) => schemaAround(one)),
      { numRuns: 400, seed: 20 },
    )
    const missed = cases.filter((one, seed) => {
      try {
        return !plainly(one)(sampleOf(one, { seed }))
      } catch (thrown) {
        if (!(thrown instanceof Unsatisfiable)) throw thrown
        return true
      }
    })
    // Five in ten thousand of these are riddles: alternatives under alternatives that exclude each other.
    expect(missed).toEqual([])
  })

  it('is what plain JSON Schema allows, or there is none and it is said why', () => {
    fc.assert(
      fc.property(schema, choices, (one, wanted) => {
        const validate = plainly(one as object, components)
        try {
          const made = sampleOf(one, { ...wanted, components })
          expect(validate(made), JSON.stringify(made)).toBe(true)
        } catch (thrown) {
          if (!(thrown instanceof Unsatisfiable)) throw thrown
          expect(thrown.message).not.toBe('')
        }
      }),
      { numRuns: 700 },
    )
  })

  it('is found wherever a small value would do, but for riddles', () => {
    const pool = fc.sample(value, { numRuns: 400, seed: 1 })
    const cases = fc.sample(schema, { numRuns: 350, seed: 21 })
    const missed = cases.filter((one, seed) => {
      try {
        sampleOf(one, { seed, components })
        return false
      } catch {
        const validate = plainly(one as object, components)
        return pool.some((small) => validate(small))
      }
    })
    expect(missed.length).toBeLessThanOrEqual(cases.length / 200)
  })

  it('is the same for a seed, and another for another', () => {
    fc.assert(
      fc.property(schema, choices, (one, wanted) => {
        const made = () => {
          try {
            return sampleOf(one, { ...wanted, components })
          } catch (thrown) {
            return (thrown as Error).message
          }
        }
        expect(made()).toEqual(made())
      }),
      { numRuns: 150 },
    )
    const person = {
      type: 'object',
      required: ['name', 'email'],
      properties: { name: { type: 'string' }, email: { type: 'string', format: 'email' } },
    }
    const people = Array.from({ length: 20 }, (_, seed) => JSON.stringify(sampleOf(person, { seed })))
    expect(new Set(people).size).toBeGreaterThan(17)
  })
})

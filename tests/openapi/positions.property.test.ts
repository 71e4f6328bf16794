import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toPointer } from '../../src/kernel/index.ts'
import { Positions } from '../../src/openapi/index.ts'

function pointersOf(value: unknown, pointer = ''): string[] {
  if (value === null || typeof value !== 'object') return [pointer]
  return [pointer, ...Object.entries(value).flatMap(([key, inner]) => pointersOf(inner, pointer + toPointer([key])))]
}

it('the places of JSON are those that a reader of YAML finds', () => {
  fc.assert(
    fc.property(
      fc.letrec<{ value: unknown }>((tie) => ({
        value: fc.oneof(
          { maxDepth: 4, withCrossShrink: true },
          fc.constantFrom<unknown>(1, -0.5, true, null, '', 'a"b', '[{', 'x\\', '}', 'é'),
          fc.array(tie('value'), { maxLength: 3 }),
          fc.dictionary(fc.constantFrom('a', 'b/c', '~', '', '"', '{', '0', '__proto__'), tie('value'), {
            maxKeys: 4,
            noNullPrototype: true,
          }),
        ),
      })).value,
      fc.constantFrom(0, 1, 2),
      (value, indent) => {
        const text = JSON.stringify([value, { a: value }], undefined, indent)
        const found = new Positions(text, true)
        const expected = new Positions(text, false)
        for (const pointer of [...pointersOf(JSON.parse(text)), '/1/nowhere/0', '/7'])
          expect([pointer, found.at(pointer)]).toEqual([pointer, expected.at(pointer)])
      },
    ),
    { numRuns: 150 },
  )
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPath } from '../../../src/contracts/build/matchers.ts'
import { every, parseJsonPath, placesOf, type Step } from '../../../src/contracts/check/json-path.ts'

const step: fc.Arbitrary<Step> = fc.oneof(fc.string(), fc.nat({ max: 1000 }), fc.constant(every))

function write(steps: readonly Step[]): string {
  return steps.reduce<string>((path, one) => {
    if (typeof one === 'number') return `${path}[${one}]`
    return one === every ? `${path}[*]` : toPath(path, one as string)
  }, '$')
}

describe('the paths of matching rules', () => {
  it('reads back every path as it was written', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        expect(parseJsonPath(write(steps))).toEqual(steps)
      }),
    )
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Array.isArray(parseJsonPath(`$${text}`) ?? [])).toBe(true)
      }),
    )
  })

  it.each(['', 'a', '$a', '$.', '$..a', '$[', "$['a", '$.a b', '$[-1]'])('takes %j for no path', (path) => {
    expect(parseJsonPath(path)).toBeUndefined()
  })

  it('leads to every place, to own properties only', () => {
    const value = { items: [{ a: 1 }, { a: 2 }, {}] }
    expect(placesOf(value, parseJsonPath('$.items[*].a') ?? [])).toEqual([
      ['items', 0, 'a'],
      ['items', 1, 'a'],
    ])
    expect(placesOf(value, ['constructor'])).toEqual([])
    expect(placesOf(value, ['items', 7])).toEqual([])
  })
})

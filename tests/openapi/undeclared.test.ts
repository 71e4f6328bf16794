import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apiOf } from './given.ts'

const content = (schema: object) => ({ 'application/json': { schema } })
/** What is declared nowhere in a value, by path. */
function undeclared(schema: object, value: unknown, components: object = {}): string[] {
  const responses = { 200: { description: '', content: content(schema) } }
  const api = apiOf({ '/a': { get: { operationId: 'a', responses } } }, { components: { schemas: components } })
  const found = api.operation('a')?.response(200)?.undeclared(value, 'application/json') ?? []
  return found.map(({ path }) => path.join('/'))
}
const text = { type: 'string' }
const of = (...names: string[]) => ({ type: 'object', properties: Object.fromEntries(names.map((name) => [name, text])) })

describe('fields that are declared nowhere', () => {
  it.each([
    ['beside those that are', of('a'), { a: '', b: '' }, ['b']],
    ['in objects inside', { properties: { in: of('a') } }, { in: { a: '', b: '' }, c: 1 }, ['in/b', 'c']],
    ['in items, once for all of them', { type: 'array', items: of('a') }, [{ b: '' }, { b: '', c: '' }], ['*/b', '*/c']],
    [
      'of all that are applied',
      { allOf: [of('a'), { $ref: '#/components/schemas/B' }], ...of('c') },
      { a: '', b: '', c: '', d: '' },
      ['d'],
    ],
    ['of no alternative', { oneOf: [of('a'), of('b')] }, { a: '', b: '', c: '' }, ['c']],
    ['of what depends on others', { ...of('a'), dependentSchemas: { a: of('b') } }, { a: '', b: '', c: '' }, ['c']],
    ['where a value goes round', { $ref: '#/components/schemas/Tree' }, { next: { next: { x: 1 } } }, ['next/next/x']],
  ])('%s', (_name, schema, value, paths) => {
    const components = { B: of('b'), Tree: { type: 'object', properties: { next: { $ref: '#/components/schemas/Tree' } } } }
    expect(undeclared(schema, value, components)).toEqual(paths)
  })

  it.each([
    ['whose schema names none', { type: 'object' }],
    ['whose schema is anything', {}],
    ['that may have others', { ...of('a'), additionalProperties: true }],
    ['that may have others of a kind', { ...of('a'), additionalProperties: text }],
    ['that must not have others, which is a breach', { ...of('a'), additionalProperties: false }],
    ['that may have others by name', { ...of('a'), patternProperties: { '^b': text } }],
    ['one part of which may have others', { allOf: [of('a'), { additionalProperties: true }] }],
  ])('are none of an object %s', (_name, schema) => {
    expect(undeclared(schema, { a: '', b: '' })).toEqual([])
  })

  it('are looked for inside what others hold', () => {
    expect(undeclared({ additionalProperties: of('a') }, { x: { a: '' }, y: { b: '' } })).toEqual(['y/b'])
  })

  it('are those that were put into a value of the schema, whatever it is', () => {
    const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'é/~')
    const { schema } = fc.letrec<{ schema: object }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constant(text),
        fc.dictionary(name, tie('schema'), { minKeys: 1 }).map((properties) => ({ type: 'object', properties })),
        tie('schema').map((items) => ({ type: 'array', items })),
        fc.tuple(tie('schema')).map(([one]) => ({ allOf: [one] })),
      ),
    }))
    fc.assert(
      fc.property(schema, fc.infiniteStream(fc.boolean()), (given, coins) => {
        const expected = new Set<string>()
        const fill = (one: Record<string, unknown>, path: readonly string[]): unknown => {
          if (one.allOf !== undefined) return fill((one.allOf as Record<string, unknown>[])[0] ?? {}, path)
          if (one.type === 'array') return [fill(one.items as Record<string, unknown>, [...path, '*'])]
          if (one.type === 'string') return ''
          const value = Object.entries(one.properties as object).map(([key, inside]) => [key, fill(inside, [...path, key])])
          if (coins.next().value) {
            value.push(['extra', 1])
            expected.add([...path, 'extra'].join('/'))
          }
          return Object.fromEntries(value)
        }
        const value = fill(given as Record<string, unknown>, [])
        expect(new Set(undeclared(given, value))).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })
})

import fc from 'fast-check'

const names = fc.constantFrom('a', 'b', 'c')

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 0, 1, 1.5, 'a', 'abc'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

/** Small values, to look for one that a schema allows. */
export const { value } = values

const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'null', 'array', 'object')

/** Any schema at all, most of them nonsense; references lead to `One` and `Two`. */
export const { schema } = fc.letrec((tie) => {
  const one = tie('schema')
  const some = fc.array(one, { minLength: 1, maxLength: 3 })
  const map = fc.dictionary(names, one, { maxKeys: 3, noNullPrototype: true })
  const keywords = fc.record(
    {
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      enum: fc.array(value, { minLength: 1, maxLength: 3 }),
      const: value,
      minimum: fc.integer({ min: 0, max: 2 }),
      exclusiveMaximum: fc.integer({ min: 1, max: 9 }),
      multipleOf: fc.constantFrom(1, 0.5, 3),
      minLength: fc.integer({ min: 0, max: 3 }),
      maxLength: fc.integer({ min: 0, max: 3 }),
      pattern: fc.constantFrom('^a', 'b', '^[a-z]{2}$'),
      required: fc.uniqueArray(names, { maxLength: 2 }),
      properties: map,
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'b', '^x'), one, { maxKeys: 2, noNullPrototype: true }),
      additionalProperties: fc.oneof(fc.boolean(), one),
      unevaluatedProperties: fc.oneof(fc.constant(false), one),
      propertyNames: fc.oneof(fc.constantFrom({ maxLength: 1 }, { enum: ['a', 'b'] }, { pattern: '^a' }), one),
      minProperties: fc.integer({ min: 0, max: 2 }),
      maxProperties: fc.integer({ min: 0, max: 2 }),
      dependentRequired: fc.dictionary(names, fc.uniqueArray(names, { maxLength: 2 }), { maxKeys: 2, noNullPrototype: true }),
      dependentSchemas: map,
      items: fc.oneof(fc.boolean(), one),
      prefixItems: some,
      contains: one,
      minContains: fc.integer({ min: 0, max: 2 }),
      maxContains: fc.integer({ min: 1, max: 2 }),
      minItems: fc.integer({ min: 0, max: 2 }),
      maxItems: fc.integer({ min: 0, max: 3 }),
      uniqueItems: fc.boolean(),
      unevaluatedItems: fc.oneof(fc.constant(false), one),
      allOf: some,
      anyOf: fc.oneof(some, fc.tuple(one, fc.constant({ type: 'null' }))),
      oneOf: some,
      not: one,
      if: one,
      // biome-ignore lint/suspicious/noThenProperty: the keyword's name
      then: one,
      else: one,
      $ref: fc.constantFrom('#/components/schemas/One', '#/components/schemas/Two'),
      example: value,
      default: value,
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  // All keywords at once exclude each other; a few are what a document has.
  const few = keywords.chain((all) =>
    fc
      .subarray(Object.keys(all), { maxLength: 5 })
      .map((keys) => Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)))),
  )
  return {
    schema: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      type.map((name) => ({ type: name })),
      few,
    ),
  }
})

/** What references lead to: the second to itself, as trees do. */
export const components = {
  One: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
  Two: { type: ['object', 'array'], properties: { b: { $ref: '#/components/schemas/Two' } }, items: { $ref: '#/components/schemas/One' } },
}

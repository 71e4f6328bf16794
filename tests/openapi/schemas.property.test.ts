import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createApi } from '../../src/openapi/index.ts'
import { bodyOf, documentOf, parts } from './given.ts'

const names = fc.constantFrom('a', 'b', 'c')
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom(null, true, 0, 1, 1.5, 'a', 'abc'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'null', 'array', 'object')
const { schema } = fc.letrec((tie) => {
  const one = tie('schema')
  const some = fc.array(one, { minLength: 1, maxLength: 3 })
  const keywords = fc.record(
    {
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      enum: fc.array(value, { minLength: 1, maxLength: 3 }),
      minimum: fc.integer({ min: 0, max: 2 }),
      maxLength: fc.integer({ min: 0, max: 2 }),
      required: fc.uniqueArray(names, { maxLength: 2 }),
      properties: fc.dictionary(names, one, { maxKeys: 3, noNullPrototype: true }),
      additionalProperties: fc.oneof(fc.boolean(), one),
      unevaluatedProperties: fc.constant(false),
      propertyNames: one,
      items: fc.oneof(fc.boolean(), one),
      contains: one,
      minItems: fc.integer({ min: 0, max: 2 }),
      uniqueItems: fc.boolean(),
      allOf: some,
      anyOf: fc.oneof(some, fc.tuple(one, fc.constant({ type: 'null' }))),
      oneOf: some,
      not: one,
      if: one,
      // biome-ignore lint/suspicious/noThenProperty: the keyword's name
      then: one,
      else: one,
      $ref: fc.constantFrom('#/components/schemas/One', '#/components/schemas/Two'),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  return {
    schema: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      type.map((name) => ({ type: name })),
      keywords,
    ),
  }
})

// endless schemas are dropped by design, so references lead to schemas that have none
const leaf = fc.record(
  { type, properties: fc.constant({ a: { type: 'string' } }), required: fc.constant(['a']) },
  { requiredKeys: ['type'], noNullPrototype: true },
)

it('a value is allowed exactly when plain JSON Schema allows it, and a refusal always has a reason', () => {
  fc.assert(
    fc.property(schema, leaf, leaf, fc.array(value, { minLength: 1, maxLength: 5 }), (Value, One, Two, values) => {
      const components = { schemas: { Value, One, Two } }
      const api = createApi(documentOf({}, { components }), 'test.yaml')
      const plain = new Ajv2020({ strict: false, validateSchema: false, meta: false }).addSchema({ components }, 'doc:x')
      const allows = plain.compile({ $ref: 'doc:x#/components/schemas/Value' })
      for (const one of values) expect(api.schema('/components/schemas/Value')(one).length === 0).toBe(allows(one))
    }),
    { numRuns: 60 },
  )
})

it('a request is allowed exactly when its schema allows it, and what is handed on is what came', () => {
  fc.assert(
    fc.property(schema, leaf, leaf, fc.array(value, { minLength: 1, maxLength: 5 }), (Value, One, Two, values) => {
      const components = { schemas: { Value, One, Two } }
      const check = createApi(documentOf({}, { components }), 'test.yaml').schema('/components/schemas/Value')
      const operation = bodyOf({ $ref: '#/components/schemas/Value' }, { components })
      for (const body of values) {
        const result = operation.read(parts({ body: JSON.stringify(body) }))
        expect(result.ok).toBe(check(body).length === 0)
        if (result.ok) expect(result.input.body).toEqual(body)
        else expect(result.violations.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 60 },
  )
})

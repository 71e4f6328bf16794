import { describe, expect, it } from 'vitest'
import { bodyOf, linesOf, parts, violationsOf } from './given.ts'

const cat = { type: 'object', required: ['kind', 'lives'], properties: { kind: { const: 'cat' }, lives: { type: 'integer' } } }
const dog = { type: 'object', required: ['kind', 'breed'], properties: { kind: { const: 'dog' }, breed: { type: 'string' } } }

// a choice that fails makes the validator report every branch: a caller would be told to be two things at once
describe.each(['anyOf', 'oneOf'])('%s', (choice) => {
  const within = (branches: unknown[]) => ({ type: 'object', properties: { before: { type: 'string' }, pet: { [choice]: branches } } })
  const lines = (branches: unknown[], pet: unknown) => {
    const result = bodyOf(within(branches)).read(parts({ body: { before: 1, pet } }))
    return linesOf(violationsOf(result)).slice(1)
  }

  it.each([
    ['the branch whose constant fits is meant', [cat, dog], { kind: 'dog', breed: 1 }, ['body/pet/breed type']],
    ['a constant that fits no branch is one error', [cat, dog], { kind: 'cow' }, [`body/pet ${choice}`]],
    ['a type that fits no branch is one error of type', [{ type: 'string' }, { type: 'integer' }], true, ['body/pet type']],
    ['the branch whose type fits is meant', [{ type: 'string', minLength: 3 }, { type: 'array' }], 'a', ['body/pet minLength']],
    [
      'a choice in a choice is taken apart too',
      [{ type: 'string' }, { [choice]: [cat, dog] }],
      { kind: 'cat', lives: 'nine' },
      ['body/pet/lives type'],
    ],
  ])('%s', (_name, branches, pet, want) => {
    expect(lines(branches, pet)).toEqual(want)
  })

  it('names the types it would take', () => {
    const [, violation] = violationsOf(
      bodyOf(within([{ type: 'string' }, { type: 'integer' }])).read(parts({ body: { before: 1, pet: [] } })),
    )
    expect(violation).toMatchObject({ message: 'must be string or integer', params: { type: ['string', 'integer'] }, value: [] })
  })

  it('works through references that are compiled on their own', () => {
    const big = { ...cat, properties: { ...cat.properties, mother: { $ref: '#/components/schemas/Cat' } } }
    const operation = bodyOf(within([{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]), {
      components: { schemas: { Cat: big, Dog: dog } },
    })
    const pet = { kind: 'cat', lives: 9, mother: { kind: 'cat', lives: 'x' } }
    const [, violation] = violationsOf(operation.read(parts({ body: { before: 1, pet } })))
    expect(violation).toMatchObject({ path: ['pet', 'mother', 'lives'], rulePointer: '/components/schemas/Cat/properties/lives/type' })
  })
})

it('oneOf that fits more than one branch says so', () => {
  const schema = { oneOf: [{ type: 'integer' }, { type: 'number' }] }
  expect(linesOf(violationsOf(bodyOf(schema).read(parts({ body: 1 }))))).toEqual(['body oneOf'])
})

it('no default of a branch is filled in, so that a branch that fails leaves no trace', () => {
  const components = {
    schemas: {
      A: { type: 'object', required: ['a'], properties: { a: {}, x: { default: 1 }, self: { $ref: '#/components/schemas/A' } } },
      B: { type: 'object', additionalProperties: false, properties: { b: {} } },
    },
  }
  const operation = bodyOf({ anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }, { components })
  expect(operation.read(parts({ body: { b: 1 } }))).toMatchObject({ ok: true, input: { body: { b: 1 } } })
})

it.each([
  ['contains', { contains: { type: 'object', required: ['a'] } }, [{}, {}], ['body contains']],
  // biome-ignore lint/suspicious/noThenProperty: the keyword's name
  ['if and then', { if: { minItems: 1 }, then: { maxItems: 1 } }, [1, 2], ['body maxItems']],
  ['propertyNames', { propertyNames: { pattern: '^a' } }, { b: 1, ab: 2 }, ['body/b pattern']],
  ['dependentRequired', { dependentRequired: { a: ['b'] } }, { a: 1 }, ['body/b dependentRequired']],
  [
    'unevaluatedProperties',
    { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
    { a: 1, b: 2 },
    ['body/b unevaluatedProperties'],
  ],
  ['not', { not: { type: 'array' } }, [], ['body not']],
])('%s gives one violation', (_name, schema, body, want) => {
  expect(linesOf(violationsOf(bodyOf(schema).read(parts({ body }))))).toEqual(want)
})

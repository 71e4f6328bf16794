import { describe, expect, it } from 'vitest'
import { createApi, type Violation } from '../../src/openapi/index.ts'
import { apiOf, bodyOf, documentOf, linesOf, parts, violationsOf } from './given.ts'

type Node = Readonly<Record<string, unknown>>

function check(openapi: string, schema: unknown, value: unknown, more: Node = {}): readonly Violation[] {
  const api = createApi(documentOf({}, { openapi, components: { schemas: { Value: schema, ...more } } }), 'test.yaml')
  return api.schema('/components/schemas/Value')(value)
}

describe('schemas of OpenAPI 3.1', () => {
  it('say what is wrong with a value that fits no alternative, and has more that is evaluated beside them', () => {
    const schema = {
      patternProperties: { b: { minimum: 2 } },
      anyOf: [{ minProperties: 3, unevaluatedProperties: { type: 'string' } }, { type: 'null' }],
    }
    expect(linesOf(check('3.1.0', schema, { ab: 1 }))).toEqual(expect.arrayContaining(['value/ab minimum']))
    expect(linesOf(check('3.1.0', schema, { ab: 2, c: 'c', d: 'd' }))).toEqual(['value/ab type'])
    expect(linesOf(check('3.1.0', schema, { ab: 'b', c: 'c', d: 'd' }))).toEqual([])
  })
})

describe('schemas of OpenAPI 3.0', () => {
  const legacy = (schema: unknown, value: unknown, more: Node = {}) => linesOf(check('3.0.3', schema, value, more))

  it.each([
    ['nullable', { type: 'string', nullable: true }, null, []],
    ['not nullable', { type: 'string' }, null, ['value type']],
    ['nullable: false', { type: 'string', nullable: false }, null, ['value type']],
    ['nullable with an enum that forgot null', { type: 'string', nullable: true, enum: ['a'] }, null, []],
    ['nullable beside allOf', { nullable: true, allOf: [{ $ref: '#/components/schemas/Other' }] }, null, []],
    ['nullable beside allOf, with a value', { nullable: true, allOf: [{ $ref: '#/components/schemas/Other' }] }, {}, ['value/id required']],
    ['what stands beside $ref is ignored', { $ref: '#/components/schemas/Other', nullable: true }, null, ['value type']],
    ['exclusiveMinimum: true', { minimum: 1, exclusiveMinimum: true }, 1, ['value exclusiveMinimum']],
    ['exclusiveMinimum: false', { minimum: 1, exclusiveMinimum: false }, 1, []],
    ['exclusiveMaximum: true', { maximum: 9, exclusiveMaximum: true }, 9, ['value exclusiveMaximum']],
    [
      'a list of items, as tuples once were',
      { type: 'array', items: [{ type: 'string' }, { type: 'integer' }] },
      ['a', 'b'],
      ['value/1 type'],
    ],
  ])('%s', (_name, schema, value, want) => {
    expect(legacy(schema, value, { Other: { type: 'object', required: ['id'] } })).toEqual(want)
  })

  // the published upgrader renames the property and edits the example
  it.each(['example', 'nullable', 'exclusiveMinimum', 'properties', '$ref', 'x-y'])('a property may be called %s', (name) => {
    const schema = { type: 'object', required: [name], properties: { [name]: { type: 'string' } }, example: { nullable: true } }
    expect(legacy(schema, { [name]: 'a' })).toEqual([])
    expect(legacy(schema, { [name]: 1 })).toEqual([`value/${name} type`])
  })
})

describe('schemas of OpenAPI 3.1', () => {
  const modern = (schema: unknown, value: unknown, more: Node = {}) => linesOf(check('3.1.0', schema, value, more))

  it.each([
    ['a list of types', { type: ['string', 'null'] }, null, []],
    ['anyOf with null', { anyOf: [{ type: 'string', maxLength: 1 }, { type: 'null' }] }, 'ab', ['value maxLength']],
    ['anyOf with null, and null', { anyOf: [{ $ref: '#/components/schemas/Other' }, { type: 'null' }] }, null, []],
    ['anyOf with null, and neither', { anyOf: [{ $ref: '#/components/schemas/Other' }, { type: 'null' }] }, 1, ['value type']],
    ['beside $ref everything counts', { $ref: '#/components/schemas/Other', maxProperties: 0 }, { id: 1 }, ['value maxProperties']],
    ['const', { const: 1 }, 2, ['value const']],
    ['prefixItems', { prefixItems: [{ type: 'string' }], items: false }, ['a', 'b'], ['value items']],
    ['nullable means nothing', { type: 'string', nullable: true }, null, ['value type']],
    ['an escaped hyphen in a pattern, which `u` refuses', { type: 'string', pattern: '^[a\\-z]+\\_$' }, 'b', ['value pattern']],
    ['a money amount and multipleOf', { multipleOf: 0.01 }, 1.13, []],
    ['a discriminator is a hint only', { discriminator: { propertyName: 'x' }, oneOf: [{ type: 'string' }] }, 'a', []],
    ['a schema that is true', true, 1, []],
    ['a schema that is false', false, 1, ['value not']],
  ])('%s', (_name, schema, value, want) => {
    expect(modern(schema, value, { Other: { type: 'object', required: ['id'] } })).toEqual(want)
  })

  it('may be recursive', () => {
    const Tree = {
      type: 'object',
      required: ['name'],
      properties: { name: {}, children: { type: 'array', items: { $ref: '#/components/schemas/Value' } } },
    }
    expect(modern(Tree, { name: 'a', children: [{ name: 'b', children: [{}] }] })).toEqual(['value/children/0/children/0/name required'])
  })

  it('that contain themselves in place decide nothing there, instead of never ending', () => {
    const api = apiOf({}, { components: { schemas: { Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }, { type: 'string' }] } } } })
    expect(linesOf(api.schema('/components/schemas/Loop')(1))).toEqual(['value type'])
    expect(api.compileAll()).toMatchObject([{ code: 'schema.recursion.endless', severity: 'error' }])
  })

  it('may be referred to anywhere in the document, by names a URI could not hold', () => {
    const more = { 'A b/c~{}': { type: 'object', properties: { deep: { type: 'integer' } } } }
    const reference = '#/components/schemas/A%20b~1c~0%7B%7D/properties/deep'
    expect(modern({ $ref: reference }, 'x', more)).toEqual(['value type'])
  })
})

it('asking for a schema that is not there says which one is', () => {
  const api = apiOf({}, { components: { schemas: { User: {} } } })
  expect(() => api.schema('/components/schemas/Usr')).toThrow(
    'There is no schema at #/components/schemas/Usr in test.yaml. Did you mean "/components/schemas/User"?',
  )
})

describe('read-only and write-only properties', () => {
  const User = {
    type: 'object',
    required: ['id', 'name', 'password'],
    properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' }, password: { type: 'string', writeOnly: true } },
  }
  const Extended = { allOf: [{ $ref: '#/components/schemas/User' }, { type: 'object', required: ['id'] }] }
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/User' } } }
  const api = apiOf(
    { '/users': { post: { requestBody: { required: true, content }, responses: { 200: { description: '', content } } } } },
    { components: { schemas: { User, Extended } } },
  )
  const [operation] = api.operations

  it('are not required by one part of a whole that another part describes', () => {
    const Base = { type: 'object', properties: { id: { type: 'string', readOnly: true }, secret: { type: 'string', writeOnly: true } } }
    const nested = { allOf: [{ type: 'object', required: ['id', 'secret', 'name'], properties: { name: { type: 'string' } } }] }
    const Thing = { allOf: [{ $ref: '#/components/schemas/Base' }, nested] }
    const whole = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } }
    const [make] = apiOf(
      { '/things': { post: { requestBody: { required: true, content: whole }, responses: { 200: { description: '', content: whole } } } } },
      { components: { schemas: { Base, Thing } } },
    ).operations
    expect(linesOf(violationsOf(make?.read(parts({ body: {} })) ?? { ok: true, input: {} as never }))).toEqual([
      'body/secret required',
      'body/name required',
    ])
    const shown = make?.response(200)?.check({ name: 'x' }, 'application/json') ?? []
    expect(shown.map(({ path, rule }) => [path.join('/'), rule])).toEqual([['id', 'required']])
  })

  it('are not required in the direction they do not take', () => {
    expect(linesOf(violationsOf(operation?.read(parts({ body: {} })) ?? { ok: true, input: {} as never }))).toEqual([
      'body/name required',
      'body/password required',
    ])
    expect(linesOf(operation?.response(200)?.check({}) ?? [])).toEqual(['response/id required', 'response/name required'])
    expect(linesOf(api.schema('/components/schemas/User')({}))).toEqual([
      'value/id required',
      'value/name required',
      'value/password required',
    ])
  })

  it('are still of their type', () => {
    const body = { id: 1, name: 'a', password: 'b' }
    expect(linesOf(violationsOf(bodyOf(User).read(parts({ body }))))).toEqual(['body/id type'])
  })
})

describe('defaults', () => {
  it.each([
    ['of a property', { a: { default: 1 } }, { a: 1 }],
    ['behind a reference', { a: { $ref: '#/components/schemas/Sized' } }, { a: 5 }],
    [
      'inside an optional object that is null',
      { a: { anyOf: [{ type: 'object', properties: { b: { default: 2 } } }, { type: 'null' }], default: null } },
      { a: null },
    ],
    ['that break their own type are not filled in', { a: { type: 'string', default: null } }, {}],
    ['that are not in their enum are not filled in', { a: { enum: ['x'], default: 'y' } }, {}],
    ['without their format are not filled in', { a: { type: 'string', format: 'date', default: '' } }, {}],
    ['that do not match their pattern are not filled in', { a: { type: 'string', pattern: '^a', default: 'b' } }, {}],
    ['of another length are not filled in', { a: { type: 'string', minLength: 1, default: '' } }, {}],
    ['out of their bounds are not filled in', { a: { maximum: 1, default: 2 }, b: { maximum: 1, default: 1 } }, { b: 1 }],
  ])('%s', (_name, properties, body) => {
    const operation = bodyOf({ type: 'object', properties }, { components: { schemas: { Sized: { type: 'integer', default: 5 } } } })
    expect(operation.read(parts({ body: {} }))).toMatchObject({ ok: true, input: { body } })
  })

  it('reach into parts that are optional', () => {
    const operation = bodyOf({
      type: 'object',
      properties: { a: { anyOf: [{ type: 'object', properties: { b: { default: 2 } } }, { type: 'null' }] } },
    })
    expect(operation.read(parts({ body: { a: {} } }))).toMatchObject({ input: { body: { a: { b: 2 } } } })
  })
})

import { describe, expect, it } from 'vitest'
import { Unsatisfiable } from '../../../src/engine/sample/index.ts'
import { noon, plainly, sampleOf } from './given.ts'

const string = { type: 'string' }
const integer = { type: 'integer' }
const cat = { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' }, lives: integer }, additionalProperties: false }
const dog = {
  type: 'object',
  required: ['kind'],
  properties: { kind: { const: 'dog' }, tricks: { type: 'array', items: string } },
  additionalProperties: false,
}

/** Every keyword of 2020-12 that says something of a value, and what it is usually combined with. */
const schemas: Readonly<Record<string, object>> = {
  'no type at all': {},
  'several types': { type: ['integer', 'string', 'null'] },
  enum: { enum: ['a', 7, null, { a: 1 }] },
  const: { const: { a: [1, 2] } },
  'enum beside bounds': { type: 'integer', enum: [1, 2, 30], minimum: 10 },
  minLength: { ...string, minLength: 40 },
  maxLength: { ...string, maxLength: 3 },
  'length of an email': { ...string, format: 'email', minLength: 30, maxLength: 32 },
  pattern: { ...string, pattern: '^[A-Z]{3}-\\d{4}$' },
  'pattern and length': { ...string, pattern: '^[a-z]+$', minLength: 12, maxLength: 12 },
  'pattern with properties of characters': { ...string, pattern: '^\\p{Lu}\\p{Ll}+$' },
  'pattern of character codes': { ...string, pattern: '^\\x41\\u0042[\\u4e00-\\u4e05]{2}$' },
  'pattern that looks ahead': { ...string, pattern: '^(?=.*\\d)(?=.*[a-z])(?=.*[A-Z]).{8,}$' },
  'a format that begins as a pattern wants it': { ...string, format: 'date', pattern: '^2020-' },
  'a format that ends as a pattern wants it': { ...string, format: 'email', pattern: '@corp\\.example$' },
  'an address of a net': { ...string, format: 'ipv4', pattern: '^10\\.' },
  'all of a few whole numbers': {
    type: 'array',
    uniqueItems: true,
    minItems: 20,
    items: { type: 'integer', minimum: 1, exclusiveMaximum: 21 },
  },
  'two patterns': { allOf: [{ ...string, pattern: '^a' }, { pattern: 'z$' }] },
  'pattern without anchors': { ...string, pattern: '\\d{3}' },
  minimum: { type: 'number', minimum: 1000.5 },
  maximum: { type: 'number', maximum: -3 },
  'a narrow range': { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 },
  'a range of one integer': { type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 3 },
  multipleOf: { type: 'integer', multipleOf: 7, minimum: 100, maximum: 110 },
  'multipleOf a fraction': { type: 'number', multipleOf: 0.01, minimum: 1.111 },
  'two multiples': {
    allOf: [
      { type: 'integer', multipleOf: 4 },
      { multipleOf: 6, minimum: 1 },
    ],
  },
  'a number that is no integer': { type: 'number', not: integer },
  'large integers': { type: 'integer', minimum: 9_007_199_254_740_000 },
  int32: { type: 'integer', format: 'int32', minimum: 2_147_483_640 },
  items: { type: 'array', items: integer, minItems: 4, maxItems: 4 },
  'no items': { type: 'array', items: string, maxItems: 0 },
  uniqueItems: { type: 'array', items: { enum: ['a', 'b', 'c'] }, minItems: 3, uniqueItems: true },
  'unique objects': {
    type: 'array',
    items: { type: 'object', required: ['on'], properties: { on: { type: 'boolean' } } },
    minItems: 2,
    uniqueItems: true,
  },
  prefixItems: { type: 'array', prefixItems: [string, integer], items: false, minItems: 2 },
  'prefixItems and more': { type: 'array', prefixItems: [string], items: integer, minItems: 3 },
  contains: { type: 'array', items: integer, contains: { minimum: 50_000 } },
  'contains several': { type: 'array', items: integer, contains: { minimum: 50_000 }, minContains: 2, maxContains: 2, minItems: 4 },
  'contains two things': { allOf: [{ type: 'array', contains: { const: 1 } }, { contains: { const: 2 } }] },
  unevaluatedItems: { type: 'array', allOf: [{ prefixItems: [string] }], unevaluatedItems: false, minItems: 1 },
  properties: { type: 'object', properties: { a: string, b: integer, c: { type: 'array', items: string } } },
  'required without a declaration': { type: 'object', required: ['undeclared'] },
  additionalProperties: { type: 'object', additionalProperties: integer, minProperties: 2 },
  'additionalProperties beside allOf': {
    allOf: [{ type: 'object', properties: { a: string }, additionalProperties: false }, { properties: { b: string } }],
  },
  patternProperties: { type: 'object', patternProperties: { '^x-': integer }, additionalProperties: false, minProperties: 2 },
  propertyNames: { type: 'object', propertyNames: { pattern: '^[a-z]{2}$' }, minProperties: 3, additionalProperties: string },
  'propertyNames from a list': { type: 'object', propertyNames: { enum: ['a', 'b'] }, minProperties: 2 },
  maxProperties: { type: 'object', properties: { a: string, b: string, c: string }, required: ['b'], maxProperties: 2 },
  minProperties: { type: 'object', properties: { a: string, b: string }, minProperties: 3 },
  dependentRequired: {
    type: 'object',
    properties: { card: string },
    required: ['card'],
    dependentRequired: { card: ['billing'], billing: ['zip'] },
  },
  dependentSchemas: {
    type: 'object',
    properties: { card: string },
    dependentSchemas: { card: { required: ['zip'], properties: { zip: integer } } },
  },
  unevaluatedProperties: {
    allOf: [{ properties: { a: string } }],
    type: 'object',
    properties: { b: string },
    unevaluatedProperties: false,
  },
  allOf: {
    allOf: [
      { type: 'object', required: ['a'], properties: { a: string } },
      { required: ['b'], properties: { a: { minLength: 20 }, b: integer } },
    ],
  },
  anyOf: { anyOf: [{ type: 'object', required: ['a'] }, string] },
  'anyOf that excludes its first': { type: 'string', anyOf: [integer, { minLength: 3 }] },
  oneOf: { oneOf: [cat, dog] },
  'oneOf of types that overlap': { oneOf: [{ type: 'number' }, integer] },
  'oneOf of objects without a tag': {
    oneOf: [
      { type: 'object', properties: { name: string, meow: string } },
      { type: 'object', properties: { name: string, bark: string } },
    ],
  },
  'oneOf by what is required': {
    type: 'object',
    properties: { a: string, b: string },
    oneOf: [{ required: ['a'] }, { required: ['b'] }],
  },
  'a list of oneOf': { type: 'array', items: { oneOf: [cat, dog] }, minItems: 8 },
  not: { type: 'string', not: { enum: ['', 'a'] } },
  'not required': { type: 'object', properties: { a: string, b: string }, not: { required: ['a', 'b'] } },
  'not an array of strings': { type: 'array', items: { type: ['string', 'integer'] }, not: { items: string } },
  'if and then': {
    type: 'object',
    required: ['country'],
    properties: { country: { enum: ['US', 'DE'] } },
    if: { properties: { country: { const: 'US' } } },
    // biome-ignore lint/suspicious/noThenProperty: the keyword's name
    then: { required: ['zip'] },
    else: { required: ['plz'], properties: { plz: { type: 'string', pattern: '^\\d{5}$' } } },
  },
  'formats of all kinds': {
    type: 'object',
    properties: Object.fromEntries(
      [
        'date-time',
        'date',
        'time',
        'duration',
        'email',
        'hostname',
        'ipv4',
        'ipv6',
        'uri',
        'uri-reference',
        'uri-template',
        'uuid',
        'json-pointer',
        'relative-json-pointer',
        'regex',
        'byte',
      ].map((format) => [format, { ...string, format }]),
    ),
  },
}

describe('a value made to a schema', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`is what plain JSON Schema allows: ${name}`, () => {
      const validate = plainly(schema)
      for (let seed = 0; seed < 10; seed++) {
        for (const usesExamples of [true, false]) {
          const value = sampleOf(schema, { seed, usesExamples })
          expect(validate(value), `${JSON.stringify(value)}: ${JSON.stringify(validate.errors)}`).toBe(true)
        }
      }
    })
  }

  it('has what may be there as well as what must', () => {
    expect(Object.keys(sampleOf(schemas.properties) as object)).toEqual(['a', 'b', 'c'])
  })

  it('takes what only may be written from an answer, and what only may be read from a request', () => {
    const schema = {
      type: 'object',
      required: ['password'],
      properties: { id: { ...string, readOnly: true }, name: string, password: { ...string, writeOnly: true } },
    }
    expect(Object.keys(sampleOf(schema) as object)).toEqual(['id', 'name'])
    expect(Object.keys(sampleOf(schema, { direction: 'request', check: () => [] }) as object)).toEqual(['name', 'password'])
  })

  it('keeps to the dialect of 3.0', () => {
    const schema = {
      type: 'object',
      required: ['n'],
      properties: { n: { type: 'integer', minimum: 5, exclusiveMinimum: true, maximum: 6 }, x: { ...string, nullable: true } },
    }
    expect(sampleOf(schema, { openapi: '3.0.3' })).toEqual({ n: 6, x: expect.any(String) })
  })
})

describe('references', () => {
  const components = {
    Node: {
      type: 'object',
      required: ['id'],
      properties: {
        id: string,
        children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
        parent: { $ref: '#/components/schemas/Node' },
      },
    },
    Endless: { type: 'object', required: ['next'], properties: { next: { $ref: '#/components/schemas/Endless' } } },
    Nullable: {
      type: 'object',
      required: ['next'],
      properties: { next: { anyOf: [{ $ref: '#/components/schemas/Nullable' }, { type: 'null' }] } },
    },
    List: { type: 'object', required: ['rest'], properties: { rest: { oneOf: [{ $ref: '#/components/schemas/List' }, string] } } },
  }
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const depthOf = (value: unknown): number =>
    value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

  it('to themselves end after a level or two', () => {
    const node = sampleOf(to('Node'), { components })
    expect(plainly(to('Node'), components)(node)).toBe(true)
    expect(depthOf(node)).toBeGreaterThan(1)
    expect(depthOf(node)).toBeLessThan(8)
    for (const name of ['Nullable', 'List']) expect(depthOf(sampleOf(to(name), { components }))).toBeLessThan(6)
  })

  it('that require themselves have no value, and it is said where', () => {
    const failed = failure(() => sampleOf(to('Endless'), { components }))
    expect(failed.message).toMatch(/nested more than \d+ deep/)
    expect(failed.pointer).toMatch(/^\/components\/schemas\/Endless/)
  })
})

describe('discriminators', () => {
  const components = {
    Pet: {
      type: 'object',
      required: ['petType'],
      properties: { petType: string },
      discriminator: { propertyName: 'petType', mapping: { kitty: '#/components/schemas/Cat', doggo: 'Dog' } },
    },
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'object', required: ['lives'], properties: { lives: integer } }] },
    Dog: {
      allOf: [
        { $ref: '#/components/schemas/Pet' },
        { type: 'object', required: ['tricks'], properties: { tricks: { type: 'array', items: string } } },
      ],
    },
    Fish: { type: 'object', required: ['kind', 'fins'], properties: { kind: string, fins: integer } },
    Bird: { type: 'object', required: ['kind', 'wings'], properties: { kind: string, wings: integer } },
  }

  it('name the alternative that was chosen, by its mapping or by its name', () => {
    const schema = {
      type: 'array',
      minItems: 10,
      items: {
        oneOf: [{ $ref: '#/components/schemas/Fish' }, { $ref: '#/components/schemas/Bird' }],
        discriminator: { propertyName: 'kind', mapping: { feathered: '#/components/schemas/Bird' } },
      },
    }
    const kinds = (sampleOf(schema, { components }) as { kind: string; fins?: number }[]).map(({ kind, fins }) => [
      kind,
      fins !== undefined,
    ])
    expect(new Set(kinds.map(String))).toEqual(new Set(['Fish,true', 'feathered,false']))
  })

  it('of a schema that others extend name one of those, with what it adds', () => {
    expect(sampleOf({ $ref: '#/components/schemas/Pet' }, { components })).toEqual({ petType: 'kitty', lives: expect.any(Number) })
    expect(sampleOf({ $ref: '#/components/schemas/Dog' }, { components })).toMatchObject({ petType: 'doggo', tricks: expect.any(Array) })
  })
})

describe('examples', () => {
  it('are used where they stand and fit, and passed over where they do not', () => {
    const schema = {
      type: 'object',
      required: ['name', 'age', 'size', 'tags'],
      properties: {
        name: { ...string, example: 'Ada' },
        age: { ...integer, examples: ['old', 36] },
        size: { ...integer, example: 'large', default: 7 },
        tags: { type: 'array', items: { ...string, enum: ['a', 'b'] }, example: ['b', 'x'] },
      },
    }
    expect(sampleOf(schema)).toEqual({ name: 'Ada', age: 36, size: 7, tags: ['b', expect.stringMatching(/^[ab]$/)] })
  })

  it('written as a text of what has properties are the object they mean, and none where they hold no object', () => {
    const schema = (example: string) => ({ required: ['name'], properties: { name: { ...string, example: 'Ada' } }, example })
    expect(sampleOf(schema('{\n  "name": "Grace"\n}'))).toEqual({ name: 'Grace' })
    expect(sampleOf(schema('see the manual'))).toEqual({ name: 'Ada' })
    expect(sampleOf(schema('{}'), { given: (pointer) => (pointer === '' ? ['There is none.', [{}]] : []) })).toEqual({ name: 'Ada' })
    expect(sampleOf({ type: 'object', required: ['who'], properties: { who: schema('{"name": "Grace"}') } })).toEqual({
      who: { name: 'Grace' },
    })
  })

  it('of a whole are kept as far as they fit', () => {
    const schema = {
      type: 'object',
      required: ['id', 'count'],
      properties: { id: string, count: integer, note: string },
      additionalProperties: false,
      example: { id: 'x1', count: 'many', extra: true },
    }
    expect(sampleOf(schema)).toEqual({ id: 'x1', count: expect.any(Number) })
    expect(sampleOf(schema, { hint: { id: 'x2', count: 3, note: 'kept' } })).toEqual({ id: 'x2', count: 3, note: 'kept' })
  })

  it('choose the alternative they were written for', () => {
    expect(sampleOf({ oneOf: [cat, dog], example: { kind: 'dog', tricks: ['sit'] } })).toEqual({ kind: 'dog', tricks: ['sit'] })
  })

  it('lend their make to what is made up beside them', () => {
    const item = {
      type: 'object',
      required: ['id', 'at', 'kind', 'amount'],
      properties: {
        id: { ...string, example: 'org_9f8e7d6c5b4a' },
        at: { ...string, example: '2020-01-02 03:04:05.678+00' },
        kind: { ...string, example: 'invoice.paid' },
        amount: { ...integer, example: 4200 },
      },
    }
    const [first, ...others] = sampleOf({ type: 'array', items: item, minItems: 5 }) as Record<string, string | number>[]
    expect(first).toEqual({ id: 'org_9f8e7d6c5b4a', at: '2020-01-02 03:04:05.678+00', kind: 'invoice.paid', amount: 4200 })
    for (const one of others) {
      expect(one.id).toMatch(/^org_[\da-f]{12}$/)
      expect(one.at).toMatch(/^2025-1[12]-\d\d \d\d:\d\d:\d\d\.\d{3}\+00$/)
      expect(one.kind).toBe('invoice.paid')
      expect(String(one.amount)).toMatch(/^\d{4}$/)
    }
    expect(new Set([first, ...others].map((one) => one?.id)).size).toBe(5)
  })
})

describe('what is made up', () => {
  const make = (name: string, schema: object = string) =>
    (sampleOf({ type: 'object', required: [name], properties: { [name]: schema } }) as Record<string, unknown>)[name]

  it.each<[string, object, RegExp]>([
    ['email', string, /^[a-z.]+@example\.com$/],
    ['contactEmail', string, /@example\.com$/],
    ['website_url', string, /^https:\/\/example\.com\//],
    ['callbackUrl', { ...string, format: 'uri' }, /^https:\/\/example\.com\//],
    ['ip_address', string, /^192\.0\.2\.\d+$/],
    ['phone', string, /^\+1202555\d{4}$/],
    ['zip_code', string, /^\d{5}$/],
    ['createdAt', { ...string, format: 'date-time' }, /^202[45]-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
    ['birth_date', { ...string, format: 'date' }, /^(?:19|20)\d\d-\d\d-\d\d$/],
    ['currency', string, /^(?:USD|EUR|GBP)$/],
    ['country_code', string, /^[A-Z]{2}$/],
    ['user_id', string, /^[\da-f-]{36}$/],
    ['version', string, /^\d\.\d\.\d$/],
    ['age', integer, /^(?:1[89]|[2-7]\d|80)$/],
    ['price', { type: 'number' }, /^\d+(?:\.\d\d?)?$/],
    ['latitude', { type: 'number' }, /^-?\d{1,2}\.\d+$/],
    ['created', integer, /^17\d{8}$/],
    ['is_deleted', { type: 'boolean' }, /^false$/],
    ['deleted_at', { type: ['string', 'null'], format: 'date-time' }, /^null$/],
    ['avatar', { ...string, contentEncoding: 'base64' }, /^(?:[A-Za-z0-9+/]{4}){3,}$/],
    ['sent', { ...string, format: 'date-time-rfc-2822' }, /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} 2025 \d\d:\d\d:\d\d \+0000$/],
  ])('looks like what its name says: %s', (name, schema, pattern) => {
    expect(String(make(name, schema))).toMatch(pattern)
  })

  it('is about one person throughout an object, and about others in the next', () => {
    const person = {
      type: 'object',
      required: ['first_name', 'last_name', 'full_name', 'email'],
      properties: { first_name: string, last_name: string, full_name: string, email: string },
    }
    const people = sampleOf({ type: 'array', items: person, minItems: 3 }) as Record<string, string>[]
    for (const { first_name, last_name, full_name, email } of people) {
      expect(full_name).toBe(`${first_name} ${last_name}`)
      expect(email).toContain(`${first_name}`.toLowerCase().replace(/[^a-z]/g, ''))
    }
    expect(new Set(people.map(({ email }) => email)).size).toBe(3)
  })

  it('was made before it was changed, and expires after now', () => {
    const time = { ...string, format: 'date-time' }
    const names = ['created_at', 'updated_at', 'expires_at']
    for (let seed = 0; seed < 20; seed++) {
      const made = sampleOf(
        { type: 'object', required: names, properties: Object.fromEntries(names.map((name) => [name, time])) },
        { seed },
      ) as Record<string, string>
      const [created, updated, expires] = names.map((name) => Date.parse(made[name] as string)) as [number, number, number]
      expect(created).toBeLessThan(updated)
      expect(updated).toBeLessThanOrEqual(noon)
      expect(expires).toBeGreaterThan(noon)
    }
  })

  it.each<[unknown, RegExp]>([
    ['person.firstName', /^[A-Z]/],
    ['name.lastName', /^[A-Z]/],
    ['internet.email', /@example\.com$/],
    ['internet.url', /^https?:\/\/example\.com\b/],
    ['{{person.lastName}}, {{person.firstName}}', /^\S.*, \S/],
    ['random.uuid', /^[\da-f-]{36}$/],
    [{ 'helpers.arrayElement': [['left', 'right']] }, /^(?:left|right)$/],
    ["string.numeric({'length': 6})", /^\d{6}$/],
    ['date.past', /^202[45]-/],
    ['no.suchThing', /./],
  ])('comes from x-faker: %j', (provider, pattern) => {
    expect(make('field', { ...string, 'x-faker': provider })).toMatch(pattern)
  })
})

describe('a schema without a value', () => {
  it.each<[string, object, RegExp, string]>([
    ['types that exclude each other', { allOf: [string, integer] }, /a string, and an integer/, ''],
    [
      'a bound over the other',
      { type: 'object', required: ['n'], properties: { n: { ...string, minLength: 5, maxLength: 2 } } },
      /minLength 5 is over maxLength 2/,
      '/properties/n',
    ],
    ['too many items', { type: 'array', items: string, minItems: 1_000_000 }, /1000000 items at least; no more than 1000/, ''],
    ['too long a text', { ...string, minLength: 10_000_000 }, /10000000 characters at least/, ''],
    [
      'more different items than there are',
      { type: 'array', items: { enum: [1, 2] }, minItems: 3, uniqueItems: true },
      /3 items, all different, and no more than 2/,
      '',
    ],
    [
      'a format that is too long',
      { type: 'object', required: ['id'], properties: { id: { ...string, format: 'uuid', maxLength: 24 } } },
      /at \/id, no text was found for format "uuid" and maxLength 24/,
      '/properties/id',
    ],
    ['nothing at all', { not: {} }, /nothing at all is allowed/, ''],
    ['required and forbidden', { type: 'object', required: ['a'], properties: { a: false } }, /"a" is required and forbidden/, ''],
  ])('is told with its place and the reason: %s', (_, schema, reason, place) => {
    const failed = failure(() => sampleOf(schema))
    expect(failed.message).toMatch(reason)
    expect(failed.pointer).toBe(`/paths/~1things/get/responses/200/content/application~1json/schema${place}`)
  })
})

describe('a hostile document', () => {
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` })

  it('with a chain as long as a document may have is followed to its end', () => {
    const links = Array.from({ length: 100 }, (_, index) => [`L${index}`, index === 99 ? { const: 'end' } : to(`L${index + 1}`)])
    expect(sampleOf(to('L0'), { components: Object.fromEntries(links), check: () => [] })).toBe('end')
  })

  it('with alternatives of alternatives is answered in time', () => {
    const levels = Array.from({ length: 12 }, (_, index) => [
      `A${index}`,
      {
        type: 'object',
        properties: {
          a: { oneOf: [to(`A${(index + 1) % 12}`), to(`A${(index + 5) % 12}`)] },
          b: to(`A${(index + 3) % 12}`),
          c: { type: 'array', items: to(`A${(index + 7) % 12}`) },
        },
      },
    ])
    const began = performance.now()
    expect(JSON.stringify(sampleOf(to('A0'), { components: Object.fromEntries(levels) })).length).toBeLessThan(1_000_000)
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})

function failure(make: () => unknown): Unsatisfiable {
  try {
    const made = make()
    throw new Error(`There is a value: ${JSON.stringify(made)}`)
  } catch (thrown) {
    if (thrown instanceof Unsatisfiable) return thrown
    throw thrown
  }
}

import fc from 'fast-check'

type Node = Record<string, unknown>

/** Schemas that a given value satisfies, by construction: whoever finds none for them has not looked well. */
export function schemaAround(value: unknown, depth = 3): fc.Arbitrary<Node> {
  const own = depth <= 0 ? fc.constant(plain(value)) : keywordsAround(value, depth)
  if (depth <= 1) return own
  const again = schemaAround(value, depth - 1)
  const not = schemaAgainst(value, depth - 2)
  return fc.oneof(
    { weight: 5, arbitrary: own },
    { weight: 1, arbitrary: fc.tuple(again, again).map((allOf) => ({ allOf })) },
    { weight: 1, arbitrary: fc.tuple(not, again).map((anyOf) => ({ anyOf })) },
    { weight: 1, arbitrary: fc.tuple(again, not).map((oneOf) => ({ oneOf })) },
    { weight: 1, arbitrary: fc.tuple(not, not, again).map((oneOf) => ({ oneOf })) },
    { weight: 1, arbitrary: fc.tuple(again, not).map(([one, other]) => ({ ...one, not: other })) },
    // biome-ignore lint/suspicious/noThenProperty: the keyword's name
    { weight: 1, arbitrary: fc.tuple(again, again, not).map(([one, two, other]) => ({ if: one, then: two, else: other })) },
    // biome-ignore lint/suspicious/noThenProperty: the keyword's name
    { weight: 1, arbitrary: fc.tuple(again, not, not).map(([one, other, another]) => ({ if: other, then: another, else: one })) },
  )
}

/** Schemas that a given value breaks, by construction. */
export function schemaAgainst(value: unknown, depth = 1): fc.Arbitrary<Node> {
  const ways: fc.Arbitrary<Node>[] = [
    fc
      .constantFrom('string', 'number', 'boolean', 'null', 'array', 'object')
      .filter((type) => type !== typeOf(value))
      .map((type) => ({ type })),
    fc.constant({ not: plain(value) }),
    fc.constant({ enum: ['something else', 424242] }),
    fc.constant({ const: 'something else' }),
  ]
  if (depth > 0) ways.push(schemaAround(value, depth).map((not) => ({ not })))
  if (typeof value === 'string') ways.push(fc.constant({ type: 'string', minLength: [...value].length + 1 }))
  if (typeof value === 'string' && value !== '') ways.push(fc.constant({ type: 'string', maxLength: [...value].length - 1 }))
  if (typeof value === 'number')
    ways.push(fc.constantFrom({ type: 'number', minimum: value + 1 }, { exclusiveMaximum: value, type: 'number' }))
  if (Array.isArray(value)) ways.push(fc.constant({ type: 'array', minItems: value.length + 1 }))
  if (typeOf(value) === 'object') {
    const names = Object.keys(value as object)
    ways.push(fc.constant({ type: 'object', required: ['missing'] }))
    for (const name of names) {
      const inner = (value as Node)[name]
      ways.push(schemaAgainst(inner, depth - 1).map((schema) => ({ properties: { [name]: schema } })))
      ways.push(fc.constant({ type: 'object', properties: without(value as Node, name), additionalProperties: false }))
    }
  }
  return fc.oneof(...ways)
}

function without(value: Node, name: string): Node {
  return Object.fromEntries(Object.keys(value).flatMap((key) => (key === name ? [] : [[key, {}]])))
}

function plain(value: unknown): Node {
  return value !== null && typeof value === 'object' ? { type: typeOf(value), enum: [value] } : { const: value }
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}

function keywordsAround(value: unknown, depth: number): fc.Arbitrary<Node> {
  const base = {
    type: fc.constantFrom(typeOf(value), [...new Set([typeOf(value), 'null'])], [...new Set([typeOf(value), 'boolean'])]),
    enum: fc.constantFrom([value], ['something else', value], [value, null, 7]),
  }
  const of = (keywords: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record({ ...keywords }, { requiredKeys: ['type'], noNullPrototype: true }) as fc.Arbitrary<Node>
  // An enum leaves nothing to find, so it is rare.
  const listed = fc.record(base, { noNullPrototype: true }) as fc.Arbitrary<Node>
  return fc.oneof({ weight: 1, arbitrary: listed }, { weight: 6, arbitrary: of({ type: base.type, ...more(value, depth) }) })
}

function more(value: unknown, depth: number): Record<string, fc.Arbitrary<unknown>> {
  if (typeof value === 'string') return aroundText(value)
  if (typeof value === 'number') return aroundNumber(value)
  if (Array.isArray(value)) return aroundList(value, depth)
  if (typeOf(value) === 'object') return aroundObject(value as Node, depth)
  return {}
}

function aroundText(value: string): Record<string, fc.Arbitrary<unknown>> {
  const length = [...value].length
  const shape = value
    .replace(/[a-z]+/g, '[a-z]+')
    .replace(/\d+/g, (digits) => `\\d{${digits.length}}`)
    .replaceAll('.', '\\.')
  return {
    minLength: fc.integer({ min: 0, max: length }),
    maxLength: fc.integer({ min: length, max: length + 5 }),
    pattern: fc.constantFrom(`^${shape}$`, shape, '^.*$', '^[^!]*$'),
    not: fc.constantFrom({ const: 'a' === value ? 'b' : 'a' }, { minLength: length + 1 }, { type: 'integer' }),
  }
}

function aroundNumber(value: number): Record<string, fc.Arbitrary<unknown>> {
  return {
    minimum: fc.constantFrom(value, value - 0.5, value - 100),
    maximum: fc.constantFrom(value, value + 0.5, value + 100),
    exclusiveMinimum: fc.constantFrom(value - 0.25, value - 10),
    exclusiveMaximum: fc.constantFrom(value + 0.25, value + 10),
    multipleOf: fc.constantFrom(...(Number.isInteger(value) ? [1, 0.5, ...(value === 0 ? [7] : [Math.abs(value)])] : [0.25])),
    not: fc.constantFrom({ const: value + 1 }, { type: 'string' }, { maximum: value - 1 }),
  }
}

function aroundList(value: readonly unknown[], depth: number): Record<string, fc.Arbitrary<unknown>> {
  const [first] = value
  const all =
    value.length === 0 ? fc.constant({}) : fc.tuple(...value.map((item) => schemaAround(item, depth - 1))).map((anyOf) => ({ anyOf }))
  return {
    items: all,
    minItems: fc.integer({ min: 0, max: value.length }),
    maxItems: fc.integer({ min: value.length, max: value.length + 2 }),
    uniqueItems: fc.constant(new Set(value.map((item) => JSON.stringify(item))).size === value.length),
    ...(value.length === 0 ? {} : { contains: schemaAround(first, depth - 1) }),
    ...(value.length === 0 ? {} : { prefixItems: schemaAround(first, depth - 1).map((schema) => [schema]) }),
  }
}

function aroundObject(value: Node, depth: number): Record<string, fc.Arbitrary<unknown>> {
  const names = Object.keys(value)
  const properties = fc.record(Object.fromEntries(names.map((name) => [name, schemaAround(value[name], depth - 1)])), {
    noNullPrototype: true,
  })
  const some = fc.subarray(names)
  return {
    properties,
    required: some,
    minProperties: fc.integer({ min: 0, max: names.length }),
    maxProperties: fc.integer({ min: names.length, max: names.length + 2 }),
    propertyNames: fc.constantFrom({ pattern: '^[a-z]+$' }, { maxLength: 10 }),
    dependentRequired: some.map((all) => Object.fromEntries(names.map((name) => [name, all]))),
    dependentSchemas: some.map((required) => Object.fromEntries(names.map((name) => [name, { required }]))),
    patternProperties: fc.constant({ '^zz': false }),
    ...(names.length === 0 ? {} : { additionalProperties: fc.constantFrom<unknown>(true, {}, { not: { const: 'nothing else' } }) }),
    unevaluatedProperties: fc.constantFrom<unknown>({}, true),
  }
}

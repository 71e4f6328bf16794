import type { Api, JsonSchema } from '../../openapi/index.ts'

/** What several schemas together say of one value: all of them hold, and one branch of each choice. */
export interface Facets {
  /** Names of JSON Schema types; undefined = any. */
  readonly types: ReadonlySet<string> | undefined
  /** The values an `enum` or `const` leaves; undefined = any. */
  readonly values: readonly unknown[] | undefined
  /** By name, the schemas that hold for it. */
  readonly properties: ReadonlyMap<string, readonly JsonSchema[]>
  readonly required: ReadonlySet<string>
  readonly items: readonly JsonSchema[]
}

const anything: Facets = { types: undefined, values: undefined, properties: new Map(), required: new Set(), items: [] }

/** Schemas may contain themselves in place; no document nests choices deeper. */
const deepest = 12

export function facetsOf(api: Api, schemas: readonly JsonSchema[], depth = 0): Facets {
  return schemas.map((schema) => facetsOfOne(api, schema, depth)).reduce(both, anything)
}

/** The schemas at a place inside a value. */
export function schemasAt(api: Api, schemas: readonly JsonSchema[], at: readonly (string | number)[]): readonly JsonSchema[] {
  let here = schemas
  for (const step of at) {
    const { properties, items } = facetsOf(api, here)
    here = typeof step === 'number' ? items : (properties.get(step) ?? [])
  }
  return here
}

function facetsOfOne(api: Api, schema: JsonSchema, depth: number): Facets {
  if (depth > deepest) return anything
  const parts: Facets[] = [own(schema)]
  const target = typeof schema.$ref === 'string' ? api.schemas.target(schema.$ref) : undefined
  if (target !== undefined) parts.push(facetsOfOne(api, target, depth + 1))
  parts.push(facetsOf(api, schemasIn(schema.allOf), depth + 1))
  for (const choice of [schema.anyOf, schema.oneOf]) {
    const branches = schemasIn(choice).map((branch) => facetsOfOne(api, branch, depth + 1))
    if (branches.length > 0) parts.push(branches.reduce(either))
  }
  return parts.reduce(both)
}

function own(schema: JsonSchema): Facets {
  const { type } = schema
  const types = typeof type === 'string' ? new Set([type]) : Array.isArray(type) ? new Set(type as string[]) : undefined
  const values = 'const' in schema ? [schema.const] : Array.isArray(schema.enum) ? (schema.enum as unknown[]) : undefined
  const properties = new Map<string, readonly JsonSchema[]>()
  for (const [name, property] of Object.entries(isSchema(schema.properties) ? schema.properties : {}))
    properties.set(name, isSchema(property) ? [property] : [])
  const required = new Set<string>(Array.isArray(schema.required) ? (schema.required as string[]) : [])
  return { types, values, properties, required, items: isSchema(schema.items) ? [schema.items] : [] }
}

function both(a: Facets, b: Facets): Facets {
  const properties = new Map(a.properties)
  for (const [name, schemas] of b.properties) properties.set(name, [...(properties.get(name) ?? []), ...schemas])
  return {
    types: a.types === undefined ? b.types : b.types === undefined ? a.types : meet(a.types, b.types),
    values: a.values === undefined ? b.values : b.values === undefined ? a.values : a.values.filter((value) => b.values?.includes(value)),
    properties,
    required: new Set([...a.required, ...b.required]),
    items: [...a.items, ...b.items],
  }
}

/** Every integer is a number. */
function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  const has = (set: ReadonlySet<string>, type: string) => set.has(type) || (type === 'integer' && set.has('number'))
  return new Set([...a, ...b].filter((type) => has(a, type) && has(b, type)))
}

function either(a: Facets, b: Facets): Facets {
  const properties = new Map<string, readonly JsonSchema[]>()
  for (const name of new Set([...a.properties.keys(), ...b.properties.keys()])) {
    const sides = [a, b].flatMap(({ properties: of }) =>
      of.has(name) ? [{ allOf: [...(of.get(name) as JsonSchema[])] } as JsonSchema] : [],
    )
    properties.set(name, sides.length === 1 ? sides : [{ anyOf: sides } as JsonSchema])
  }
  // what only null lacks is not made optional by it
  const [left, right] = [a, b].map((one) => (isNullOnly(one) ? undefined : one.required))
  const required = left === undefined ? right : right === undefined ? left : new Set([...left].filter((name) => right.has(name)))
  const items =
    a.items.length === 0
      ? b.items
      : b.items.length === 0
        ? a.items
        : [{ anyOf: [{ allOf: [...a.items] }, { allOf: [...b.items] }] } as JsonSchema]
  return {
    types: a.types === undefined || b.types === undefined ? undefined : new Set([...a.types, ...b.types]),
    values: valuesOf(a) === undefined || valuesOf(b) === undefined ? undefined : [...(valuesOf(a) ?? []), ...(valuesOf(b) ?? [])],
    properties,
    required: required ?? new Set(),
    items,
  }
}

function valuesOf(facets: Facets): readonly unknown[] | undefined {
  return facets.values ?? (isNullOnly(facets) ? [null] : undefined)
}

function isNullOnly({ types }: Facets): boolean {
  return types?.size === 1 && types.has('null')
}

function schemasIn(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : []
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import type { JsonSchema, SchemaSource } from '../../openapi/index.ts'
import { anyKind, kinds, otherKinds, ownKinds, unlike } from './kinds.ts'
import { isNever, listOf, mapOf } from './parts.ts'

/** Schemas that say "not this" of a schema, each in a way of its own that can be made a value to: the natural ones first. */
export function negate(schema: JsonSchema, source: SchemaSource, depth = 0): JsonSchema[] {
  if (isNever(schema)) return [{}]
  if (depth > deepest) return [{}]
  const ways = [
    ...missing(schema),
    ...values(schema),
    ...inside(schema),
    ...bounds(schema),
    ...beyond(schema),
    ...types(schema),
    ...choices(schema),
  ]
  const target = typeof schema.$ref === 'string' ? source.target(schema.$ref) : undefined
  if (target !== undefined) ways.push(...negate(target, source, depth + 1))
  for (const part of listOf(schema, 'allOf')) ways.push(...negate(part, source, depth + 1))
  if (schema.if !== undefined) ways.push(...conditions(schema))
  ways.push(...dependents(schema))
  // Anything at all, and the check tells: for keywords that have no plain opposite.
  if (Object.keys(schema).some((key) => hard.has(key))) ways.push({})
  return ways
}

const deepest = 6
const hard = new Set([
  'additionalProperties',
  'patternProperties',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
  'pattern',
  'format',
  'multipleOf',
  'uniqueItems',
  'prefixItems',
])

function* missing({ required }: JsonSchema): Generator<JsonSchema> {
  if (Array.isArray(required)) for (const name of required as string[]) yield { type: 'object', properties: { [name]: false } }
}

function* values(schema: JsonSchema): Generator<JsonSchema> {
  if (schema.const !== undefined) yield { [unlike]: [schema.const] }
  if (Array.isArray(schema.enum)) yield { [unlike]: schema.enum }
}

function* inside(schema: JsonSchema): Generator<JsonSchema> {
  for (const [name, inner] of Object.entries(mapOf(schema, 'properties'))) {
    // A property that must not be there is negated by being there.
    const not = isNever(inner) ? {} : { not: inner }
    if (Object.keys(inner).length > 0) yield { type: 'object', required: [name], properties: { [name]: not } }
  }
  if (schema.items !== undefined) yield { type: 'array', minItems: 1, contains: isNever(schema.items) ? {} : { not: schema.items } }
  if (schema.contains !== undefined) yield { type: 'array', items: { not: schema.contains } }
}

/** A property that is not declared, where the schema has something to say about those. */
function* beyond(schema: JsonSchema): Generator<JsonSchema> {
  for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
    const rest = schema[keyword] as JsonSchema | undefined
    const name = ['other', 'another', 'more', 'extra'].find((one) => !Object.hasOwn(mapOf(schema, 'properties'), one))
    if (rest === undefined || name === undefined) continue
    yield { type: 'object', required: [name], properties: { [name]: isNever(rest) ? {} : { not: rest } } }
  }
}

/** Bounds by the opposite bound, and by how much it is moved on. */
const opposites = [
  ['minLength', 'maxLength', -1, 'string'],
  ['maxLength', 'minLength', 1, 'string'],
  ['minItems', 'maxItems', -1, 'array'],
  ['maxItems', 'minItems', 1, 'array'],
  ['minProperties', 'maxProperties', -1, 'object'],
  ['maxProperties', 'minProperties', 1, 'object'],
  ['minimum', 'exclusiveMaximum', 0, 'number'],
  ['maximum', 'exclusiveMinimum', 0, 'number'],
  ['exclusiveMinimum', 'maximum', 0, 'number'],
  ['exclusiveMaximum', 'minimum', 0, 'number'],
] as const

function* bounds(schema: JsonSchema): Generator<JsonSchema> {
  for (const [keyword, opposite, by, type] of opposites) {
    const bound = schema[keyword]
    if (typeof bound === 'number' && bound + by >= (type === 'number' ? -Infinity : 0)) yield { type, [opposite]: bound + by }
  }
}

function* types({ type }: JsonSchema): Generator<JsonSchema> {
  const others = type === undefined ? 0 : otherKinds(type)
  // The same word in another kind of value is what a reader would expect least, so null comes last.
  if ((others & ~kinds.null) !== 0) yield { [ownKinds]: others & ~kinds.null }
  if ((others & kinds.null) !== 0 && others !== anyKind) yield { type: 'null' }
}

function* choices(schema: JsonSchema): Generator<JsonSchema> {
  const any = listOf(schema, 'anyOf')
  if (any.length > 0) yield { allOf: any.map((not) => ({ not })) }
  const one = listOf(schema, 'oneOf')
  if (one.length > 0) yield { allOf: one.map((not) => ({ not })) }
  // Two of them at once are not one of them.
  if (one.length > 1) yield { allOf: one.slice(0, 2) }
  if (schema.not !== undefined && !isNever(schema)) yield schema.not === true ? {} : (schema.not as JsonSchema)
}

function* dependents(schema: JsonSchema): Generator<JsonSchema> {
  for (const [name, others] of Object.entries(mapOf(schema, 'dependentRequired'))) {
    for (const other of others as unknown as readonly string[]) {
      if (other !== name) yield { type: 'object', required: [name], properties: { [other]: false } }
    }
  }
  for (const [name, inner] of Object.entries(mapOf(schema, 'dependentSchemas'))) {
    yield { type: 'object', required: [name], allOf: [{ not: inner }] }
  }
}

function* conditions({ if: condition, then, else: otherwise }: JsonSchema): Generator<JsonSchema> {
  if (then !== undefined) yield { allOf: [condition, { not: then }] }
  if (otherwise !== undefined) yield { allOf: [{ not: condition }, { not: otherwise }] }
}

import type { JsonSchema, SchemaSource } from '../../openapi/index.ts'

/**
 * Schemas that all apply to one value, their references followed and their choices made: what each says about a part of the value.
 * Keeping them apart instead of merging them is what keeps `additionalProperties` true to the schema it stands in.
 */
export type Parts = readonly JsonSchema[]

/** A schema that nothing fits: `false`, or its longer form. */
export function isNever(schema: unknown): boolean {
  if (schema === false) return true
  if (schema === null || typeof schema !== 'object') return false
  const { not } = schema as JsonSchema
  return not !== undefined && (not === true || (typeof not === 'object' && Object.keys(not as object).length === 0))
}

/** The map under a keyword, or nothing. */
export function mapOf(schema: JsonSchema, keyword: string): Readonly<Record<string, JsonSchema>> {
  return (schema[keyword] ?? nothing) as Readonly<Record<string, JsonSchema>>
}

const nothing: Readonly<Record<string, JsonSchema>> = Object.freeze({})

export function listOf(schema: JsonSchema, keyword: string): readonly JsonSchema[] {
  const value = schema[keyword]
  return Array.isArray(value) ? value : []
}

/** What applies to a property; undefined where one part forbids it. */
export function propertyParts(parts: Parts, name: string, source: SchemaSource): JsonSchema[] | undefined {
  const found: JsonSchema[] = []
  let isEvaluated = false
  for (const part of parts) {
    let isDeclared = false
    const properties = mapOf(part, 'properties')
    if (Object.hasOwn(properties, name)) {
      found.push(properties[name] as JsonSchema)
      isDeclared = true
    }
    if (part.patternProperties !== undefined) {
      for (const [pattern, schema] of Object.entries(mapOf(part, 'patternProperties'))) {
        if (source.matches(pattern, name) !== true) continue
        found.push(schema)
        isDeclared = true
      }
    }
    if (!isDeclared && part.additionalProperties !== undefined) {
      found.push(part.additionalProperties as JsonSchema)
      isDeclared = true
    }
    isEvaluated ||= isDeclared
  }
  if (!isEvaluated)
    for (const part of parts) if (part.unevaluatedProperties !== undefined) found.push(part.unevaluatedProperties as JsonSchema)
  return found.some(isNever) ? undefined : found
}

/** What applies to an item; undefined where one part forbids it. */
export function itemParts(parts: Parts, index: number): JsonSchema[] | undefined {
  const found: JsonSchema[] = []
  let isEvaluated = false
  for (const part of parts) {
    const first = listOf(part, 'prefixItems')
    const schema = index < first.length ? first[index] : part.items
    if (schema === undefined) continue
    found.push(schema as JsonSchema)
    isEvaluated = true
  }
  if (!isEvaluated) for (const part of parts) if (part.unevaluatedItems !== undefined) found.push(part.unevaluatedItems as JsonSchema)
  return found.some(isNever) ? undefined : found
}

/** Names that must be there. */
export function requiredOf(parts: Parts): Set<string> {
  const names = new Set<string>()
  for (const { required } of parts) if (Array.isArray(required)) for (const name of required as string[]) names.add(name)
  return names
}

/** The largest value of a lower bound. */
export function leastOf(parts: Parts, keyword: string): number | undefined {
  let least: number | undefined
  for (const part of parts) {
    const value = part[keyword]
    if (typeof value === 'number' && (least === undefined || value > least)) least = value
  }
  return least
}

/** The smallest value of an upper bound. */
export function mostOf(parts: Parts, keyword: string): number | undefined {
  let most: number | undefined
  for (const part of parts) {
    const value = part[keyword]
    if (typeof value === 'number' && (most === undefined || value < most)) most = value
  }
  return most
}

/** Values under a keyword, of the parts that have it. */
export function allOf<Value>(parts: Parts, keyword: string): Value[] {
  const found: Value[] = []
  for (const part of parts) if (part[keyword] !== undefined) found.push(part[keyword] as Value)
  return found
}

/** A schema and what is applied to the same value whatever the value is: its references and `allOf`. */
export function certainParts(schemas: Parts, source: SchemaSource): JsonSchema[] {
  const found = new Set<JsonSchema>()
  const waiting = [...schemas].reverse()
  for (let next = waiting.pop(); next !== undefined && found.size < mostParts; next = waiting.pop()) {
    if (found.has(next) || typeof next !== 'object') continue
    found.add(next)
    for (const part of listOf(next, 'allOf').toReversed()) waiting.push(part)
    const target = typeof next.$ref === 'string' ? source.target(next.$ref) : undefined
    if (target !== undefined) waiting.push(target)
  }
  return [...found]
}

/** More schemas than this for one value are a hostile document's. */
export const mostParts = 2000

import { isObject } from '../../kernel/index.ts'
import type { Api, JsonSchema } from '../../openapi/index.ts'

/** What a schema says about one value, its references followed and its compositions laid over one another. */
export interface View {
  /** Names of JSON Schema types; empty = the schema names none. */
  readonly types: ReadonlySet<string>
  /** Undefined where any value is allowed; one entry for a `const`. */
  readonly values: readonly unknown[] | undefined
  readonly pattern: string | undefined
  readonly format: string | undefined
  readonly properties: ReadonlyMap<string, JsonSchema>
  readonly required: ReadonlySet<string>
  readonly items: JsonSchema | undefined
}

/** Deeper than compositions are, and shallow enough for schemas that contain themselves. */
const deepest = 16

/** Of branches, the first that may be meant by the value is taken: all it requires is there, and what it fixes is equal. */
export function viewOf(api: Api, schema: JsonSchema | undefined, value: unknown): View {
  const types = new Set<string>()
  const properties = new Map<string, JsonSchema>()
  const required = new Set<string>()
  let values: readonly unknown[] | undefined
  let pattern: string | undefined
  let format: string | undefined
  let items: JsonSchema | undefined
  const visit = (given: JsonSchema | undefined, depth: number): void => {
    if (given === undefined || depth > deepest) return
    if (typeof given.$ref === 'string') visit(api.schemas.target(given.$ref), depth + 1)
    for (const type of typesOf(given)) types.add(type)
    if ('const' in given) values = [given.const]
    else if (Array.isArray(given.enum)) values ??= given.enum
    if (typeof given.pattern === 'string') pattern ??= given.pattern
    if (typeof given.format === 'string') format ??= given.format
    if (isObject(given.items)) items ??= given.items
    for (const [name, property] of Object.entries(isObject(given.properties) ? given.properties : {})) {
      if (isObject(property) && !properties.has(name)) properties.set(name, property)
    }
    for (const name of Array.isArray(given.required) ? given.required : []) required.add(name)
    for (const part of Array.isArray(given.allOf) ? given.allOf : []) visit(part, depth + 1)
    for (const key of ['anyOf', 'oneOf']) {
      const branches = Array.isArray(given[key]) ? (given[key] as JsonSchema[]) : []
      if (branches.length === 0) continue
      if (branches.some((branch) => isNullOnly(api, branch))) types.add('null')
      visit(branches.find((branch) => mayMean(api, branch, value)) ?? branches[0], depth + 1)
    }
  }
  visit(schema, 0)
  return { types, values, pattern, format, properties, required, items }
}

function typesOf({ type }: JsonSchema): readonly string[] {
  return typeof type === 'string' ? [type] : Array.isArray(type) ? type : []
}

function isNullOnly(api: Api, schema: JsonSchema): boolean {
  const target = typeof schema.$ref === 'string' ? api.schemas.target(schema.$ref) : schema
  return target !== undefined && typesOf(target).join() === 'null'
}

function mayMean(api: Api, branch: JsonSchema, value: unknown): boolean {
  const { types, values, properties, required } = viewOf(api, branch, value)
  if (types.size > 0 && !types.has(typeOf(value)) && !(types.has('number') && typeOf(value) === 'integer')) return false
  if (values !== undefined && !values.includes(value)) return false
  if (!isObject(value)) return true
  if ([...required].some((name) => !Object.hasOwn(value, name))) return false
  return [...properties].every(([name, property]) => {
    if (!Object.hasOwn(value, name)) return true
    const fixed = 'const' in property ? [property.const] : Array.isArray(property.enum) ? property.enum : undefined
    return fixed === undefined || fixed.includes(value[name])
  })
}

/** As JSON Schema names it; a whole number is an `integer`. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

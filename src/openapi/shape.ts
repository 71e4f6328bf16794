import { isObject } from '../kernel/index.ts'
import { follow, type Node } from './document.ts'
import { typesOf } from './keywords.ts'

/** What a parameter's text may become: enough of its schema to take text apart, not to judge it. */
export interface Shape {
  /** Names of JSON Schema types; empty = the schema names none. */
  readonly types: ReadonlySet<string>
  readonly items: Shape | undefined
  readonly properties: ReadonlyMap<string, Shape>
  /** For properties not listed; undefined where the schema refuses them or does not speak of them. */
  readonly additional: Shape | undefined
  /** What its text stands for: octets, so that a part of a body with it is a file, or text that encodes some. */
  readonly content: 'octets' | 'encoded' | undefined
}

export const anyText: Shape = { types: new Set(), items: undefined, properties: new Map(), additional: undefined, content: undefined }

/** Deeper structures can't be written in a parameter anyway. */
const deepest = 6

export function toShape(root: Node, schema: unknown): Shape {
  return shapeOf(root, schema, 0, new Map())
}

/** `known` has the shapes of this walk by depth and schema: dense ones would be taken apart again on every way that leads to them. */
function shapeOf(root: Node, schema: unknown, depth: number, known: Map<number, Map<unknown, Shape>>): Shape {
  if (depth > deepest) return anyText
  const level = known.get(depth) ?? new Map<unknown, Shape>()
  known.set(depth, level)
  const place = follow(root, schema, '')?.value
  const before = level.get(place)
  if (before !== undefined) return before
  const types = new Set<string>()
  const properties = new Map<string, Shape>()
  let items: Shape | undefined
  let additional: Shape | undefined
  let content: Shape['content']
  // what was visited once has nothing to add: schemas that double with each level must not double the work
  const seen = new Set<unknown>()
  const visit = (value: unknown): void => {
    const target = follow(root, value, '')?.value
    if (!isObject(target) || seen.has(target)) return
    seen.add(target)
    for (const type of typesOf(target)) types.add(type)
    if (target.nullable === true) types.add('null')
    if (typesOf(target).length === 0) for (const type of impliedTypes(target)) types.add(type)
    content ??= contentOf(target)
    if (isObject(target.items)) items ??= shapeOf(root, target.items, depth + 1, known)
    if (isObject(target.properties)) {
      for (const [name, property] of Object.entries(target.properties)) properties.set(name, shapeOf(root, property, depth + 1, known))
    }
    const rest = target.additionalProperties
    if (rest === true || isObject(rest)) additional ??= shapeOf(root, rest, depth + 1, known)
    for (const key of ['allOf', 'anyOf', 'oneOf']) {
      for (const part of Array.isArray(target[key]) ? target[key] : []) visit(part)
    }
  }
  visit(schema)
  const shape = { types, items, properties, additional, content }
  level.set(place, shape)
  return shape
}

/** OAS 3.0 §4.7.14.4 has formats for it, OAS 3.1 §4.8.14.2 a media type with or without an encoding. */
export function contentOf({ format, contentMediaType, contentEncoding }: Node): Shape['content'] {
  if (contentEncoding !== undefined || format === 'byte' || format === 'base64') return 'encoded'
  if (format === 'binary') return 'octets'
  return typeof contentMediaType === 'string' && !/^text\/|[/+](?:json|xml)\b/i.test(contentMediaType) ? 'octets' : undefined
}

export function impliedTypes(schema: Node): string[] {
  if (schema.items !== undefined) return ['array']
  if (schema.properties !== undefined) return ['object']
  const values = Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : []
  return values.map((value) => (value === null ? 'null' : typeof value)).filter((type) => type !== 'object')
}

export function isPrimitive({ types }: Shape): boolean {
  return !types.has('array') && !types.has('object')
}

/** Whether text is handed on untouched. */
export function isText({ types }: Shape): boolean {
  return types.size === 0 || (types.size === 1 && types.has('string'))
}

const number = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/**
 * Text as the schema's type where nothing is lost by it: where a string is allowed too, `7` may become a number but `007` may not.
 * Text that fits no type stays as it is, for the validator to refuse.
 */
export function coerce(text: string, { types }: Pick<Shape, 'types'>): unknown {
  if (types.size === 0) return text
  const orText = types.has('string')
  if ((types.has('integer') || types.has('number')) && number.test(text)) {
    const value = Number(text)
    const exact = String(value) === text
    if (orText ? exact && (types.has('number') || Number.isInteger(value)) : exact || isFaithful(text, value)) return value
  }
  if (types.has('boolean')) {
    if (text === 'true') return true
    if (text === 'false') return false
  }
  if (types.has('null') && !orText && (text === '' || text === 'null')) return null
  return text
}

/** `1.50` and `007` say what 1.5 and 7 say; digits beyond 2^53 would silently become others. */
function isFaithful(text: string, value: number): boolean {
  return Number.isFinite(value) && (/[.eE]/.test(text) || Number.isSafeInteger(value))
}

import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import { isReference, type Node, toLocalPointer } from './document.ts'
import { contentOf } from './shape.ts'

/** A schema as a TypeScript type, over several lines where it has properties; `indent` is the one of the line it begins on. */
export function emitSchema(root: Node, schema: unknown, indent: string, trail: readonly string[] = []): string {
  if (schema === false) return 'never'
  if (!isObject(schema)) return 'unknown'
  if (isReference(schema)) {
    const target = emitReference(root, schema, indent, trail)
    const { $ref: _, ...beside } = schema
    // OAS 3.0 §4.7.23: what stands beside a reference is ignored
    const own = String(root.openapi).startsWith('3.0') ? 'unknown' : emitOwn(root, beside, indent, trail)
    return own === 'unknown' ? target : `${parenthesize(target)} & ${parenthesize(own)}`
  }
  const type = emitOwn(root, schema, indent, trail)
  return schema.nullable === true && !/(^|\| )null$/.test(type) ? `${parenthesize(type)} | null` : type
}

function emitReference(root: Node, schema: { readonly $ref: string } & Node, indent: string, trail: readonly string[]): string {
  const pointer = toLocalPointer(schema.$ref)
  if (pointer === undefined) return 'unknown'
  const [top, kind, name, ...rest] = parsePointer(pointer)
  const target = valueAt(root, parsePointer(pointer))
  if (top === 'components' && kind === 'schemas' && name !== undefined && rest.length === 0) {
    return target === undefined || isEndless(root, pointer) ? 'unknown' : `components[${quote(kind)}][${quote(name)}]`
  }
  // a schema without a name of its own is written out where it is used, once
  if (trail.includes(pointer)) return 'unknown'
  return emitSchema(root, target, indent, [...trail, pointer])
}

const endless = new WeakMap<Node, Map<string, boolean>>()

/** Whether a schema is a part of itself, with nothing in between that could hold it: such a type can't be written. */
function isEndless(root: Node, pointer: string): boolean {
  const known = endless.get(root) ?? new Map<string, boolean>()
  endless.set(root, known)
  const found = known.get(pointer)
  if (found !== undefined) return found
  const seen = new Set<string>()
  const partsOf = (schema: unknown): readonly string[] => {
    if (!isObject(schema)) return []
    if (isReference(schema)) return [toLocalPointer(schema.$ref) ?? []].flat()
    return [schema.allOf, schema.oneOf, schema.anyOf].flatMap(listOf).flatMap(partsOf)
  }
  const waiting = [...partsOf(valueAt(root, parsePointer(pointer)))]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    waiting.push(...partsOf(valueAt(root, parsePointer(next))))
  }
  known.set(pointer, seen.has(pointer))
  return seen.has(pointer)
}

function emitOwn(root: Node, schema: Node, indent: string, trail: readonly string[]): string {
  if ('const' in schema) return emitLiteral(schema.const)
  if (Array.isArray(schema.enum)) return union(schema.enum.map(emitLiteral))
  const parts: string[] = []
  const within = (part: unknown): string => emitSchema(root, part, indent, trail)
  for (const part of listOf(schema.allOf)) parts.push(within(part))
  for (const key of ['oneOf', 'anyOf']) {
    const choices = listOf(schema[key])
    if (choices.length > 0) parts.push(union(choices.map((part) => within(part))))
  }
  const names = typeNames(schema)
  // beside a composition a bare `type: object` says nothing new
  const bare = names.every((name) => name === 'object') && schema.properties === undefined && schema.additionalProperties === undefined
  if (names.length > 0 && !(bare && parts.length > 0)) {
    parts.push(union(names.map((name) => emitType(root, name, schema, indent, trail))))
  }
  const distinct = [...new Set(parts)]
  return distinct.length === 1 ? (distinct[0] ?? 'unknown') : distinct.map((part) => parenthesize(part)).join(' & ') || 'unknown'
}

function typeNames(schema: Node): unknown[] {
  const type = schema.type
  if (type !== undefined) return [type].flat()
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return ['object']
  return schema.items === undefined && schema.prefixItems === undefined ? [] : ['array']
}

function emitType(root: Node, name: unknown, schema: Node, indent: string, trail: readonly string[]): string {
  switch (name) {
    case 'string':
      return contentOf(schema) === 'octets' ? 'Blob' : name
    case 'boolean':
    case 'null':
    case 'number':
      return name
    case 'integer':
      return 'number'
    case 'array':
      return emitArray(root, schema, indent, trail)
    case 'object':
      return emitObject(root, schema, indent, trail)
    default:
      return 'unknown'
  }
}

function emitArray(root: Node, schema: Node, indent: string, trail: readonly string[]): string {
  const within = (part: unknown): string => emitSchema(root, part, indent, trail)
  const items = schema.items
  const first = listOf(schema.prefixItems ?? (Array.isArray(items) ? items : undefined))
  const rest = Array.isArray(items) ? undefined : items
  if (first.length === 0) return `${parenthesize(within(rest))}[]`
  const tail = rest === false ? [] : [`...${parenthesize(within(rest))}[]`]
  // positions may be missing unless `minItems` asks for them
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0
  return `[${[...first.map((part, index) => (index < least ? within(part) : `${parenthesize(within(part))}?`)), ...tail].join(', ')}]`
}

function emitObject(root: Node, schema: Node, indent: string, trail: readonly string[]): string {
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : []
  const required = new Set(listOf(schema.required))
  const more = schema.additionalProperties
  const inner = `${indent}  `
  const within = (part: unknown): string => emitSchema(root, part, indent, trail)
  const rest = more === false ? [] : [isObject(more) && Object.keys(more).length > 0 ? within(more) : 'unknown']
  const patterns = isObject(schema.patternProperties) ? Object.values(schema.patternProperties).map(within) : []
  const index = rest[0] === 'unknown' ? 'unknown' : union([...rest, ...patterns])
  if (properties.length === 0) return index === 'never' ? 'Record<string, never>' : `{ [key: string]: ${index} }`
  const members = properties.map(([name, property]) => {
    const optional = required.has(name) ? '' : '?'
    return `${emitComment(property, inner)}${inner}${toKey(name)}${optional}: ${emitSchema(root, property, inner, trail)}\n`
  })
  // asked for, and described nowhere here
  for (const name of required) {
    if (typeof name === 'string' && !properties.some(([one]) => one === name)) members.push(`${inner}${toKey(name)}: unknown\n`)
  }
  const own = `{\n${members.join('')}${indent}}`
  return more === undefined || index === 'never' ? own : `${own} & { [key: string]: ${index} }`
}

/** The first line of a description. */
export function emitComment(node: unknown, indent: string): string {
  if (!isObject(node)) return ''
  const text = [node.summary, node.description, node.title].find((value) => typeof value === 'string' && value.trim() !== '')
  const deprecated = node.deprecated === true ? '@deprecated ' : ''
  const line = typeof text === 'string' ? (text.trim().split('\n')[0] ?? '') : ''
  const said = `${deprecated}${line}`.trim().replaceAll('*/', '*\\/')
  return said === '' ? '' : `${indent}/** ${said} */\n`
}

export function toKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) || /^(?:0|[1-9]\d*)$/.test(name) ? name : quote(name)
}

export function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function emitLiteral(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(emitLiteral).join(', ')}]`
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${toKey(key)}: ${emitLiteral(item)}`)
    .join('; ')} }`
}

function union(types: readonly string[]): string {
  const distinct = [...new Set(types)]
  return distinct.length === 1
    ? (distinct[0] ?? 'never')
    : distinct.map((type) => (type.includes(' & ') ? parenthesize(type) : type)).join(' | ') || 'never'
}

/** Parentheses where an operator would otherwise bind to a part of the type. */
function parenthesize(type: string): string {
  let depth = 0
  let quoted = false
  for (let index = 0; index < type.length; index++) {
    const character = type[index] as string
    if (character === "'" && type[index - 1] !== '\\') quoted = !quoted
    if (quoted) continue
    if ('{[('.includes(character)) depth++
    else if ('}])'.includes(character)) depth--
    else if (depth === 0 && (character === '|' || character === '&')) return `(${type})`
  }
  return type
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

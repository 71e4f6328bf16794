import { parsePointer } from '../kernel/index.ts'
import type { JsonSchema, SchemaSource } from '../openapi/index.ts'

/** OAS 3.1 §4.8.26. */
interface Naming {
  readonly name?: string
  readonly prefix?: string
  readonly namespace?: string
  readonly attribute?: boolean
  readonly wrapped?: boolean
}

/** A value as XML, named as its schema says. */
export function toXml(value: unknown, schema: JsonSchema | undefined, schemas: SchemaSource): string {
  const parts = schema === undefined ? [] : partsOf([schema], schemas)
  const component = parts.map((part) => schemas.pointerOf(part)).find((pointer) => pointer?.startsWith('/components/schemas/') === true)
  const name = namingOf(parts, schemas).name ?? (component === undefined ? undefined : parsePointer(component).at(-1)) ?? 'root'
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, value, parts, schemas, true)}`
}

function element(name: string, value: unknown, parts: readonly JsonSchema[], schemas: SchemaSource, isRoot = false): string {
  const naming = namingOf(parts, schemas)
  const own = toName(naming.name ?? name, naming.prefix)
  const space =
    naming.namespace === undefined ? '' : ` xmlns${naming.prefix === undefined ? '' : `:${naming.prefix}`}="${toText(naming.namespace)}"`
  if (Array.isArray(value)) {
    const inner = inside(parts, 'items', schemas)
    const item = namingOf(inner, schemas).name ?? naming.name ?? name
    const items = value.map((one) => element(item, one, inner, schemas)).join('')
    return naming.wrapped === true || isRoot ? `<${own}${space}>${items}</${own}>` : items
  }
  if (value === null || typeof value !== 'object')
    return value === null ? `<${own}${space}/>` : `<${own}${space}>${toText(String(value))}</${own}>`
  let attributes = space
  let children = ''
  for (const [key, one] of Object.entries(value)) {
    const inner = inside(parts, 'properties', schemas, key)
    const { attribute, name: renamed = key, prefix } = namingOf(inner, schemas)
    if (attribute === true) attributes += ` ${toName(renamed, prefix)}="${toText(String(one))}"`
    else children += element(key, one, inner, schemas)
  }
  return `<${own}${attributes}>${children}</${own}>`
}

function namingOf(parts: readonly JsonSchema[], schemas: SchemaSource): Naming {
  for (const part of parts) {
    const xml = schemas.written(part)?.xml
    if (xml !== undefined) return xml as Naming
  }
  return {}
}

/** The schemas of a property or of items, all alternatives included: names do not depend on which it is. */
function inside(parts: readonly JsonSchema[], keyword: 'items' | 'properties', schemas: SchemaSource, key?: string): readonly JsonSchema[] {
  const found = parts.flatMap((part): JsonSchema[] => {
    const value = part[keyword] as JsonSchema | undefined
    const inner = key === undefined ? value : value !== undefined && Object.hasOwn(value, key) ? (value[key] as JsonSchema) : undefined
    return typeof inner === 'object' ? [inner] : []
  })
  return partsOf(found, schemas)
}

function partsOf(start: readonly JsonSchema[], schemas: SchemaSource): readonly JsonSchema[] {
  const found = new Set<JsonSchema>()
  const waiting = [...start].reverse()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || found.has(next)) continue
    found.add(next)
    const target = typeof next.$ref === 'string' ? schemas.target(next.$ref) : undefined
    const others = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => (next?.[keyword] ?? []) as JsonSchema[])
    waiting.push(
      ...[...(target === undefined ? [] : [target]), ...others, ...(next.else === undefined ? [] : [next.else as JsonSchema])].reverse(),
    )
  }
  return [...found]
}

function toName(name: string, prefix: string | undefined): string {
  const clean = name.replace(/[^\w.-]/g, '_').replace(/^(?=[\d.-])/, '_')
  return prefix === undefined || prefix === '' ? clean : `${prefix}:${clean}`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML 1.0 §2.2 has no place for is left out. */
function toText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}

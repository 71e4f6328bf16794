import { toWords } from '../../engine/index.ts'
import { isObject } from '../../kernel/index.ts'
import { type Api, follow } from '../../openapi/index.ts'

export type Node = Readonly<Record<string, unknown>>

/** A property as a document declares it, in one place or in several. */
export interface Field {
  readonly name: string
  /** Everything said of it, references followed. */
  readonly parts: readonly Node[]
  readonly isRequired: boolean
}

/** Schemas of one value deep enough for any document, and shallow enough for one that contains itself. */
const mostParts = 200

/** The schemas that apply, or may apply, to one and the same value, as they are written: references followed, `allOf` and choices opened. */
export function partsOf(api: Api, schema: unknown): readonly Node[] {
  const found = new Set<Node>()
  const waiting: unknown[] = [schema]
  for (let index = 0; index < waiting.length && found.size < mostParts; index++) {
    const written = waiting[index]
    const target = follow(api.root, written, '')?.value
    // Beside a reference there may be more: `readOnly`, an example.
    if (target !== written && isObject(written) && Object.keys(written).length > 1) found.add(written)
    if (!isObject(target) || found.has(target)) continue
    found.add(target)
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) if (Array.isArray(target[keyword])) waiting.push(...(target[keyword] as unknown[]))
  }
  return [...found]
}

/** The properties of an object, in the order they are declared. */
export function fieldsOf(api: Api, schema: unknown): ReadonlyMap<string, Field> {
  const parts = partsOf(api, schema)
  const required = new Set(parts.flatMap(({ required: names }) => (Array.isArray(names) ? names.map(String) : [])))
  const fields = new Map<string, Field>()
  for (const { properties } of parts) {
    for (const [name, property] of Object.entries(isObject(properties) ? properties : {})) {
      const before = fields.get(name)?.parts ?? []
      fields.set(name, { name, parts: [...before, ...partsOf(api, property)], isRequired: required.has(name) })
    }
  }
  return fields
}

/** The properties of a resource of JSON:API that stand in its `attributes`; none of anything else (JSON:API 1.1 §7.2). */
export function attributesOf(api: Api, fields: ReadonlyMap<string, Field>): ReadonlyMap<string, Field> {
  const attributes = fields.get('attributes')
  return attributes !== undefined && fields.has('type') ? fieldsOf(api, { allOf: attributes.parts }) : new Map()
}

/** The name that answers show a property under which is sent as `name`: the same, or the only one of the same words, as `friendly_name` of `FriendlyName`. */
export function shownAs(name: string, shown: Iterable<string>): string {
  const [own, ...others] = [...shown]
    .filter((one) => one === name || toWords(one) === toWords(name))
    .sort((a, b) => Number(b === name) - Number(a === name))
  return own === undefined || (own !== name && others.length > 0) ? name : own
}

/** Types a schema names, or has because of what it says. */
export function typesOf(parts: readonly Node[]): ReadonlySet<string> {
  const types = new Set<string>()
  for (const { type, properties, items } of parts) {
    for (const one of [type].flat()) if (typeof one === 'string') types.add(one)
    if (properties !== undefined) types.add('object')
    if (items !== undefined) types.add('array')
  }
  return types
}

/** What a list holds: of several places that say it, as a wrapper for any list and what it is wrapped around, the one that says more than a type. */
export function itemsOf(parts: readonly Node[]): unknown {
  const said = parts.map(({ items }) => items).filter(isObject)
  return said.find((items) => ['$ref', 'properties', 'allOf', 'anyOf', 'oneOf'].some((key) => items[key] !== undefined)) ?? said[0]
}

export function isMarked(field: Field, mark: 'readOnly' | 'writeOnly'): boolean {
  return field.parts.some((part) => part[mark] === true)
}

/** Texts and numbers the document shows for a value. */
export function shownIn(parts: readonly Node[]): readonly (string | number)[] {
  return parts
    .flatMap(({ example, examples, default: usual }) => [example, ...(Array.isArray(examples) ? examples : []), usual])
    .filter((one) => typeof one === 'string' || typeof one === 'number')
}

import { isObject, parsePointer } from '../kernel/index.ts'
import { follow, isReference, type Node } from './document.ts'
import { typesOf } from './keywords.ts'
import { impliedTypes } from './shape.ts'

/** OAS 3.1 §4.8.26. */
interface Naming {
  readonly name?: unknown
  readonly namespace?: unknown
  readonly attribute?: unknown
  readonly wrapped?: unknown
}

/** A property as it stands in XML. */
export interface XmlField {
  readonly key: string
  readonly shape: XmlShape
  readonly place: 'attribute' | 'element' | 'list' | 'wrapped'
  /** Of the attribute, of the element, or of each item that stands there without a wrapper. */
  readonly name: string
  readonly namespace: string | undefined
}

/** What a schema and all that applies to the same value say of it in XML. Goes deeper only where a body does, as a schema may contain itself. */
export class XmlShape {
  readonly types: ReadonlySet<string>
  readonly naming: Naming
  /** The name of the component it is, which is that of its element where it is the whole body. */
  readonly component: string | undefined
  readonly #root: Node
  readonly #known: Map<unknown, XmlShape>
  readonly #items: readonly unknown[]
  readonly #additional: readonly unknown[]
  readonly #properties: ReadonlyMap<string, readonly unknown[]>
  #fields: readonly XmlField[] | undefined

  constructor(root: Node, schemas: readonly unknown[], known = new Map<unknown, XmlShape>()) {
    const types = new Set<string>()
    const items: unknown[] = []
    const additional: unknown[] = []
    const properties = new Map<string, unknown[]>()
    const found: { naming?: Naming; component?: string } = {}
    const visit = (schema: unknown, seen: readonly unknown[]): void => {
      const place = follow(root, schema, '')
      const target = place?.value
      if (place === undefined || !isObject(target) || seen.includes(target)) return
      const [top, kind, name, ...rest] = isReference(schema) ? parsePointer(place.pointer) : []
      if (top === 'components' && kind === 'schemas' && name !== undefined && rest.length === 0) found.component ??= name
      // what stands beside a reference says more than its target (OAS 3.1)
      for (const part of target === schema ? [target] : [schema, target])
        if (isObject(part) && isObject(part.xml)) found.naming ??= part.xml
      const own = typesOf(target)
      for (const type of own.length === 0 ? impliedTypes(target) : own) types.add(type)
      if (target.nullable === true) types.add('null')
      if (isObject(target.items)) items.push(target.items)
      if (isObject(target.additionalProperties)) additional.push(target.additionalProperties)
      for (const [key, property] of Object.entries(isObject(target.properties) ? target.properties : {}))
        properties.set(key, [...(properties.get(key) ?? []), property])
      for (const key of ['allOf', 'anyOf', 'oneOf'])
        for (const part of Array.isArray(target[key]) ? target[key] : []) visit(part, [...seen, target])
    }
    for (const schema of schemas) visit(schema, [])
    this.types = types
    this.naming = found.naming ?? {}
    this.component = found.component
    this.#root = root
    this.#known = known
    this.#items = items
    this.#additional = additional
    this.#properties = properties
  }

  get isList(): boolean {
    return this.types.has('array') && !this.types.has('object')
  }

  /** Of a list; what nothing is said of is text. */
  get items(): XmlShape {
    return this.#inside(this.#items)
  }

  /** Of properties that are not listed. */
  get additional(): XmlShape {
    return this.#inside(this.#additional)
  }

  get fields(): readonly XmlField[] {
    this.#fields ??= [...this.#properties].map(([key, schemas]) => toField(key, this.#inside(schemas)))
    return this.#fields
  }

  #inside(schemas: readonly unknown[]): XmlShape {
    const [only] = schemas
    const known = schemas.length === 1 ? this.#known.get(only) : undefined
    if (known !== undefined) return known
    const made = new XmlShape(this.#root, schemas, this.#known)
    if (schemas.length === 1) this.#known.set(only, made)
    return made
  }
}

function toField(key: string, shape: XmlShape): XmlField {
  const { naming } = shape
  const own = textOf(naming.name) ?? key
  const namespace = textOf(naming.namespace)
  if (naming.attribute === true) return { key, shape, place: 'attribute', name: own, namespace }
  if (!shape.isList) return { key, shape, place: 'element', name: own, namespace }
  if (naming.wrapped === true) return { key, shape, place: 'wrapped', name: own, namespace }
  return { key, shape, place: 'list', name: itemNameOf(shape, own), namespace: textOf(shape.items.naming.namespace) }
}

/** The name of each item of a list whose own name is given. */
export function itemNameOf({ items }: XmlShape, own: string): string {
  return textOf(items.naming.name) ?? own
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

import type { JsonSchema } from './conversion.ts'
import { flatten } from './order.ts'
import type { Schemas } from './schemas.ts'

/** A field that no schema which is applied to its object speaks of. */
export interface UndeclaredField {
  /** Into the value; `*` stands for any item of a list. */
  readonly path: readonly string[]
  readonly value: unknown
  /** JSON pointer into the bundled document: the schema whose properties it is none of. */
  readonly pointer: string | undefined
}

/** Fields told of one value; a map by ids whose schema forgot to say so has thousands. */
const most = 50

/**
 * What the schemas that are applied to one value say about its fields, worked out once. A field counts as declared when any of the alternatives of a choice
 * declares it. An object whose schema names no fields, or says what others have to be, holds what it likes.
 */
export class Declared {
  readonly #source: Schemas
  readonly #parts: readonly JsonSchema[]
  readonly #isOpen: boolean
  readonly #children = new Map<string, Declared>()

  constructor(schemas: readonly unknown[], source: Schemas) {
    this.#source = source
    const given = schemas.filter((schema): schema is JsonSchema => typeof schema === 'object' && schema !== null)
    const parts = new Set(flatten(given, source))
    for (const part of parts) {
      const more = Object.values((part.dependentSchemas ?? {}) as JsonSchema) as JsonSchema[]
      for (const one of flatten(more, source)) parts.add(one)
    }
    this.#parts = [...parts]
    const opening = ['additionalProperties', 'unevaluatedProperties', 'patternProperties', 'propertyNames', '$dynamicRef']
    this.#isOpen = this.#parts.some((part) => opening.some((key) => part[key] !== undefined)) || !this.#parts.some(hasProperties)
  }

  /** The fields of a value that nobody declares; no more than a few dozen. */
  in(value: unknown): readonly UndeclaredField[] {
    const found = new Map<string, UndeclaredField>()
    this.#walk(value, [], found)
    return [...found.values()]
  }

  #walk(value: unknown, path: readonly string[], found: Map<string, UndeclaredField>): void {
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array || this.#parts.length === 0) return
    if (Array.isArray(value)) {
      const items = this.#child('*', ({ items, prefixItems, contains, unevaluatedItems }) => [
        ...[items, contains, unevaluatedItems],
        ...((prefixItems ?? []) as unknown[]),
      ])
      for (const item of value) items.#walk(item, [...path, '*'], found)
      return
    }
    for (const [name, inside] of Object.entries(value)) {
      if (found.size === most) return
      const here = [...path, name]
      if (this.#declares(name)) {
        const field = this.#child(`.${name}`, ({ properties }) => [ownOf(properties, name)])
        field.#walk(inside, here, found)
      } else if (this.#isOpen) {
        const other = this.#child('others', ({ additionalProperties, unevaluatedProperties }) => [
          additionalProperties,
          unevaluatedProperties,
        ])
        other.#walk(inside, here, found)
      } else found.set(here.join('/'), { path: here, value: inside, pointer: this.#pointer })
    }
  }

  #declares(name: string): boolean {
    return this.#parts.some(({ properties }) => ownOf(properties, name) !== undefined)
  }

  get #pointer(): string | undefined {
    const owner = this.#parts.find(hasProperties)
    const pointer = owner && this.#source.pointerOf(owner)
    return pointer === undefined ? undefined : `${pointer}/properties`
  }

  #child(key: string, schemasOf: (part: JsonSchema) => readonly unknown[]): Declared {
    const known = this.#children.get(key)
    if (known !== undefined) return known
    const child = new Declared(this.#parts.flatMap(schemasOf), this.#source)
    this.#children.set(key, child)
    return child
  }
}

function hasProperties({ properties }: JsonSchema): boolean {
  return typeof properties === 'object' && properties !== null && Object.keys(properties).length > 0
}

function ownOf(properties: unknown, name: string): unknown {
  return typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name)
    ? (properties as JsonSchema)[name]
    : undefined
}

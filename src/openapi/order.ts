import type { JsonSchema } from './conversion.ts'
import type { Schemas } from './schemas.ts'

/** The place of a value in the order in which the document declares things; made only when there is something to sort. */
export class Order {
  readonly #schemas: readonly JsonSchema[]
  readonly #source: Schemas
  readonly #children = new Map<string, Order>()
  #names: ReadonlyMap<string, number> | undefined

  constructor(schemas: readonly JsonSchema[], source: Schemas) {
    this.#source = source
    this.#schemas = flatten(schemas, source)
  }

  /** One number per token; unknown names come last, in the order they were found. */
  rank(path: readonly (string | number)[]): number[] {
    const ranks: number[] = []
    let level: Order = this
    for (const token of path) {
      ranks.push(typeof token === 'number' ? token : level.#position(token))
      level = level.#child(token)
    }
    return ranks
  }

  #position(name: string): number {
    if (this.#names === undefined) {
      const names = new Map<string, number>()
      for (const { properties } of this.#schemas)
        for (const key of Object.keys(properties ?? {})) if (!names.has(key)) names.set(key, names.size)
      this.#names = names
    }
    return this.#names.get(name) ?? this.#names.size
  }

  #child(token: string | number): Order {
    const key = typeof token === 'number' ? '' : token
    const known = this.#children.get(key)
    if (known !== undefined) return known
    const inner = this.#schemas.flatMap((schema): unknown[] => {
      if (typeof token === 'number') return [schema.items, ...((schema.prefixItems ?? []) as unknown[])]
      const properties = (schema.properties ?? {}) as JsonSchema
      return [Object.hasOwn(properties, token) ? properties[token] : schema.additionalProperties]
    })
    const child = new Order(
      inner.filter((schema): schema is JsonSchema => typeof schema === 'object' && schema !== null),
      this.#source,
    )
    this.#children.set(key, child)
    return child
  }
}

export function compareRanks(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** A schema and everything that is applied to the same value. */
export function flatten(schemas: readonly JsonSchema[], source: Schemas): JsonSchema[] {
  const found = new Set<JsonSchema>()
  const visit = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null || found.has(schema as JsonSchema)) return
    const own = schema as JsonSchema
    found.add(own)
    if (typeof own.$ref === 'string') visit(source.named(own.$ref))
    for (const key of ['allOf', 'anyOf', 'oneOf']) for (const part of (own[key] ?? []) as unknown[]) visit(part)
    visit(own.then)
    visit(own.else)
  }
  for (const schema of schemas) visit(schema)
  return [...found]
}

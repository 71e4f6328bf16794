import type { JsonSchema, SchemaSource } from '../../openapi/index.ts'
import { kinds, kindsOf } from './kinds.ts'
import { isNever, listOf, mapOf } from './parts.ts'

const scalars = kinds.null | kinds.boolean | kinds.string | kinds.integer | kinds.fraction

/** How deep the flattest value of a schema is nested at least; infinite for a schema that requires itself. An estimate: choices are taken one by one. */
export class Heights {
  readonly #source: SchemaSource
  /** Some schemas are made on the way to a value and gone with it. */
  readonly #known = new WeakMap<JsonSchema, number>()
  readonly #open = new Set<JsonSchema>()
  #steps = 0

  constructor(source: SchemaSource) {
    this.#source = source
  }

  of(schema: JsonSchema): number {
    const known = this.#known.get(schema)
    if (known !== undefined) return known
    if (this.#open.size === 0) this.#steps = 0
    if (isNever(schema) || this.#open.has(schema)) return Infinity
    // A graph this tangled, or a chain this long, is judged by making a value.
    if (++this.#steps > 20_000 || this.#open.size > 500) return 0
    this.#open.add(schema)
    const height = this.#measure(schema)
    this.#open.delete(schema)
    // Infinity found on the way round a circle says nothing of the schemas on it, but for the one it began with.
    if (height < Infinity || this.#open.size === 0) this.#known.set(schema, height)
    return height
  }

  #measure(schema: JsonSchema): number {
    if (schema.const !== undefined || schema.enum !== undefined) return 0
    let height = this.#ownHeight(schema)
    const target = typeof schema.$ref === 'string' ? this.#source.target(schema.$ref) : undefined
    if (target !== undefined) height = Math.max(height, this.of(target))
    for (const part of listOf(schema, 'allOf')) height = Math.max(height, this.of(part))
    for (const keyword of ['anyOf', 'oneOf']) {
      const choices = listOf(schema, keyword)
      if (choices.length > 0) height = Math.max(height, this.#flattest(choices))
    }
    return height
  }

  #flattest(schemas: readonly JsonSchema[]): number {
    let least = Infinity
    for (const schema of schemas) {
      least = Math.min(least, this.of(schema))
      if (least === 0) break
    }
    return least
  }

  #ownHeight(schema: JsonSchema): number {
    const mask = kindsOf(schema)
    if (schema.type !== undefined && (mask & scalars) !== 0) return 0
    if ((mask & kinds.object) !== 0 && Array.isArray(schema.required)) {
      const properties = mapOf(schema, 'properties')
      const inner = (schema.required as string[]).map((name) =>
        Object.hasOwn(properties, name) ? this.of(properties[name] as JsonSchema) : 0,
      )
      return 1 + Math.max(0, ...inner)
    }
    if (mask === kinds.array && typeof schema.minItems === 'number' && schema.minItems > 0 && typeof schema.items === 'object') {
      return 1 + this.of(schema.items as JsonSchema)
    }
    return 0
  }
}

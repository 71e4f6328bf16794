import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parsePointer, valueAt } from '../../src/kernel/index.ts'

type Node = Readonly<Record<string, unknown>>

/**
 * Checks of bodies that share nothing with what makes them: the document's own schemas, translated by a translation of their own, checked by ajv as it comes.
 */
export class Independent {
  readonly #document: Node
  readonly #ajv: Ajv2020
  readonly #checks = new Map<string, ((value: unknown) => boolean) | undefined>()

  /** `reread` are pointers to an `additionalProperties: false` that is told to be meant as `unevaluatedProperties`, to patterns between slashes, and to enums of another type than theirs. */
  constructor(document: object, reread: readonly string[] = []) {
    this.#document = reread.length === 0 ? (document as Node) : (structuredClone(document) as Node)
    for (const pointer of reread) {
      const schema = valueAt(this.#document, parsePointer(pointer).slice(0, -1)) as Record<string, unknown>
      if (pointer.endsWith('/pattern'))
        schema.pattern = /\/[du]*$/.test(String(schema.pattern)) ? String(schema.pattern).replace(/^\/|\/[a-z]*$/g, '') : ''
      if (pointer.endsWith('/enum')) schema.enum = (schema.enum as unknown[]).flatMap((item) => [item, String(item), Number(item)])
      if (!pointer.endsWith('/additionalProperties')) continue
      delete schema.additionalProperties
      schema.unevaluatedProperties = false
    }
    const isOld = String(this.#document.openapi).startsWith('3.0')
    const options = { strict: false, validateSchema: false, logger: false, multipleOfPrecision: 8, validateFormats: true } as const
    this.#ajv = new Ajv2020({ ...options, code: { regExp: toRegExp } })
    addFormats.default(this.#ajv)
    this.#ajv.addSchema({ $id: root, ...(translated(this.#document, isOld) as object) } as AnySchema)
  }

  /** Why a value is not allowed by the schema at a pointer; undefined = it is allowed, null = this validator can't read the schema. */
  explain(pointer: string, value: unknown): string | null | undefined {
    const reference = `${root}#${pointer.split('/').map(encodeURIComponent).join('/')}`
    if (!this.#checks.has(pointer)) this.#checks.set(pointer, this.#compile(reference))
    const check = this.#checks.get(pointer)
    if (check === undefined) return null
    return check(value) ? undefined : this.#ajv.errorsText((check as unknown as { errors?: [] }).errors)
  }

  /** Undefined where a reference leads through another one, which this validator does not follow, or names what it does not know. */
  #compile($ref: string): ((value: unknown) => boolean) | undefined {
    try {
      return this.#ajv.compile({ $ref })
    } catch {
      return undefined
    }
  }
}

const root = 'https://example.com/document'
const schemaKeys = new Set([
  'schema',
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedProperties',
])
const mapKeys = new Set(['properties', 'patternProperties', 'schemas', 'dependentSchemas', '$defs'])
const listKeys = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])

/** Some documents write patterns that JavaScript takes without the flag `u` alone. */
function toRegExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return new RegExp(pattern)
  }
}
toRegExp.code = 'new RegExp'

/** The whole document with its schemas in 2020-12. Nothing but schemas is looked into for keywords. */
function translated(node: unknown, isOld: boolean, kind: 'other' | 'schema' | 'map' | 'list' = 'other'): unknown {
  if (Array.isArray(node)) return node.map((one) => translated(one, isOld, kind === 'list' ? 'schema' : 'other'))
  if (node === null || typeof node !== 'object') return node
  // Examples are values: what looks like an `$id` in them is none.
  const told = Object.entries(node).filter(([key]) => kind === 'map' || (key !== 'example' && key !== 'examples'))
  const entries = told.map(([key, value]): [string, unknown] => [key, translated(value, isOld, kindUnder(kind, key, value))])
  const copy = Object.fromEntries(entries)
  return kind === 'schema' ? toCurrent(copy, isOld) : copy
}

function kindUnder(kind: string, key: string, value: unknown): 'other' | 'schema' | 'map' | 'list' {
  if (kind === 'map') return 'schema'
  if (kind === 'other') return key === 'schema' ? 'schema' : key === 'schemas' ? 'map' : 'other'
  if (schemaKeys.has(key)) return Array.isArray(value) ? 'list' : 'schema'
  return mapKeys.has(key) ? 'map' : listKeys.has(key) ? 'list' : 'other'
}

function toCurrent(schema: Record<string, unknown>, isOld: boolean): unknown {
  const { nullable, discriminator: _, ...rest } = schema
  if (!isOld) return lift(rest)
  if (typeof rest.$ref === 'string') return { $ref: rest.$ref }
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (rest[flag] === true) {
      rest[flag] = rest[bound]
      delete rest[bound]
    } else if (rest[flag] === false) delete rest[flag]
  }
  const lifted = lift(rest)
  const { writeOnly } = rest
  return nullable === true ? { ...(writeOnly === true && { writeOnly }), anyOf: [{ type: 'null' }, lifted] } : lifted
}

/** A write-only property is not required of an answer (OAS 3.1 §4.8.24.2), and what is no pattern of JavaScript's, or no keyword's value, says nothing. */
function lift({ ...schema }: Record<string, unknown>): Record<string, unknown> {
  const properties = (schema.properties ?? {}) as Record<string, { writeOnly?: boolean } | undefined>
  if (Array.isArray(schema.required)) schema.required = schema.required.filter((name: string) => properties[name]?.writeOnly !== true)
  if (Array.isArray(schema.items)) {
    schema.prefixItems = schema.items
    delete schema.items
  }
  return schema
}

import type { JsonSchema } from '../../openapi/index.ts'

/** What a value can be, as bits, so that two schemas' wishes can be laid over each other. A number is whole or has a fraction. */
export const kinds = { null: 1, boolean: 2, object: 4, array: 8, string: 16, integer: 32, fraction: 64 } as const

export const anyKind = 127
const number = kinds.integer | kinds.fraction

const ofType: Readonly<Record<string, number>> = { ...kinds, number }

/** A keyword of our own, beside those of JSON Schema: kinds that no list of types can say, such as "a number that is not whole". */
export const ownKinds = '$kinds'
/** A keyword of our own: values that must not be had. */
export const unlike = '$unlike'

/** The kinds a schema allows by its `type`. */
export function kindsOf(schema: JsonSchema): number {
  const { type } = schema
  const own = typeof schema[ownKinds] === 'number' ? schema[ownKinds] : anyKind
  if (type === undefined) return own
  if (typeof type === 'string') return own & (ofType[type] ?? anyKind)
  let mask = 0
  for (const name of type as readonly string[]) mask |= ofType[name] ?? 0
  return own & mask
}

/** The kinds that all schemas allow. */
export function sharedKinds(schemas: readonly JsonSchema[]): number {
  let mask: number = anyKind
  for (const schema of schemas) mask &= kindsOf(schema)
  return mask
}

export function kindOf(value: unknown): number {
  if (value === null) return kinds.null
  if (Array.isArray(value)) return kinds.array
  switch (typeof value) {
    case 'boolean':
      return kinds.boolean
    case 'number':
      return Number.isInteger(value) ? kinds.integer : kinds.fraction
    case 'string':
      return kinds.string
    default:
      return kinds.object
  }
}

/** Every kind that is not among those of some types; what is not of type `integer` may still be a number with a fraction. */
export function otherKinds(type: unknown): number {
  return anyKind & ~kindsOf({ type })
}

const names: Readonly<Record<number, string>> = {
  1: 'null',
  2: 'a boolean',
  4: 'an object',
  8: 'an array',
  16: 'a string',
  32: 'an integer',
  64: 'a fraction',
}

export function describeKinds(mask: number): string {
  if ((mask & number) === number) return [describeKinds(mask & ~number), 'a number'].filter((text) => text !== 'nothing').join(' or ')
  return (
    Object.entries(names)
      .flatMap(([bit, name]) => ((mask & Number(bit)) === 0 ? [] : [name]))
      .join(' or ') || 'nothing'
  )
}

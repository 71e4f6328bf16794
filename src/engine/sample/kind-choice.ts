import type { JsonSchema } from '../../openapi/index.ts'
import { anyKind, kindOf, kinds } from './kinds.ts'
import type { Place } from './place.ts'
import type { Source } from './source.ts'

const number = kinds.integer | kinds.fraction
const scalar = kinds.string | number | kinds.boolean | kinds.null

/** Keywords that speak of one kind of value. */
const spoken: readonly (readonly [number, readonly string[]])[] = [
  [
    kinds.object,
    [
      'properties',
      'required',
      'additionalProperties',
      'patternProperties',
      'minProperties',
      'maxProperties',
      'propertyNames',
      'dependentRequired',
    ],
  ],
  [kinds.array, ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems']],
  [number, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  [kinds.string, ['pattern', 'minLength', 'maxLength', 'format']],
]

const singles = [kinds.null, kinds.boolean, kinds.object, kinds.array, kinds.string, number]

const types: Readonly<Record<string, number>> = { ...kinds, number, integer: number }

/** The kind of value to make, where several are allowed: what an example is, what a schema names first, what its keywords speak of; null only where nothing else is left. `random` takes any that is allowed. */
export function chooseKind(parts: readonly JsonSchema[], mask: number, place: Place, like: unknown, random: Source | undefined): number {
  if (random !== undefined) return lowest(random.pick(singles.filter((kind) => (kind & mask) !== 0)) & mask)
  const isLow = place.isFlat || place.depth > 12
  if (isLow && (mask & kinds.null) !== 0 && mask !== anyKind) return kinds.null
  for (const kind of kindsInOrder(parts, place, like, isLow)) {
    const allowed = kind & mask & ~kinds.null
    if (allowed !== 0) return lowest(allowed)
  }
  return kinds.null
}

function* kindsInOrder(parts: readonly JsonSchema[], place: Place, like: unknown, isLow: boolean): Generator<number> {
  if (like !== undefined) yield kindOf(like)
  if (isLow) yield scalar
  for (const { type } of parts) {
    if (typeof type === 'string') yield types[type] ?? 0
    else if (Array.isArray(type)) for (const name of type as string[]) yield types[name] ?? 0
  }
  for (const [kind, keywords] of spoken) if (keywords.some((key) => parts.some((part) => part[key] !== undefined))) yield kind
  // A schema that says nothing of a whole answer is that of an object.
  if (place.key === '') yield kinds.object
  yield kinds.string
  yield anyKind
}

/** One kind of several; the two kinds of number stay together. */
function lowest(mask: number): number {
  if ((mask & kinds.string) !== 0) return kinds.string
  if ((mask & number) !== 0) return number
  return mask & -mask
}

/** Values for what has properties, where its schema names no type and so would take others: the objects among them, those that documents wrote as a text included. */
export function asMeant(values: readonly unknown[], parts: readonly JsonSchema[]): readonly unknown[] {
  if (!parts.some(({ type, properties }) => type === undefined && properties !== undefined)) return values
  return values.flatMap((value) => {
    const meant = toKind(value, kinds.object)
    return meant === undefined ? [] : [meant]
  })
}

/** An example as a value of a kind that is allowed, where it only is written otherwise: `"7"` for 7, JSON as text; undefined where it is something else. */
export function toKind(value: unknown, mask: number): unknown {
  if (value === undefined) return undefined
  if ((kindOf(value) & mask) !== 0) return value
  if (typeof value === 'number' || typeof value === 'boolean') return (mask & kinds.string) === 0 ? undefined : String(value)
  if (typeof value !== 'string' || value === '') return undefined
  if ((mask & ~kinds.string & ~kinds.null) === 0) return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return parsed !== null && (kindOf(parsed) & mask) !== 0 ? parsed : undefined
  } catch {
    return undefined
  }
}

import type { JsonSchema, SchemaSource } from '../../openapi/index.ts'
import { listedValues } from './fits.ts'
import { anyKind, describeKinds, kindOf, kinds, kindsOf, sharedKinds } from './kinds.ts'
import { certainParts, isNever, leastOf, mostOf, type Parts, propertyParts, requiredOf } from './parts.ts'

/** How deep required properties are looked into: tags of alternatives stand one level down, seldom two. */
export const deepest = 2

/**
 * Why no value can be made to several schemas at once, as far as it shows without making one; undefined = perhaps one can.
 * Schemas that speak of properties without saying so are taken to be those of objects, unless `isLoose`.
 */
export function clash(parts: Parts, source: SchemaSource, isLoose = false, depth = 0): string | undefined {
  const mask = sharedKinds(parts)
  if (mask === 0) return `what it must be at once excludes itself: ${typesOf(parts)}`
  if (parts.some(isNever)) return 'nothing at all is allowed'
  const listed = listedValues(parts, source)
  if (listed?.length === 0) return 'none of the values listed under enum or const is allowed by everything else it must be'
  const isObject = mask === kinds.object || (!isLoose && isAboutObjects(parts, mask))
  return boundsClash(parts, mask) ?? (isObject ? requiredClash(parts, source, depth) : undefined)
}

function typesOf(parts: Parts): string {
  const masks = new Set(parts.map(kindsOf).filter((mask) => mask !== anyKind))
  return [...masks].map(describeKinds).join(', and ')
}

function isAboutObjects(parts: Parts, mask: number): boolean {
  return mask === anyKind && parts.some(({ properties, required }) => (properties ?? required) !== undefined)
}

const bounds = [
  ['minLength', 'maxLength', kinds.string],
  ['minItems', 'maxItems', kinds.array],
  ['minProperties', 'maxProperties', kinds.object],
  ['minimum', 'maximum', kinds.integer | kinds.fraction],
] as const

function boundsClash(parts: Parts, mask: number): string | undefined {
  for (const [lower, upper, kind] of bounds) {
    if ((mask & ~kind) !== 0) continue
    const least = leastOf(parts, lower)
    const most = mostOf(parts, upper)
    if (least !== undefined && most !== undefined && least > most) return `${lower} ${least} is over ${upper} ${most}`
  }
  return undefined
}

function requiredClash(parts: Parts, source: SchemaSource, depth: number): string | undefined {
  for (const name of requiredOf(parts)) {
    const inner = propertyParts(parts, name, source)
    if (inner === undefined) return `the property ${JSON.stringify(name)} is required and forbidden`
    if (depth >= deepest || inner.length === 0) continue
    const why = clash(certainParts(inner, source), source, false, depth + 1)
    if (why !== undefined) return `the property ${JSON.stringify(name)}: ${why}`
  }
  return undefined
}

/** How well an alternative suits a value that is to be kept; higher is better. */
export function affinity(alternative: readonly JsonSchema[], value: unknown, source: SchemaSource): number {
  const parts = certainParts(alternative, source)
  const isRecord = value !== null && typeof value === 'object' && !Array.isArray(value)
  const mask = sharedKinds(parts)
  if ((mask & kindOf(value)) === 0) return -1000
  if (!isRecord) return listedValues(parts, source)?.includes(value) === false ? -1000 : 0
  let score = 0
  const record = value as Readonly<Record<string, unknown>>
  for (const name of requiredOf(parts)) score += Object.hasOwn(record, name) ? 2 : -4
  for (const [name, inner] of Object.entries(record)) {
    const declared = propertyParts(parts, name, source)
    if (declared === undefined) score -= 3
    else if (declared.length > 0) {
      const certain = certainParts(declared, source)
      const listed = listedValues(certain, source)
      if (listed !== undefined) score += listed.includes(inner) ? 8 : -20
      else score += (sharedKinds(certain) & kindOf(inner)) === 0 ? -3 : 1
    }
  }
  return score
}

import { canonical, isEqual } from '../../kernel/index.ts'
import type { SchemaSource } from '../../openapi/index.ts'
import { kindOf, kinds, sharedKinds, unlike } from './kinds.ts'
import { allOf, leastOf, mostOf, type Parts } from './parts.ts'

/** Whether a value is allowed, as far as it can be told without looking inside of it: all there is to a scalar. */
export function fits(value: unknown, parts: Parts, source: SchemaSource): boolean {
  const kind = kindOf(value)
  if ((kind & sharedKinds(parts)) === 0) return false
  for (const part of parts) {
    if (part.const !== undefined && !isEqual(part.const, value)) return false
    if (Array.isArray(part.enum) && !part.enum.some((one) => isEqual(one, value))) return false
    if (Array.isArray(part[unlike]) && (part[unlike] as unknown[]).some((one) => isEqual(one, value))) return false
  }
  if (typeof value === 'string') return fitsText(value, parts, source)
  if (typeof value === 'number') return fitsNumber(value, parts, source)
  if (Array.isArray(value)) return fitsCount(value.length, parts, 'Items') && (!isUnique(parts) || areDistinct(value))
  return kind !== kinds.object || fitsCount(Object.keys(value as object).length, parts, 'Properties')
}

export function isUnique(parts: Parts): boolean {
  return parts.some(({ uniqueItems }) => uniqueItems === true)
}

function fitsText(value: string, parts: Parts, source: SchemaSource): boolean {
  if (!fitsCount(lengthOf(value), parts, 'Length')) return false
  for (const { pattern, format } of parts) {
    if (typeof pattern === 'string' && source.matches(pattern, value) === false) return false
    if (typeof format === 'string' && !source.hasFormat(format, value)) return false
  }
  return true
}

function fitsNumber(value: number, parts: Parts, source: SchemaSource): boolean {
  if (value < (leastOf(parts, 'minimum') ?? value) || value > (mostOf(parts, 'maximum') ?? value)) return false
  if (value <= (leastOf(parts, 'exclusiveMinimum') ?? -Infinity) || value >= (mostOf(parts, 'exclusiveMaximum') ?? Infinity)) return false
  return parts.every(({ multipleOf, format }) => {
    if (typeof multipleOf === 'number' && !isMultiple(value, multipleOf)) return false
    return typeof format !== 'string' || source.hasFormat(format, value)
  })
}

/** As exactly as the validator looks. */
function isMultiple(value: number, of: number): boolean {
  const times = value / of
  return Math.abs(Math.round(times) - times) < 1e-8
}

function fitsCount(count: number, parts: Parts, what: 'Length' | 'Items' | 'Properties'): boolean {
  return count >= (leastOf(parts, `min${what}`) ?? 0) && count <= (mostOf(parts, `max${what}`) ?? Infinity)
}

/** JSON Schema counts characters, JavaScript the halves of some. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

function areDistinct(items: readonly unknown[]): boolean {
  return new Set(items.map(canonical)).size === items.length
}

/** The values that parts list, as far as they agree and allow them; undefined where nothing is listed. */
export function listedValues(parts: Parts, source: SchemaSource): unknown[] | undefined {
  const constants = allOf<unknown>(parts, 'const')
  const [shortest] = allOf<unknown[]>(parts, 'enum').sort((a, b) => a.length - b.length)
  const listed = constants.length > 0 ? [constants[0]] : shortest
  return listed?.filter((value) => fits(value, parts, source))
}

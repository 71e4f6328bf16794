import { isObject } from '../kernel/index.ts'
import type { JsonSchema, Site, Variant } from './conversion.ts'
import { follow, isReference, type Node } from './document.ts'
import { formats, hasFormat } from './formats.ts'
import { hasTypeOf } from './keywords.ts'
import { matches } from './pattern.ts'

/** Defaults are filled into requests only, and one that breaks its own schema never: we would refuse what we filled in ourselves. */
export function keepDefault(source: Node, converted: JsonSchema, variant: Variant): void {
  const value = source.default
  if (variant !== 'request' || value === undefined) return
  const listed = !Array.isArray(source.enum) || source.enum.some((item) => item === value)
  const typed = hasTypeOf(source, value) || (value === null && source.nullable === true)
  if (listed && typed && isWithin(value, source, converted)) converted.default = value
}

/** Whether a text or a number is what its own schema lets it be; an empty text is what documents write for "none". */
function isWithin(value: unknown, { format }: Node, { pattern, minLength, maxLength, minimum, maximum }: JsonSchema): boolean {
  if (typeof value === 'number') return value >= numberOr(minimum, value) && value <= numberOr(maximum, value)
  if (typeof value !== 'string') return true
  const { length } = [...value]
  if (length < numberOr(minLength, length) || length > numberOr(maxLength, length)) return false
  if (typeof format === 'string' && !hasFormat(formats, format, value)) return false
  return typeof pattern !== 'string' || matches(pattern, value)
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

/** The validator looks for defaults at the property itself, not behind its `$ref`. */
export function keepDefaultBehind(schema: unknown, converted: JsonSchema, { variant, by }: Site): JsonSchema {
  if (variant !== 'request' || converted.default !== undefined || !isReference(schema)) return converted
  const target = follow(by.root, schema, '')?.value
  if (isObject(target)) keepDefault(target, converted, variant)
  return converted
}

/** OAS 3.1 §4.8.24.2: a read-only property is not required of a request, nor a write-only one of a response. */
export function liftRequired({ source, converted, variant, by }: Site): void {
  if (variant === 'value' || (source.required === undefined && source.allOf === undefined)) return
  const lifted = namesMarked(source, variant === 'response' ? 'writeOnly' : 'readOnly', by.root, new Set())
  if (lifted.size > 0) lift(converted, lifted)
}

/** One part of a whole may require what another one describes. */
function lift(converted: JsonSchema, names: ReadonlySet<string>): void {
  if (Array.isArray(converted.required)) converted.required = converted.required.filter((name) => !names.has(name))
  for (const part of Array.isArray(converted.allOf) ? converted.allOf : []) if (isObject(part)) lift(part as JsonSchema, names)
}

type Mark = 'readOnly' | 'writeOnly'

function namesMarked(schema: unknown, mark: Mark, root: Node, seen: Set<unknown>): Set<string> {
  const found = new Set<string>()
  const target = follow(root, schema, '')?.value
  if (!isObject(target) || seen.has(target)) return found
  seen.add(target)
  for (const [name, property] of Object.entries(isObject(target.properties) ? target.properties : {})) {
    if (isMarked(property, mark, root)) found.add(name)
  }
  for (const part of Array.isArray(target.allOf) ? target.allOf : []) {
    for (const name of namesMarked(part, mark, root, seen)) found.add(name)
  }
  return found
}

/** Whether a property says of itself, or what it refers to does, that it goes one way alone. */
export function isMarked(property: unknown, mark: Mark, root: Node): boolean {
  if (isObject(property) && property[mark] === true) return true
  const target = follow(root, property, '')?.value
  return isObject(target) && target[mark] === true
}

import { isObject, parsePointer, percentDecoded, toPointer, valueAt } from '../kernel/index.ts'

/** An object of a document nobody has checked yet. */
export type Node = Readonly<Record<string, unknown>>

/** A value of the document and where it stands. */
export interface Place {
  readonly value: unknown
  readonly pointer: string
}

export function isReference(value: unknown): value is { readonly $ref: string } & Node {
  return isObject(value) && typeof value.$ref === 'string'
}

/** The schemas that have a name, by it. */
export function namedSchemas(root: Node): Node {
  const schemas = valueAt(root, ['components', 'schemas'])
  return isObject(schemas) ? schemas : {}
}

/** `#/components/schemas/A%20B` → `/components/schemas/A B`; undefined for anything but a pointer into the same document. */
export function toLocalPointer(reference: string): string | undefined {
  if (reference === '#') return ''
  if (!reference.startsWith('#/')) return undefined
  return toPointer(parsePointer(percentDecoded(reference.slice(1))))
}

/** What stands at a place once every `$ref` is followed; undefined when one leads nowhere or in a circle. */
export function follow(root: Node, value: unknown, pointer: string): Place | undefined {
  if (!isReference(value)) return { value, pointer }
  const seen = new Set<string>()
  let place: Place = { value, pointer }
  while (isReference(place.value)) {
    const target = toLocalPointer(place.value.$ref)
    if (target === undefined || seen.has(target)) return undefined
    seen.add(target)
    place = { value: valueAt(root, parsePointer(target)), pointer: target }
  }
  return place.value === undefined ? undefined : place
}

/** The entries of a map in the document, each followed to what it stands for, and so is the map, as documents of many files have it; entries that lead nowhere are left out. */
export function* entriesOf(root: Node, map: unknown, pointer: string): Generator<Place & { readonly key: string }> {
  const holder = follow(root, map, pointer)
  if (!isObject(holder?.value)) return
  for (const [key, value] of Object.entries(holder.value)) {
    const place = follow(root, value, holder.pointer + toPointer([key]))
    if (place !== undefined) yield { ...place, key }
  }
}

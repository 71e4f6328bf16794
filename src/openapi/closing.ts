import { isObject } from '../kernel/index.ts'
import type { Site } from './conversion.ts'
import { follow, type Node } from './document.ts'
import { toRegExp } from './pattern.ts'

/**
 * `additionalProperties: false` counts only the properties beside it (JSON Schema 2020-12 §10.3.2.3). A schema that requires what only its `allOf` describes forbids every value;
 * what its author meant is `unevaluatedProperties: false`, and so it is taken, but only where the letter leaves nothing.
 */
export function openImpossible({ source, converted, pointer, by }: Site): void {
  if (source.additionalProperties !== false || !Array.isArray(source.allOf)) return
  const parts = inPlaceOf(source, by.root)
  const own = isObject(source.properties) ? source.properties : {}
  const patterns = isObject(source.patternProperties) ? Object.keys(source.patternProperties).map(toRegExp) : []
  const isListed = (name: string) => Object.hasOwn(own, name) || patterns.some((pattern) => pattern?.test(name) === true)
  const required = new Set(parts.flatMap((part) => (Array.isArray(part.required) ? part.required.map(String) : [])))
  const forbidden = [...required].filter((name) => !isListed(name))
  const isDescribed = (name: string) => parts.some((part) => isObject(part.properties) && Object.hasOwn(part.properties, name))
  if (forbidden.length === 0 || !forbidden.every(isDescribed)) return
  delete converted.additionalProperties
  converted.unevaluatedProperties = false
  const names = forbidden.slice(0, 5).join(', ') + (forbidden.length > 5 ? ', …' : '')
  const message = `"additionalProperties: false" forbids what the schema requires and only its "allOf" describes (${names}), so nothing could satisfy it. It is taken as "unevaluatedProperties: false"; write that, or list them here.`
  by.report('schema.closed', `${pointer}/additionalProperties`, message)
}

/** A schema with all that must hold for the very same value. */
function inPlaceOf(schema: Node, root: Node): readonly Node[] {
  const found = new Set<Node>()
  const waiting: unknown[] = [schema]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const target = follow(root, next, '')?.value
    if (!isObject(target) || found.has(target)) continue
    found.add(target)
    if (Array.isArray(target.allOf)) waiting.push(...target.allOf)
  }
  return [...found]
}

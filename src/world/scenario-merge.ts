import { isObject } from '../kernel/index.ts'

type Facts = Readonly<Record<string, unknown>>

/**
 * Lays a fixture over what it extends: maps are merged key by key, lists and scalars replace, null removes what was inherited.
 * A null that removes nothing stays, so that a check can name it.
 */
export function merge(under: Facts, over: Facts): Facts {
  // fromEntries makes own properties, even of a key named __proto__.
  const entries = new Map(Object.entries(under))
  for (const [key, value] of Object.entries(over)) {
    const inherited = entries.get(key)
    if (value === null && entries.has(key)) entries.delete(key)
    else entries.set(key, isObject(value) && isObject(inherited) ? merge(inherited, value) : value)
  }
  return Object.fromEntries(entries)
}

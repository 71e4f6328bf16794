import { isEqual } from '../../engine/index.ts'
import { isObject } from '../../kernel/index.ts'
import type { SortKey, Standing } from './order.ts'

/** A place in a list, as a text that says nothing to its reader. It stays where it is when items are added or taken away. */
export function toCursor(keys: readonly SortKey[], standing: Standing): string {
  return Buffer.from(JSON.stringify({ by: keys, at: standing })).toString('base64url')
}

/** The place a cursor names; undefined for one that no list gave, or one that is sorted otherwise. */
export function fromCursor(text: string, keys: readonly SortKey[]): Standing | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!isObject(read) || !Array.isArray(read.at) || read.at.length !== keys.length + 1) return undefined
    const own = keys.map(({ property, isDescending }) => (property === undefined ? { isDescending } : { property, isDescending }))
    return isEqual(read.by, own) && typeof read.at.at(-1) === 'number' ? (read.at as unknown as Standing) : undefined
  } catch {
    return undefined
  }
}

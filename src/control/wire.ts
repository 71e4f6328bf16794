/** Between the two spellings of control: `operationId` in JavaScript, `operation_id` on the wire. Nothing else knows both. */

/** Keys whose values are someone else's words: headers, bodies, values seen, names of assumptions and parameters. They go through as they are. */
const opaque = ['headers', 'body', 'value', 'assumptions', 'params'] as const
type Opaque = (typeof opaque)[number]
const isOpaque: ReadonlySet<string> = new Set(opaque)

type SnakeCase<Key> = Key extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${SnakeCase<Rest>}`
  : Key

/** A value of control as it goes over the wire. */
export type Wire<T> = T extends readonly unknown[]
  ? { readonly [Index in keyof T]: Wire<T[Index]> }
  : T extends object
    ? {
        readonly [Key in keyof T as SnakeCase<Key>]: Key extends Opaque ? Exclude<T[Key], undefined> : Wire<Exclude<T[Key], undefined>>
      }
    : T

/** Keys in snake case; those that are undefined are left out. */
export function toWire<T>(value: T): Wire<T> {
  return rename(value, toSnakeCase) as Wire<T>
}

/** The way back. The caller says what it is: the document has checked it, or the other side is a Standin. */
export function fromWire<T>(value: unknown): T {
  return rename(value, toCamelCase) as T
}

function rename(value: unknown, spell: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, spell))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(entries.map(([key, part]) => [spell(key), isOpaque.has(key) ? part : rename(part, spell)]))
}

function toSnakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function toCamelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

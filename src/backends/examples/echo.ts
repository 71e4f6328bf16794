import { toWords } from '../../engine/index.ts'
import type { Operation, RequestInput } from '../../openapi/index.ts'

/** What a request says of the thing it is about, by the places where an answer would say the same. */
export interface Echo {
  /** The value for a property, by its JSON pointer and its name in words; none where nothing was said. */
  readonly at: (pointer: string, name: string) => readonly unknown[]
  readonly isEmpty: boolean
}

/** Objects that only hold the thing itself, as in `{ "data": { "id": … } }`. */
const envelopes = new Set(['', '/data', '/result', '/item', '/response'])

/** A request for `/users/{user_id}/posts/{id}` is about the post of that id, which says whose it is under `user_id`. */
export function echoOf(operation: Operation, input: RequestInput): Echo {
  const { template, names } = operation.path
  const byName = new Map<string, unknown>()
  for (const name of names) {
    const value = input.params[name]
    if (typeof value === 'string' || typeof value === 'number') byName.set(toWords(name), value)
  }
  const last = names.at(-1)
  // What follows the last parameter is a part of the thing, or something done to it; it has an id of its own.
  const own = last !== undefined && /\}(?::[\w-]+)?\/?$/.test(template) ? toWords(last) : undefined
  if (own !== undefined && /(?:^|_)(?:id|uuid|key)$/.test(own) && !byName.has('id')) byName.set('id', input.params[last as string])
  return {
    isEmpty: byName.size === 0,
    at(pointer, name) {
      const value = byName.get(name)
      if (value === undefined) return []
      const holder = pointer.slice(0, pointer.lastIndexOf('/'))
      if (envelopes.has(holder)) return [value]
      // In a list it is the parent that all items share, not the item itself.
      return name !== 'id' && name !== own && /^(?:\/(?:data|items|results))?\/\d+$/.test(holder) ? [value] : []
    },
  }
}

/** A value with what the request said put in, where it has a place for it already; itself when it has none. */
export function withEcho(value: unknown, echo: Echo, pointer = ''): unknown {
  if (echo.isEmpty || value === null || typeof value !== 'object' || Array.isArray(value)) return value
  let changed: Record<string, unknown> | undefined
  for (const [name, inner] of Object.entries(value)) {
    const at = `${pointer}/${name}`
    const [said] = echo.at(at, toWords(name))
    const own = said === undefined ? (envelopes.has(at) ? withEcho(inner, echo, at) : inner) : inTypeOf(inner, said)
    if (own !== inner) {
      changed ??= { ...value }
      changed[name] = own
    }
  }
  return changed ?? value
}

/** A path is text; what it means may be a number. */
function inTypeOf(shown: unknown, said: unknown): unknown {
  if (typeof shown === 'number') return Number.isFinite(Number(said)) ? Number(said) : shown
  return typeof shown === 'string' ? String(said) : shown
}

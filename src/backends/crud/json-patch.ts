import { isEqual } from '../../engine/index.ts'
import { isObject, parsePointer } from '../../kernel/index.ts'

/** Why a JSON patch can't be applied. */
export class PatchFault extends Error {
  /** `malformed`: it is no patch at all; `absent`: it names what is not there; `test`: what it tests is not so; `excess`: it copies too much. */
  readonly kind: 'malformed' | 'absent' | 'test' | 'excess'
  /** Into the patch: `[2, 'path']`. */
  readonly place: readonly (string | number)[]
  constructor(kind: PatchFault['kind'], place: PatchFault['place'], reason: string) {
    super(reason)
    this.kind = kind
    this.place = place
  }
}

/** Values that `copy` may bring in: each may double what is there, so a few dozen would fill any memory. */
const mostCopied = 100_000

type Holder = unknown[] | Record<string, unknown>

/** A value with all operations of a patch applied (RFC 6902); the value given stays as it is, also when one fails. Throws `PatchFault`. */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw new PatchFault('malformed', [], 'A JSON patch is a list of operations (RFC 6902 §3).')
  const draft = new Draft(target)
  for (const [index, operation] of patch.entries()) draft.apply(operation, index)
  return draft.root
}

/** A copy that is changed in place, so that a long patch costs what it says. */
class Draft {
  root: unknown
  #copied = 0

  constructor(target: unknown) {
    this.root = copyOf(target)
  }

  apply(operation: unknown, index: number): void {
    if (!isObject(operation))
      throw new PatchFault('malformed', [index], `${JSON.stringify(operation)} is no operation: it must be an object.`)
    const { op } = operation
    const at = (name: 'path' | 'from'): Place => toPlace(operation, name, index)
    const value = () => {
      if (Object.hasOwn(operation, 'value')) return operation.value
      throw new PatchFault('malformed', [index], `"${String(op)}" needs a "value".`)
    }
    switch (op) {
      case 'add':
        this.#add(at('path'), copyOf(value()))
        return
      case 'remove':
        this.#remove(at('path'))
        return
      case 'replace':
        this.#replace(at('path'), copyOf(value()))
        return
      case 'move': {
        const [from, path] = [at('from'), at('path')]
        if (path.pointer.startsWith(`${from.pointer}/`))
          throw new PatchFault('malformed', path.place, `${from.pointer} can't be moved into itself (RFC 6902 §4.4).`)
        this.#add(path, from.pointer === path.pointer && from.tokens.length === 0 ? this.root : this.#remove(from))
        return
      }
      case 'copy': {
        const found = this.#get(at('from'))
        this.#copied += countOf(found, mostCopied)
        if (this.#copied > mostCopied) throw new PatchFault('excess', [index], `It copies more than ${mostCopied} values.`)
        this.#add(at('path'), copyOf(found))
        return
      }
      case 'test': {
        const [place, wanted] = [at('path'), value()]
        if (isEqual(this.#get(place), wanted)) return
        throw new PatchFault('test', place.place, `${place.pointer || 'The whole'} is not ${JSON.stringify(wanted)}.`)
      }
      default:
        throw new PatchFault(
          'malformed',
          [index, 'op'],
          `${JSON.stringify(op)} is no operation of JSON Patch: there is add, remove, replace, move, copy and test.`,
        )
    }
  }

  #get(place: Place): unknown {
    let value = this.root
    for (const token of place.tokens) value = inside(value, token, place)
    return value
  }

  #add(place: Place, value: unknown): void {
    const key = place.tokens.at(-1)
    if (key === undefined) {
      this.root = value
      return
    }
    const holder = this.#holder(place)
    if (!Array.isArray(holder)) {
      set(holder, key, value)
      return
    }
    const index = key === '-' ? holder.length : indexOf(key)
    if (index === undefined || index > holder.length)
      throw new PatchFault('absent', place.place, `${place.pointer} is no place in a list of ${holder.length}.`)
    holder.splice(index, 0, value)
  }

  #replace(place: Place, value: unknown): void {
    const key = place.tokens.at(-1)
    if (key === undefined) {
      this.root = value
      return
    }
    const holder = this.#holder(place)
    inside(holder, key, place)
    if (Array.isArray(holder)) holder[Number(key)] = value
    else set(holder, key, value)
  }

  #remove(place: Place): unknown {
    const key = place.tokens.at(-1)
    if (key === undefined) throw new PatchFault('absent', place.place, "The whole can't be taken away, only what is in it.")
    const holder = this.#holder(place)
    const value = inside(holder, key, place)
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
    return value
  }

  #holder(place: Place): Holder {
    let value = this.root
    for (const token of place.tokens.slice(0, -1)) value = inside(value, token, place)
    if (value === null || typeof value !== 'object') throw absent(place)
    return value as Holder
  }
}

interface Place {
  readonly pointer: string
  readonly tokens: readonly string[]
  /** Into the patch. */
  readonly place: readonly (string | number)[]
}

function toPlace(operation: Readonly<Record<string, unknown>>, name: 'path' | 'from', index: number): Place {
  const pointer = Object.hasOwn(operation, name) ? operation[name] : undefined
  // RFC 6901 §3: a tilde stands before 0 or 1 only.
  if (typeof pointer !== 'string' || !/^(?:\/(?:[^~]|~[01])*)?$/s.test(pointer))
    throw new PatchFault(
      'malformed',
      [index, name],
      `"${name}" must be a JSON pointer such as "/name" or "/tags/0"; it is ${JSON.stringify(pointer) ?? 'left out'}.`,
    )
  return { pointer, tokens: parsePointer(pointer), place: [index, name] }
}

/** RFC 6901 §4: no leading zeros, and `-` is behind the last item, where nothing is. */
function indexOf(token: string): number | undefined {
  return /^(?:0|[1-9]\d*)$/.test(token) ? Number(token) : undefined
}

function inside(holder: unknown, token: string, place: Place): unknown {
  if (Array.isArray(holder)) {
    const index = indexOf(token)
    if (index === undefined || index >= holder.length) throw absent(place)
    return holder[index]
  }
  if (!isObject(holder) || !Object.hasOwn(holder, token)) throw absent(place)
  return holder[token]
}

function absent({ pointer, place }: Place): PatchFault {
  return new PatchFault('absent', place, `There is nothing at ${pointer}.`)
}

/** Never an assignment: `__proto__` is a name like any other here. */
function set(holder: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true })
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf)
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copyOf(one)])) : value
}

/** How many values a value is made of, or more than `most`. */
function countOf(value: unknown, most: number): number {
  let count = 0
  const waiting = [value]
  while (waiting.length > 0 && count <= most) {
    const next = waiting.pop()
    count++
    if (next !== null && typeof next === 'object') for (const one of Object.values(next)) waiting.push(one)
  }
  return count
}

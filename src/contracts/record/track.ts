import type { Uses } from './used.ts'

/** Notes what a consumer reads of answers. A hint: a spread or `JSON.stringify` reads everything. */
export interface Tracker {
  /** The same body, whose fields are noted under the operation when they are read. */
  track<Body>(operationId: string, body: Body): Body
  /** What was read so far, in alphabetical order. */
  readonly uses: Uses
}

export function createTracker(): Tracker {
  const read = new Map<string, Set<string>>()
  const watch = (value: unknown, path: string, seen: Set<string>): unknown => {
    if (typeof value !== 'object' || value === null) return value
    // A copy: a proxy may not show other values than a frozen target has.
    return new Proxy(Array.isArray(value) ? [...value] : { ...value }, {
      get(target, name, receiver) {
        const inside: unknown = Reflect.get(target, name, receiver)
        if (typeof name === 'symbol' || typeof inside === 'function' || !Object.hasOwn(target, name)) return inside
        if (Array.isArray(target)) return /^\d+$/.test(name) ? note(inside, `${path}[]`) : inside
        return note(inside, path === '' ? name : `${path}.${name}`)
      },
    })
    function note(inside: unknown, at: string): unknown {
      // An object is on the way to what is read; the fields inside are what counts.
      if (typeof inside !== 'object' || inside === null || Object.keys(inside).length === 0) seen.add(at)
      return watch(inside, at, seen)
    }
  }
  return {
    track<Body>(operationId: string, body: Body): Body {
      const seen = read.get(operationId) ?? new Set()
      read.set(operationId, seen)
      return watch(body, '', seen) as Body
    },
    get uses() {
      return Object.fromEntries([...read].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, paths]) => [id, [...paths].sort()]))
    },
  }
}

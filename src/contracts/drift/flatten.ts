import { type Lens, type Seen, see } from './kind.ts'

/** Every place in a body with what stands there. */
export type Places = ReadonlyMap<string, Seen>

/** A body taken apart. Lists of plain values count as sets; lists of objects go by their `field`, or are laid over one another. */
export function flatten(body: unknown, lens: Lens): Places {
  const places = new Map<string, Seen>()
  const visit = (path: string, name: string, value: unknown): void => {
    const seen = see(name, value, lens)
    const before = places.get(path)
    // Of entries laid over one another, one that is there tells more than null.
    if (before === undefined || before.kind === 'null') places.set(path, seen)
    if (Array.isArray(value)) visitList(path, name, value)
    else if (typeof value === 'object' && value !== null)
      for (const [key, entry] of Object.entries(value)) visit(toPath(path, key), key, entry)
  }
  const visitList = (path: string, name: string, list: readonly unknown[]): void => {
    const isPlain = list.every((entry) => typeof entry !== 'object' || entry === null)
    if (isPlain) {
      const entries = list.map((entry) => see(name, entry, lens))
      const kinds = [...new Set(entries.map(({ kind }) => kind))].sort()
      const same = entries
        .map(({ same, kind }) => same ?? kind)
        .sort()
        .join(', ')
      const kind = kinds.length === 0 ? 'list' : `list of ${kinds.join(' and ')}`
      places.set(path, { kind: 'list', same, shown: list.length === 0 ? 'empty list' : `[${same}]` })
      if (list.length > 0) places.set(`${path}[*]`, { kind, same: undefined, shown: kind })
      return
    }
    for (const entry of list) {
      const field = (entry as Record<string, unknown> | null)?.field
      visit(typeof field === 'string' ? `${path}[${field}]` : `${path}[*]`, name, entry)
    }
  }
  visit('$', '', body)
  return places
}

function toPath(path: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`
}

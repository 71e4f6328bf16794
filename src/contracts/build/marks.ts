import { isObject } from '../../kernel/index.ts'
import { toPath } from './matchers.ts'

type Kind = 'exact' | 'open'

class Mark {
  readonly kind: Kind
  readonly value: unknown

  constructor(kind: Kind, value: unknown) {
    this.kind = kind
    this.value = value
  }
}

/**
 * In an answer: this value and no other, whatever else its schema allows.
 * ```ts
 * answer: { status: 200, body: { account_state: exactly('deactivated') } }
 * ```
 */
export function exactly<const Value>(value: Value): Value {
  return new Mark('exact', value) as Value
}

/** In an answer: a list that may be empty too, though an entry is shown. Without it, a list with an entry stands for one that has some. */
export function maybeEmpty<const List extends readonly unknown[]>(list: List): List {
  return new Mark('open', list) as unknown as List
}

export interface Unmarked {
  readonly value: unknown
  /** JSON paths as `match` goes by them: `[*]` for any entry of a list. */
  readonly exact: ReadonlySet<string>
  readonly open: ReadonlySet<string>
}

/** An answer without its marks, and where they stood; fields that are undefined are left out. */
export function unmark(given: unknown): Unmarked {
  const marks = { exact: new Set<string>(), open: new Set<string>() }
  const visit = (value: unknown, at: string): unknown => {
    if (value instanceof Mark) {
      marks[value.kind].add(at)
      return visit(value.value, at)
    }
    if (Array.isArray(value)) return value.map((entry) => visit(entry, `${at}[*]`))
    if (!isObject(value)) return value
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
    return Object.fromEntries(entries.map(([name, entry]) => [name, visit(entry, toPath(at, name))]))
  }
  return { value: visit(given, '$'), ...marks }
}

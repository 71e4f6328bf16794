import { toWords } from '../../engine/index.ts'
import type { ListPlay } from './list-play.ts'
import { askedUnder } from './query-names.ts'
import { type Row, valueUnder } from './rows.ts'

/** One property that a list is sorted by. */
export interface SortKey {
  /** Undefined: by when items were made. */
  readonly property: string | undefined
  readonly isDescending: boolean
}

/** What a query asks a list to be sorted by; the word it can't be sorted by, if there is one. */
export function sortOf(query: Readonly<Record<string, unknown>>, list: ListPlay): readonly SortKey[] | { readonly unknown: string } {
  const { sort, direction } = list.controls
  const given = askedUnder(query, sort)
  const isDown = direction !== undefined && /^(?:desc|descending|-1)$/i.test(String(askedUnder(query, direction) ?? ''))
  if (given === undefined) return isDown ? [{ property: undefined, isDescending: true }] : []
  const keys: SortKey[] = []
  for (const text of [given].flat().flatMap((one) => String(one).split(','))) {
    // A plus that nobody encoded is a space.
    const [, sign, word = '', way] = /^\s*([+-]?)\s*(.+?)(?:\s*[ :.|]\s*(asc|desc|ascending|descending))?\s*$/i.exec(text) ?? []
    const last = keys.at(-1)
    if (/^(?:asc|desc)$/i.test(word) && last !== undefined) keys[keys.length - 1] = { ...last, isDescending: /^desc/i.test(word) }
    else {
      const key = keyOf(word, list)
      if (key === undefined) return { unknown: word }
      keys.push({ ...key, isDescending: key.isDescending !== (sign === '-' || (way === undefined ? isDown : /^desc/i.test(way))) })
    }
  }
  return keys
}

function keyOf(word: string, { names, sortWords }: ListPlay): SortKey | undefined {
  const words = toWords(word)
  const property = names.get(words) ?? (names.has(toWords(word.split('.')[0] ?? '')) ? word : undefined)
  if (property !== undefined) return { property, isDescending: false }
  if (/^(?:newest|latest|most_recent|recent)$/.test(words)) return { property: undefined, isDescending: true }
  return /^(?:oldest|created|created_at)$/.test(words) || sortWords.has(words) ? { property: undefined, isDescending: false } : undefined
}

/** What tells where a row stands in an order: the values it is sorted by, and then when it was made. */
export type Standing = readonly [...values: unknown[], serial: number]

export function standingOf({ value, serial }: Pick<Row, 'value' | 'serial'>, keys: readonly SortKey[]): Standing {
  return [...keys.map(({ property }) => (property === undefined ? serial : (valueUnder(value, property) ?? null))), serial]
}

/** A total order: two items never stand at the same place. */
export function compare(a: Standing, b: Standing, keys: readonly SortKey[]): number {
  for (let index = 0; index < a.length; index++) {
    const order = compareValues(a[index], b[index])
    if (order !== 0) return keys[index]?.isDescending === true ? -order : order
  }
  return 0
}

/** Numbers by size, all else by its text; what is not there comes first. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [one, other] = [a, b].map((value) => (value === undefined || value === null ? '' : String(value))) as [string, string]
  return one < other ? -1 : one > other ? 1 : 0
}

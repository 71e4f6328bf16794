import { toWords } from '../../engine/index.ts'
import type { Api } from '../../openapi/index.ts'
import { type Field, fieldsOf, itemsOf, shownAs, typesOf } from './fields.ts'

/** Under what name an answer shows what a body has under another. */
export interface ShownName {
  readonly name: string
  /** Set where it is shown inside an object, or inside each of a list: `email_address` in `email_addresses`. */
  readonly inner: string | undefined
  readonly isListed: boolean
}

/** By the names of a body; those that answers show likewise are left out. `places` are those inside an item by which its path names it. */
export function shownNames(
  api: Api,
  sent: ReadonlyMap<string, Field>,
  shown: ReadonlyMap<string, Field>,
  places: readonly string[],
): ReadonlyMap<string, ShownName> {
  const found = [...sent.values()].flatMap((field): [string, ShownName][] => {
    if (shown.has(field.name)) return []
    const name = shownAs(field.name, shown.keys())
    const one = name === field.name ? (placed(field, places) ?? listed(api, field, shown)) : { name, inner: undefined, isListed: false }
    return one === undefined ? [] : [[field.name, one]]
  })
  // Of two that would be shown under one name, none is known to be it.
  const isOnly = (name: string) => !sent.has(name) && found.filter(([, one]) => one.name === name).length === 1
  return new Map(found.filter(([, { name }]) => isOnly(name)))
}

function placed({ name }: Field, places: readonly string[]): ShownName | undefined {
  const [outer, inner] =
    places.map((place) => place.split('.')).find(([, last]) => last !== undefined && toWords(last) === toWords(name)) ?? []
  return outer === undefined ? undefined : { name: outer, inner, isListed: false }
}

function listed(api: Api, field: Field, shown: ReadonlyMap<string, Field>): ShownName | undefined {
  const words = toWords(field.name)
  if (typesOf(field.parts).has('object') || fieldsOf(api, itemsOf(field.parts)).size > 0) return undefined
  const holders = [...shown.values()].flatMap(({ name, parts }) => {
    if (![`${words}s`, `${words}es`, words.replace(/y$/, 'ies')].includes(toWords(name)) || !typesOf(parts).has('array')) return []
    const inner = [...fieldsOf(api, itemsOf(parts)).keys()].find((one) => toWords(one) === words)
    return inner === undefined ? [] : [{ name, inner, isListed: true }]
  })
  return holders.length === 1 ? holders[0] : undefined
}

/** A body by the names that answers show. */
export function byShownNames(
  body: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, ShownName>,
): Readonly<Record<string, unknown>> {
  if (names.size === 0) return body
  const entries = Object.entries(body).map(([name, value]): [string, unknown] => {
    const shown = names.get(name)
    if (shown === undefined) return [name, value]
    const { inner, isListed } = shown
    if (inner === undefined) return [shown.name, value]
    return [shown.name, isListed ? [value].flat().map((one) => ({ [inner]: one })) : { [inner]: value }]
  })
  return Object.fromEntries(entries)
}

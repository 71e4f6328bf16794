import { toWords } from '../../engine/index.ts'
import type { Api } from '../../openapi/index.ts'
import { type Field, fieldsOf, itemsOf, shownAs, typesOf } from './fields.ts'

/** Under what name an answer shows what a body has under another. */
export interface ShownName {
  readonly name: string
  /** Set where it is shown as a list of objects that have it: `email_address` in each of `email_addresses`. */
  readonly inner: string | undefined
}

/** By the names of a body; those that answers show likewise are left out. */
export function shownNames(api: Api, sent: ReadonlyMap<string, Field>, shown: ReadonlyMap<string, Field>): ReadonlyMap<string, ShownName> {
  const found = [...sent.values()].flatMap((field): [string, ShownName][] => {
    if (shown.has(field.name)) return []
    const name = shownAs(field.name, shown.keys())
    const one = name === field.name ? listed(api, field, shown) : { name, inner: undefined }
    return one === undefined ? [] : [[field.name, one]]
  })
  // Of two that would be shown under one name, none is known to be it.
  const isOnly = (name: string) => !sent.has(name) && found.filter(([, one]) => one.name === name).length === 1
  return new Map(found.filter(([, { name }]) => isOnly(name)))
}

function listed(api: Api, field: Field, shown: ReadonlyMap<string, Field>): ShownName | undefined {
  const words = toWords(field.name)
  const plain = typesOf([...field.parts, ...partsIn(api, field)])
  if (plain.has('object')) return undefined
  const holders = [...shown.values()].flatMap(({ name, parts }) => {
    if (![`${words}s`, `${words}es`, words.replace(/y$/, 'ies')].includes(toWords(name)) || !typesOf(parts).has('array')) return []
    const inner = [...fieldsOf(api, itemsOf(parts)).keys()].find((one) => toWords(one) === words)
    return inner === undefined ? [] : [{ name, inner }]
  })
  return holders.length === 1 ? holders[0] : undefined
}

function partsIn(api: Api, { parts }: Field): Field['parts'] {
  const items = itemsOf(parts)
  return items === undefined ? [] : [...fieldsOf(api, items).values()].length > 0 ? [{ type: 'object' }] : []
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
    const { inner } = shown
    return [shown.name, inner === undefined ? value : [value].flat().map((one) => ({ [inner]: one }))]
  })
  return Object.fromEntries(entries)
}

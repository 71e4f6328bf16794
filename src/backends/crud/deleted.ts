import { toWords } from '../../engine/index.ts'
import type { Node } from './fields.ts'
import { itemOf } from './identity.ts'
import type { Collection } from './model.ts'
import type { Success, Value } from './plays.ts'
import type { Row } from './rows.ts'
import { times } from './server-set.ts'

/** What an answer says of an item that is gone, beside what it was. */
export function deletedWords(collection: Collection, success: Success, row: Row, now: number): Value {
  const { property } = collection.id
  const id = (property === undefined ? undefined : row.value[property]) ?? row.id
  const one = itemOf(collection.name)
  const saysOf = (name: string): readonly unknown[] => {
    if (/^(?:(?:is_)?deleted|removed|success|successful|ok|acknowledged)$/.test(name)) return [true]
    if (/^(?:deleted_at|deleted_on|removed_at)$/.test(name)) return times(now)
    if (/^(?:count|deleted_count|affected|affected_rows)$/.test(name)) return [1]
    if (name === 'status') return ['deleted']
    return ['id', one, `${one}_id`, 'deleted_id'].includes(name) ? [id, String(id)] : []
  }
  const words = [...success.properties].flatMap((name): [string, unknown][] => {
    const [value] = saysOf(toWords(name)).filter((one) => isAllowed(success.fields.get(name)?.parts ?? [], one))
    const isOwn = row.value[name] !== undefined
    return value === undefined || (isOwn && !isShownIn(success.fields.get(name)?.parts ?? [], value)) ? [] : [[name, value]]
  })
  return Object.fromEntries(words)
}

/** As far as types tell; the whole is checked when it is sent. */
function isAllowed(parts: readonly Node[], value: unknown): boolean {
  const types = new Set(parts.flatMap(({ type }) => [type].flat()))
  types.delete(undefined)
  const isOfType = types.size === 0 || types.has(typeof value) || (Number.isInteger(value) && types.has('integer'))
  const choices = choicesOf(parts)
  return isOfType && (choices.length === 0 || choices.includes(value))
}

/** What an item has itself is only said otherwise where the document has that very word for it. */
function isShownIn(parts: readonly Node[], value: unknown): boolean {
  return typeof value === 'boolean' || choicesOf(parts).includes(value)
}

function choicesOf(parts: readonly Node[]): readonly unknown[] {
  return parts.flatMap(({ enum: some, const: only }) => [...(Array.isArray(some) ? some : []), ...(only === undefined ? [] : [only])])
}

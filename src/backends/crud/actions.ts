import { toWords } from '../../engine/index.ts'
import { type Api, follow, type Operation } from '../../openapi/index.ts'
import { answerSchema, itemShape } from './answers.ts'
import type { Draft } from './drafts.ts'
import { type Field, isMarked, typesOf } from './fields.ts'
import type { Sets } from './model.ts'
import { keyOf, segmentsOf } from './places.ts'
import type { Value } from './plays.ts'
import { isNow, timeLike } from './server-set.ts'

/** Drafts with the actions on their items that say plainly what they set: `POST /users/{id}/ban` of users that are `banned`, or have the status. */
export function withActions(api: Api, drafts: readonly Draft[]): Draft[] {
  const taken = new Set(drafts.flatMap(({ operations }) => operations.map(({ operation }) => operation)))
  const byKey = new Map<string, Operation[]>()
  for (const operation of api.operations) {
    const segments = segmentsOf(operation.path.template)
    const isAction = /^(?:POST|PUT|PATCH)$/.test(operation.method) && operation.unusable === undefined && !taken.has(operation)
    if (!isAction || segments.length < 3) continue
    const key = keyOf(segments.slice(0, -1))
    byKey.set(key, [...(byKey.get(key) ?? []), operation])
  }
  return drafts.map((draft) => {
    const actions = byKey.get(`${draft.grounds.key}/{}`) ?? []
    if (actions.length === 0) return draft
    const item = itemOf(api, draft)
    const found = actions.flatMap((operation) => {
      const sets = item === undefined ? {} : setsOf(api, operation, item)
      return Object.keys(sets).length === 0 ? [] : [{ operation, role: 'patch' as const, sets }]
    })
    return found.length === 0 ? draft : { ...draft, operations: [...draft.operations, ...found] }
  })
}

interface Item {
  readonly schema: unknown
  readonly fields: ReadonlyMap<string, Field>
}

/** As the answer about one alone shows it. */
function itemOf(api: Api, { operations }: Draft): Item | undefined {
  const shown = operations.find(({ role }) => role === 'read') ?? operations.find(({ role }) => role === 'create')
  if (shown === undefined) return undefined
  const schema = answerSchema(api, shown.operation, shown.role === 'read' ? 200 : 201)
  const shape = itemShape(api, schema, shown.operation)
  return shape && { schema: follow(api.root, schema, '')?.value, fields: shape.fields }
}

function setsOf(api: Api, operation: Operation, item: Item): Sets {
  const schema = answerSchema(api, operation, 200)
  const sets = setsBy(segmentsOf(operation.path.template).at(-1) ?? '', item.fields)
  if (schema === undefined || follow(api.root, schema, '')?.value === item.schema) return sets
  // An answer of another make has to show what was set, or which item it was, or it may be about something else.
  const fields = itemShape(api, schema, operation)?.fields
  const isOfItem = fields !== undefined && [...fields.keys()].every((name) => item.fields.has(name))
  return isOfItem && ['id', ...Object.keys(sets)].some((name) => fields.has(name)) ? sets : {}
}

/** What a verb says of an item: a boolean of its participle, and a choice that has it. */
export function setsBy(segment: string, fields: ReadonlyMap<string, Field>): Sets {
  const words = toWords(segment)
  const [, marked] = /^mark_(?:as_)?(\w+)$/.exec(words) ?? []
  const undone = words === 'disable' ? 'enable' : /^(?:un|de)(\w{3,})$/.exec(words)?.[1]
  const done = marked === undefined ? participlesOf(words) : [marked]
  const sets: Record<string, string | boolean> = {}
  for (const { name, ...field } of fields.values()) {
    const own = toWords(name).replace(/^is_/, '')
    if (isMarked({ name, ...field }, 'writeOnly')) continue
    if (typesOf(field.parts).has('boolean')) {
      if (done.includes(own)) sets[name] = true
      else if (undone !== undefined && participlesOf(undone).includes(own)) sets[name] = false
    } else if (own === 'status' || own === 'state') {
      const choices = field.parts.flatMap(({ enum: some }) => (Array.isArray(some) ? some : []))
      const choice = choices.find((one) => typeof one === 'string' && done.includes(toWords(one)))
      if (choice !== undefined) sets[name] = choice
    }
  }
  return sets
}

const irregular: Readonly<Record<string, string>> = {
  send: 'sent',
  pay: 'paid',
  hide: 'hidden',
  freeze: 'frozen',
  withdraw: 'withdrawn',
  hold: 'held',
  read: 'read',
}

/** What something is after it: `banned` by `ban`, `active` by `activate`. */
function participlesOf(verb: string): readonly string[] {
  if (irregular[verb] !== undefined) return [irregular[verb]]
  if (verb.endsWith('ate')) return [`${verb}d`, `${verb.slice(0, -3)}e`]
  if (verb.endsWith('e')) return [`${verb}d`]
  if (/[^aeiou]y$/.test(verb)) return [`${verb.slice(0, -1)}ied`]
  return [`${verb}ed`, `${verb}${verb.at(-1)}ed`]
}

/** What an item is after an action: what it sets, with when: `revoked_at` goes with `revoked`, and with the status of that name. */
export function withSets(sets: Sets, value: Value, before: Value, fields: ReadonlyMap<string, Field>, now: number): Value {
  const set = new Map<string, unknown>(Object.entries(sets))
  // Written as the item has its other times.
  const known = Object.entries(before).find(([name, value]) => value !== null && isNow(toWords(name)))?.[1]
  for (const [name, value] of Object.entries(sets)) {
    const stem = typeof value === 'string' ? toWords(value) : toWords(name).replace(/^is_/, '')
    for (const field of fields.values()) {
      if (![`${stem}_at`, `${stem}_on`].includes(toWords(field.name)) || Object.hasOwn(sets, field.name)) continue
      if (value !== false) set.set(field.name, timeLike(before[field.name] ?? known, now))
      else if (before[field.name] !== undefined) set.set(field.name, field.isRequired ? null : undefined)
    }
  }
  const after = { ...value, ...Object.fromEntries(set) }
  return Object.fromEntries(Object.entries(after).filter(([, one]) => one !== undefined))
}

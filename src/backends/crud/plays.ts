import { toWords } from '../../engine/index.ts'
import { type Api, type DeclaredHeader, type Operation, parametersOf, type ResponseSpec } from '../../openapi/index.ts'
import { answerSchema, itemShape, listShape, sentShape, successOf } from './answers.ts'
import { type Field, fieldsOf, isMarked, typesOf } from './fields.ts'
import { controlsOf, type ListControls } from './list-controls.ts'
import { type ListPlay, listPlayOf } from './list-play.ts'
import type { Collection, Model, Role } from './model.ts'
import type { CrudStore } from './rows.ts'
import { type ShownName, shownNames } from './sent-names.ts'

export type Value = Readonly<Record<string, unknown>>

/** A success of an operation, and where it shows items. */
export interface Success {
  readonly operation: Operation
  readonly status: number
  readonly spec: ResponseSpec
  /** Those it declares, of a HEAD and its GET together. */
  readonly headers: readonly DeclaredHeader[]
  readonly isList: boolean
  /** Keys that lead to the item, or to the list of them. */
  readonly path: readonly string[]
  /** What it says of an item, by name. */
  readonly fields: ReadonlyMap<string, Field>
  /** The names of those it may show. */
  readonly properties: ReadonlySet<string>
}

/** What an operation does, worked out once. */
export interface Play {
  readonly operation: Operation
  readonly role: Role
  /** Whether its answer is that of a GET without the body (RFC 9110 §9.3.2). */
  readonly isHead: boolean
  readonly collection: Collection
  readonly success: Success
  /** Of `put`, where it makes an item. */
  readonly creation: Success
  /** Other successes it may end with: one that shows nothing, and one that shows the item. */
  readonly others: Readonly<Record<'minimal' | 'representation', Success | undefined>>
  /** What the body may have inside its envelope, by the name that answers show it under. */
  readonly sent: ReadonlyMap<string, Field>
  /** What the body has under another name than answers: `FriendlyName` that is shown as `friendly_name`. */
  readonly renamed: ReadonlyMap<string, ShownName>
  /** The key of the body that holds it; undefined where the body is it. */
  readonly envelope: string | undefined
  readonly controls: ListControls
  readonly list: ListPlay
  /** Where one of its collection is read; undefined where no path does. */
  readonly itemPath: string | undefined
  /** Properties that say where the item itself is read, and whether that is a whole address. */
  readonly places: readonly { readonly name: string; readonly isWhole: boolean }[]
  /** Whether its document speaks of tags or times that a call may depend on. */
  readonly isConditional: boolean
}

/** Statuses of a success, the most telling first (RFC 9110 §9.3). */
const statuses: Readonly<Record<Role, readonly number[]>> = {
  list: [200],
  count: [200],
  read: [200],
  create: [201, 200, 202, 204],
  replace: [200, 204, 202],
  patch: [200, 204, 202],
  put: [200, 204, 202],
  delete: [204, 200, 202],
}

/** The operations of the collections. Throws nothing: one without a success is left to examples. */
export function playsOf(api: Api, model: Model): ReadonlyMap<string, Play> {
  const plays = new Map<string, Play>()
  for (const collection of model.collections) {
    const own: Draft[] = []
    const shown = shownBy(api, collection)
    for (const { operation: id, role } of collection.operations) {
      const operation = api.operation(id)
      const play = operation && playOf(api, operation, role, collection, shown)
      if (play === undefined) continue
      own.push(play)
      const head = headOf(play.operation)
      const twin = head && playOf(api, head, role, collection, shown, play.success)
      if (twin !== undefined) own.push(twin)
    }
    const itemPath = collection.isSingle ? undefined : own.find(({ role }) => role === 'read')?.operation.path.template
    const isConditional = own.some((play) => speaksOfStates(api, play))
    const fields = new Map(own.flatMap(({ success }) => [...success.fields].filter(([name]) => success.properties.has(name))))
    const taken = new Set(own.flatMap(({ sent }) => [...sent.keys()].map(toWords)))
    for (const play of own) {
      const renamed = shownNames(api, play.sent, fields, collection.id.also)
      const sent = new Map([...play.sent].map(([name, field]) => [renamed.get(name)?.name ?? name, field]))
      plays.set(play.operation.id, {
        ...play,
        sent,
        renamed,
        itemPath,
        places: itemPath === undefined ? [] : ownPlaces(play, taken),
        isConditional,
      })
    }
  }
  return plays
}

/** What nobody sends and is called so is the address of the item. */
function ownPlaces({ success: { fields } }: Draft, taken: ReadonlySet<string>): Play['places'] {
  return [...fields.values()].flatMap(({ name, parts }) => {
    const words = toWords(name)
    if (!/^(?:uri|self|href|self_link|self_url|self_uri|resource_uri)$/.test(words) || taken.has(words)) return []
    const types = typesOf(parts)
    return types.has('object') || types.has('array')
      ? []
      : [{ name, isWhole: parts.some(({ format }) => format === 'uri' || format === 'url') }]
  })
}

type Draft = Omit<Play, 'renamed' | 'itemPath' | 'places' | 'isConditional'>

const conditions = /^if-(?:none-)?match$|^if-(?:un)?modified-since$/i

function speaksOfStates(api: Api, { operation, success }: Draft): boolean {
  if (success.headers.some(({ name }) => name === 'etag' || name === 'last-modified')) return true
  return parametersOf(api, operation).some(({ name, in: place }) => place === 'header' && conditions.test(name))
}

/** The HEAD that stands beside a GET. */
export function headOf({ method, path }: Operation): Operation | undefined {
  return method === 'GET' ? path.operations.find((one) => one.method === 'HEAD') : undefined
}

/** Names of what answers show of a collection's items. */
function shownBy(api: Api, { operations }: Collection): ReadonlySet<string> {
  const names = operations.flatMap(({ operation: id, role }) => {
    const operation = api.operation(id)
    return operation === undefined ? [] : [...(successfully(api, operation, role, statuses[role])?.properties ?? [])]
  })
  return new Set(names)
}

function playOf(
  api: Api,
  operation: Operation,
  role: Role,
  collection: Collection,
  shown: ReadonlySet<string>,
  ofGet?: Success,
): Draft | undefined {
  const found = successfully(api, operation, role, statuses[role])
  const success = found && ofGet ? { ...ofGet, operation, status: found.status, headers: [...found.headers, ...ofGet.headers] } : found
  if (success === undefined) return undefined
  const creation = role === 'put' ? successfully(api, operation, 'put', statuses.create) : undefined
  const controls = controlsOf(api, operation, collection.filters[(ofGet ?? success).operation.id])
  const sent = sentShape(api, operation, shown)
  return {
    operation,
    role,
    isHead: ofGet !== undefined,
    collection,
    success,
    creation: creation ?? success,
    others: othersOf(api, operation, role),
    sent: sent.fields,
    envelope: sent.key,
    controls,
    list: listPlayOf(api, operation, controls, success),
  }
}

function successfully(api: Api, operation: Operation, role: Role, wished: readonly number[]): Success | undefined {
  const [first = 200] = wished
  const status = wished.find((one) => operation.statuses.includes(String(one))) ?? successOf(operation, first)
  const spec = status === undefined ? undefined : operation.response(status)
  if (status === undefined || spec === undefined) return undefined
  const schema = answerSchema(api, operation, status)
  const list = role === 'list' ? listShape(api, schema) : undefined
  const item = list === undefined ? itemShape(api, schema, operation) : undefined
  const fields = list === undefined ? (item?.fields ?? new Map<string, Field>()) : fieldsOf(api, list.item)
  const properties = new Set([...fields].flatMap(([name, field]) => (isMarked(field, 'writeOnly') ? [] : [name])))
  const path = list?.path ?? (item?.key === undefined ? [] : [item.key])
  return { operation, status, spec, headers: spec.headers, isList: list !== undefined, path, fields, properties }
}

/** By what a caller may prefer (RFC 7240 §4.2); what makes an item is told from what changes it by 201. */
function othersOf(api: Api, operation: Operation, role: Role): Play['others'] {
  const declared =
    role === 'list' || role === 'count' || role === 'read' ? [] : statuses[role].filter((one) => operation.statuses.includes(String(one)))
  const all = declared.flatMap((one) => successfully(api, operation, role, [one]) ?? [])
  return {
    minimal: all.find(({ spec }) => spec.mediaTypes.length === 0),
    representation: all.find(({ spec }) => spec.mediaTypes.length > 0),
  }
}

/** Whether a caller may say it, rather than the server alone. */
export function isSettable({ sent }: Pick<Play, 'sent'>, name: string): boolean {
  const field = sent.get(name)
  return field !== undefined && !isMarked(field, 'readOnly')
}

/** By collection, the properties its items are looked up by. */
export function indexedOf(plays: Iterable<Play>): ReadonlyMap<string, readonly string[]> {
  const indexed = new Map<string, Set<string>>()
  for (const { collection, controls } of plays) {
    const names = indexed.get(collection.name) ?? new Set([...collection.unique, ...collection.id.also])
    indexed.set(collection.name, names)
    for (const { property, test } of controls.filters) if (test === 'is') names.add(property)
  }
  return new Map([...indexed].map(([name, names]) => [name, [...names]]))
}

/** Where and when something is made. */
export interface Making {
  readonly store: CrudStore
  readonly seed: number
  readonly now: number
}

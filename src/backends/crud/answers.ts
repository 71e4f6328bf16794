import { toWords } from '../../engine/index.ts'
import { isObject, parsePointer, valueAt } from '../../kernel/index.ts'
import { type Api, follow, mediaOf, type Operation } from '../../openapi/index.ts'
import { type Field, fieldsOf, itemsOf, type Node, partsOf, shownAs, typesOf } from './fields.ts'
import { subjectIn, toSingular } from './identity.ts'

/** Where the items stand in the answer of a list. */
export interface ListShape {
  /** Keys that lead to the list; empty where the answer is the list. */
  readonly path: readonly string[]
  readonly item: unknown
}

/** Where the item stands in the answer that shows one. */
export interface ItemShape {
  /** The key that leads to it; undefined where the answer is the item. */
  readonly key: string | undefined
  readonly fields: ReadonlyMap<string, Field>
}

/** The status of a success: the one wished for if it is declared, else the lowest. */
export function successOf({ statuses }: Operation, wished: number): number | undefined {
  if (statuses.includes(String(wished))) return wished
  const exact = statuses.filter((status) => /^2\d\d$/.test(status)).map(Number)
  if (exact.length > 0) return Math.min(...exact)
  return statuses.some((status) => /^(?:2xx|default)$/i.test(status)) ? 200 : undefined
}

/** The schema of what an operation answers, as it is written; undefined where that is no JSON. */
export function answerSchema(api: Api, operation: Operation, wished: number): unknown {
  const status = successOf(operation, wished)
  const responses = partAt(api, operation, 'responses')
  const key = [String(status), '2XX', '2xx', 'default'].find((one) => isObject(responses) && Object.hasOwn(responses, one))
  const response = key === undefined ? undefined : follow(api.root, (responses as Node)[key], '')?.value
  const content = isObject(response) ? response.content : undefined
  return isObject(content) ? jsonSchema(Object.entries(content)) : undefined
}

/** The schema of a request's body, as it is written; undefined where it takes none that has properties. */
export function bodySchema(api: Api, operation: Operation): unknown {
  const media = mediaOf(api, operation).map(({ name, schema }): [string, unknown] => [name, { schema }])
  return jsonSchema(media) ?? media.map(([, medium]) => (medium as Node).schema).find((schema) => schema !== undefined)
}

/** The list in an answer: the answer itself, or the one list of objects in it. */
export function listShape(api: Api, schema: unknown): ListShape | undefined {
  const parts = partsOf(api, schema)
  const types = typesOf(parts)
  if (types.has('array')) return isListOfObjects(api, parts) ? { path: [], item: itemsOf(parts) } : undefined
  const lists: ListShape[] = []
  for (const { name, parts: inner } of fieldsOf(api, schema).values()) {
    if (isListOfObjects(api, inner)) lists.push({ path: [name], item: itemsOf(inner) })
  }
  const usual = lists.find(({ path: [name = ''] }) =>
    /^(?:data|items|results?|records|list|entries|content|values|rows|elements)$/i.test(name),
  )
  return usual ?? (lists.length === 1 ? lists[0] : undefined)
}

/** Keys that hold the item itself. */
const envelopes = /^(?:data|result|item|response|payload)$/i
/** Keys beside it that are about the answer. */
const companions =
  /^(?:meta|metadata|links|_links|included|jsonapi|errors?|success|status|code|messages?|object|timestamp|request_?id|trace_?id)$/i

/** The item in an answer: the answer itself, or the object in its envelope (`data`, or `article` of what is at `/articles/{id}`). */
export function itemShape(api: Api, schema: unknown, { path }: Operation): ItemShape | undefined {
  const fields = fieldsOf(api, schema)
  if (fields.size === 0) return undefined
  return envelopeIn(api, fields, path.template) ?? { key: undefined, fields }
}

function envelopeIn(api: Api, fields: ReadonlyMap<string, Field>, template: string): ItemShape | undefined {
  if (fields.has('id')) return undefined
  for (const { name, parts } of fields.values()) {
    const others = [...fields.keys()].filter((other) => other !== name && !companions.test(other))
    const isNamed = envelopes.test(name) ? others.length < 4 : others.length === 0 && toWords(name) === toSingular(subjectIn(template))
    if (!isNamed || typesOf(parts).has('array')) continue
    const inner = fieldsOf(api, { allOf: parts })
    if (inner.size > 0) return { key: name, fields: inner }
  }
  return undefined
}

/**
 * What a body says of an item: all of it, or what is in its envelope. An envelope has nothing that answers show of an item (`shown`); what is in it has.
 * One that takes none has no fields.
 */
export function sentShape(api: Api, operation: Operation, shown: Pick<ReadonlySet<string>, 'has' | 'keys'>): ItemShape {
  const fields = fieldsOf(api, bodySchema(api, operation))
  const isOfItem = (some: ReadonlyMap<string, Field>) => [...some.keys()].some((name) => shown.has(shownAs(name, shown.keys())))
  const envelope = isOfItem(fields) ? undefined : envelopeIn(api, fields, operation.path.template)
  return envelope !== undefined && isOfItem(envelope.fields) ? envelope : { key: undefined, fields }
}

/** Whether an answer tells how many there are: a whole number, or an object of little else. */
export function isCount(api: Api, schema: unknown): boolean {
  if (typesOf(partsOf(api, schema)).has('integer')) return true
  const fields = [...fieldsOf(api, schema).values()].filter(({ name }) => !companions.test(name))
  return fields.length === 1 && fields.every(({ name, parts }) => countWords.test(toWords(name)) && typesOf(parts).has('integer'))
}

/** What says how many, of a whole list. */
export const countWords = /^(?:total_)?count$|^total(?:_(?:items|results|elements|records))?$/

function isListOfObjects(api: Api, parts: readonly Node[]): boolean {
  return typesOf(parts).has('array') && fieldsOf(api, itemsOf(parts)).size > 0
}

function jsonSchema(content: readonly (readonly [string, unknown])[]): unknown {
  const found = content.find(([name]) => /[/+]json\b/i.test(name)) ?? content.find(([name]) => name === '*/*')
  return isObject(found?.[1]) ? found[1].schema : undefined
}

function partAt(api: Api, { pointer }: Operation, key: string): unknown {
  return valueAt(api.document, [...parsePointer(pointer), key])
}

import type { Blame, Reasons, RefusedCall, Remedy, Request, Response } from '../../engine/index.ts'
import { isObject, nearest } from '../../kernel/index.ts'
import { bodiesOf, mediaOf } from '../../openapi/index.ts'
import type { Exchange } from '../../world/index.ts'
import type { Collection, Role } from './model.ts'
import type { CrudStore, Row } from './rows.ts'

/** How many ids a summary names. */
const mostNamed = 5

/** Why a kept collection said no to a call; undefined for what the document said no to. */
export function explainRefusal(refused: RefusedCall, collections: readonly Collection[]): Reasons | undefined {
  const { rule, facts } = refused.problem.because ?? {}
  const collection = collections.find(({ name }) => name === facts?.collection)
  if (collection === undefined || facts === undefined) return undefined
  const on = new Scene(refused, collections, collection, facts.scope as string)
  if (rule === 'item-missing') return ofMissing(on, facts.id)
  return rule === 'value-taken' ? ofTaken(on, String(facts.property), facts.value) : undefined
}

function ofMissing(on: Scene, id: unknown): Reasons {
  const { name, id: identity } = on.collection
  const rows = [...on.rows()]
  const ids = rows.map((row) => row.id)
  const listed =
    ids.length === 0
      ? 'It is empty'
      : `It has ${ids.slice(0, mostNamed).join(', ')}${ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : ''}`
  const whose = on.parents.length === 0 ? name : `${name} of ${on.parents.join(' of ')}`
  return {
    rule: 'What a call is about must be there.',
    summary: `${whose} has no item ${JSON.stringify(id)}. ${listed}.`,
    blames: [on.blame(id, `the ${identity.property ?? 'id'} of an item of ${name}`)],
    causedBy: on.deletion(String(id)),
    facts: [[name]],
    remedies: [on.asking(nearest(String(id), ids) ?? ids[0], id), on.making()].filter((one) => one !== undefined),
  }
}

function ofTaken(on: Scene, property: string, value: unknown): Reasons {
  const { name } = on.collection
  const holder = [...on.rows()].find(
    (row) => row.value[property] === value || (property === on.collection.id.property && row.id === String(value)),
  )
  const other = otherThan(value, new Set([...on.rows()].map((row) => row.value[property])))
  return {
    rule: `No two items of ${name} have the same ${property}.`,
    summary: `The item ${JSON.stringify(holder?.id ?? '')} of ${name} has the ${property} ${JSON.stringify(value)} already.`,
    blames: [{ place: ['body', property], value, expected: `a ${property} that no item of ${name} has` }],
    causedBy: holder === undefined ? undefined : on.begin(holder),
    facts: [[name]],
    remedies: other === undefined ? [] : [{ says: `Send another ${property}.`, body: { [property]: other } }],
  }
}

/** A value of the same kind that nobody has. */
function otherThan(value: unknown, taken: ReadonlySet<unknown>): unknown {
  for (let count = 2; count < 100; count++) {
    const other = typeof value === 'number' ? value + count - 1 : typeof value === 'string' ? withCount(value, count) : undefined
    if (other === undefined || !taken.has(other)) return other
  }
  return undefined
}

function withCount(text: string, count: number): string {
  const at = text.indexOf('@')
  return at === -1 ? `${text}-${count}` : `${text.slice(0, at)}-${count}${text.slice(at)}`
}

/** A refused call and the collection it came up against. */
class Scene {
  readonly collection: Collection
  /** Ids of what the collection is a part of, outermost first. */
  readonly parents: readonly string[]
  readonly #refused: RefusedCall
  readonly #collections: readonly Collection[]
  readonly #scope: string

  constructor(refused: RefusedCall, collections: readonly Collection[], collection: Collection, scope: string) {
    this.collection = collection
    this.parents = (JSON.parse(scope) as string[]).slice(1)
    this.#refused = refused
    this.#collections = collections
    this.#scope = scope
  }

  rows(): Iterable<Row> {
    return (this.#refused.world.store as unknown as CrudStore).tables.items.where('scope', this.#scope)
  }

  blame(id: unknown, expected: string): Blame {
    const name = this.#parameterOf(id)
    return { place: name === undefined ? ['body', this.collection.id.property ?? 'id'] : ['path', name], value: id, expected }
  }

  /** The call that took an item away, or what it was a part of. */
  deletion(id: string): Reasons['causedBy'] {
    const gone: { readonly name: string; readonly ids: readonly string[] }[] = [{ name: this.collection.name, ids: [...this.parents, id] }]
    for (let { parent } = this.collection; parent?.collection !== undefined; ) {
      const holder = this.#collections.find(({ name }) => name === parent?.collection)
      if (holder === undefined) break
      gone.push({ name: holder.name, ids: this.parents.slice(0, (holder.parent?.parameters.length ?? 0) + 1) })
      parent = holder.parent
    }
    for (const { exchange, name, role, ids } of this.#past()) {
      const found = role === 'delete' && gone.find((one) => one.name === name && one.ids.join('\n') === ids.join('\n'))
      if (found)
        return {
          id: exchange.id,
          how: `${found.name === this.collection.name ? 'deleted' : `deleted with the item of ${name}`} by request ${exchange.id}`,
        }
    }
    return undefined
  }

  /** The call that made an item, or gave it what it has. */
  begin(row: Row): Reasons['causedBy'] {
    const { property } = this.collection.id
    for (const { exchange, name, role, ids } of this.#past()) {
      if (name !== this.collection.name || role === 'delete') continue
      const { body } = exchange.response
      const shown =
        property === undefined || !isObject(body)
          ? []
          : [body, ...Object.values(body)].flatMap((one) => (isObject(one) ? [String(one[property])] : []))
      if (role === 'create' ? shown.includes(row.id) : ids.at(-1) === row.id)
        return { id: exchange.id, how: `${role === 'create' ? 'made' : 'changed'} by request ${exchange.id}` }
    }
    return undefined
  }

  /** The same call about another item. */
  asking(id: string | undefined, asked: unknown): Remedy | undefined {
    const name = this.#parameterOf(asked)
    return id === undefined || name === undefined
      ? undefined
      : { says: `Ask for ${JSON.stringify(id)}, which is there.`, params: { [name]: id } }
  }

  making(): Remedy | undefined {
    const { api } = this.#refused
    const created = this.collection.operations.find(({ role }) => role === 'create')?.operation
    const operation = created === undefined ? undefined : api.operation(created)
    if (operation === undefined) return undefined
    const [medium] = mediaOf(api, operation)
    const body = medium === undefined ? undefined : bodiesOf(api, medium)[0]
    return { says: `Make one first, by ${operation.id}.`, operationId: operation.id, ...(isObject(body) && { body }) }
  }

  #parameterOf(id: unknown): string | undefined {
    return Object.entries(this.#refused.params).findLast(([, value]) => value === String(id))?.[0]
  }

  /** Earlier calls that changed a collection and were not taken back, newest first. */
  *#past(): Generator<{ exchange: Exchange<Request, Response>; name: string; role: Role; ids: readonly string[] }> {
    const { api, exchange, world } = this.#refused
    const counted = world.steps === undefined ? undefined : new Set(world.steps.map((step) => ('exchange' in step ? step.exchange : step)))
    for (const earlier of world.journal.newestFirst() as Iterable<Exchange<Request, Response>>) {
      if (earlier.id >= exchange.id || earlier.operationId === undefined || earlier.isRejected) continue
      if (counted === undefined ? earlier.response.status >= 300 : !counted.has(earlier)) continue
      const found = this.#roles.get(earlier.operationId)
      if (found !== undefined && api.operation(earlier.operationId) !== undefined)
        yield { exchange: earlier, ...found, ids: earlier.request.params }
    }
  }

  get #roles(): ReadonlyMap<string, { readonly name: string; readonly role: Role }> {
    const changing = (role: Role) => role !== 'list' && role !== 'count' && role !== 'read'
    return new Map(
      this.#collections.flatMap(({ name, operations }) =>
        operations.flatMap(({ operation, role }) => (changing(role) ? [[operation, { name, role }] as const] : [])),
      ),
    )
  }
}

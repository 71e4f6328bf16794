import { type Call, hash, isEqual, type Reply, type Tools } from '../../engine/index.ts'
import { isObject } from '../../kernel/index.ts'
import type { Api, Violation } from '../../openapi/index.ts'
import { withSets } from './actions.ts'
import { type Changing, changed, refuseUnshowable, stamped, wayOf, withoutReadOnly } from './change.ts'
import { requireCondition } from './conditions.ts'
import { withoutFiles } from './files.ts'
import { Ids } from './ids.ts'
import { Family, findItem, refuseDoubles } from './items.ts'
import { listPage, Unlisted } from './list.ts'
import { Maker } from './make.ts'
import type { Collection, Model } from './model.ts'
import type { Making, Play, Success, Value } from './plays.ts'
import { immutable, missing, taken, unlisted } from './refusals.ts'
import { Replies } from './replies.ts'
import { preferred } from './returned.ts'
import { type CrudStore, keyIn, type Row } from './rows.ts'
import { byShownNames } from './sent-names.ts'
import { Singles } from './singles.ts'
import { Wholes } from './wholes.ts'

/** Plays operations on collections: what is asked for is found, made, changed and taken away, and shown as the document allows. */
export class Player {
  readonly #family: Family
  readonly #maker: Maker
  readonly #wholes: Wholes
  readonly #singles: Singles
  readonly #ids: Ids
  readonly #replies: Replies

  constructor(api: Api, tools: Tools, { collections }: Model, plays: Iterable<Play>) {
    const all = [...plays]
    this.#family = new Family(collections)
    this.#wholes = new Wholes(collections)
    this.#maker = new Maker(api, tools, all)
    this.#singles = new Singles(this.#maker, all)
    this.#ids = new Ids(api, tools, this.#maker, all)
    this.#replies = new Replies(api, tools, this.#maker, all)
  }

  /** The answer to a call; undefined where a picture or the like is asked for, which no item is. Throws `No`. */
  answer(play: Play, call: Call): Reply | undefined {
    const { collection, role, operation } = play
    const making: Making = { store: call.world.store as unknown as CrudStore, seed: call.world.start.seed, now: call.now }
    const { store } = making
    const parents = (collection.parent?.parameters ?? []).map((name) => call.input.params[name])
    const scope = this.#family.scopeOf(store, collection, parents)
    const shown = (success: Success) => {
      const { success: chosen, applied } = preferred(success, play, call)
      return this.#replies.begin(chosen, play, call, applied)
    }
    if (role === 'list' || role === 'count') {
      const reply = shown(play.success)
      const page = listPage(store, scope, call.input.query, play.list)
      if (page instanceof Unlisted) throw unlisted(operation, page)
      if (role === 'count') return reply.count(page)
      return reply.isOfBytes ? undefined : reply.list(page, scope)
    }
    const sent = withoutReadOnly(sentBy(call, play), play)
    if (role === 'create') {
      const reply = shown(play.success)
      return reply.item(this.create(collection, scope, sent, making, { play }))
    }
    const { property } = collection.id
    const last = operation.path.names.at(-1)
    const own = operation.path.names.length > parents.length ? call.input.params[last as string] : sent[property ?? '']
    const row = collection.isSingle ? this.#single(collection, scope, call) : findItem(store, collection, scope, own)
    const isUnchanged = requireCondition(play, call, row, () => (row === undefined ? [] : this.#replies.tagsOf(collection, row)))
    if (row === undefined) {
      if (role !== 'put') throw missing(collection, own, scope)
      const said = property === undefined ? undefined : sent[property]
      if (property !== undefined && said !== undefined && String(said) !== String(own))
        throw immutable(collection, operation, property, said, own)
      const reply = shown(play.creation)
      return reply.item(
        this.create(collection, scope, { ...sent, ...(property === undefined ? {} : { [property]: own }) }, making, { play, own }),
      )
    }
    const reply = shown(play.success)
    switch (role) {
      case 'read':
        if (reply.isOfBytes) return undefined
        return isUnchanged ? reply.unchanged(row) : reply.item(row)
      case 'delete':
        this.#family.remove(store, row)
        return reply.deleted(row)
      default:
        return reply.item(this.#change(play, row, sent, making, call))
    }
  }

  /**
   * A new item with everything that only the server can say, along what the document shows with `usesExamples`. `play` is what somebody sent it by, `own` the id its path gives it.
   * Throws `No` where its id is taken, and where no answer could show what somebody sent.
   */
  create(
    collection: Collection,
    scope: string,
    sent: Value,
    making: Making,
    {
      play,
      usesExamples = play !== undefined,
      own,
    }: { readonly play?: Play; readonly usesExamples?: boolean; readonly own?: unknown } = {},
  ): Row {
    const { store, now, seed } = making
    const { property } = collection.id
    const serial = store.nextSerial()
    const id = own ?? (property === undefined ? undefined : sent[property]) ?? this.#ids.free(collection, scope, making, serial)
    const key = keyIn(scope, id)
    if (store.tables.items.get(key) !== undefined) throw taken(collection, play?.operation, property ?? 'id', id, scope)
    const from = hash(scope, seed + serial)
    const wholes = this.#wholesOf(collection, scope)
    // What the document shows of another is no word about this one; what somebody sends is.
    const tied = play === undefined ? wholes : without(wholes, sent)
    const known = { ...sent, ...tied, ...(property === undefined ? {} : { [property]: id }) }
    let value = this.#maker.complete(collection, known, now, from, play, usesExamples)
    if (play !== undefined) {
      const changing: Changing = { way: 'make', said: new Set(Object.keys(sent)), before: undefined }
      const mendable = refuseUnshowable(play, changing, value, this.#maker)
      if (mendable.size > 0) value = this.#maker.mend(collection, value, mendable, now, from)
    }
    refuseDoubles(store, collection, scope, key, sent, play?.operation)
    const row: Row = { key, collection: collection.name, scope, id: String(id), serial, changedAt: now, value }
    store.tables.items.put(row)
    return row
  }

  /** Whether answers may show an id, and paths name it. */
  allowsId(collection: Collection, id: unknown): boolean {
    return this.#ids.isAllowed(collection, id)
  }

  /** Where answers do not allow an item, by paths into it. */
  faults(collection: Collection, value: Value): readonly Violation[] {
    return this.#maker.faults(collection, value)
  }

  #single(collection: Collection, scope: string, call: Call): Row {
    const said = (call.world.store as unknown as CrudStore).tables.items.get(keyIn(scope, ''))
    return said ?? this.#singles.begin(collection, scope, this.#wholesOf(collection, scope), call)
  }

  /** What an item of a scope says of what it is a part of. */
  #wholesOf(collection: Collection, scope: string): Value {
    return this.#wholes.of(collection, scope, () => this.#maker.fieldsOf(collection))
  }

  #change(play: Play, row: Row, sent: Value, { store, now, seed }: Making, call: Call): Row {
    const { collection, operation } = play
    const { value: before } = row
    const way = wayOf(play, String(call.request.headers['content-type'] ?? ''))
    const sets = collection.sets[operation.id]
    const asked = changed(play, way, before, sent, call.input.body, this.#maker)
    const wanted = sets === undefined ? asked : withSets(sets, asked, before, this.#maker.fieldsOf(collection), now)
    const said = new Set(
      way === 'merge' || way === 'patch'
        ? Object.keys({ ...before, ...wanted }).filter((name) => !isEqual(wanted[name], before[name]))
        : Object.keys({ ...sent, ...sets }),
    )
    const from = hash(row.key, seed)
    const mendable = refuseUnshowable(play, { way, said, before }, wanted, this.#maker)
    const mended = mendable.size === 0 ? wanted : this.#maker.mend(collection, wanted, mendable, now, from)
    const value = stamped(mended, before, said, now)
    refuseDoubles(store, collection, row.scope, row.key, value, operation)
    const next: Row = { ...row, changedAt: now, value }
    store.tables.items.put(next)
    return next
  }
}

function without(value: Value, other: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([name]) => other[name] === undefined))
}

/** The body by the names that answers show, and parameters of the query that are named like a property. */
function sentBy({ input }: Call, { controls, success, envelope, renamed }: Play): Value {
  const named = controls.filters.flatMap(({ parameter, property }) =>
    input.query[parameter] === undefined || property.includes('.') ? [] : [[property, input.query[parameter]] as const],
  )
  const own = envelope !== undefined && isObject(input.body) ? input.body[envelope] : input.body
  const body = isObject(own) && !(own instanceof Uint8Array) ? withoutFiles(own, success.properties) : {}
  return { ...Object.fromEntries(named), ...byShownNames(body, renamed) }
}

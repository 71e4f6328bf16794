import { type Call, hash, type SampleOptions, sample, type Tools, toWords, Unsatisfiable } from '../../engine/index.ts'
import { isObject } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import { No } from '../examples/no.ts'
import { isMarked } from './fields.ts'
import { pageOf } from './list.ts'
import type { Collection, Model } from './model.ts'
import { mergePatch } from './patch.ts'
import type { CrudStore, Making, Play, Value } from './plays.ts'
import { keyIn, type Row, scopeOf } from './rows.ts'
import {
  countOf,
  createdAt,
  freeId,
  isRequired,
  missing,
  nextTarget,
  pick,
  sentBy,
  taken,
  timeLike,
  times,
  updatedAt,
  withId,
} from './values.ts'

/** Makes and shows items as the document allows. */
export class Player {
  readonly #api: Api
  readonly #tools: Tools
  readonly #plays: readonly Play[]
  readonly #byName: ReadonlyMap<string, Collection>

  constructor(api: Api, tools: Tools, model: Model, plays: Iterable<Play>) {
    this.#api = api
    this.#tools = tools
    this.#plays = [...plays]
    this.#byName = new Map(model.collections.map((collection) => [collection.name, collection]))
  }

  /** The value of an answer; undefined for one without a body. */
  answer(play: Play, call: Call): unknown {
    const { collection, role, operation } = play
    const making: Making = { store: call.world.store as CrudStore, seed: call.world.start.seed, now: call.now }
    const parents = (collection.parent?.parameters ?? []).map((name) => call.input.params[name])
    this.#requireParent(play, making.store, parents)
    const scope = scopeOf(collection.name, parents)
    if (role === 'list') return this.#list(play, making.store, scope, call)
    const sent = withoutReadOnly(sentBy(call, play), play)
    if (role === 'create') return this.show(play, this.create(collection, scope, sent, making, play), making)
    const last = operation.path.names.at(-1)
    const own = operation.path.names.length > parents.length ? call.input.params[last as string] : sent[collection.id.property ?? '']
    const row = this.#find(making.store, collection, scope, own)
    if (row === undefined) {
      if (role === 'put')
        return this.show(play, this.create(collection, scope, { ...sent, ...withId(collection, own) }, making, play), making)
      throw new No(missing(play, own))
    }
    if (role === 'read') return this.show(play, row, making)
    if (role === 'delete') {
      this.#remove(making.store, row)
      return this.show(play, row, making, { deleted: true, success: true })
    }
    return this.show(play, this.#change(play, row, sent, making, call), making)
  }

  /** A new item with everything that only the server can say, along what the document shows with `usesExamples`. Throws `No` where its id is taken. */
  create(collection: Collection, scope: string, sent: Value, making: Making, play?: Play, usesExamples = play !== undefined): Row {
    const { store, now, seed } = making
    const { property } = collection.id
    const serial = store.nextSerial()
    const given = property === undefined ? undefined : sent[property]
    const id = given ?? freeId(collection, scope, making, serial)
    if (store.tables.items.get(keyIn(scope, id)) !== undefined) throw new No(taken(collection, play?.operation, property ?? 'id', id))
    for (const name of collection.unique) {
      const double = [...store.tables.items.where('scope', scope)].some(
        ({ value }) => sent[name] !== undefined && value[name] === sent[name],
      )
      if (double) throw new No(taken(collection, play?.operation, name, sent[name]))
    }
    const value = this.#complete(
      collection,
      { ...sent, ...(property === undefined ? {} : { [property]: id }) },
      now,
      hash(scope, seed + serial),
      play,
      usesExamples,
    )
    const row: Row = { key: keyIn(scope, id), collection: collection.name, scope, id: String(id), serial, value }
    store.tables.items.put(row)
    return row
  }

  /** An item as an answer shows it. */
  show(play: Play, row: Row, making: Making, more: Value = {}): unknown {
    const { spec, key, properties } = play
    if (spec.mediaTypes.length === 0) return undefined
    const known = { ...row.value, ...Object.fromEntries(Object.entries(more).filter(([name]) => properties.has(name))) }
    const value = pick(known, properties)
    return this.#fit(play, key === undefined ? value : { [key]: value }, making.now, hash(row.key, making.seed))
  }

  #list(play: Play, store: CrudStore, scope: string, { input, now, world }: Call): unknown {
    const { controls, listPath, operation } = play
    const page = pageOf(store.tables.items.where('scope', scope), input.query, controls, false)
    if (page === undefined) {
      const status = [400, 422].find((one) => operation.statuses.includes(String(one))) ?? 400
      throw new No({
        code: 'cursor_unknown',
        status,
        reason: `${controls.after ?? controls.before} names no item of this list. Take one from a page before.`,
      })
    }
    const items = page.rows.map(({ value }) => pick(value, play.properties))
    const [key] = listPath
    if (key === undefined) return this.#fit(play, items, now, hash(scope, world.start.seed))
    const last = page.rows.at(-1)
    const given = (pointer: string, name: string) => {
      if (pointer === `/${key}`) return [items]
      const said = pointer.split('/').length > 3 || pointer.startsWith(`/${key}/`) ? undefined : countOf(toWords(name), page)
      if (said !== undefined) return [said]
      return /(?:^|_)next(?:_ur[il]|_page)?$/.test(name) ? [page.hasMore ? nextTarget(play, page, input.query, last?.id) : null, ''] : []
    }
    return this.#fit(play, undefined, now, hash(scope, world.start.seed), given)
  }

  #change(play: Play, row: Row, sent: Value, { store, now }: Making, call: Call): Row {
    const { collection, role, properties } = play
    const kept = Object.entries(row.value).filter(([name]) => !isSettable(play, name))
    const isMerge = String(call.request.headers['content-type'] ?? '').includes('merge-patch')
    const changed =
      role === 'replace' ? { ...Object.fromEntries(kept), ...sent } : isMerge ? mergePatch(row.value, sent) : { ...row.value, ...sent }
    const value = { ...(changed as Value), ...withId(collection, row.value[collection.id.property ?? '']) }
    for (const name of Object.keys(value))
      if (updatedAt.test(toWords(name)) && properties.has(name)) value[name] = timeLike(row.value[name], now)
    const next: Row = { ...row, value }
    store.tables.items.put(next)
    return next
  }

  #find(store: CrudStore, { id }: Collection, scope: string, own: unknown): Row | undefined {
    const row = store.tables.items.get(keyIn(scope, own))
    if (row !== undefined || id.also.length === 0) return row
    return [...store.tables.items.where('scope', scope)].find(({ value }) => id.also.some((name) => String(value[name]) === String(own)))
  }

  /** With everything that is a part of it. */
  #remove(store: CrudStore, row: Row): void {
    const [, ...parents] = JSON.parse(row.scope) as string[]
    store.tables.items.delete(row.key)
    for (const child of this.#byName.values()) {
      if (child.parent?.collection !== row.collection) continue
      for (const part of [...store.tables.items.where('scope', scopeOf(child.name, [...parents, row.id]))]) this.#remove(store, part)
    }
  }

  #requireParent(play: Play, store: CrudStore, parents: readonly unknown[]): void {
    const { parent } = play.collection
    const holder = parent?.collection === undefined ? undefined : this.#byName.get(parent.collection)
    if (holder === undefined) return
    const own = parents.at(-1)
    if (this.#find(store, holder, scopeOf(holder.name, parents.slice(0, -1)), own) === undefined)
      throw new No(missing({ ...play, collection: holder }, own))
  }

  /** What was sent, and what only the server can say: made up to every answer that shows an item, and true of time. */
  #complete(collection: Collection, sent: Value, now: number, seed: number, by: Play | undefined, usesExamples: boolean): Value {
    let value: Record<string, unknown> = { ...sent }
    for (const wanted of ['read', 'list', 'create', 'put', 'patch', 'replace'] as const) {
      for (const play of this.#plays.filter(
        (one) => one.collection === collection && one.role === wanted && one.spec.mediaTypes.length > 0,
      )) {
        const at =
          play.role === 'list' ? `${play.listPath.map((name) => `/${name}`).join('')}/0` : play.key === undefined ? '' : `/${play.key}`
        const made = this.#sampleItem(play, at, value, now, seed, usesExamples)
        for (const [name, one] of Object.entries(made)) {
          const isLeftOut = by?.sent.has(name) === true && !isRequired(this.#api, play, name)
          if (value[name] === undefined && !isLeftOut) value = { ...value, [name]: one }
        }
      }
    }
    return value
  }

  #sampleItem(play: Play, at: string, known: Value, now: number, seed: number, usesExamples: boolean): Value {
    const given = (pointer: string, name: string): readonly unknown[] => {
      if (pointer === at && play.role === 'list') return []
      const holder = pointer.slice(0, pointer.lastIndexOf('/'))
      if (holder !== at) return []
      const own = pointer.slice(holder.length + 1)
      if (known[own] !== undefined) return [known[own], [known[own]], String(known[own])]
      return createdAt.test(name) || updatedAt.test(name) ? times(now) : []
    }
    const whole = this.#fit(play, undefined, now, seed, given, usesExamples)
    const item = at
      .split('/')
      .filter(Boolean)
      .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], whole)
    return isObject(item) ? item : {}
  }

  /** A value if the document allows it, else one as near to it as it allows. */
  #fit({ spec, operation }: Play, value: unknown, now: number, seed: number, given?: SampleOptions['given'], usesExamples = true): unknown {
    const mediaType = spec.mediaTypes.find((name) => /[/+]json/.test(name)) ?? spec.mediaTypes[0]
    if (value !== undefined && spec.check(value, mediaType).length === 0) return value
    const schema = spec.schema(mediaType)
    if (schema === undefined) return value ?? {}
    const check = (one: unknown) => spec.check(one, mediaType)
    const subject = toWords(operation.path.template.split('/').findLast((part) => part !== '' && !part.includes('{')) ?? '')
    const shared = {
      schemas: this.#api.schemas,
      tools: this.#tools,
      seed,
      now,
      direction: 'response',
      usesExamples,
      subject,
      check,
    } as const
    try {
      return sample(schema, { ...shared, ...(value === undefined ? {} : { hint: value }), ...(given === undefined ? {} : { given }) })
    } catch (thrown) {
      if (!(thrown instanceof Unsatisfiable)) throw thrown
      throw new No({ code: 'not_implemented', status: 501, reason: `${operation.id} can't show an item: ${thrown.message}` })
    }
  }
}

/** Whether a caller may say it, rather than the server alone. */
function isSettable({ sent }: Play, name: string): boolean {
  const field = sent.get(name)
  return field !== undefined && !isMarked(field, 'readOnly')
}

/** What only the server says is passed over where it is sent (OAS 3.1 §4.8.24.2). */
function withoutReadOnly(given: Value, play: Play): Value {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !play.sent.has(name) || isSettable(play, name)))
}

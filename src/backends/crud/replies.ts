import { type Call, hash, isEqual, type Offer, type Reply, type Tools, toWords, writeBody } from '../../engine/index.ts'
import { toHttpTime, valueAt } from '../../kernel/index.ts'
import { type Api, isJson, toEssence } from '../../openapi/index.ts'
import { accepted } from '../examples/accept.ts'
import { type Headers, type Known, makeHeaders } from '../examples/headers.ts'
import { makeLinks } from '../examples/links.ts'
import { Making } from '../examples/made.ts'
import { No } from '../examples/no.ts'
import { countWords } from './answers.ts'
import { hasAlready, tagOf } from './conditions.ts'
import { deletedWords } from './deleted.ts'
import { Envelopes } from './envelopes.ts'
import type { ListPage } from './list.ts'
import { type Maker, pick } from './make.ts'
import type { Collection } from './model.ts'
import { sayOf, waysOf } from './page-words.ts'
import type { Play, Success, Value } from './plays.ts'
import type { Applied } from './returned.ts'
import type { Row } from './rows.ts'
import { times } from './server-set.ts'
import { pathOf, placesOf } from './where.ts'

/** When an answer was made. */
const timeWords = /^(?:timestamp|generated_at|retrieved_at|time|date)$/

/** What all answers of a document are made with. */
export class Replies {
  readonly api: Api
  readonly maker: Maker
  readonly envelopes: Envelopes
  readonly making: Making
  /** By collection, the media types its items are shown in. */
  readonly #mediaTypes = new Map<Collection, Set<string>>()

  constructor(api: Api, tools: Tools, maker: Maker, plays: readonly Play[]) {
    this.api = api
    this.maker = maker
    this.envelopes = new Envelopes(maker)
    this.making = new Making(api, tools)
    for (const { collection, success, creation } of plays) {
      const known = this.#mediaTypes.get(collection) ?? new Set<string>()
      this.#mediaTypes.set(collection, known)
      for (const name of [...success.spec.mediaTypes, ...creation.spec.mediaTypes]) known.add(name)
    }
  }

  /** The tags that an item's answers may have now. */
  tagsOf(collection: Collection, { value }: Row): readonly string[] {
    return [...(this.#mediaTypes.get(collection) ?? [])].map((mediaType) => tagOf(value, mediaType))
  }

  /** An answer whose form is settled before anything is done for it. Throws `No` where the caller takes none that is declared. */
  begin(success: Success, play: Play, call: Call, applied: Applied): Answering {
    const offer = success.spec.mediaTypes.length === 0 ? undefined : accepted(success.operation, success.spec, call.request)
    return new Answering(this, success, play, call, offer, applied)
  }
}

/** One answer, in the form its caller takes. */
export class Answering {
  readonly #replies: Replies
  readonly #success: Success
  readonly #play: Play
  readonly #call: Call
  readonly #offer: Offer | undefined
  readonly #applied: Applied

  constructor(replies: Replies, success: Success, play: Play, call: Call, offer: Offer | undefined, applied: Applied) {
    this.#replies = replies
    this.#success = success
    this.#play = play
    this.#call = call
    this.#offer = offer
    this.#applied = applied
  }

  /** Whether its form is none that says what an item has: a picture, a sound. */
  get isOfBytes(): boolean {
    if (this.#offer === undefined) return false
    const { declared, mediaType } = this.#offer
    return !isJson(toEssence(mediaType)) && this.#success.spec.schema(declared) === undefined
  }

  item(row: Row): Reply {
    return this.#send(this.#wrapped(this.#placed(row), row), this.#ofItem(row))
  }

  /** What was there and is not any more. */
  deleted(row: Row): Reply {
    return this.#send(
      this.#wrapped({ ...row.value, ...deletedWords(this.#play.collection, this.#success, row, this.#call.now) }, row),
      this.#ofItem(row),
    )
  }

  /** That a caller has it already (RFC 9110 §15.4.5). */
  unchanged(row: Row): Reply {
    const { etag, 'last-modified': time } = this.#headers(undefined, this.#ofItem(row))
    return { status: 304, headers: { ...(etag === undefined ? {} : { etag }), ...(time === undefined ? {} : { 'last-modified': time }) } }
  }

  list(page: ListPage, scope: string): Reply {
    const [success, play, call] = [this.#success, this.#play, this.#call]
    const [key] = success.path
    const items = page.rows.map((row) => pick(this.#placed(row), success.properties))
    const ways = waysOf(page, play.list, call.request.query)
    const to = (query: string) => placesOf(call, `${pathOf(call)}${query}`)
    const { seed } = call.world.start
    const say = (name: string) => (timeWords.test(toWords(name)) ? times(call.now) : sayOf(name, page, ways, play.list.isFromZero, to))
    const value =
      key === undefined
        ? this.#fit(items, hash(scope, seed))
        : this.#replies.envelopes.fill(success, this.#offer?.declared, items, say, seed)
    this.#holdIds(items, valueAt(value, success.path))
    const links = Object.entries(ways).flatMap(([rel, query]) =>
      query === undefined || rel === 'self' ? [] : [`<${to(query)[0]}>; rel="${rel}"`],
    )
    const tag = this.#offer === undefined ? undefined : tagOf(value, this.#offer.declared)
    const newest = page.rows.reduce((latest, { changedAt }) => Math.max(latest, changedAt), 0)
    const reply = this.#send(value, (name) => {
      if (name === 'link') return [links.join(', ')]
      if (name === 'etag') return [tag]
      if (name === 'last-modified') return page.rows.length === 0 ? [] : [toHttpTime(newest)]
      if (name === 'content-range') {
        const range = items.length === 0 ? '*' : `${page.offset}-${page.offset + items.length - 1}`
        return [`${toWords(play.collection.name)} ${range}/${page.total}`, `items ${range}/${page.total}`]
      }
      const said = say(name.replace(/^x-/, '').replace(/^pagination-/, ''))
      return said.length === 0 ? undefined : said.filter((one) => one !== null && one !== '')
    })
    const { etag } = reply.headers ?? {}
    return typeof etag === 'string' && hasAlready(play, call, etag) ? { status: 304, headers: { etag } } : reply
  }

  /** How many there are, whatever else is made up around it. */
  count({ total }: ListPage): Reply {
    const { seed } = this.#call.world.start
    const say = (name: string) => (countWords.test(toWords(name)) ? [total, String(total)] : [])
    const isPlain = this.#success.properties.size === 0
    const value = isPlain ? this.#fit(total, seed) : this.#replies.envelopes.fill(this.#success, this.#offer?.declared, [], say, seed)
    return this.#send(value, (name) => (name === 'x-total-count' ? [total] : undefined))
  }

  /** An item that says where it is read. */
  #placed({ value, id }: Row): Value {
    const { places, itemPath } = this.#play
    if (places.length === 0 || itemPath === undefined) return value
    const [path, address] = placesOf(this.#call, pathOf(this.#call, itemPath, id))
    return { ...value, ...Object.fromEntries(places.map(({ name, isWhole }) => [name, isWhole ? address : path])) }
  }

  /** The item as this answer shows it, in its envelope. */
  #wrapped(value: Value, row: Row): unknown {
    if (this.#offer === undefined) return undefined
    const { path, properties } = this.#success
    const shown = pick(value, properties)
    const [key] = path
    const fitted = this.#fit(key === undefined ? shown : { [key]: shown }, hash(row.key, this.#call.world.start.seed))
    this.#holdIds([shown], [valueAt(fitted, path)])
    return fitted
  }

  /** Throws `No` where items would be shown under other ids than they have, as a schema that does not allow theirs would have it. */
  #holdIds(items: readonly Value[], shown: unknown): void {
    const { property } = this.#play.collection.id
    if (property === undefined || !Array.isArray(shown)) return
    const lost = items.findIndex(
      ({ [property]: id }, index) => id !== undefined && !isEqual((shown[index] as Value | undefined)?.[property], id),
    )
    if (lost === -1) return
    const reason = `${this.#success.operation.id} can't show an item of ${this.#play.collection.name}: its schema does not allow the ${property} ${JSON.stringify(items[lost]?.[property])}`
    throw new No({ code: 'not_implemented', status: 501, reason })
  }

  #fit(value: unknown, seed: number): unknown {
    return this.#replies.maker.fit(this.#success, this.#offer?.declared, value, this.#call.now, seed)
  }

  #ofItem(row: Row): Known {
    const { itemPath, role } = this.#play
    return (name) => {
      switch (name) {
        case 'location':
        case 'content-location':
          return itemPath === undefined || role === 'delete' ? undefined : placesOf(this.#call, pathOf(this.#call, itemPath, row.id))
        case 'etag':
          return [tagOf(row.value, this.#offer?.declared ?? 'application/json')]
        case 'last-modified':
          return [toHttpTime(row.changedAt)]
        default:
          return undefined
      }
    }
  }

  #headers(value: unknown, known: Known): Headers {
    const { headers, spec, status } = this.#success
    const { making } = this.#replies
    // Whoever gets nothing of what was made has to be told where it is.
    const isMade = status === 201 || (this.#play.role === 'create' && this.#offer === undefined)
    if (headers.length === 0 && spec.links.length === 0 && !isMade) return {}
    const made = making.of(this.#call, this.#call.now, hash(spec.pointer, this.#call.world.start.seed), false)
    const filled = makeHeaders(headers, value, made, known)
    const links = filled.link === undefined ? makeLinks(spec, value, filled, made) : undefined
    if (links !== undefined) filled.link = links
    const place = filled.location === undefined && isMade ? known('location')?.[0] : undefined
    if (typeof place === 'string') filled.location = place
    return filled
  }

  #send(value: unknown, known: Known): Reply {
    const { status, spec } = this.#success
    const headers = { ...this.#headers(value, known), ...this.#applied }
    if (this.#offer === undefined) return { status, headers }
    const { declared, mediaType } = this.#offer
    if (this.#play.isHead) return { status, headers: { ...headers, 'content-type': mediaType } }
    const { api } = this.#replies
    return { status, headers, body: writeBody(value, mediaType, spec.schema(declared), api.schemas), mediaType }
  }
}

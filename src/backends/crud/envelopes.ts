import { hash } from '../../engine/index.ts'
import { isObject, parsePointer, valueAt } from '../../kernel/index.ts'
import { Latest } from '../examples/latest.ts'
import type { Maker } from './make.ts'
import type { Success } from './plays.ts'

/** What is said of a list under a name, the likeliest first. */
export type Say = (name: string) => readonly unknown[]

/** An answer around a list, made up once, and the places in it that are about the list. */
interface Envelope {
  readonly value: unknown
  readonly places: readonly Place[]
}

interface Place {
  readonly tokens: readonly string[]
  /** Of the list itself undefined. */
  readonly name: string | undefined
  /** How the document has what is not there, such as a next page: null, an empty text, or left out. */
  readonly none: unknown
}

/** Envelopes that are kept: one for each answer and seed. */
const mostKept = 500

/** Answers around lists: what is about the list is filled in, all else stays as it was made up. */
export class Envelopes {
  readonly #maker: Maker
  readonly #kept = new Latest<string, Envelope>(mostKept)

  constructor(maker: Maker) {
    this.#maker = maker
  }

  fill(success: Success, mediaType: string | undefined, items: readonly unknown[], say: Say, seed: number): unknown {
    const { value, places } = this.#of(success, mediaType, say, seed)
    const isAllowed = (one: unknown) => success.spec.check(one, mediaType).length === 0
    const fillWith = (choose: (place: Place, said: readonly unknown[]) => unknown) =>
      places.reduce((one, place) => withAt(one, place.tokens, place.name === undefined ? items : choose(place, say(place.name))), value)
    const filled = fillWith(({ tokens, none }, said) => (said[0] === null ? none : sayLike(valueAt(value, tokens), said)))
    if (isAllowed(filled)) return filled
    // The first way of saying it that the document takes there, e.g. a whole address.
    const fitting = fillWith(({ tokens, none }, said) =>
      said[0] === null ? none : (said.find((one) => isAllowed(withAt(value, tokens, one))) ?? said[0]),
    )
    if (isAllowed(fitting)) return fitting
    return this.#make(success, mediaType, seed, (pointer, name) =>
      pointer === listAt(success) ? [items] : isAbout(success, pointer) ? say(name) : [],
    )
  }

  #of(success: Success, mediaType: string | undefined, say: Say, seed: number): Envelope {
    const key = `${success.spec.pointer} ${mediaType} ${seed}`
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const places = new Map<string, string | undefined>()
    const value = this.#make(success, mediaType, seed, (pointer, name) => {
      if (pointer === listAt(success)) {
        places.set(pointer, undefined)
        return [[]]
      }
      // Only that something is said there, not what: that would depend on who asked first.
      if (isAbout(success, pointer) && say(name).length > 0) places.set(pointer, name)
      return []
    })
    const isAllowed = (one: unknown) => success.spec.check(one, mediaType).length === 0
    const toPlace = ([pointer, name]: readonly [string, string | undefined]): Place => {
      const tokens = parsePointer(pointer)
      return { tokens, name, none: [null, undefined, ''].find((one) => isAllowed(withAt(value, tokens, one))) }
    }
    const envelope = { value, places: [...places].map(toPlace) }
    this.#kept.set(key, envelope)
    return envelope
  }

  /** The same at any time, so that it does not matter who asked first. */
  #make(success: Success, mediaType: string | undefined, seed: number, given: Parameters<Maker['fit']>[5]): unknown {
    return this.#maker.fit(success, mediaType, undefined, 0, hash(success.spec.pointer, seed), given)
  }
}

/** What is said in the way the document has it, such as a number as a text. */
function sayLike(shown: unknown, said: readonly unknown[]): unknown {
  if (isObject(shown)) {
    // A link as HAL has it: the address stands in an object of its own.
    const key = ['href', 'url', 'uri'].find((name) => typeof shown[name] === 'string')
    return key === undefined ? said[0] : { ...shown, [key]: said.find((one) => typeof one === 'string') }
  }
  return said.find((one) => one === null || typeof one === typeof shown) ?? said[0]
}

function listAt({ path: [key] }: Success): string {
  return `/${key}`
}

/** What is told of a list stands beside it, or one level deeper. */
function isAbout(success: Success, pointer: string): boolean {
  return pointer !== '' && pointer.split('/').length <= 3 && !pointer.startsWith(`${listAt(success)}/`)
}

/** A value with another at a place that is there, or without it where that is undefined; what stands beside it is shared. */
function withAt(value: unknown, [token, ...rest]: readonly string[], inner: unknown): unknown {
  if (token === undefined) return inner
  if (!isObject(value) || !Object.hasOwn(value, token)) return value
  const own = withAt(value[token], rest, inner)
  if (own === undefined) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== token))
  return { ...value, [token]: own }
}

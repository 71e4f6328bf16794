import { toPointer } from '../../kernel/index.ts'
import type { JsonSchema, SchemaSource } from '../../openapi/index.ts'
import { makeArray } from './arrays.ts'
import { fits, listedValues } from './fits.ts'
import type { Heights } from './height.ts'
import { type Insight, insightInto } from './insight.ts'
import { asMeant, toKind } from './kind-choice.ts'
import { kindOf, sharedKinds } from './kinds.ts'
import { makeUp } from './make-up.ts'
import { DeadEnd, type Given, GivenUp, type Maker, patience } from './maker.ts'
import { makeObject } from './objects.ts'
import { certainParts } from './parts.ts'
import type { Place } from './place.ts'
import { provide } from './provider.ts'
import { Clash, type Settled, settle } from './settle.ts'
import { Source } from './source.ts'
import type { Tools } from './tools.ts'

export interface DraftOptions {
  readonly schemas: SchemaSource
  readonly tools: Tools
  readonly seed: number
  readonly now: number
  readonly direction: 'request' | 'response'
  readonly usesExamples: boolean
  readonly given: Given
}

/** Values that are made in one go; more are a document's that has no end. */
const mostValues = 20_000
/** Values after which only what must be there is made. */
const manyValues = 2000
/** Values and combinations of choices that are tried in all. */
const mostEffort = 6_000
/** How deep values are nested at most. */
const deepest = 100
/** How often a place is tried in other ways before what stands above it is. */
const retries = 3

/** One value on its way: made, told what is wrong with it, and made again with other choices there and nowhere else. */
export class Draft implements Maker {
  readonly schemas: SchemaSource
  readonly heights: Heights
  readonly tools: Tools
  readonly now: number
  readonly direction: 'request' | 'response'
  readonly usesExamples: boolean
  readonly given: Given
  readonly #seed: number
  readonly #insight: Insight
  readonly #rolls = new Map<string, number>()
  readonly #made = new Set<string>()
  readonly #effort = { left: mostEffort }
  #count = 0

  constructor(options: DraftOptions) {
    this.schemas = options.schemas
    this.#insight = insightInto(options.schemas)
    this.heights = this.#insight.heights
    this.tools = options.tools
    this.now = options.now
    this.direction = options.direction
    this.usesExamples = options.usesExamples
    this.given = options.given
    this.#seed = options.seed
  }

  /** A whole value. Throws `DeadEnd` when there is none. */
  begin(schema: JsonSchema, place: Place, hint: unknown): unknown {
    this.#count = 0
    this.#made.clear()
    return this.make([schema], place, hint)
  }

  /** Marks the place that a violation is about, or what holds it where nothing was made there. */
  refuse(path: readonly (string | number)[]): void {
    let key = ''
    for (const token of path) {
      const inner = key + toPointer([token])
      if (!this.#made.has(inner)) break
      key = inner
    }
    this.reroll(key)
  }

  /** Other choices at a place the next time; every third time above it, too. */
  reroll(key: string): void {
    const rolls = this.rollsAt(key) + 1
    this.#rolls.set(key, rolls)
    if (rolls % 3 === 0 && key !== '') this.reroll(key.slice(0, key.lastIndexOf('/')))
  }

  rollsAt(key: string): number {
    return this.#rolls.get(key) ?? 0
  }

  sourceAt(key: string, use = ''): Source {
    return new Source(this.#seed, key + use, this.rollsAt(key))
  }

  get isLong(): boolean {
    return this.#count > manyValues
  }

  make(schemas: readonly JsonSchema[], place: Place, hint: unknown): unknown {
    if (--this.#effort.left < 0) throw new GivenUp(place.key, `nothing was found in ${mostEffort} tries`, schemas[0])
    if (++this.#count > mostValues)
      throw new DeadEnd('', `the smallest value found for it holds more than ${mostValues} values`, schemas[0])
    if (place.depth > deepest) throw new DeadEnd(place.key, `it is nested more than ${deepest} deep`, schemas[0])
    this.#made.add(place.key)
    for (let attempt = 0; ; attempt++) {
      const settled = this.#settle(schemas, place, hint)
      try {
        return this.#fill(settled, place, hint)
      } catch (thrown) {
        // Another choice may go on where this one ended.
        if (!(thrown instanceof DeadEnd) || thrown instanceof GivenUp || !settled.isChosen || attempt === retries) throw thrown
        this.#rolls.set(place.key, this.rollsAt(place.key) + 1)
      }
    }
  }

  #settle(schemas: readonly JsonSchema[], place: Place, outer: unknown): Settled {
    const [only] = schemas
    const known = schemas.length === 1 && only !== undefined ? this.#insight.certain.get(only) : undefined
    if (known !== undefined) return known
    const rolls = this.rollsAt(place.key)
    const settled = settle(schemas, {
      schemas: this.schemas,
      heights: this.heights,
      hint: this.#hints(certainParts(schemas, this.schemas), place, outer)[rolls],
      random: rolls > 0 || (place.isVaried && !place.isFlat) ? this.sourceAt(place.key, '?') : undefined,
      isStrict: rolls > 0,
      isLoose: rolls > patience,
      isFlat: place.isFlat || place.depth > 8,
      effort: this.#effort,
      trail: place.trail,
    })
    if (settled instanceof Clash) throw new DeadEnd(place.key, settled.reason, only)
    if (settled.isCertain && schemas.length === 1 && only !== undefined) this.#insight.certain.set(only, settled)
    return settled
  }

  /** What may stand at a place without being made up: what is given, what an example around it says, then the schemas' own examples and defaults. */
  #hints(parts: readonly JsonSchema[], place: Place, outer: unknown): readonly unknown[] {
    const hints = asMeant([...this.given(place.key, place.name), ...(outer === undefined ? [] : [outer])], parts)
    if (!this.usesExamples || place.isVaried || place.isFlat) return hints
    const defaults = parts.map((part) => this.schemas.written(part)?.default).filter(saysSomething)
    return [...hints, ...this.#shown(parts), ...defaults]
  }

  #shown(parts: readonly JsonSchema[]): readonly unknown[] {
    const shown = parts.flatMap((part): unknown[] => {
      const { example, examples } = this.schemas.written(part) ?? {}
      return [...(example === undefined ? [] : [example]), ...(Array.isArray(examples) ? (examples as unknown[]) : [])]
    })
    return asMeant([...new Set(shown)], parts)
  }

  #fill(settled: Settled, place: Place, outer: unknown): unknown {
    const { parts } = settled
    const mask = sharedKinds(parts)
    for (const candidate of this.#hints(parts, place, outer).slice(this.rollsAt(place.key))) {
      const hint = toKind(candidate, mask)
      if (hint === undefined) continue
      if (Array.isArray(hint)) return makeArray(settled, place, hint, this)
      if (hint !== null && typeof hint === 'object') return makeObject(settled, place, hint as Record<string, unknown>, this)
      if (fits(hint, parts, this.schemas)) return hint
    }
    const listed = listedValues(parts, this.schemas)
    if (listed !== undefined) return this.#choose(listed, place, parts)
    const provided = this.#provide(parts, place, mask)
    if (provided !== undefined) return provided
    const like = this.#shown(parts).find((shown) => (kindOf(shown) & mask) !== 0)
    return makeUp(settled, place, like, this)
  }

  #choose(listed: readonly unknown[], place: Place, parts: readonly JsonSchema[]): unknown {
    const some = listed.filter((value) => value !== null)
    const choices = some.length > 0 && !place.isFlat ? some : listed
    if (choices.length === 0) throw new DeadEnd(place.key, 'none of the values listed under enum or const is allowed', parts[0])
    // The first is what an author thinks of first; further items differ.
    const isFirst = (this.usesExamples || place.isFlat) && !place.isVaried && this.rollsAt(place.key) === 0
    return isFirst ? choices[0] : this.sourceAt(place.key, '!').pick(choices)
  }

  #provide(parts: readonly JsonSchema[], place: Place, mask: number): unknown {
    for (const part of parts) {
      const provider = this.schemas.written(part)?.['x-faker']
      if (provider === undefined) continue
      const faker = this.tools.faker(this.sourceAt(place.key, '$'), this.now)
      for (let attempt = 0; attempt < 5; attempt++) {
        const value = toKind(provide(provider, faker), mask)
        if (value !== undefined && fits(value, parts, this.schemas)) return value
      }
    }
    return undefined
  }
}

/** A default such as an empty list tells what is assumed, not what an answer looks like. */
function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false
  return typeof value !== 'object' || Object.keys(value).length > 0
}

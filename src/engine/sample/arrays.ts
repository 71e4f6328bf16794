import { canonical } from '../../kernel/index.ts'
import type { JsonSchema } from '../../openapi/index.ts'
import { clash } from './clash.ts'
import { fits, isUnique } from './fits.ts'
import { DeadEnd, GivenUp, type Maker } from './maker.ts'
import { certainParts, itemParts, leastOf, listOf, mostOf } from './parts.ts'
import { itemPlace, type Place } from './place.ts'
import type { Settled } from './settle.ts'

/** Longer lists are not made up. */
const mostItems = 1000
/** How often an item that is there already is made anew. */
const tries = 60

/** A list of as many items as it must have, or two or three where it may; those of an example where there is one. */
export function makeArray(settled: Settled, place: Place, hint: readonly unknown[] | undefined, maker: Maker): unknown[] {
  const { parts } = settled
  const contained = containedIn(parts, place, maker)
  const { least, most } = lengthOf(settled, place, contained)
  const wanted = Math.min(most, Math.max(least, hint?.length ?? usualLength(settled, place, maker)))
  const items: unknown[] = []
  const known = isUnique(parts) ? new Set<string>() : undefined
  for (let index = 0; index < wanted; index++) {
    const inner = itemParts(parts, index)
    const extra = contained.filter(({ from, to }) => index >= from && index < to).map(({ schema }) => schema)
    const others = contained.filter(({ to, isLimited }) => index >= to && isLimited).map(({ schema }) => ({ not: schema }))
    const item =
      inner === undefined ? undefined : makeItem([...inner, ...extra, ...others], settled, place, index, hint, known, maker, index < least)
    if (item === undefined) break
    items.push(item.value)
  }
  if (items.length < least) {
    throw new DeadEnd(
      place.key,
      `it asks for ${least} items${known === undefined ? '' : ', all different'}, and no more than ${items.length} were found`,
      parts[0],
    )
  }
  return items
}

/** What some items must be beside, by their positions. */
interface Contained {
  readonly schema: JsonSchema
  readonly from: number
  readonly to: number
  readonly isLimited: boolean
}

/** All in the first items where they seem to go together, else one after the other; the other way round when that was refused. */
function containedIn(parts: readonly JsonSchema[], place: Place, maker: Maker): Contained[] {
  const holders = parts.filter(({ contains }) => contains !== undefined)
  if (holders.length === 0) return []
  const all = holders.map(({ contains }) => contains as JsonSchema)
  const goTogether =
    holders.length > 1 && clash(certainParts([...(itemParts(parts, 0) ?? []), ...all], maker.schemas), maker.schemas) === undefined
  const isStacked = goTogether === (maker.rollsAt(place.key) % 2 === 0)
  let from = 0
  return holders.map((part, index) => {
    const count = typeof part.minContains === 'number' ? part.minContains : 1
    const one = { schema: all[index] as JsonSchema, from, to: from + count, isLimited: part.maxContains !== undefined }
    if (!isStacked) from += count
    return one
  })
}

function lengthOf({ parts }: Settled, place: Place, contained: readonly Contained[]): { least: number; most: number } {
  const asked = leastOf(parts, 'minItems') ?? 0
  const least = Math.max(asked, ...contained.map(({ to }) => to))
  if (least > mostItems)
    throw new DeadEnd(place.key, `it asks for ${least} items at least; no more than ${mostItems} are made up`, parts[0])
  const most = mostOf(parts, 'maxItems') ?? Infinity
  // Several schemas of which each must be contained can be met by one item.
  return { least: least > most ? asked : least, most }
}

function usualLength({ parts, references }: Settled, place: Place, maker: Maker): number {
  const inner = itemParts(parts, 0)
  if (place.isFlat || maker.isLong || inner === undefined) return 0
  const prefix = Math.max(0, ...parts.map((part) => listOf(part, 'prefixItems').length))
  if (prefix > 0) return prefix
  const certain = certainParts(inner, maker.schemas)
  const trail = [...place.trail, ...references]
  const isRound = certain.some(
    ({ $ref }) => typeof $ref === 'string' && trail.filter((one) => one === $ref).length > (place.depth < 3 ? 1 : 0),
  )
  if (isRound || inner.some((schema) => maker.heights.of(schema) === Infinity)) return 0
  const isStructured = certain.some(({ properties, items }) => (properties ?? items) !== undefined)
  if (place.depth > 6 && isStructured) return 0
  if (place.depth > 2) return isStructured ? 1 : 2
  return maker.sourceAt(place.key, '#').between(2, 3)
}

function makeItem(
  schemas: readonly JsonSchema[],
  { references }: Settled,
  place: Place,
  index: number,
  hint: readonly unknown[] | undefined,
  known: Set<string> | undefined,
  maker: Maker,
  isRequired: boolean,
): { readonly value: unknown } | undefined {
  const own = hint?.[index]
  const at = itemPlace(place, index, references, index > 0 && hint === undefined)
  try {
    for (let attempt = 0; attempt < (known === undefined ? 1 : tries); attempt++) {
      // Another place draws other numbers, and does not go by the example.
      const value = maker.make(
        schemas,
        attempt === 0 ? at : { ...at, key: `${at.key}~${attempt}`, isVaried: true },
        attempt === 0 ? own : undefined,
      )
      const text = known === undefined ? '' : canonical(value)
      if (known?.has(text) === true) continue
      known?.add(text)
      return { value }
    }
    const parts = certainParts(schemas, maker.schemas)
    const left = wholeNumbers(parts).find((value) => !known?.has(canonical(value)) && fits(value, parts, maker.schemas))
    if (left === undefined) return undefined
    known?.add(canonical(left))
    return { value: left }
  } catch (thrown) {
    if (isRequired || !(thrown instanceof DeadEnd) || thrown instanceof GivenUp) throw thrown
  }
  return undefined
}

/** The whole numbers between two bounds, where there are few: of a handful, the last is hardly ever drawn. */
function wholeNumbers(parts: readonly JsonSchema[]): readonly number[] {
  const from = Math.ceil(Math.max(leastOf(parts, 'minimum') ?? -Infinity, leastOf(parts, 'exclusiveMinimum') ?? -Infinity))
  const to = Math.floor(Math.min(mostOf(parts, 'maximum') ?? Infinity, mostOf(parts, 'exclusiveMaximum') ?? Infinity))
  return to - from < mostItems ? Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index) : []
}

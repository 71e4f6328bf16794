import type { JsonSchema } from '../../openapi/index.ts'
import { fits } from './fits.ts'
import { DeadEnd, GivenUp, type Maker } from './maker.ts'
import { allOf, certainParts, isNever, leastOf, mapOf, mostOf, propertyParts, requiredOf } from './parts.ts'
import { type Place, propertyPlace } from './place.ts'
import type { Settled } from './settle.ts'

type Record_ = Readonly<Record<string, unknown>>

/** More properties than this are not made up. */
const mostProperties = 1000
/** Below this, optional objects and lists of objects are left out. */
const deepestOptional = 6

/** An object with everything it must have, and what it may have where it is not too deep. `hint` says what may be there, as far as it is an example. */
export function makeObject(settled: Settled, place: Place, hint: Record_ | undefined, maker: Maker): Record<string, unknown> {
  const { parts } = settled
  const most = mostOf(parts, 'maxProperties') ?? Infinity
  const least = leastOf(parts, 'minProperties') ?? 0
  if (least > mostProperties)
    throw new DeadEnd(place.key, `it asks for ${least} properties at least; no more than ${mostProperties} are made up`, parts[0])
  const required = withDependents(requiredOf(parts), parts)
  const result: [string, unknown][] = []
  const add = (name: string, inner: readonly JsonSchema[]) => {
    const own = hint !== undefined && Object.hasOwn(hint, name) ? hint[name] : undefined
    result.push([name, maker.make(inner, propertyPlace(place, name, settled.references), own)])
  }
  const names = namesOf(parts, required, hint)
  let optional = most - [...required].length
  for (const name of names) {
    const inner = propertyParts(parts, name, maker.schemas)
    if (required.has(name)) {
      if (inner === undefined) throw new DeadEnd(place.key, `the property ${JSON.stringify(name)} is required and forbidden`, parts[0])
      add(name, inner)
      continue
    }
    if (inner === undefined || optional <= 0 || !isWanted(name, inner, settled, place, hint, maker)) continue
    const before = result.length
    try {
      // What it brings along must be there as well.
      const along = [...withDependents(new Set([name]), parts)].filter((one) => one !== name && !required.has(one))
      if (along.length > 0 && (place.isFlat || along.some((one) => propertyParts(parts, one, maker.schemas) === undefined))) continue
      add(name, inner)
      for (const one of along) required.add(one)
      for (const one of along.filter((two) => !names.has(two))) names.add(one)
      optional--
    } catch (thrown) {
      if (!(thrown instanceof DeadEnd) || thrown instanceof GivenUp) throw thrown
      result.length = before
    }
  }
  for (const name of required) {
    if (result.some(([known]) => known === name)) continue
    add(name, propertyParts(parts, name, maker.schemas) ?? [])
  }
  fill(result, settled, place, hint, maker, Math.min(most, Math.max(least, usualExtra(parts, place, hint, result.length))), least)
  return Object.fromEntries(result)
}

/** Names in the order the document declares them, then those only an example has. */
function namesOf(parts: readonly JsonSchema[], required: ReadonlySet<string>, hint: Record_ | undefined): Set<string> {
  const names = new Set<string>()
  for (const part of parts) for (const name of Object.keys(mapOf(part, 'properties'))) names.add(name)
  for (const name of required) names.add(name)
  for (const name of Object.keys(hint ?? {})) names.add(name)
  return names
}

function withDependents(names: ReadonlySet<string>, parts: readonly JsonSchema[]): Set<string> {
  const all = new Set(names)
  for (const map of allOf<Readonly<Record<string, readonly string[]>>>(parts, 'dependentRequired')) {
    for (const name of all) if (Object.hasOwn(map, name)) for (const one of map[name] ?? []) all.add(one)
  }
  return all.size === names.size ? all : withDependents(all, parts)
}

function isWanted(
  name: string,
  inner: readonly JsonSchema[],
  { parts, references }: Settled,
  place: Place,
  hint: Record_ | undefined,
  maker: Maker,
): boolean {
  const { key, name: words } = propertyPlace(place, name, references)
  // What was refused again and again is better left out.
  if (maker.rollsAt(key) > 3 || !isAllowedName(name, parts, maker)) return false
  if (maker.given(key, words).length > 0) return true
  if (hint !== undefined) return Object.hasOwn(hint, name) && !isHidden(inner, maker)
  if (place.isFlat || maker.isLong || isHidden(inner, maker)) return false
  if (inner.some((schema) => maker.heights.of(schema) === Infinity)) return false
  const certain = certainParts(inner, maker.schemas)
  const follows = certain.flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))
  const trail = [...place.trail, ...references]
  if (follows.some((reference) => trail.filter((one) => one === reference).length > (place.depth < 3 ? 1 : 0))) return false
  // Alternatives count as well: checking costs twice as much with every level of them.
  return (
    place.depth < deepestOptional ||
    !certain.some(({ properties, items, oneOf, anyOf }) => (properties ?? items ?? oneOf ?? anyOf) !== undefined)
  )
}

/** OAS 3.1 §4.8.24.2: what may only be written is not sent back, and what may only be read is not sent. */
function isHidden(inner: readonly JsonSchema[], { direction, schemas }: Maker): boolean {
  const mark = direction === 'response' ? 'writeOnly' : 'readOnly'
  return certainParts(inner, schemas).some((schema) => schemas.written(schema)?.[mark] === true)
}

function isAllowedName(name: string, parts: readonly JsonSchema[], { schemas }: Maker): boolean {
  const rules = allOf<JsonSchema>(parts, 'propertyNames')
  return rules.length === 0 || fits(name, certainParts(rules, schemas), schemas)
}

/** A map is shown with two entries; an object whose properties are declared with none beside them. */
function usualExtra(parts: readonly JsonSchema[], place: Place, hint: Record_ | undefined, count: number): number {
  if (hint !== undefined || place.isFlat || place.depth > 4) return 0
  const isMap = parts.some(({ additionalProperties, patternProperties }) => {
    const rest = additionalProperties
    return (typeof rest === 'object' && rest !== null && Object.keys(rest).length > 0) || patternProperties !== undefined
  })
  return isMap && count === 0 ? 2 : 0
}

/** Properties that no schema names, up to a number; fewer than `least` is a dead end. */
function fill(
  result: [string, unknown][],
  { parts, references }: Settled,
  place: Place,
  hint: Record_ | undefined,
  maker: Maker,
  wanted: number,
  least: number,
): void {
  const source = maker.sourceAt(place.key, '*')
  const declared = [...namesOf(parts, new Set(), hint)]
  for (let attempt = 0; result.length < wanted && attempt < wanted * 10 + 20; attempt++) {
    // Declared ones first, though they are optional.
    const name = attempt < declared.length ? (declared[attempt] as string) : newName(parts, place, maker, source.int(2 ** 31))
    if (name === undefined || name === '__proto__' || result.some(([known]) => known === name)) continue
    const inner = propertyParts(parts, name, maker.schemas)
    if (inner === undefined || !isAllowedName(name, parts, maker)) continue
    try {
      result.push([name, maker.make(inner, propertyPlace({ ...place, isVaried: true }, name, references), undefined)])
    } catch (thrown) {
      if (!(thrown instanceof DeadEnd) || thrown instanceof GivenUp) throw thrown
    }
  }
  if (result.length < least)
    throw new DeadEnd(place.key, `it asks for ${least} properties, and no more than ${result.length} were found`, parts[0])
}

function newName(parts: readonly JsonSchema[], place: Place, maker: Maker, roll: number): string | undefined {
  const rules = allOf<JsonSchema>(parts, 'propertyNames')
  const allowed = parts.flatMap((part) => Object.entries(mapOf(part, 'patternProperties')).filter(([, schema]) => !isNever(schema)))
  // Names beside the patterns are tried every third time: they may be allowed as well.
  const patterns = roll % 3 === 0 ? [] : allowed.map(([pattern]) => pattern)
  const source = maker.sourceAt(`${place.key}/${roll}`)
  const written = parts.map((part) => maker.schemas.written(part)?.['x-additionalPropertiesName']).find((one) => typeof one === 'string')
  if (rules.length === 0 && patterns.length === 0) {
    const word = maker.tools
      .faker(source, maker.now)
      .word.noun()
      .replace(/[^a-z]/g, '')
    return written === undefined ? word : `${written}${roll % 1000}`
  }
  const pattern: JsonSchema[] = patterns.length === 0 ? [] : [{ pattern: source.pick(patterns) }]
  const name = maker.make(
    [{ type: 'string' }, ...rules, ...pattern],
    { ...place, key: `${place.key}/${roll}`, name: 'key', isVaried: true },
    undefined,
  )
  if (typeof name !== 'string') return undefined
  // A pattern that only says how a name begins is met by one text alone otherwise.
  const longer =
    name +
    maker.tools
      .faker(source, maker.now)
      .word.noun()
      .replace(/[^a-z]/g, '')
  const [chosen] = pattern
  return chosen !== undefined && fits(longer, [chosen, ...rules], maker.schemas) ? longer : name
}

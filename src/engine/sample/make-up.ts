import type { JsonSchema } from '../../openapi/index.ts'
import { makeArray } from './arrays.ts'
import { chooseKind } from './kind-choice.ts'
import { anyKind, kinds, sharedKinds } from './kinds.ts'
import { DeadEnd, type Maker, patience } from './maker.ts'
import { makeNumber } from './numbers.ts'
import { makeObject } from './objects.ts'
import { allOf, leastOf } from './parts.ts'
import { createPerson } from './person.ts'
import type { Place } from './place.ts'
import type { Settled } from './settle.ts'
import type { Source } from './source.ts'
import { longestText, makeText } from './texts.ts'

/** A value to schemas that show none, in the manner of one that is shown, if there is one. */
export function makeUp(settled: Settled, place: Place, like: unknown, maker: Maker): unknown {
  const { parts } = settled
  const mask = sharedKinds(parts)
  if (place.key !== '' && (mask & kinds.null) !== 0 && mask !== anyKind && usuallyNull.test(place.name)) return null
  const random = maker.rollsAt(place.key) > patience ? maker.sourceAt(place.key, '%') : undefined
  switch (chooseKind(parts, mask, place, like, random)) {
    case kinds.null:
      return null
    case kinds.boolean:
      return makeFlag(place, maker.sourceAt(place.key))
    case kinds.object:
      return makeObject(settled, place, undefined, maker)
    case kinds.array:
      return makeArray(settled, place, undefined, maker)
    case kinds.string:
      return text(parts, place, like, maker)
    default:
      return number(parts, mask, place, like, maker)
  }
}

/** What has not happened to most things. */
const usuallyNull =
  /^(?:delet|archiv|cancel|revok|disab|suspend|fail|error|clos|end(?:s|ed)_?|refund|disput|next_cursor|previous_cursor|last_error|parent)/

const usuallyFalse =
  /delet|archiv|disab|block|suspend|lock|hidden|expired|cancel|revok|banned|error|fail|has_more|has_next|truncated|deprecat/
const usuallyTrue = /success|^ok$|activ|enabl|valid|verif|publish|visible|available/

function makeFlag({ name, isVaried }: Place, source: Source): boolean {
  if (usuallyFalse.test(name)) return false
  return (usuallyTrue.test(name) && !isVaried) || source.int(2) === 1
}

function text(parts: readonly JsonSchema[], place: Place, like: unknown, maker: Maker): string {
  const { schemas, tools, now } = maker
  const least = leastOf(parts, 'minLength') ?? 0
  if (least > longestText) {
    throw new DeadEnd(
      place.key,
      `it asks for a text of ${least} characters at least; no longer ones than ${longestText} are made up`,
      parts[0],
    )
  }
  // Formats that are not enforced tell what is meant all the same, and so do encodings, which are named like the formats of 3.0.
  const written = parts
    .flatMap((part) => [schemas.written(part)?.format, schemas.written(part)?.contentEncoding])
    .filter((format) => typeof format === 'string')
  const formats = [...new Set([...allOf<string>(parts, 'format'), ...written])]
  const source = maker.sourceAt(place.key)
  const person = () => {
    const found = createPerson(tools.faker(maker.sourceAt(place.holder, '@'), now))
    tools.faker(source, now)
    return found
  }
  const writing = { name: place.name, owner: place.owner, like, source, faker: tools.faker(source, now), now, person }
  const found = makeText(parts, formats, writing, tools, schemas)
  if (found === undefined) throw new DeadEnd(place.key, describe(parts, formats), parts[0])
  return found
}

function number(parts: readonly JsonSchema[], mask: number, place: Place, like: unknown, maker: Maker): number {
  const description = parts.map((part) => maker.schemas.written(part)?.description ?? '').join(' ')
  const from = { name: place.name, like, description, source: maker.sourceAt(place.key), now: maker.now }
  const found = makeNumber(parts, mask, from, maker.schemas)
  if (found === undefined) throw new DeadEnd(place.key, 'no number was found within its bounds', parts[0])
  return found
}

function describe(parts: readonly JsonSchema[], formats: readonly string[]): string {
  const rules = [
    ...allOf<string>(parts, 'pattern').map((pattern) => `pattern ${JSON.stringify(pattern)}`),
    ...formats.map((format) => `format "${format}"`),
    ...['minLength', 'maxLength'].flatMap((bound) => allOf<number>(parts, bound).map((count) => `${bound} ${count}`)),
  ]
  return `no text was found for ${rules.join(' and ')}`
}

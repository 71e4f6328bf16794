import type { SchemaSource } from '../../openapi/index.ts'
import { lengthOf } from './fits.ts'
import type { Source } from './source.ts'
import type { Tools } from './tools.ts'

/** How often a pattern is tried before it is given up. */
const tries = 60

/** The library takes seconds for texts that must be much longer. */
const longUnaided = 100

/** Texts that patterns with a lookahead and the like are often about; tried when nothing can be made up. */
const usual = [
  'a',
  'A',
  '0',
  '1',
  'aA1',
  'Passw0rd!',
  'Aa1!Aa1!Aa1!',
  'example',
  'Example',
  'EXAMPLE',
  'example.com',
  'https://example.com/',
  'jane@example.com',
  '/',
  '*',
  '+12025550143',
  '2025-12-22',
  '2025-12-22T15:30:00Z',
  '12:30',
  'P7D',
  '1.0.0',
  '123e4567-e89b-42d3-a456-426614174000',
]

/** A text that all patterns describe, of a length between the two; undefined when none is found. */
export function matching(
  patterns: readonly string[],
  least: number,
  most: number | undefined,
  accepts: (text: string) => boolean,
  { tools, source, schemas }: { readonly tools: Tools; readonly source: Source; readonly schemas: SchemaSource },
): string | undefined {
  // The longest says most: what it describes often fits the others too.
  const [first] = [...patterns].sort((a, b) => b.length - a.length)
  if (first === undefined || schemas.matches(first, '') === undefined) return undefined
  const lengthen = () => {
    for (let attempt = 0; attempt < 5; attempt++) {
      const text = tools.pattern(first, source, 0, undefined)
      const long = text === undefined ? undefined : lengthened(text, least, accepts)
      if (long !== undefined) return long
    }
    return undefined
  }
  const isLong = least > longUnaided
  const long = isLong ? lengthen() : undefined
  if (long !== undefined) return long
  for (let attempt = 0; attempt < (isLong ? 2 : tries); attempt++) {
    const text = tools.pattern(first, source, least, most)
    if (text === undefined) break
    if (accepts(text)) return text
    const shaped = reshape(text, least, most)
    if (shaped !== text && accepts(shaped)) return shaped
  }
  const chain = patterns.length > 1 ? chained(patterns, tools, source).find(accepts) : undefined
  return chain ?? usual.find(accepts) ?? (isLong ? undefined : lengthen())
}

/** A text with a part of it repeated up to a length, where that is accepted; what may be repeated in a pattern nearly always is a short part. */
function lengthened(text: string, least: number, accepts: (text: string) => boolean): string | undefined {
  const characters = [...text]
  const room = least - characters.length
  if (room <= 0) return accepts(text) ? text : undefined
  for (let size = 1; size <= 6; size++) {
    for (let start = 0; start + size <= Math.min(characters.length, 60); start++) {
      const more = characters
        .slice(start, start + size)
        .join('')
        .repeat(Math.ceil(room / size))
      const long = characters.slice(0, start).join('') + more + characters.slice(start).join('')
      if (accepts(long)) return long
    }
  }
  return undefined
}

/** Texts for each pattern, one after the other: for those that say how a text begins, and how it ends. */
function chained(patterns: readonly string[], tools: Tools, source: Source): string[] {
  const texts = patterns.map((pattern) => tools.pattern(pattern, source, 0, undefined) ?? '')
  return [texts.join(''), texts.toReversed().join('')]
}

/** A text of a format whose beginning or end is as a pattern wants it: `^10\\.` of an address, `@example\\.com$` of a mail's. */
export function spliced(
  patterns: readonly string[],
  texts: readonly string[],
  accepts: (text: string) => boolean,
  tools: Tools,
  source: Source,
): string | undefined {
  for (const pattern of texts.length === 0 ? [] : patterns) {
    const part = tools.pattern(pattern, source, 0, undefined)
    if (part === undefined || part.length > longUnaided) continue
    for (const text of texts) {
      // as much of it as goes is kept
      for (let cut = 0; cut <= text.length; cut++) {
        const found = [part + text.slice(cut), text.slice(0, text.length - cut) + part].find(accepts)
        if (found !== undefined) return found
      }
    }
  }
  return undefined
}

/** Cut or filled up to a length, with characters that are in the text already. */
export function reshape(text: string, least: number, most: number | undefined): string {
  const characters = [...text]
  const length = characters.length
  if (most !== undefined && length > most) return characters.slice(0, most).join('')
  if (length >= least) return text
  const filler = characters.filter((character) => /[\p{L}\p{N}]/u.test(character)).at(-1) ?? 'a'
  return text + filler.repeat(least - lengthOf(text))
}

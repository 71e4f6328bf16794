import type { SchemaSource } from '../../openapi/index.ts'
import { fits, lengthOf } from './fits.ts'
import { lengthen, ofFormat } from './formats.ts'
import { imitate } from './imitate.ts'
import { ofName } from './names.ts'
import { allOf, leastOf, mostOf, type Parts } from './parts.ts'
import { matching, reshape, spliced } from './pattern.ts'
import type { Tools } from './tools.ts'
import type { Writing } from './writing.ts'

/** Longer texts than this are not made up. */
export const longestText = 100_000

/** A text as example, format and name suggest, and as pattern and length demand; undefined when none is found. */
export function makeText(
  parts: Parts,
  formats: readonly string[],
  writing: Writing,
  tools: Tools,
  schemas: SchemaSource,
): string | undefined {
  const least = leastOf(parts, 'minLength') ?? 0
  const most = mostOf(parts, 'maxLength')
  const accepts = (text: string) => fits(text, parts, schemas)
  const { source } = writing
  // A second name, and a third: what a pattern or a bound refuses once it may take another time.
  for (let attempt = 0; attempt < 3; attempt++) {
    for (const { text, format } of candidates(formats, writing)) {
      if (accepts(text)) return text
      const shaped = adapt(text, format, least, most)
      if (shaped !== text && accepts(shaped)) return shaped
    }
  }
  const patterns = allOf<string>(parts, 'pattern')
  const texts = patterns.length === 0 ? [] : formats.flatMap((format) => ofFormat(format, writing))
  const joined = spliced(patterns, texts, accepts, tools, source)
  if (joined !== undefined) return joined
  const matched = matching(patterns, least, most, accepts, { tools, source, schemas })
  if (matched !== undefined || patterns.length > 0) return matched
  return shortest(least, most, source).find(accepts)
}

function* candidates(
  formats: readonly string[],
  writing: Writing,
): Generator<{ readonly text: string; readonly format: string | undefined }> {
  const alike = imitate(writing)
  if (alike !== undefined) yield { text: alike, format: undefined }
  for (const format of formats) for (const text of ofFormat(format, writing)) yield { text, format }
  const named = ofName(writing)
  if (named !== undefined) yield { text: named, format: undefined }
  else if (typeof writing.like === 'string' && writing.like !== '') yield { text: writing.like, format: undefined }
  else yield { text: writing.faker.lorem.words(3), format: undefined }
}

function adapt(text: string, format: string | undefined, least: number, most: number | undefined): string {
  const length = lengthOf(text)
  if (length < least && format !== undefined) return lengthen(format, text, least - length)
  if (length < least) return `${`${text} `.repeat(Math.ceil(least / (length + 1)))}`.slice(0, least).replace(/ $/, 's')
  if (most !== undefined && length > most) return format === undefined ? cut(text, least, most) : reshape(text, least, most)
  return text
}

/** At the end of a word where one ends in time. */
function cut(text: string, least: number, most: number): string {
  const short = reshape(text, 0, most)
  const words = short.replace(/[\s_-]+\S*$/, '')
  return words.length >= Math.max(least, 1) && /\s/.test(text) ? words : short
}

function shortest(least: number, most: number | undefined, source: Writing['source']): string[] {
  const length = Math.max(least, Math.min(8, most ?? 8))
  return Array.from({ length: 40 }, () => Array.from({ length }, () => String.fromCharCode(97 + source.int(26))).join(''))
}

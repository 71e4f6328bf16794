import { isMoment, toUuidText } from './formats.ts'
import type { Source } from './source.ts'
import { momentFor, writeMoment } from './times.ts'
import type { Writing } from './writing.ts'

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
/** A word in small letters, or several joined by signs: a value from a list that the document only tells of. */
const constant = /^[a-z]+\d?(?:[._:-][a-z\d]+)*$/
/** Names of what an author writes anything under. */
const freeText = /name$|title|desc|note|comment|message|subject|text|city|street|country|state$/
/** Letters and digits in one run, e.g. of an id. */
const run = /[A-Za-z\d]+/g
const prefixed = /^([A-Za-z]{1,10}_(?:[a-z]{2,8}_)*)([A-Za-z\d]{8,})$/

/** A text of the same make as an example: an id with its prefix, a time in its notation; undefined for words, whose make says nothing. */
export function imitate(writing: Writing): string | undefined {
  const { like, source, name, now } = writing
  if (typeof like !== 'string' || like === '') return undefined
  if (uuid.test(like)) return toUuidText(() => source.int(16))
  if (isMoment(like)) return writeMoment(momentFor(name, source, now), like)
  if (/^\d{4}-\d{2}-\d{2}$/.test(like)) return writeMoment(momentFor(name, source, now), undefined).slice(0, 10)
  if (/\s|@/.test(like)) return undefined
  const [, prefix, rest] = prefixed.exec(like) ?? []
  if (prefix !== undefined && rest !== undefined) return prefix + vary(rest, source)
  if (/^https?:/.test(like)) return undefined
  const varied = like.replace(run, (text) => (isRandom(text) ? vary(text, source) : text))
  if (varied !== like) return varied
  return like.length <= 30 && constant.test(like) && !freeText.test(name) ? like : undefined
}

/** Whether a run of letters and digits is no word: both in one, or digits enough to be counted up. */
function isRandom(text: string): boolean {
  return /\d/.test(text) && (text.length >= 4 || /^\d{2,}$/.test(text))
}

/** The same kind of character at each place; a first digit that is not 0 stays so. */
function vary(text: string, source: Source): string {
  if (text.length >= 8 && /^[\da-f]+$/.test(text)) return text.replace(/./g, () => source.int(16).toString(16))
  return text.replace(/[A-Za-z\d]/g, (character, position: number) => {
    if (/\d/.test(character)) return String(position === 0 && character !== '0' ? source.between(1, 9) : source.int(10))
    return String.fromCharCode((character < 'a' ? 65 : 97) + source.int(26))
  })
}

/** A number of as many digits; 0 and 1 stay, as flags and first pages do. */
export function imitateNumber(like: number, isWhole: boolean, source: Source): number {
  if (like === 0 || like === 1 || like === -1) return like
  const size = 10 ** Math.floor(Math.log10(Math.abs(like)))
  const sign = Math.sign(like)
  if (isWhole) return sign * (size === 1 ? source.between(1, 9) : source.between(size, size * 10 - 1))
  const decimals = Math.min(6, (/\.(\d+)/.exec(String(like))?.[1] ?? '').length)
  return sign * Number((size + source.next() * size * 8).toFixed(decimals))
}

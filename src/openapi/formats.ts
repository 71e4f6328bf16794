import type { Format } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'

/** Letters and digits of any script; a text that has them instead of those of ASCII is judged as if it had these. */
const international = /[^\p{ASCII}\p{Z}\p{C}]/gu

/** RFC 3987 and RFC 6531: what is a name in ASCII is one with the letters of any script, too. */
function withAnyLetters(name: keyof typeof fullFormats): (text: string) => boolean {
  const format = fullFormats[name]
  const test = format instanceof RegExp ? (text: string) => format.test(text) : (format as (text: string) => boolean)
  // RFC 3490 §3.1: full stops of other scripts separate labels as well
  return (text) => test(text.replace(/[\u3002\uff0e\uff61]/g, '.').replace(international, 'a'))
}

/** JSON gives a double, which can't tell 2^63 from the number before it. */
const isInt64 = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= 2 ** 63

/** Every format that is enforced: those of JSON Schema 2020-12 §7.3, those of OpenAPI 3.0 §4.4, and some in use beside them. */
export const formats: Readonly<Record<string, Format>> = {
  ...fullFormats,
  'idn-email': withAnyLetters('email'),
  'idn-hostname': withAnyLetters('hostname'),
  iri: withAnyLetters('uri'),
  'iri-reference': withAnyLetters('uri-reference'),
  int64: { type: 'number', validate: isInt64 },
  float: { type: 'number', validate: (value: number) => Number.isFinite(Math.fround(value)) },
}

/** Whether a value has a format of a set; anything has one that is not in it, or that is for values of another type. */
export function hasFormat(set: Readonly<Record<string, Format | undefined>>, name: string, value: string | number): boolean {
  const format = Object.hasOwn(set, name) ? set[name] : undefined
  const definition = typeof format === 'object' && !(format instanceof RegExp) ? format : undefined
  if (typeof value !== (definition?.type ?? 'string')) return true
  const test = definition === undefined ? format : definition.validate
  if (test instanceof RegExp) return test.test(String(value))
  return typeof test !== 'function' || (test as (value: string | number) => unknown)(value) === true
}

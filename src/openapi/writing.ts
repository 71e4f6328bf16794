import { usual, type Writing, writeHeader, writePairs, writePath } from '../client/index.ts'
import type { DeclaredHeader } from './api.ts'
import type { Parameter } from './parameters.ts'

/** What is needed of a parameter to write it; as OpenAPI has it by default where nothing is said. */
export type Written = Pick<Parameter, 'name'> & Partial<Pick<Parameter, 'in' | 'style' | 'explode' | 'json' | 'reserved' | 'whole'>>

/** How a parameter is written, or undefined for one that is written as OpenAPI has it by default. */
export function writingOf({ in: place = 'query', style, explode, json, reserved }: Written): Writing | undefined {
  if (json === true) return 'json'
  const { style: own, explode: ownExplode } = usual[place]
  if (reserved !== true && (style ?? own) === own && (explode ?? ownExplode) === ownExplode) return undefined
  return { style: style ?? own, explode: explode ?? ownExplode, ...(reserved === true && { reserved }) }
}

/** A parameter in a query; empty for a value that has no text. Characters that a query leaves as they are stay readable. */
export function writeQuery(parameter: Written, value: unknown): string {
  if (parameter.whole === true && parameter.explode !== true)
    return encodeURIComponent(parameter.json === true ? JSON.stringify(value) : String(value))
  const pairs = writePairs(parameter.name, value, writingOf(parameter))
  return pairs
    .map(([name, text]) => `${name}=${text}`)
    .join('&')
    .replace(/%(?:40|3A|2F|5B|5D)/g, decodeURIComponent)
}

/** A parameter's text in a path, percent-encoded. */
export function writeSegment(parameter: Written, value: unknown): string {
  return (writePath(parameter.name, value, writingOf(parameter)) ?? '').replace(/%(?:40|3A)/g, decodeURIComponent)
}

/** The text of a header, undefined for a value that has none. */
export function writeField(parameter: Written, value: unknown): string | undefined {
  return writeHeader(value, writingOf(parameter))
}

/** RFC 9110 §5.5. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/

/** What a header of an answer is sent as: a text, or the lines of a `Set-Cookie`. */
export type Field = string | string[]

/** The same for a header that may have several lines, as the items of a list in a `Set-Cookie` are: cookies can't be joined by commas (RFC 6265 §3). */
export function toField(header: Pick<DeclaredHeader, 'name' | 'explode' | 'json'>, value: unknown): Field | undefined {
  if (header.name !== 'set-cookie' || !Array.isArray(value)) return toFieldText(header, value)?.trim()
  const lines = value.map((one) => toFieldText(header, one)?.trim())
  return lines.length > 0 && lines.every((line) => line !== undefined) ? lines : undefined
}

/** The text of a header of an answer; undefined for a value that has none, or that no header can hold. */
function toFieldText({ name, explode, json }: Pick<DeclaredHeader, 'name' | 'explode' | 'json'>, value: unknown): string | undefined {
  const written = json && value !== undefined ? JSON.stringify(value) : writeField({ name, in: 'header', explode }, value)
  const text = json ? written?.replace(/[\u0080-\uffff]/g, toEscape) : written
  return text !== undefined && fieldValue.test(text) ? text : undefined
}

/** JSON can say every letter in ASCII. */
function toEscape(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Cookies as a `Cookie` header has them; a list or an object may be several. */
export function writeCookies(parameter: Written, value: unknown): string[] {
  const { name, ...rest } = parameter
  return writePairs(name, value, writingOf(rest.in === undefined ? { ...parameter, in: 'cookie' } : parameter) ?? usual.cookie).map(
    ([key, text]) => `${key}=${text}`,
  )
}

import { isObject, percentDecoded } from '../kernel/index.ts'
import type { Api, Operation, RequestParts } from './api.ts'
import type { ExampleRequest } from './example-request.ts'
import { encodingOf, isStyled, toField } from './form-reader.ts'
import { isJson, toEssence } from './media-type.ts'
import { chooseMedium, type Medium } from './medium.ts'
import { boundaryFor, writeForm } from './multipart-write.ts'
import type { Parameter } from './parameters.ts'
import { bodiesOf, mediaOf, parametersOf, sampleParameter } from './sample.ts'
import { anyText } from './shape.ts'
import { type Written, writeCookies, writeField, writeQuery, writeSegment } from './writing.ts'

/** A request to an operation while it is being written: its parts are values still, not text. */
export interface Draft {
  readonly operation: Operation
  /** Values of the template's parameters by position, not encoded. */
  readonly params: readonly string[]
  /** The query string without `?`, encoded. */
  readonly query: string
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** A value for JSON and for forms, files in it as `FilePart`; text for any other media type; undefined = no body. */
  readonly body: unknown
}

const encoder = new TextEncoder()

/** The draft as a request that can be shown. */
export function toExample(draft: Draft): ExampleRequest {
  const { operation, params, query, headers, body } = draft
  let next = 0
  const path = operation.path.template.replace(/\{[^{}]*\}/g, () => encodeSegment(params[next++] ?? ''))
  const named = Object.entries(headers).map(([name, value]) => [name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()), value])
  const target = path + (query === '' ? '' : `?${query}`)
  return {
    method: operation.method,
    target,
    headers: Object.fromEntries(named),
    body: isJsonDraft(headers) || isMultipart(headers) || body === undefined ? body : toText(draft),
  }
}

/** The draft as the request it would arrive as. */
export function toParts(draft: Draft): RequestParts {
  const { params, query, headers, body } = draft
  if (body === undefined) return { params, query, headers, body: undefined }
  if (!isMultipart(headers) || typeof body === 'string') return { params, query, headers, body: encoder.encode(toText(draft)) }
  const boundary = boundaryFor(body)
  const contentType = `${toEssence(headers['content-type'] ?? '')}; boundary=${boundary}`
  return { params, query, headers: { ...headers, 'content-type': contentType }, body: writeForm(body, boundary) }
}

function isMultipart(headers: Draft['headers']): boolean {
  return toEssence(headers['content-type'] ?? '').startsWith('multipart/')
}

/** A request made of the document's examples, and of what its schemas describe where it shows none. */
export function draftOf(api: Api, operation: Operation): Draft {
  const parameters = parametersOf(api, operation)
  const params = operation.path.names.map((name) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
    return parameter === undefined ? 'text' : textInPath(parameter, sampleParameter(api, parameter))
  })
  const required = parameters.filter((parameter) => parameter.required)
  const of = (place: Parameter['in']) => required.filter((one) => one.in === place)
  const query = of('query').reduce((text, one) => withQuery(text, one, sampleParameter(api, one)), '')
  const headers: Record<string, string> = {}
  for (const one of of('header')) headers[one.name.toLowerCase()] = writeField(one, sampleParameter(api, one)) ?? ''
  const cookies = of('cookie').flatMap((one) => writeCookies(one, sampleParameter(api, one)))
  if (cookies.length > 0) headers.cookie = cookies.join('; ')
  return { operation, params, query, ...bodyOf(api, operation, headers) }
}

/** The body of a draft, with the headers that go with it. */
export function bodyOf(
  api: Api,
  operation: Operation,
  headers: Readonly<Record<string, string>>,
  choose: (bodies: readonly unknown[]) => unknown = ([first]) => first,
): Pick<Draft, 'headers' | 'body'> {
  const media = mediaOf(api, operation)
  const medium =
    media.find(({ codec }) => codec === 'json') ?? media.find(({ codec }) => codec === 'form' || codec === 'multipart') ?? media[0]
  const body = medium === undefined ? undefined : choose(bodiesOf(api, medium))
  const { 'content-type': _, ...others } = headers
  if (medium === undefined || body === undefined) return { headers: others, body: undefined }
  return { headers: { ...others, 'content-type': medium.essence.includes('*') ? 'application/json' : medium.name }, body }
}

/** A query with a parameter put in, in the place of what it held before; undefined takes it out. */
export function withQuery(query: string, parameter: Written, value: unknown): string {
  const kept = parameter.whole === true ? [] : query.split('&').filter((pair) => !isOf(pair, parameter.name))
  return [...kept, writeQuery(parameter, value)].filter((text) => text !== '').join('&')
}

/** A value of a path's parameter as a draft holds it. */
export function textInPath(parameter: Parameter, value: unknown): string {
  return percentDecoded(writeSegment(parameter, value))
}

/** What separates the items of a list is left as it is: encoded, it would be a part of them. */
function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(/%(?:2C|3B|3D)/g, decodeURIComponent)
}

function isOf(pair: string, name: string): boolean {
  const key = (pair.split('=', 1)[0] ?? '').replaceAll('+', ' ')
  const decoded = percentDecoded(key)
  return decoded === name || decoded.startsWith(`${name}[`)
}

function toText({ operation, headers, body }: Draft): string {
  if (typeof body === 'string' && !isJsonDraft(headers)) return body
  const mediaType = headers['content-type'] ?? ''
  if (toEssence(mediaType) !== 'application/x-www-form-urlencoded' || !isObject(body)) return JSON.stringify(body)
  const medium = chooseMedium(operation.media, mediaType)
  return Object.entries(body)
    .map(([name, value]) => toFields(medium, name, value))
    .filter((text) => text !== '')
    .join('&')
}

/** A field of a form in the style its `encoding` gives it, or as plain texts, objects as JSON. */
function toFields(medium: Medium | undefined, name: string, value: unknown): string {
  if (medium !== undefined && isStyled(encodingOf(medium.encoding, name))) return writeQuery(toField(medium, name, anyText), value)
  return [value]
    .flat()
    .map((item) => `${encode(name)}=${encode(toPlain(item))}`)
    .join('&')
}

/** A body nobody named a type for is read as JSON. */
export function isJsonDraft(headers: Draft['headers']): boolean {
  const mediaType = headers['content-type']
  return mediaType === undefined || isJson(toEssence(mediaType))
}

function toPlain(value: unknown): string {
  if (Array.isArray(value)) return value.map(toPlain).join(',')
  return isObject(value) ? JSON.stringify(value) : String(value)
}

/** What a query leaves as it is stays readable. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(?:40|3A|2F)/g, decodeURIComponent)
}

import type { Request } from '../engine/index.ts'
import { hasFiles, type Operation, parameterOf, partsByName, writeForm } from '../openapi/index.ts'
import type { CallStep } from '../world/index.ts'
import { isJson, toQuery, toRequest } from './step-request.ts'

/** The parts of a request that an operation looks at, as a step has them; who called is for others to say. Undefined for a body that is no text. */
export function toCall(operation: Operation, request: Request): CallStep | undefined {
  const read = operation.read(request)
  const looked = read.ok ? read.input : { query: {}, headers: {}, cookies: {} }
  const names = operation.path.names
  const call: { -readonly [Key in keyof CallStep]: CallStep[Key] } = { call: operation.id }
  if (names.length > 0) call.path = Object.fromEntries(names.map((name, index) => [name, request.params[index] as string]))
  if (Object.keys(looked.query).length > 0 && request.query !== '') call.query = readableQuery(withoutSecrets(operation, request.query))
  const headers = headersOf(request, Object.keys(looked.headers), Object.keys(looked.cookies))
  const hasBody = operation.hasBody && request.body !== undefined && request.body.length > 0
  const mediaType = text(request.headers['content-type'])
  if (hasBody && mediaType !== undefined && !/^application\/json\s*(?:;|$)/i.test(mediaType)) headers['content-type'] = mediaType
  if (Object.keys(headers).length > 0) call.headers = headers
  if (!hasBody) return call
  const sent = decode(request.body)
  if (sent === undefined) return undefined
  if (isJson(call.headers)) call.body = JSON.parse(sent)
  else if (/^multipart\//i.test(mediaType ?? '')) call.body = maskedParts(request, sent, mediaType)
  else call.body = /^[^;]*form-urlencoded/i.test(mediaType ?? '') ? maskedForm(sent) : sent
  return withoutPasswords(operation, call)
}

/** Only what the document declares; credentials stand in none of them. */
function headersOf(request: Request, names: readonly string[], cookies: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of names) {
    const value = text(request.headers[name.toLowerCase()])
    if (value !== undefined) headers[name.toLowerCase()] = value
  }
  const pairs = (text(request.headers.cookie) ?? '').split(';').map((pair) => pair.trim())
  const kept = pairs.filter((pair) => cookies.includes(pair.split('=', 1)[0] as string))
  if (kept.length > 0) headers.cookie = kept.join('; ')
  return headers
}

function withoutSecrets({ security }: Operation, query: string): string {
  const keys = security.flat().flatMap(({ scheme }) => (scheme.type === 'apiKey' && scheme.in === 'query' ? [scheme.name] : []))
  const pairs = query.split('&').filter((pair) => pair !== '')
  return pairs.filter((pair) => !keys.includes(new URLSearchParams(pair).keys().next().value ?? '')).join('&')
}

/** By name where that comes to the same text; how lists and objects are written is for the document to say. */
function readableQuery(query: string): NonNullable<CallStep['query']> {
  const byName: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(query)) byName[name] = name in byName ? [byName[name] as string, value].flat() : value
  return toQuery(byName) === query ? byName : query
}

const passwordKey = /pass_?(?:w|phrase|code)|pwd$|secret(?!ar)|^(?:pin|otp)$/i

/** Says so itself, and is long enough for most. */
const placeholder = 'not the real password'

/** With something in the place of every password that the document takes as well. Where it takes neither, the letters and digits are hidden. */
function withoutPasswords(operation: Operation, call: CallStep): CallStep {
  const [plain, hidden] = [(): string => placeholder, hide].map((mask) => ({ ...call, body: masked(call.body, mask) })) as [
    CallStep,
    CallStep,
  ]
  return operation.read(toRequest(operation, plain)).ok ? plain : hidden
}

function maskedForm(form: string): string {
  const mask = (pair: string): string => {
    const [key = ''] = pair.split('=', 1)
    return passwordKey.test(key) ? `${key}=${encodeURIComponent(placeholder)}` : pair
  }
  return form.split('&').map(mask).join('&')
}

/** As it was sent, unless a part holds a password. */
function maskedParts({ body = new Uint8Array() }: Request, sent: string, mediaType: string | undefined): string {
  const parts = partsByName(body, mediaType)
  if (parts === undefined) return sent
  const hidden = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, hasFiles({ part }) ? part : maskedUnder(name, part)]),
  )
  if (JSON.stringify(hidden) === JSON.stringify(parts)) return sent
  return new TextDecoder().decode(writeForm(hidden, parameterOf(mediaType, 'boundary') ?? ''))
}

function maskedUnder(name: string, value: unknown): unknown {
  return Object.values(masked({ [name]: value }, () => placeholder) as object)[0]
}

function masked(value: unknown, mask: (password: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, mask))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, inner]) => {
    return [key, typeof inner === 'string' && passwordKey.test(key) ? mask(inner) : masked(inner, mask)]
  })
  return Object.fromEntries(entries)
}

/** Of the same length and the same kinds of characters, for documents that ask for some of each. */
function hide(password: string): string {
  return password
    .replaceAll(/\p{Lu}/gu, 'X')
    .replaceAll(/\p{Ll}/gu, 'x')
    .replaceAll(/\d/g, '0')
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header
}

function decode(bytes: Uint8Array | undefined): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

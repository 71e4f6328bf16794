import { hash, type SampleOptions, sample, type Tools, toWords, Unsatisfiable } from '../../engine/index.ts'
import { toHttpTime } from '../../kernel/index.ts'
import type { Api, DeclaredHeader, ResponseSpec } from '../../openapi/index.ts'
import type { Made } from './made.ts'

/** Told by the transport or by the engine: a made-up one would break the connection or be untrue. */
const ours = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'standin-world',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-request-id',
])

/** Headers of whoever knows more than the document: what one of a name may say, the best first; undefined for one that nothing is known of. */
export type Known = (name: string) => readonly unknown[] | undefined

/** Values for the headers a response declares, after its body: what they say of it is true of it. */
export function makeHeaders(
  declared: readonly DeclaredHeader[],
  body: unknown,
  made: Made,
  known: Known = nothing,
): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const header of declared) {
    if (ours.has(header.name) || header.name.startsWith('access-control-') || !/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(header.name)) continue
    const text = toText(valueFor(header, body, made, known(header.name)), header.explode)
    if (text !== undefined) headers[header.name] = text
  }
  return headers
}

const nothing: Known = () => undefined

function valueFor(header: DeclaredHeader, body: unknown, made: Made, known: readonly unknown[] | undefined): unknown {
  const { api } = made
  const allows =
    header.schemaPointer === undefined ? () => true : (value: unknown) => api.schema(header.schemaPointer as string)(value).length === 0
  if (known !== undefined) {
    const value = known.find(allows)
    // Better none than one that is not true.
    if (value !== undefined || !header.isRequired) return value
  }
  if (header.example !== undefined && !made.isDynamic && allows(header.example)) return header.example
  const usual = usualValues(header, body, made).find((value) => value !== undefined && allows(value))
  if (usual !== undefined || header.schemaPointer === undefined) return usual ?? header.example
  return sampled(header, header.schemaPointer, api, made.sampling(`header ${header.name}`))
}

/** Headers that an error can't go without; those that HTTP itself wants of it are told by whoever refuses. */
export function requiredHeaders(spec: ResponseSpec, api: Api, tools: Tools, now: number): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const header of spec.headers) {
    const { name, isRequired, schemaPointer, example, explode } = header
    if (!isRequired || ours.has(name)) continue
    const shared = { schemas: api.schemas, tools, now, direction: 'response', usesExamples: true, seed: hash(name) } as const
    const allows = schemaPointer === undefined || api.schema(schemaPointer)(example).length === 0
    const value = (example !== undefined && allows) || schemaPointer === undefined ? example : sampled(header, schemaPointer, api, shared)
    const text = toText(value, explode)
    if (text !== undefined) headers[name] = text
  }
  return headers
}

function sampled({ name }: DeclaredHeader, pointer: string, api: Api, options: Omit<SampleOptions, 'check'>): unknown {
  const schema = api.schemas.at(pointer, 'response')
  if (schema === undefined) return undefined
  try {
    return sample(schema, { ...options, subject: toWords(name), check: api.schema(pointer) })
  } catch (thrown) {
    if (!(thrown instanceof Unsatisfiable)) throw thrown
    return undefined
  }
}

/** What headers of these names always say. */
function usualValues({ name }: DeclaredHeader, body: unknown, { call, now, seed, cookie }: Made): unknown[] {
  const { target } = call.request
  const path = target.split('?', 1)[0] as string
  const hex = (seed >>> 0).toString(16).padStart(8, '0')
  switch (name) {
    case 'location':
    case 'content-location': {
      const id = idOf(body)
      const own = id === undefined || call.operation.method !== 'POST' ? path : `${path.replace(/\/$/, '')}/${encodeURIComponent(id)}`
      return [own, `https://example.com${own}`]
    }
    case 'link':
      return [`<${path}?page=2>; rel="next"`]
    case 'etag':
      return [`"${hex}"`]
    case 'last-modified':
      return [toHttpTime(now - 86_400_000)]
    case 'expires':
      return [toHttpTime(now + 3_600_000)]
    case 'cache-control':
      return ['no-cache']
    case 'set-cookie':
      return [`${cookie ?? 'session'}=${hex}${hex}; Path=/; HttpOnly`]
    case 'www-authenticate':
      return ['Bearer']
    case 'content-disposition':
      return ['attachment; filename="download"']
    case 'content-language':
      return ['en']
    case 'retry-after':
      return [1, '1']
    default:
      return /rate-?limit|^x-rate/.test(name) ? rateLimit(name, now) : []
  }
}

/** A caller who is far from every limit. */
function rateLimit(name: string, now: number): unknown[] {
  if (name.endsWith('remaining')) return [99, '99']
  if (name.endsWith('reset')) return [Math.floor(now / 1000) + 60, 60, '60']
  return /limit$/.test(name) ? [100, '100'] : []
}

function idOf(body: unknown): string | undefined {
  const { id, data } = (body !== null && typeof body === 'object' ? body : {}) as { readonly id?: unknown; readonly data?: unknown }
  if (typeof id === 'string' || typeof id === 'number') return String(id)
  return data === undefined || data === body ? undefined : idOf(data)
}

/** As style `simple` writes it (OAS 3.1 §4.8.21); undefined for what a header can't hold. */
function toText(value: unknown, explode: boolean): string | undefined {
  if (value === undefined || value === null) return undefined
  const plain = (one: unknown) => (typeof one === 'object' ? JSON.stringify(one) : String(one))
  const text = Array.isArray(value)
    ? value.map(plain).join(',')
    : typeof value === 'object'
      ? Object.entries(value)
          .map(([key, one]) => `${key}${explode ? '=' : ','}${plain(one)}`)
          .join(',')
      : String(value)
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text) ? text.trim() : undefined
}

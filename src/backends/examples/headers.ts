import { hash, problem, type SampleOptions, sample, type Tools, toWords, Unsatisfiable } from '../../engine/index.ts'
import { toHttpTime } from '../../kernel/index.ts'
import { type Api, type DeclaredHeader, type Field, type ResponseSpec, toField } from '../../openapi/index.ts'
import type { Made } from './made.ts'
import { No } from './no.ts'

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

export type Headers = Record<string, Field>

/** Headers of whoever knows more than the document: what one of a name may say, the best first; undefined for one that nothing is known of. */
export type Known = (name: string) => readonly unknown[] | undefined

/** Values for the headers a response declares, after its body: what they say of it is true of it. Throws `No` when one that must be there has no value. */
export function makeHeaders(declared: readonly DeclaredHeader[], body: unknown, made: Made, known: Known = nothing): Headers {
  const headers: Headers = {}
  for (const header of declared) {
    if (ours.has(header.name) || header.name.startsWith('access-control-') || !/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(header.name)) continue
    const text = textFor(header, body, made, known(header.name))
    if (text !== undefined) headers[header.name] = text
    else if (header.isRequired) throw new No(problem('not_implemented', explainMissing(header, made)))
  }
  return headers
}

const nothing: Known = () => undefined

/** The first that is allowed and that a header can hold: what is known, what the document shows, what headers of this name say, what its schema describes. */
function textFor(header: DeclaredHeader, body: unknown, made: Made, known: readonly unknown[] | undefined): Field | undefined {
  const { schemaPointer, example } = header
  const first = (values: readonly unknown[]): Field | undefined => {
    for (const value of values) {
      const isAllowed = value !== undefined && (schemaPointer === undefined || made.api.schema(schemaPointer)(value).length === 0)
      const text = isAllowed ? toField(header, value) : undefined
      if (text !== undefined) return text
    }
    return undefined
  }
  if (known !== undefined) {
    const text = first(known)
    // Better none than one that is not true.
    if (text !== undefined || !header.isRequired) return text
  }
  const text = first([...(made.isDynamic ? [] : [example]), ...usualValues(header, body, made)])
  if (text !== undefined || schemaPointer === undefined) return text ?? toField(header, example)
  return sampled(header, schemaPointer, made.api, made.sampling(`header ${header.name}`))
}

function explainMissing({ name, schemaPointer }: DeclaredHeader, { call }: Made): string {
  const where =
    schemaPointer === undefined ? 'it has no schema' : `no value for its schema at #${schemaPointer} was found that HTTP can carry`
  return `${call.operation.id} can't be answered: its answer must have the header ${name}, and ${where}. Give an example in ASCII.`
}

/** Headers that an error can't go without; those that HTTP itself wants of it are told by whoever refuses. */
export function requiredHeaders(spec: ResponseSpec, api: Api, tools: Tools, now: number): Headers {
  const headers: Headers = {}
  for (const header of spec.headers) {
    const { name, isRequired, schemaPointer, example } = header
    if (!isRequired || ours.has(name)) continue
    const shared = { schemas: api.schemas, tools, now, direction: 'response', usesExamples: true, seed: hash(name) } as const
    const allows = schemaPointer === undefined || api.schema(schemaPointer)(example).length === 0
    const shown = example !== undefined && allows ? toField(header, example) : undefined
    const text = shown ?? (schemaPointer === undefined ? undefined : sampled(header, schemaPointer, api, shared))
    if (text !== undefined) headers[name] = text
  }
  return headers
}

function sampled(header: DeclaredHeader, pointer: string, api: Api, options: Omit<SampleOptions, 'check'>): Field | undefined {
  const schema = api.schemas.at(pointer, 'response')
  if (schema === undefined) return undefined
  const check = api.schema(pointer)
  const sampling = { ...options, subject: toWords(header.name), check }
  try {
    // An example may be in letters that HTTP has no place for.
    const text = toField(header, sample(schema, sampling)) ?? toField(header, sample(schema, { ...sampling, usesExamples: false }))
    return text ?? (check('text').length === 0 ? 'text' : undefined)
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

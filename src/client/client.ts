import { type FormEncoding, readBody, writeBody } from './body.ts'
import { type Place, usual, type Writing, writeHeader, writePairs, writePath } from './styles.ts'
import type { Answer, Arguments, OperationAt, PathsWith } from './types.ts'

const methods = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'QUERY'] as const
type Method = (typeof methods)[number]

/** One function for each method of HTTP: `client.GET('/users/{id}', { params: { path: { id: 'usr_1' } } })`. */
export type Client<Paths> = {
  readonly [Name in Method]: <Path extends PathsWith<Paths, Lowercase<Name>>>(
    path: Path,
    ...init: Arguments<OperationAt<Paths[Path], Lowercase<Name>>>
  ) => Promise<Answer<OperationAt<Paths[Path], Lowercase<Name>>>>
}

export interface ClientOptions {
  /** Where the API is reached; paths are put behind it. */
  readonly baseUrl: string
  /** Sent with every call; a function is asked for them each time, as for a token that is renewed. */
  readonly headers?: RequestInit['headers'] | (() => RequestInit['headers'] | Promise<RequestInit['headers']>)
  /** Asked instead of the global one, e.g. `mock.fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** What `standin types --client` writes of a document; what it leaves out is written as OpenAPI has it by default. */
  readonly wire?: Wire
}

/** How a document writes what it does not write as OpenAPI has it by default, by path template and method. */
export type Wire = Readonly<Record<string, { readonly [Name in Method]?: OperationWire }>>

export interface OperationWire {
  readonly path?: Readonly<Record<string, Writing>>
  readonly query?: Readonly<Record<string, Writing>>
  readonly header?: Readonly<Record<string, Writing>>
  readonly cookie?: Readonly<Record<string, Writing>>
  /** The media type of bodies; `application/json` if left out. */
  readonly body?: string
  /** How the properties of a form are written. */
  readonly encoding?: FormEncoding
}

interface Given {
  readonly params?: Readonly<Partial<Record<Place, Readonly<Record<string, unknown>>>>>
  readonly body?: unknown
  readonly headers?: RequestInit['headers']
  readonly signal?: AbortSignal
}

/** A client for the types of a document: `createClient<paths>({ baseUrl: mock.url })`. What the API says no to is given as `error`; only what never came to an answer throws. */
export function createClient<Paths>(options: ClientOptions): Client<Paths> {
  const call = (method: Method) => (path: string, given?: Given) => send(options, method, path, given)
  return Object.fromEntries(methods.map((method) => [method, call(method)])) as unknown as Client<Paths>
}

async function send(options: ClientOptions, method: Method, template: string, given: Given = {}): Promise<unknown> {
  const { params = {}, body, signal } = given
  const wire = options.wire?.[template]?.[method] ?? {}
  const url = options.baseUrl.replace(/\/+$/, '') + toPath(template, params.path ?? {}, wire) + toQuery(params.query ?? {}, wire)
  const own = new Headers(given.headers)
  const written =
    body === undefined ? undefined : writeBody(body, own.get('content-type') ?? wire.body ?? 'application/json', wire.encoding)
  const headers = new Headers(typeof options.headers === 'function' ? await options.headers() : options.headers)
  for (const [name, text] of headersOf(params, wire)) headers.set(name, text)
  if (written?.mediaType !== undefined) headers.set('content-type', written.mediaType)
  for (const [name, text] of own) headers.set(name, text)
  // Only `fetch` knows what stands between the parts of a form.
  if (written !== undefined && written.mediaType === undefined) headers.delete('content-type')
  const init: RequestInit & { duplex?: 'half' } = { method, headers }
  if (written !== undefined) init.body = written.body
  // The standard asks for it with a body that is still to come.
  if (written?.body instanceof ReadableStream) init.duplex = 'half'
  if (signal !== undefined) init.signal = signal
  const ask = options.fetch ?? fetch
  const response = await ask(url, init)
  const read = await readBody(response)
  return response.ok ? { data: read, response } : { error: read, response }
}

function toPath(template: string, values: Readonly<Record<string, unknown>>, { path = {} }: OperationWire): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const text = writePath(name, ownOf(values, name), ownOf(path, name))
    // An empty one would be another path.
    if (text === undefined || text === '') throw new TypeError(`${template} needs a value for the parameter "${name}"`)
    return text
  })
}

function toQuery(values: Readonly<Record<string, unknown>>, { query = {} }: OperationWire): string {
  const pairs = Object.entries(values).flatMap(([name, value]) => writePairs(name, value, ownOf(query, name)))
  return pairs.length === 0 ? '' : `?${pairs.map(([name, text]) => `${name}=${text}`).join('&')}`
}

/** Parameters may be called as what every object has, such as `constructor`. */
function ownOf<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

function headersOf({ header = {}, cookie = {} }: NonNullable<Given['params']>, wire: OperationWire): [string, string][] {
  const headers = Object.entries(header).flatMap(([name, value]): [string, string][] => {
    const text = writeHeader(value, ownOf(wire.header ?? {}, name))
    return text === undefined ? [] : [[name, text]]
  })
  const cookies = Object.entries(cookie).flatMap(([name, value]) => writePairs(name, value, ownOf(wire.cookie ?? {}, name) ?? usual.cookie))
  return cookies.length === 0 ? headers : [...headers, ['cookie', cookies.map(([name, text]) => `${name}=${text}`).join('; ')]]
}

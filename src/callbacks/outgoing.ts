import { type SampleOptions, sample, sentAs, type Tools, toWords, Unsatisfiable, writeBody } from '../engine/index.ts'
import { isObject, jsonOrText, parsePointer, valueAt } from '../kernel/index.ts'
import { type Api, bodiesOf, examplesOf, isJson, mediaOf, type Operation, parametersOf, withQuery } from '../openapi/index.ts'

/** A request that the API sends. */
export interface Outgoing {
  readonly method: string
  readonly url: string
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** As it is: a value of JSON, text of anything else; undefined = none. */
  readonly body: unknown
  /** As it is sent. */
  readonly text: string | Uint8Array<ArrayBuffer> | undefined
}

export interface OutgoingOptions {
  readonly api: Api
  readonly tools: Tools
  readonly seed: number
  /** The world's time, milliseconds since 1970. */
  readonly now: number
  /** What is known of the values of its body, by place and name. */
  readonly given?: SampleOptions['given']
  /** A body to send as it is, if the document allows it. */
  readonly body?: unknown
  /** The name of an example to send. */
  readonly example?: string | undefined
}

/** Why there is no such request. */
export class Unmakeable extends Error {}

/** The request to an operation that somebody else serves: its body the first example that fits, else made up. Throws `Unmakeable`. */
export function makeOutgoing(operation: Operation, url: string, options: OutgoingOptions): Outgoing {
  if (operation.unusable !== undefined) throw new Unmakeable(`${operation.id} can't be sent: ${operation.unusable}`)
  const { api } = options
  const required = parametersOf(api, operation).filter((one) => one.required)
  const target = new URL(url)
  const headers: Record<string, string> = {}
  const cookies: string[] = []
  for (const parameter of required) {
    const { in: place, name, schema, schemaPointer } = parameter
    const value = shownFor(parameter, api) ?? (schema === undefined ? 'text' : make(schemaPointer, toWords(name), options))
    if (place === 'query' && !target.searchParams.has(name)) target.search = withQuery(target.search.replace(/^\?/, ''), parameter, value)
    if (place === 'header') headers[name.toLowerCase()] = toPlain(value)
    if (place === 'cookie') cookies.push(`${name}=${toPlain(value)}`)
  }
  if (cookies.length > 0) headers.cookie = cookies.join('; ')
  const { mediaType, body } = bodyOf(operation, options)
  if (mediaType !== undefined) headers['content-type'] = mediaType
  return { method: operation.method, url: target.href, headers, body, text: toText(body, mediaType) }
}

/** What the document shows for a parameter, where its schema allows that. */
function shownFor({ pointer, schema, schemaPointer }: ReturnType<typeof parametersOf>[number], api: Api): unknown {
  const node = valueAt(api.root, parsePointer(pointer))
  const [shown] = isObject(node) ? examplesOf(api.root, node) : []
  return shown === undefined || (schema !== undefined && api.schema(schemaPointer)(shown).length > 0) ? undefined : shown
}

function bodyOf(operation: Operation, options: OutgoingOptions): { readonly mediaType: string | undefined; readonly body: unknown } {
  const { api, example, body: given } = options
  const media = mediaOf(api, operation)
  const medium = media.find(({ codec }) => codec === 'json') ?? media.find(({ codec }) => codec === 'form') ?? media[0]
  if (medium === undefined) {
    if (given === undefined && example === undefined) return { mediaType: undefined, body: undefined }
    throw new Unmakeable(`${operation.id} declares no body.`)
  }
  const mediaType = medium.name.includes('*') ? 'application/json' : medium.name
  const check = medium.schema === undefined ? () => [] : api.schema(medium.pointer)
  const write = (value: unknown) => {
    const schema = medium.schema === undefined ? undefined : api.schemas.at(medium.pointer, 'response')
    return { mediaType: sentAs(mediaType), body: writeBody(value, mediaType, schema, api.schemas) }
  }
  if (given !== undefined) {
    const [violation] = check(given)
    if (violation === undefined) return write(given)
    throw new Unmakeable(`The document does not allow this body of ${operation.id}: ${placeOf(violation.path)} ${violation.message}.`)
  }
  const named = operation.examples.filter((one) => one.in === 'body')
  if (example !== undefined) {
    const found = named.find(({ name }) => name === example)
    if (found !== undefined) return write(found.value)
    const there = named.length === 0 ? 'It shows none with a name.' : `It has ${[...new Set(named.map(({ name }) => name))].join(', ')}.`
    throw new Unmakeable(`${operation.id} has no example ${JSON.stringify(example)}. ${there}`)
  }
  // The last of them is the smallest that its schema describes.
  const shown = bodiesOf(api, medium).slice(0, -1).map(asValue)
  const fitting = shown.find((value) => check(value).length === 0)
  if (fitting !== undefined) return write(fitting)
  return write(medium.schema === undefined ? {} : make(medium.pointer, toWords(operation.path.template), options, shown[0]))
}

/** What the API sends it may read and its receiver not write, so it is made as an answer is. */
function make(pointer: string, subject: string, { api, tools, seed, now, given }: OutgoingOptions, hint?: unknown): unknown {
  const { schemas } = api
  const schema = schemas.at(pointer, 'response')
  if (schema === undefined) return {}
  const check = api.schema(pointer)
  try {
    return sample(schema, {
      schemas,
      tools,
      seed,
      now,
      direction: 'response',
      usesExamples: true,
      hint,
      subject,
      check,
      ...(given && { given }),
    })
  } catch (thrown) {
    if (!(thrown instanceof Unsatisfiable)) throw thrown
    throw new Unmakeable(`No value was found for the schema at #${thrown.pointer ?? pointer}, for ${thrown.message}.`)
  }
}

/** An object or a list that is written as a text. */
function asValue(shown: unknown): unknown {
  return typeof shown === 'string' && /^\s*[[{]/.test(shown) ? jsonOrText(shown) : shown
}

function placeOf(path: readonly (string | number)[]): string {
  return path.length === 0 ? 'it' : `/${path.join('/')}`
}

function toText(body: unknown, mediaType: string | undefined): Outgoing['text'] {
  if (body === undefined) return undefined
  if (body instanceof Uint8Array) return new Uint8Array(body)
  return typeof body === 'string' && !isJson(essenceOf(mediaType)) ? body : JSON.stringify(body)
}

function essenceOf(mediaType = ''): string {
  return mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

function toPlain(value: unknown): string {
  if (Array.isArray(value)) return value.map(toPlain).join(',')
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value)
}

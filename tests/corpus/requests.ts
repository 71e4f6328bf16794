import { sample, type Tools, toWords, Unsatisfiable } from '../../src/engine/index.ts'
import { type Api, draftOf, mediaOf, type Operation, parametersOf, type RequestParts, toParts, withQuery } from '../../src/openapi/index.ts'

/** A request that an operation takes: of the document's examples, else made up to its schemas; undefined when neither is found. */
export function requestFor(api: Api, operation: Operation, tools: Tools): RequestParts | undefined {
  const credentials = credentialsFor(operation)
  const shown = toParts(draftOf(api, operation))
  for (const parts of [shown, madeUp(api, operation, tools, shown)]) {
    const whole = parts && {
      ...parts,
      headers: { ...parts.headers, ...credentials.headers },
      query: credentials.query.reduce(withCredential, parts.query),
    }
    if (whole !== undefined && operation.read(whole).ok) return whole
  }
  return undefined
}

/** Path and query as they are sent. */
export function targetOf({ path }: Operation, { params, query }: RequestParts): string {
  let next = 0
  const filled = path.template.replace(/\{[^{}]*\}/g, () => encodeURIComponent(params[next++] as string))
  return filled + (query === '' ? '' : `?${query}`)
}

function madeUp(api: Api, operation: Operation, tools: Tools, shown: RequestParts): RequestParts | undefined {
  const make = (pointer: string, subject: string): unknown => {
    const schema = api.schemas.at(pointer, 'request')
    if (schema === undefined) return 'text'
    const check = api.schema(pointer)
    return sample(schema, { schemas: api.schemas, tools, seed: 1, now: 0, direction: 'request', usesExamples: true, subject, check })
  }
  try {
    const required = parametersOf(api, operation).filter(({ required }) => required)
    const textOf = (place: string, name: string) => {
      const parameter = required.find((one) => one.in === place && one.name === name)
      return parameter === undefined ? 'text' : toText(make(parameter.schemaPointer, toWords(name)))
    }
    const params = operation.path.names.map((name) => textOf('path', name) || 'text')
    const query = required
      .filter((one) => one.in === 'query')
      .reduce((text, one) => withQuery(text, one, make(one.schemaPointer, toWords(one.name))), '')
    const headers = Object.fromEntries(
      required.filter((one) => one.in === 'header').map(({ name }) => [name.toLowerCase(), textOf('header', name)]),
    )
    const media = mediaOf(api, operation)
    const medium = ['json', 'form', 'multipart']
      .map((wanted) => media.find(({ codec }) => codec === wanted))
      .find((one) => one !== undefined)
    if (medium === undefined) return { ...shown, params, query, headers: { ...shown.headers, ...headers } }
    const body = medium.schema === undefined ? {} : make(medium.pointer, '')
    const { contentType, text } = written(medium, body)
    return { params, query, headers: { ...headers, 'content-type': contentType }, body: Buffer.from(text) }
  } catch (thrown) {
    if (thrown instanceof Unsatisfiable) return undefined
    throw thrown
  }
}

function written({ name, codec }: { readonly name: string; readonly codec: string }, body: unknown) {
  if (codec === 'json') return { contentType: name, text: JSON.stringify(body) }
  const fields = Object.entries(body as object)
  if (codec === 'form') return { contentType: name, text: fields.flatMap(([field, value]) => pairs(field, value)).join('&') }
  const parts = fields.flatMap(([field, value]) =>
    [value].flat().map((one) => `--part\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${toText(one)}\r\n`),
  )
  return { contentType: `${name}; boundary=part`, text: `${parts.join('')}--part--\r\n` }
}

function pairs(name: string, value: unknown): string[] {
  return [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(toText(one))}`)
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Some documents describe a credential as a parameter too. */
function withCredential(query: string, name: string): string {
  const pairs = query === '' ? [] : query.split('&')
  return pairs.some((pair) => pair.startsWith(`${name}=`)) ? query : [...pairs, `${name}=key`].join('&')
}

/** Every scheme of the first alternative that asks for something. */
function credentialsFor({ security }: Operation): { readonly headers: Record<string, string>; readonly query: readonly string[] } {
  const headers: Record<string, string> = {}
  const query: string[] = []
  for (const { scheme } of security[0] ?? []) {
    if (scheme.type === 'bearer') headers.authorization = 'Bearer token'
    if (scheme.type === 'basic') headers.authorization = 'Basic dXNlcjpwYXNz'
    if (scheme.type === 'apiKey' && scheme.in === 'header') headers[scheme.name] = 'key'
    if (scheme.type === 'apiKey' && scheme.in === 'cookie') headers.cookie = `${scheme.name}=key`
    if (scheme.type === 'apiKey' && scheme.in === 'query') query.push(scheme.name)
  }
  return { headers, query }
}

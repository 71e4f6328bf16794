import { missingCredential } from '../engine/index.ts'
import {
  type Api,
  decodeText,
  findOperation,
  isJson,
  JsonFault,
  matchMediaType,
  type Operation,
  operationsAt,
  parseJson,
  type RequestInput,
  type RequestParts,
  type ResponseSpec,
  toEssence,
} from '../openapi/index.ts'
import { type Fault, toFault, toUndeclared } from './fault.ts'

type Headers = RequestParts['headers']

/** What a request is to the document. */
export interface Judged {
  /** Undefined when the document has no such operation. */
  readonly operation: Operation | undefined
  /** An operation on the same path, when the method is not declared. */
  readonly neighbours: readonly Operation[]
  readonly params: readonly string[]
  /** Read as the document says; undefined when it does not fit. */
  readonly input: RequestInput | undefined
  readonly faults: readonly Fault[]
  /** Fields that the document does not speak of. */
  readonly fields: readonly Fault[]
}

/** Holds a request to the document as the mock would, but for the worth of its credentials, which only the upstream knows. */
export function judgeRequest(api: Api, method: string, target: string, headers: Headers, body: Uint8Array | undefined): Judged {
  const [path = '', ...rest] = target.split('?')
  const found = findOperation(api, method, path)
  if (found === undefined) {
    const neighbours = operationsAt(api, path)
    const [near] = neighbours
    const message =
      near === undefined
        ? 'the document has no path like it'
        : `its path takes ${neighbours.map((one) => one.method).join(', ')} here and nothing else`
    const pointer = near === undefined ? '/paths' : near.pointer.slice(0, near.pointer.lastIndexOf('/'))
    return {
      operation: undefined,
      neighbours,
      params: [],
      input: undefined,
      faults: [{ code: 'request.undeclared', at: 'path', message, pointer }],
      fields: [],
    }
  }
  const { operation, params } = found
  const { pointer } = operation
  const parts: RequestParts = { params, query: rest.join('?'), headers, body }
  const judged = (faults: readonly Fault[], input?: RequestInput): Judged => ({
    operation,
    neighbours: [],
    params,
    input,
    faults,
    fields: fieldsOf(operation, headers, input),
  })
  if (operation.unusable !== undefined)
    return judged([{ code: 'exchange.unchecked', at: '', message: `the document is broken here: ${operation.unusable}`, pointer }])
  const missing = missingCredential(operation, parts)
  const security: Fault[] = missing === undefined ? [] : [{ code: 'request.security', at: 'security', message: missing.reason, pointer }]
  try {
    const read = operation.read(parts)
    if (read.ok) return judged(security, read.input)
    return judged([...security, ...read.violations.map((violation) => toFault('request.invalid', violation, pointer))])
  } catch (error) {
    return judged([...security, unjudged('request', error, pointer)])
  }
}

function fieldsOf(operation: Operation, headers: Headers, input: RequestInput | undefined): readonly Fault[] {
  if (input?.body === undefined) return []
  const mediaType = [headers['content-type'] ?? []].flat()[0]
  return operation.undeclared(input.body, mediaType).map((field) => toUndeclared('request.field', field, operation.pointer))
}

/** What passes through must not suffer from a schema that the validator can't take, nor from a body it can't bear. */
function unjudged(what: string, error: unknown, pointer: string): Fault {
  return { code: 'exchange.unchecked', at: what, message: `could not be judged: ${(error as Error).message}`, pointer }
}

/** An answer as it came, its body decoded; undefined = none came, or none that was looked at. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array | undefined
  /** Whether a body is known to be there that nobody looks at. */
  readonly isUnread: boolean
  /** Whether it is to a HEAD, which has no body whatever is declared. */
  readonly isHead: boolean
}

/** What an answer's body says, where it could be read. */
export interface JudgedAnswer {
  readonly faults: readonly Fault[]
  /** Fields that the document does not speak of. */
  readonly fields: readonly Fault[]
  /** The value of JSON, of XML or of lines, else text; undefined when there is no body or it is none of them. */
  readonly value: unknown
  /** The text of a body whose value is not written as JSON. */
  readonly text?: string | undefined
}

/** Holds an answer to the document: status, headers, media type and body. */
export function judgeAnswer(operation: Operation, request: Headers, { status, headers, body, isUnread, isHead }: Answer): JudgedAnswer {
  const spec = operation.unusable === undefined ? operation.response(status) : undefined
  if (spec === undefined) {
    // RFC 9110 §15.4.5: asked for by the caller, and no matter of the API
    const isHttps = status === 304 && (request['if-none-match'] ?? request['if-modified-since']) !== undefined
    if (isHttps || operation.unusable !== undefined) return { faults: [], fields: [], value: undefined }
    const message = `${operation.id} declares ${operation.statuses.join(', ') || 'no answer'}, not ${status}`
    return {
      faults: [{ code: 'answer.status', at: 'status', message, pointer: operation.pointer, value: status }],
      fields: [],
      value: undefined,
    }
  }
  try {
    const faults = spec.checkHeaders(headers).map((violation) => toFault('answer.header', violation, spec.pointer))
    const mediaType = [headers['content-type'] ?? []].flat()[0]
    const isSilent = isHead && (mediaType === undefined || spec.mediaTypes.length === 0)
    const read = isSilent
      ? { faults: [], fields: [], value: undefined }
      : isUnread || isHead
        ? { faults: headFaults(spec, mediaType), fields: [], value: undefined }
        : bodyFaults(spec, mediaType, body)
    return { ...read, faults: [...faults, ...read.faults] }
  } catch (error) {
    return { faults: [unjudged('answer', error, spec.pointer)], fields: [], value: undefined }
  }
}

function bodyFaults(spec: ResponseSpec, mediaType: string | undefined, body: Uint8Array | undefined): JudgedAnswer {
  const toFaults = (value: unknown) => spec.check(value, mediaType).map((violation) => toFault('answer.body', violation, spec.pointer))
  if (body === undefined || body.length === 0) return { faults: toFaults(undefined), fields: [], value: undefined }
  const wrong = headFaults(spec, mediaType)
  if (wrong.length > 0 || mediaType === undefined) return { faults: wrong, fields: [], value: undefined }
  const essence = toEssence(mediaType)
  if (spec.reads(mediaType)) return describedFaults(spec, mediaType, body)
  const read = isJson(essence) ? readJson(body) : essence.startsWith('text/') ? decodeText(body) : body
  if (read instanceof JsonFault)
    return { faults: [{ code: 'answer.body', at: 'body', message: read.message, pointer: spec.pointer }], fields: [], value: undefined }
  // What a range allows is a schema of values; of a type that is not read, there is none.
  const isNamed = spec.mediaTypes.some((name) => toEssence(name) === essence)
  const value = read instanceof Uint8Array ? undefined : read
  if (!isNamed && !isJson(essence)) return { faults: [], fields: [], value }
  const fields = spec.undeclared(value, mediaType).map((field) => toUndeclared('answer.field', field, spec.pointer))
  return { faults: toFaults(read), fields, value }
}

/** XML and lines of JSON say what they say by their schema. */
function describedFaults(spec: ResponseSpec, mediaType: string, body: Uint8Array): JudgedAnswer {
  const { value, violations } = spec.read(body, mediaType)
  const found = value === undefined || violations.length > 0 ? violations : spec.check(value, mediaType)
  const faults = found.map((violation) => toFault('answer.body', violation, spec.pointer))
  const fields =
    faults.length > 0 ? [] : spec.undeclared(value, mediaType).map((field) => toUndeclared('answer.field', field, spec.pointer))
  const text = decodeText(body)
  return { faults, fields, value, text: typeof text === 'string' ? text : undefined }
}

/** What can be said of a body that nobody reads. */
function headFaults(spec: ResponseSpec, mediaType: string | undefined): readonly Fault[] {
  const say = (message: string, at = 'header/content-type'): Fault => ({
    code: 'answer.body',
    at,
    message,
    pointer: `${spec.pointer}/content`,
    value: mediaType,
  })
  const declared = spec.mediaTypes
  if (declared.length === 0) return [say('must not be there', 'body')]
  if (mediaType === undefined) return [say(`must say what it is: ${declared.join(' or ')}`)]
  const media = declared.map((name) => ({ essence: toEssence(name) }))
  return matchMediaType(media, toEssence(mediaType)) === undefined
    ? [say(`must be ${declared.join(' or ')}, not ${toEssence(mediaType)}`)]
    : []
}

function readJson(body: Uint8Array): unknown {
  const text = decodeText(body)
  return typeof text === 'string' ? parseJson(text) : text
}

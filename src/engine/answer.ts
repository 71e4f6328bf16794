import { didYouMean } from '../kernel/index.ts'
import type { Operation, ResponseExample, ResponseSpec } from '../openapi/index.ts'
import type { Backend, Reply } from './backend.ts'
import { declaredHeaders, missingHeader } from './declared-headers.ts'
import type { Engine } from './engine.ts'
import { type Problem, toProblemDetails } from './problem.ts'
import { toPhrase, toStatusCode } from './status.ts'

/** An answer that is asked for instead of one that is played. At least one of the first three. */
export interface Wanted {
  readonly status?: number | undefined
  /** The API's own error code. */
  readonly code?: string | undefined
  /** The name of an example. */
  readonly example?: string | undefined
  /** Whether it may go beyond the document. */
  readonly any?: boolean | undefined
}

/** Found once, given any number of times. */
export type Answer = Reply | Problem

const found = new WeakMap<Engine, WeakMap<Operation, Map<string, Answer>>>()

/** The answer asked for, or why there is none. Without `any`, the document allows it. */
export function findAnswer(engine: Engine, operation: Operation, wanted: Wanted): Answer | string {
  const { status, code, example, any } = wanted
  if (status !== undefined && status < 200) return `${status} is never the last word of an answer (RFC 9110 §15.2); expected 200 to 599.`
  const byOperation = found.get(engine) ?? new WeakMap<Operation, Map<string, Answer>>()
  found.set(engine, byOperation)
  const answers = byOperation.get(operation) ?? new Map<string, Answer>()
  byOperation.set(operation, answers)
  const key = JSON.stringify([status, code, example])
  const known = answers.get(key)
  if (known !== undefined) return known
  const declared = example === undefined ? findDeclared(engine, operation, status, code) : findExample(engine, operation, status, example)
  // Only these are kept: there are as many of them as the document shows.
  if (typeof declared !== 'string') answers.set(key, declared)
  return typeof declared === 'string' && any === true ? beyond(engine.backend, wanted) : declared
}

/** An answer as it is given now, with the headers the document declares for it. */
export function give(operation: Operation, answer: Answer, now: number): Answer {
  const spec = operation.response(answer.status)
  return spec === undefined ? answer : { ...answer, headers: declaredHeaders(operation, spec, answer.status, now) }
}

function findDeclared(engine: Engine, operation: Operation, given: number | undefined, code: string | undefined): Answer | string {
  const { backend } = engine
  const own = statusOf(backend, code)
  if (code !== undefined && own === undefined) return unknownCode(backend, code)
  const status = given ?? own ?? 0
  const spec = operation.response(status)
  if (spec === undefined) return `${operation.id} declares no ${status}; it has ${operation.statuses.join(', ')}.`
  const header = missingHeader(operation, spec, status)
  if (header !== undefined) return `${operation.id} requires the header ${header} of its ${status} and shows no example of it.`
  if (code !== undefined) {
    const shown = spec.examples.find(({ value }) => backend.fromErrorBody?.(value)?.code === code)
    return errorOf(engine, spec, status, code, shown) ?? undeclaredCode(engine, operation, spec, status, code)
  }
  return (
    firstError(engine, spec, status) ??
    firstOf(spec.examples, (example) => shownReply(spec, status, example)) ??
    backend.makeUp?.(operation, status) ??
    bareReply(spec, status) ??
    `${operation.id} declares ${status}, but shows no example of it that fits, and its schema allows no body that could be made without one.`
  )
}

function findExample(engine: Engine, operation: Operation, status: number | undefined, name: string): Answer | string {
  const names: string[] = []
  for (const candidate of status === undefined ? statusesOf(operation) : [status]) {
    const spec = operation.response(candidate)
    if (spec === undefined) return `${operation.id} declares no ${candidate}; it has ${operation.statuses.join(', ')}.`
    const header = missingHeader(operation, spec, candidate)
    if (header !== undefined) continue
    for (const example of spec.examples) {
      if (example.name !== undefined) names.push(`${example.name} (${candidate})`)
      if (example.name !== name) continue
      const code = engine.backend.fromErrorBody?.(example.value)?.code
      const answer =
        (code === undefined ? undefined : errorOf(engine, spec, candidate, code, example)) ?? shownReply(spec, candidate, example)
      if (answer !== undefined) return answer
    }
  }
  const there = names.length === 0 ? 'It shows none with a name.' : `It has ${names.join(', ')}.`
  return `${operation.id} has no example ${JSON.stringify(name)} that fits${status === undefined ? '' : ` for its ${status}`}. ${there}`
}

/** Successes first: an example without a status means the usual answer. */
function statusesOf({ statuses }: Operation): number[] {
  const exact = statuses.filter((status) => /^[1-5]\d\d$/.test(status)).map(Number)
  return [...exact.filter((status) => status < 300), ...exact.filter((status) => status >= 300)]
}

/** The code that the examples of a status show first, else the first of the API's codes that its schema allows. */
function firstError(engine: Engine, spec: ResponseSpec, status: number): Problem | undefined {
  const { backend } = engine
  const shown = firstOf(spec.examples, (example) => {
    const code = backend.fromErrorBody?.(example.value)?.code
    return code === undefined ? undefined : errorOf(engine, spec, status, code, example)
  })
  return shown ?? firstOf(codesOf(backend, status), (code) => errorOf(engine, spec, status, code, undefined))
}

/** An error in the API's own words, with the details of the document's example; undefined when the document does not allow it. */
function errorOf(
  { backend }: Engine,
  spec: ResponseSpec,
  status: number,
  code: string,
  shown: ResponseExample | undefined,
): Problem | undefined {
  if (backend.toErrorBody === undefined || statusOf(backend, code) === undefined) return undefined
  const details = shown === undefined ? undefined : backend.fromErrorBody?.(shown.value)?.details
  const problem: Problem = { code, status, reason: toPhrase(status), details }
  return fits(spec, backend.toErrorBody(problem, { traceId: 'abc-123-def', now: 0 })) ? problem : undefined
}

function shownReply(spec: ResponseSpec, status: number, { mediaType, value }: ResponseExample): Reply | undefined {
  return replyOf(spec, status, value, mediaType)
}

/** The least that a response allows when the document shows nothing: no body, problem details for an error, or an empty value. */
function bareReply(spec: ResponseSpec, status: number): Reply | undefined {
  if (spec.mediaTypes.length === 0) return { status }
  const details = status < 400 ? [] : [toProblemDetails({ code: toStatusCode(status), status, reason: toPhrase(status) })]
  return firstOf(spec.mediaTypes, (mediaType) =>
    firstOf([...details, {}, [], '', null, 0, false], (body) => replyOf(spec, status, body, mediaType)),
  )
}

function replyOf(spec: ResponseSpec, status: number, body: unknown, declared: string): Reply | undefined {
  const isText = typeof body === 'string'
  const mediaType = !declared.includes('*') ? declared : isText ? 'text/plain' : 'application/json'
  // Of other media types only their text could be sent, and nothing here writes XML or forms.
  const isWritable = isText || /[/+]json(?:;|$)/.test(mediaType)
  return isWritable && fits(spec, body, mediaType) ? { status, body, mediaType } : undefined
}

function fits(spec: ResponseSpec, body: unknown, mediaType?: string): boolean {
  try {
    return spec.check(body, mediaType).length === 0
  } catch {
    // A schema that the validator refuses allows nothing.
    return false
  }
}

/** An answer that the document does not declare: the API's own shape of errors under any status and code, or no body at all. */
function beyond(backend: Backend, { status: given, code }: Wanted): Answer {
  const status = given ?? statusOf(backend, code) ?? 500
  // RFC 9110 §15.3.5, §15.4.5: these never have a body
  if (status === 204 || status === 304 || (code === undefined && status < 400)) return { status }
  return { code: code ?? codesOf(backend, status)[0] ?? nameOf(backend, status), status, reason: toPhrase(status), isForced: true }
}

/** A code for a status that the API has none for, spelt as its others are. */
function nameOf({ errors = {} }: Backend, status: number): string {
  const name = toStatusCode(status)
  const [first] = Object.keys(errors)
  return first !== undefined && first === first.toUpperCase() ? name.toUpperCase() : name
}

/** The status that belongs to one of the API's own codes. */
function statusOf({ errors = {} }: Backend, code: string | undefined): number | undefined {
  return code !== undefined && Object.hasOwn(errors, code) ? errors[code]?.status : undefined
}

function codesOf({ errors = {} }: Backend, status: number): string[] {
  return Object.keys(errors).filter((code) => errors[code]?.status === status)
}

function unknownCode({ name, errors }: Backend, code: string): string {
  if (errors === undefined) return `The backend "${name}" has no error codes of its own; ask for a status.`
  return `The API has no error code ${JSON.stringify(code)}.${didYouMean(code, Object.keys(errors))}`
}

function undeclaredCode(engine: Engine, operation: Operation, spec: ResponseSpec, status: number, code: string): string {
  const codes = Object.keys(engine.backend.errors ?? {}).filter((one) => errorOf(engine, spec, status, one, undefined) !== undefined)
  const there = codes.length === 0 ? 'none of the API' : codes.join(', ')
  return `${operation.id} declares ${status} without the code ${code}; it has ${there}.`
}

function firstOf<Item, Result>(items: Iterable<Item>, find: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = find(item)
    if (result !== undefined) return result
  }
  return undefined
}

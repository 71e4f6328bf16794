import {
  type ErrorContext,
  hash,
  negotiate,
  type Problem,
  type Reply,
  sample,
  type Tools,
  toProblemDetails,
  Unsatisfiable,
  writeBody,
} from '../../engine/index.ts'
import { type Api, isJson, type Operation, type ResponseSpec, toEssence } from '../../openapi/index.ts'
import { requiredHeaders } from './headers.ts'
import { Words } from './words.ts'

/** What is Standin's own to say, whatever the document declares. */
const ours = new Set(['not_implemented', 'defect', 'route_not_found'])

/** A no as the document declares it for its status, with the reason in the places where reasons stand; undefined where problem details are all there is. */
export function errorReply(problem: Problem, operation: Operation, context: ErrorContext, api: Api, tools: Tools): Reply | undefined {
  if (ours.has(problem.code)) return undefined
  const candidates = statusesFor(problem)
  const declared = candidates.find((status) => operation.statuses.includes(String(status)))
  const status = declared ?? candidates[0] ?? problem.status
  const spec = declaredError(operation, status)
  const body = spec === undefined ? undefined : makeBody(problem, spec, context, api, tools, status)
  const reply = body ?? (status === problem.status ? undefined : plain({ ...problem, status }))
  return reply !== undefined && status === 415 ? { ...reply, headers: acceptedBy(problem, operation) } : reply
}

/** What the body may be instead: `Accept-Patch` (RFC 5789 §3.1), `Accept-Post` (Linked Data Platform §7.1), `Accept` for others (RFC 9110 §12.5.1). */
function acceptedBy({ violations = [] }: Problem, { method }: Operation): Readonly<Record<string, string>> {
  const allowed = violations.find(({ path, params }) => path.length === 0 && Array.isArray(params.allowed))?.params.allowed
  if (allowed === undefined) return {}
  const name = method === 'PATCH' ? 'accept-patch' : method === 'POST' ? 'accept-post' : 'accept'
  return { [name]: (allowed as readonly string[]).join(', ') }
}

function plain(problem: Problem): Reply {
  return { status: problem.status, body: toProblemDetails(problem), mediaType: 'application/problem+json' }
}

/** The statuses a no may have, the most fitting first (RFC 9110 §15.5). */
function statusesFor({ code, status, violations = [] }: Problem): readonly number[] {
  if (code !== 'validation_failed') return [status]
  const rules = new Set(violations.map(({ rule }) => rule))
  // RFC 9110 §15.5.16; where only a part of the body is of a wrong type, an API may as well call it a value that is wrong
  if (rules.size === 1 && rules.has('mediaType')) return violations.some(({ path }) => path.length === 0) ? [415] : [415, 422, 400]
  return rules.has('malformed') || rules.has('encoding') ? [400, 422] : [422, 400]
}

/** `default` describes errors only where it does not stand for the success. */
function declaredError(operation: Operation, status: number): ResponseSpec | undefined {
  const spec = operation.response(status)
  const isError = spec?.status.toLowerCase() !== 'default' || operation.statuses.some((one) => /^[23]/.test(one))
  return isError ? spec : undefined
}

function makeBody(problem: Problem, spec: ResponseSpec, context: ErrorContext, api: Api, tools: Tools, status: number): Reply | undefined {
  // RFC 9110 §15.5.7: better an error in a type that was not asked for than a 406 in the place of it
  const offer = negotiate(spec.mediaTypes, context.accept) ?? negotiate(spec.mediaTypes, undefined)
  if (offer === undefined) return undefined
  const { declared, mediaType } = offer
  const schema = spec.schema(declared)
  const headers = requiredHeaders(spec, api, tools, context.now)
  // whatever is of the type fits
  if (schema === undefined) {
    if (isJson(toEssence(mediaType))) return { status, headers, body: toProblemDetails({ ...problem, status }), mediaType }
    return mediaType.startsWith('text/plain') ? { status, headers, body: problem.reason, mediaType } : undefined
  }
  const shown = spec.examples.filter((one) => one.mediaType === declared)
  const example = shown.find(({ value }) => spec.check(value, mediaType).length === 0) ?? shown[0]
  const words = new Words({ ...problem, status }, context, example !== undefined)
  try {
    const value = sample(schema, {
      schemas: api.schemas,
      tools,
      seed: hash(spec.pointer),
      now: context.now,
      direction: 'response',
      usesExamples: true,
      hint: example?.value,
      given: (pointer, name) => words.at(pointer, name),
      check: (one) => spec.check(one, mediaType),
    })
    // RFC 9457 §3.2: its members go beside those that the document names, where it does not forbid that.
    const isProblem = mediaType.startsWith('application/problem+json') && value !== null && typeof value === 'object'
    const more = isProblem ? { ...toProblemDetails({ ...problem, status }), ...value } : value
    const body = isProblem && spec.check(more, mediaType).length === 0 ? more : value
    return { status, headers, body: writeBody(body, mediaType, schema, api.schemas), mediaType }
  } catch (thrown) {
    if (!(thrown instanceof Unsatisfiable)) throw thrown
    return undefined
  }
}

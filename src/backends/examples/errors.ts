import {
  type ErrorContext,
  hash,
  type Problem,
  type Reply,
  sample,
  type Tools,
  toPhrase,
  toProblemDetails,
  Unsatisfiable,
  writeBody,
} from '../../engine/index.ts'
import { toZuluTime } from '../../kernel/index.ts'
import type { Api, Operation, ResponseSpec, Violation } from '../../openapi/index.ts'

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
  const mediaType = spec.mediaTypes.find((name) => /[/+]json/.test(name)) ?? spec.mediaTypes.find((name) => !name.includes('*'))
  const schema = mediaType === undefined ? undefined : spec.schema(mediaType)
  if (mediaType === undefined || schema === undefined) return undefined
  const shown = spec.examples.filter((one) => one.mediaType === mediaType)
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
    return { status, body: writeBody(body, mediaType, schema, api.schemas), mediaType }
  } catch (thrown) {
    if (!(thrown instanceof Unsatisfiable)) throw thrown
    return undefined
  }
}

/** Where errors of all makes say what is wrong. */
class Words {
  readonly #problem: Problem
  readonly #context: ErrorContext
  /** Whether the document shows such an error, whose codes are the API's own. */
  readonly #isShown: boolean
  readonly #reason: string

  constructor(problem: Problem, context: ErrorContext, isShown: boolean) {
    this.#problem = problem
    this.#context = context
    this.#isShown = isShown
    const violations = problem.violations?.slice(0, 3).map((one) => `${placeOf(one)} ${one.message}`) ?? []
    this.#reason = violations.length === 0 || problem.code !== 'validation_failed' ? problem.reason : violations.join('; ')
  }

  at(pointer: string, name: string): readonly unknown[] {
    const { violations } = this.#problem
    const [, item, field = ''] = /^(?:\/(?:error|data))?\/\w+\/(\d+)(?:\/(?:source\/)?(\w+))?$/.exec(pointer) ?? []
    const violation = item === undefined ? undefined : violations?.[Number(item)]
    if (violation !== undefined)
      return field === '' ? [{}, `${placeOf(violation)} ${violation.message}`] : this.#ofViolation(violation, name)
    // One fault without a place of its own is the first of a list that asks for some.
    if (violations === undefined && item === '0') return field === '' ? [{}, this.#reason] : this.#ofError(name)
    if (violations === undefined && item === undefined && /^(?:errors|issues|messages)$/.test(name)) return [[{}], [this.#reason]]
    if (item === undefined && lists.test(name) && violations !== undefined) return [...this.#ofError(name), violations.map(() => ({}))]
    return pointer.split('/').length > 3 ? [] : this.#ofError(name)
  }

  #ofError(name: string): readonly unknown[] {
    const { code, status, details } = this.#problem
    const { traceId, now } = this.#context
    if (/^(?:message|detail|details|error_?message|error_description|description|reason|msg|user_message|long_message)$/.test(name)) {
      return [this.#reason, this.#reason.slice(0, 100)]
    }
    if (/^(?:title|error|error_name|status_text)$/.test(name)) return this.#isShown ? [] : [toPhrase(status)]
    if (/^(?:status|status_code|http_status|http_code)$/.test(name)) return [status]
    if (/^(?:code|error_code|error_type)$/.test(name)) return this.#isShown ? [] : [code, status]
    if (name === 'type') return this.#isShown ? [] : ['about:blank']
    if (/^(?:trace|request|correlation)_?id$/.test(name)) return [traceId]
    if (/^(?:resource|resource_type|entity|entity_type)$/.test(name)) return [details?.resource].filter((one) => one !== undefined)
    if (/^(?:resource_id|entity_id)$/.test(name))
      return details?.resource_id === undefined ? [] : [details.resource_id, String(details.resource_id)]
    if (/^(?:timestamp|time|date)$/.test(name)) return [toZuluTime(now), Math.floor(now / 1000)]
    return []
  }

  #ofViolation(violation: Violation, name: string): readonly unknown[] {
    if (/^(?:message|detail|reason|msg|description|title|error)$/.test(name)) return [violation.message]
    if (name === 'long_message') return [`${placeOf(violation)} ${violation.message}`]
    if (/^(?:code|rule|type|keyword|constraint)$/.test(name)) return [violation.rule]
    if (/^(?:in|location|where)$/.test(name)) return [violation.in, placeOf(violation)]
    if (name === 'pointer') return [`/${violation.path.join('/')}`]
    if (/^(?:field|path|param|parameter|property|name|loc|attribute|key)$/.test(name))
      return [violation.path.join('.') || violation.in, [violation.in, ...violation.path]]
    return name === 'status' ? [this.#problem.status] : []
  }
}

const lists = /^(?:errors?|details?|violations|issues|fields|invalid_params|validation_errors|causes|messages)$/

function placeOf({ in: place, path }: Violation): string {
  return [place, ...path].join('.')
}

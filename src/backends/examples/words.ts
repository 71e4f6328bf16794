import { type ErrorContext, type Problem, toPhrase, toStatusCode } from '../../engine/index.ts'
import { toZuluTime } from '../../kernel/index.ts'
import type { Violation } from '../../openapi/index.ts'

/** What may be a map from names to messages; an object of any other name has properties of its own. */
const maps = /^(?:errors|fields|messages|invalid_params|validation_errors)$/
const lists = /^(?:errors?|details?|violations|issues|fields|invalid_params|validation_errors|causes|messages)$/
/** Lists of what is wrong with parts of the request, and of nothing else. */
const ofParts = /^(?:fields|violations|invalid_params|validation_errors)$/
const places = /^(?:field|path|param|parameter|property|loc|attribute|key|pointer)$/
/** An item of a list of errors, wherever lists stand: `/errors/0`, `/error/details/0`, `/0`. */
const inList = /^(?:\/(?:error|data|meta))?(?:\/\w+)?\/(\d+)(?:\/(?:source\/)?(\w+))?$/

/** What errors of all makes say in the places where they say it. */
export class Words {
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

  /** Candidates for a place, the best first; of those the schema takes one or none. */
  at(pointer: string, name: string): readonly unknown[] {
    if (pointer === '') return [...this.#texts(), this.#list()]
    const [, item, field = ''] = inList.exec(pointer) ?? []
    if (item !== undefined) return this.#inItem(this.#problem.violations?.[Number(item)], Number(item), field, name)
    if (lists.test(name)) return [...this.#ofError(name), ...this.#lists(name), ...(maps.test(name) ? this.#maps() : [])]
    return pointer.split('/').length > 3 ? [] : this.#ofError(name)
  }

  #inItem(violation: Violation | undefined, index: number, field: string, name: string): readonly unknown[] {
    if (violation !== undefined)
      return field === '' ? [{}, `${placeOf(violation)} ${violation.message}`] : this.#ofViolation(violation, name)
    // a no of another kind is the one item of its list
    if (index > 0 || this.#problem.violations !== undefined) return []
    if (field === '') return [{}, ...this.#texts()]
    // it is about no part of the request
    return places.test(name) ? [''] : this.#ofError(name)
  }

  #lists(name: string): readonly unknown[] {
    const { status, violations } = this.#problem
    const isOfParts = violations !== undefined || status === 400 || status === 422
    return !isOfParts && ofParts.test(name) ? [[], this.#list()] : [this.#list()]
  }

  #list(): readonly unknown[] {
    return (this.#problem.violations ?? [undefined]).map(() => ({}))
  }

  /** Messages by the name of what they are about, as many frameworks have them. */
  #maps(): readonly unknown[] {
    const { violations } = this.#problem
    if (violations === undefined) return []
    const names = violations.map((one) => one.path.join('.') || one.in)
    const messages = new Map<string, string[]>()
    for (const [index, { message }] of violations.entries()) {
      const name = names[index] as string
      messages.set(name, [...(messages.get(name) ?? []), message])
    }
    return [Object.fromEntries(messages)]
  }

  /** The reason, and less of it for places that are short. */
  #texts(): readonly string[] {
    return [this.#reason, this.#reason.slice(0, 100), toPhrase(this.#problem.status), this.#reason.slice(0, 30), this.#reason.slice(0, 10)]
  }

  #ofError(name: string): readonly unknown[] {
    const { code, status, details } = this.#problem
    const { traceId, now } = this.#context
    if (/^(?:message|detail|details|error_?message|error_description|description|reason|msg|user_message|long_message)$/.test(name))
      return this.#texts()
    if (/^(?:title|error|error_name|status_text)$/.test(name)) return this.#isShown ? [] : [toPhrase(status)]
    if (/^(?:status|status_code|http_status|http_code)$/.test(name)) return [status, String(status)]
    if (/^(?:code|error_code|error_type)$/.test(name)) return this.#isShown ? [] : [code, status, ...spellings(status)]
    if (name === 'type') return this.#isShown ? [] : ['about:blank', ...spellings(status)]
    if (/^(?:trace|request|correlation)_?id$/.test(name)) return traceId === '' ? [] : [traceId]
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
    return /^(?:status|status_code)$/.test(name) ? [this.#problem.status, String(this.#problem.status)] : []
  }
}

/** A status as enumerations of codes spell it: `not_found`, `NOT_FOUND`, `notFound`, `NotFound`, `not-found`. */
function spellings(status: number): readonly string[] {
  const code = toStatusCode(status)
  const camel = code.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return [code, code.toUpperCase(), camel, camel.slice(0, 1).toUpperCase() + camel.slice(1), code.replaceAll('_', '-')]
}

function placeOf({ in: place, path }: Violation): string {
  return [place, ...path].join('.')
}

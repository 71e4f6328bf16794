import type { Api, JsonSchema } from '../../openapi/index.ts'
import type { MatchingRule } from '../pact/model.ts'
import { typeOf, type View, viewOf } from './view.ts'

/** An example and the rules by which another value may stand in its place, by JSON path as Pact writes it. */
export interface Matched {
  readonly body: unknown
  readonly rules: Readonly<Record<string, MatchingRule>>
}

export interface MatchOptions {
  /** Where the value stands; `$` if left out. */
  readonly at?: string
  /** A value for a place that must not be null in an example: the verifier takes "null or a value" only with a value as its example. */
  readonly example?: (at: string) => unknown
  /** Whether a value is to be equal whatever its schema allows, e.g. the code of an error. */
  readonly isExact?: (at: string) => boolean
  /** Whether a list must have an entry when its example has; if left out, any that does not stand in another list. */
  readonly isFilled?: (at: string, list: readonly unknown[]) => boolean
}

/** Whole, since Pact's regexes match the whole value; tolerant, since services differ in precision and offset. */
export const dateTimePattern = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?$'

const formats: Readonly<Record<string, string>> = {
  'date-time': dateTimePattern,
  date: '^\\d{4}-\\d{2}-\\d{2}$',
  uuid: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
  email: '^[^@\\s]+@[^@\\s]+$',
}

/** The code and status of an error in the envelope that is usual here, and whether it is a success. */
export function isErrorCode(at: string): boolean {
  return /^\$\.(?:success|error\.(?:code|status))$/.test(at)
}

/** A value with the matchers that its schema allows. Fields that can't be told in a pact (a null object) are left out. */
export function match(api: Api, schema: JsonSchema | undefined, value: unknown, options: MatchOptions = {}): Matched {
  const { at = '$', example = () => undefined, isExact = isErrorCode, isFilled = () => true } = options
  const rules: Record<string, MatchingRule> = {}

  const visit = (path: string, schema: JsonSchema | undefined, given: unknown): unknown => {
    const view = viewOf(api, schema, given)
    if (isExact(path) || view.values?.length === 1) {
      rules[path] = only({ match: 'equality' })
      return given
    }
    if (Array.isArray(given)) return visitList(path, view, given)
    if (typeof given === 'object' && given !== null) return visitObject(path, view, given)
    const shown = given === null && view.types.size > 1 ? (example(path) ?? plainExample(api, view)) : given
    if (shown === undefined || shown === null) return given === null && view.types.size > 1 ? undefined : shown
    if (typeof shown === 'object') return undefined
    const matcher = matcherOf(api, view, shown)
    rules[path] = view.types.has('null') ? { combine: 'OR', matchers: [{ match: 'null' }, matcher] } : only(matcher)
    return shown
  }

  const visitObject = (path: string, { properties }: View, given: object): unknown => {
    if (Object.keys(given).length === 0) rules[path] = only({ match: 'type' })
    const entries = Object.entries(given).flatMap(([name, entry]) => {
      const shown = visit(toPath(path, name), properties.get(name), entry)
      return shown === undefined ? [] : [[name, shown] as const]
    })
    return Object.fromEntries(entries)
  }

  // One entry stands for all: what a list holds is the state's affair.
  const visitList = (path: string, { items }: View, given: readonly unknown[]): unknown => {
    // Of entries of a list, each has its own inside.
    const isOpen = given.length === 0 || path.includes('[*]') || !isFilled(path, given)
    rules[path] = only(isOpen ? { match: 'type' } : { match: 'type', min: 1 })
    const shown = given.length === 0 ? undefined : visit(`${path}[*]`, items, given[0])
    return shown === undefined ? [] : [shown]
  }

  const body = visit(at, schema, value)
  return { body, rules }
}

const plainTexts = ['text', '2025-12-22T15:30:00', '2025-12-22T15:30:00Z', '2025-12-22', 'https://example.com/', 'jane@example.com']

/** A value for a place that may be null and that the document shows no value for. */
function plainExample(api: Api, { types, values, pattern, format }: View): unknown {
  const listed = values?.find((value) => value !== null)
  if (listed !== undefined) return listed
  if (types.has('integer') || types.has('number')) return 1
  if (types.has('boolean')) return true
  if (!types.has('string')) return undefined
  const fits = (text: string) => pattern === undefined || api.schemas.matches(pattern, text) !== false
  return plainTexts.find((text) => fits(text) && (format === undefined || api.schemas.hasFormat(format, text)))
}

/** The matcher for a scalar that is not null. */
function matcherOf(api: Api, { values, pattern, format }: View, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'number') return { match: typeOf(value) === 'integer' ? 'integer' : 'number' }
  if (typeof value !== 'string') return { match: 'type' }
  const texts = values?.filter((one) => typeof one === 'string')
  if (texts?.includes(value)) return { match: 'regex', regex: `^(${texts.map(escapeText).join('|')})$` }
  if (pattern !== undefined && api.schemas.matches(pattern, value) === true) return { match: 'regex', regex: toWhole(pattern) }
  const known = format === undefined ? undefined : formats[format]
  return known !== undefined && new RegExp(known, 'u').test(value) ? { match: 'regex', regex: known } : { match: 'type' }
}

/** A `pattern` of JSON Schema is looked for anywhere; Pact's regexes match the whole value. */
export function toWhole(pattern: string): string {
  return /^\^(?:[^|()[\]\\]|\\.|\[[^\]]*\]|\((?!\?)[^|()]*\))*\$$/.test(pattern) ? pattern : `[\\s\\S]*(?:${pattern})[\\s\\S]*`
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function only(matcher: Readonly<Record<string, unknown>>): MatchingRule {
  return { combine: 'AND', matchers: [matcher] }
}

/** A JSON path as Pact reads it. */
export function toPath(path: string, name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`
}

import { parsePointer, valueAt } from '../kernel/index.ts'

/** An exchange as runtime expressions see it. */
export interface Told {
  /** Of the request, with scheme and host. */
  readonly url: string
  readonly method: string
  readonly status: number | undefined
  readonly request: {
    readonly path: Readonly<Record<string, unknown>>
    readonly query: Readonly<Record<string, unknown>>
    /** By name in lower case. */
    readonly headers: Readonly<Record<string, unknown>>
    readonly body: unknown
  }
  readonly response: { readonly headers: Readonly<Record<string, unknown>>; readonly body: unknown }
}

const whole =
  /^\$(?:url|method|statusCode|(?:request|response)\.(?:header\.[!#$%&'*+.^_`|~0-9A-Za-z-]+|(?:query|path)\..+|body(?:#(?:\/.*)?)?))$/s
const inBraces = /\{(\$[^{}]*)\}/g

/** A runtime expression (OAS 3.1 §4.8.20.3), one in braces inside of a text, or a plain value; undefined when a part of it has no value. */
export function evaluate(expression: unknown, told: Told): unknown {
  if (typeof expression !== 'string') return expression
  if (expression.startsWith('$')) return look(expression, told)
  return toFilled(expression, told).text
}

/** A text with its expressions, or the first of them that has no value a text could hold. */
export function toFilled(template: string, told: Told): { readonly text: string | undefined; readonly missing: string | undefined } {
  let missing: string | undefined
  const fill = (expression: string): string => {
    const value = look(expression, told)
    if (value !== undefined && value !== null && typeof value !== 'object') return String(value)
    missing ??= expression
    return ''
  }
  const text = template.startsWith('$') ? fill(template) : template.replace(inBraces, (_, inner: string) => fill(inner))
  return missing === undefined ? { text, missing } : { text: undefined, missing }
}

/** The first part of a text that should be an expression and is none. */
export function unreadableExpression(template: string): string | undefined {
  const parts = template.startsWith('$') ? [template] : Array.from(template.matchAll(inBraces), ([, inner]) => inner as string)
  return parts.find((part) => !whole.test(part))
}

function look(expression: string, { url, method, status, request, response }: Told): unknown {
  if (!whole.test(expression)) return undefined
  if (expression === '$url') return url
  if (expression === '$method') return method
  if (expression === '$statusCode') return status
  const [, side, part, rest = ''] = /^\$(request|response)\.(body|path|query|header)[#.]?(.*)$/s.exec(expression) ?? []
  const from = side === 'request' ? request : response
  if (part === 'body') return valueAt(from.body, parsePointer(rest))
  if (part === 'header') return own(from.headers, rest.toLowerCase())
  // An answer has neither path nor query.
  if (side === 'response') return undefined
  return own(part === 'path' ? request.path : request.query, rest)
}

function own(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

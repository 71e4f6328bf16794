import { parsePointer, valueAt } from '../../kernel/index.ts'
import type { Api, DeclaredLink, Operation, ResponseSpec } from '../../openapi/index.ts'
import type { Made } from './made.ts'

/** The links a response declares as a `Link` header (RFC 8288), each to the operation with the values of this very answer; those that lack one are left out. */
export function makeLinks(spec: ResponseSpec, body: unknown, headers: Readonly<Record<string, string>>, made: Made): string | undefined {
  const links = spec.links.flatMap((link) => {
    const operation = operationOf(link, made.api)
    const target =
      operation === undefined ? undefined : targetOf(operation, link, (expression) => evaluate(expression, body, headers, spec, made))
    return target === undefined ? [] : [`<${target}>; rel="${link.name.replace(/[^\w.-]/g, '-')}"`]
  })
  return links.length === 0 ? undefined : links.join(', ')
}

function operationOf({ operation }: DeclaredLink, api: Api): Operation | undefined {
  return 'id' in operation ? api.operation(operation.id) : api.operations.find(({ pointer }) => pointer === operation.pointer)
}

/** The path with all its parameters and whatever else is given as a query. */
function targetOf(operation: Operation, { parameters }: DeclaredLink, value: (expression: unknown) => unknown): string | undefined {
  const query = new URLSearchParams()
  let path = operation.path.template
  const filled = new Set<string>()
  for (const [key, expression] of Object.entries(parameters)) {
    const [, place, name = key] = /^(path|query|header|cookie)\.(.+)$/.exec(key) ?? []
    const found = value(expression)
    if (found === undefined || found === null || typeof found === 'object') continue
    if (place !== 'query' && operation.path.names.includes(name)) {
      path = path.replaceAll(`{${name}}`, encodeURIComponent(String(found)))
      filled.add(name)
    } else if (place === undefined || place === 'query') query.append(name, String(found))
  }
  if (operation.path.names.some((name) => !filled.has(name))) return undefined
  return path + (query.size === 0 ? '' : `?${query}`)
}

/** A runtime expression (OAS 3.1 §4.8.20.3), one in braces inside of a text, or a plain value. */
function evaluate(
  expression: unknown,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  spec: ResponseSpec,
  { call }: Made,
): unknown {
  if (typeof expression !== 'string') return expression
  const look = (text: string): unknown => {
    const [, side, part, rest = ''] = /^\$(request|response)\.(body|path|query|header)[#.]?(.*)$/.exec(text) ?? []
    if (text === '$url') return call.request.target
    if (text === '$method') return call.operation.method
    if (text === '$statusCode') return Number(spec.status) || undefined
    if (part === 'body') return valueAt(side === 'request' ? call.input.body : body, parsePointer(rest))
    if (part === 'header') return side === 'request' ? call.request.headers[rest.toLowerCase()] : headers[rest.toLowerCase()]
    if (side !== 'request') return undefined
    return part === 'path' ? call.input.params[rest] : call.input.query[rest]
  }
  if (expression.startsWith('$')) return look(expression)
  let isWhole = true
  const text = expression.replace(/\{(\$[^}]+)\}/g, (_, inner: string) => {
    const found = look(inner)
    isWhole &&= found !== undefined
    return String(found)
  })
  return isWhole ? text : undefined
}

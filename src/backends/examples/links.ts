import type { ReplyHeaders } from '../../engine/index.ts'
import { type Api, type DeclaredLink, evaluate, type Operation, type ResponseSpec, type Told } from '../../openapi/index.ts'
import type { Made } from './made.ts'

/** The links a response declares as a `Link` header (RFC 8288), each to the operation with the values of this very answer; those that lack one are left out. */
export function makeLinks(spec: ResponseSpec, body: unknown, headers: ReplyHeaders, made: Made): string | undefined {
  if (spec.links.length === 0) return undefined
  const told = toldOf(spec, body, headers, made)
  const links = spec.links.flatMap((link) => {
    const operation = operationOf(link, made.api)
    const target = operation === undefined ? undefined : targetOf(operation, link, told)
    return target === undefined ? [] : [`<${target}>; rel="${link.name.replace(/[^\w.-]/g, '-')}"`]
  })
  return links.length === 0 ? undefined : links.join(', ')
}

function operationOf({ operation }: DeclaredLink, api: Api): Operation | undefined {
  return 'id' in operation ? api.operation(operation.id) : api.operations.find(({ pointer }) => pointer === operation.pointer)
}

/** The path with all its parameters and whatever else is given as a query. */
function targetOf(operation: Operation, { parameters }: DeclaredLink, told: Told): string | undefined {
  const query = new URLSearchParams()
  let path = operation.path.template
  const filled = new Set<string>()
  for (const [key, expression] of Object.entries(parameters)) {
    const [, place, name = key] = /^(path|query|header|cookie)\.(.+)$/.exec(key) ?? []
    const found = evaluate(expression, told)
    if (found === undefined || found === null || typeof found === 'object') continue
    if (place !== 'query' && operation.path.names.includes(name)) {
      path = path.replaceAll(`{${name}}`, encodeURIComponent(String(found)))
      filled.add(name)
    } else if (place === undefined || place === 'query') query.append(name, String(found))
  }
  if (operation.path.names.some((name) => !filled.has(name))) return undefined
  return path + (query.size === 0 ? '' : `?${query}`)
}

function toldOf({ status }: ResponseSpec, body: unknown, headers: ReplyHeaders, { call }: Made): Told {
  const { input, request, operation, world } = call
  return {
    url: world.origin + request.target,
    method: operation.method,
    status: Number(status) || undefined,
    request: { path: input.params, query: input.query, headers: request.headers, body: input.body },
    response: { headers, body },
  }
}

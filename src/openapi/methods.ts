import { METHODS } from 'node:http'
import { isObject, toPointer } from '../kernel/index.ts'
import type { Method } from './api.ts'
import type { Finding } from './finding.ts'
import { malformed } from './operation-form.ts'
import type { PathItem } from './path-item.ts'

/** As an item of paths has them; `query` since OAS 3.2 §4.9. */
export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const

/** An operation as it stands in an item of paths. */
export interface Given {
  readonly method: Method
  readonly pointer: string
  readonly node: unknown
}

/** The operations of an item: those under a name of their own, then the additional ones of OAS 3.2; what can't be asked for is told and left out. */
export function operationsOf({ node, at }: PathItem, findings: Finding[]): readonly Given[] {
  const named = methods.flatMap((name): Given[] =>
    node[name] === undefined ? [] : [{ method: name.toUpperCase() as Method, pointer: at(name), node: node[name] }],
  )
  const { additionalOperations: more } = node
  const additional = Object.entries(isObject(more) ? more : {}).map(
    ([method, given]): Given => ({ method, pointer: at('additionalOperations') + toPointer([method]), node: given }),
  )
  return [...named, ...additional.filter((one) => isTheirs(one, findings))].filter((one) => isServed(one, findings))
}

/** OAS 3.2 §4.9.1: what has a field of its own stands nowhere else. */
function isTheirs({ method, pointer }: Given, findings: Finding[]): boolean {
  const own = methods.find((name) => name === method.toLowerCase())
  if (own === undefined) return true
  findings.push(malformed(pointer, `${method} has a field of its own, "${own}", and can not stand among "additionalOperations"`))
  return false
}

/** What Node's parser takes, but for CONNECT, which asks for a tunnel. */
function isServed({ method, pointer }: Given, findings: Finding[]): boolean {
  if (METHODS.includes(method) && method !== 'CONNECT') return true
  const capital = METHODS.includes(method.toUpperCase()) && method !== 'CONNECT' ? ` Write ${method.toUpperCase()}.` : ''
  const message = `The method ${method} is not served: HTTP in this version of Node takes ${METHODS.filter((one) => one !== 'CONNECT').join(', ')}.${capital}`
  findings.push({ code: 'operation.method.unsupported', severity: 'warning', message, pointer })
  return false
}

import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import type { Api, Operation } from './api.ts'
import { follow, type Node } from './document.ts'

/** A request that the document's own examples make up. */
export interface ExampleRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** The first example of everything an operation requires; undefined when the document shows no value for one of them. */
export function exampleRequest(api: Api, operation: Operation): ExampleRequest | undefined {
  const node = at(api, parsePointer(operation.pointer))
  const shared = at(api, parsePointer(operation.pointer).slice(0, -1))
  const query = new URLSearchParams()
  const headers: Record<string, string> = {}
  let path = operation.path.template
  for (const parameter of [...list(shared.parameters), ...list(node.parameters)].map((item) => resolve(api, item))) {
    const value = exampleOf(api, parameter) ?? exampleOf(api, resolve(api, parameter.schema))
    if (value === undefined && parameter.required === true) return undefined
    if (value === undefined || parameter.required !== true) continue
    if (parameter.in === 'path') path = path.replace(`{${String(parameter.name)}}`, encodeURIComponent(String(value)))
    if (parameter.in === 'query') query.append(String(parameter.name), String(value))
    if (parameter.in === 'header') headers[String(parameter.name)] = String(value)
  }
  const content = record(resolve(api, node.requestBody).content)
  const mediaType = Object.keys(content)[0]
  const body = mediaType === undefined ? undefined : exampleOf(api, record(content[mediaType]))
  if (mediaType !== undefined && body !== undefined) headers['Content-Type'] = mediaType
  const search = query.size === 0 ? '' : `?${query}`
  return { method: operation.method, target: path + search, headers, body }
}

/** `example`, or the first of `examples`: a map of example objects, or a schema's list. */
function exampleOf(api: Api, node: Node): unknown {
  if (node.example !== undefined) return node.example
  if (Array.isArray(node.examples)) return node.examples[0]
  const first = Object.values(record(node.examples))[0]
  return first === undefined ? undefined : resolve(api, first).value
}

function resolve(api: Api, value: unknown): Node {
  return record(follow(api.root, value, '')?.value)
}

function at(api: Api, tokens: readonly string[]): Node {
  return record(valueAt(api.root, tokens))
}

function record(value: unknown): Node {
  return isObject(value) ? value : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import type { Api, Operation } from './api.ts'
import { follow, type Node } from './document.ts'
import { exampleValueOf } from './example-value.ts'
import { type Parameter, parametersAt } from './parameters.ts'
import { unwritten } from './sample.ts'
import { writeCookies, writeField, writeQuery, writeSegment } from './writing.ts'

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
  const query: string[] = []
  const cookies: string[] = []
  const headers: Record<string, string> = {}
  let path = operation.path.template
  for (const parameter of parametersAt(api.root, operation.pointer)) {
    if (!parameter.required) continue
    const value = shownFor(api, parameter)
    if (value === undefined) return undefined
    if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, () => writeSegment(parameter, value))
    if (parameter.in === 'query') query.push(writeQuery(parameter, value))
    if (parameter.in === 'header') headers[parameter.name] = writeField(parameter, value) ?? ''
    if (parameter.in === 'cookie') cookies.push(...writeCookies(parameter, value))
  }
  if (cookies.length > 0) headers.Cookie = cookies.join('; ')
  const content = record(resolve(api, node.requestBody).content)
  const mediaType = Object.keys(content)[0]
  const body = mediaType === undefined ? undefined : exampleOf(api, record(content[mediaType]))
  if (mediaType !== undefined && body !== undefined) headers['Content-Type'] = mediaType
  const search = query.length === 0 ? '' : `?${query.join('&')}`
  return { method: operation.method, target: path + search, headers, body }
}

function shownFor(api: Api, parameter: Parameter): unknown {
  const { pointer, schema } = parameter
  const node = at(api, parsePointer(pointer))
  const [medium] = Object.values(record(node.content))
  const shown = exampleOf(api, node) ?? exampleOf(api, record(medium)) ?? exampleOf(api, resolve(api, schema))
  const value = unwritten(parameter.shape, shown)
  // no route matches a path with nothing in a parameter's place
  return parameter.in === 'path' && writeSegment(parameter, value) === '' ? undefined : value
}

/** `example`, or the first of `examples`: a map of example objects, or a schema's list. */
function exampleOf(api: Api, node: Node): unknown {
  if (node.example !== undefined) return node.example
  if (Array.isArray(node.examples)) return node.examples[0]
  const first = Object.values(record(node.examples))[0]
  return first === undefined ? undefined : exampleValueOf(resolve(api, first))?.value
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

import { type Api, type Draft, mediaOf, type Operation, parametersOf, toExample, withQuery } from '../../openapi/index.ts'
import type { PactRequest } from '../pact/model.ts'
import { generatorsOf } from './generators.ts'

/** The parts of a request as somebody writes them in a test. */
export interface WrittenRequest {
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly headers?: Readonly<Record<string, unknown>> | undefined
  readonly body?: unknown
}

/** A request as a pact has it; what comes from a state is made replaceable. `missing` are parameters of the path that nobody gave. */
export function toRequest(
  api: Api,
  operation: Operation,
  { params = {}, query = {}, headers = {}, body }: WrittenRequest,
  token: string | null | undefined,
  variables: Readonly<Record<string, unknown>>,
): { readonly request: PactRequest; readonly missing: readonly string[] } {
  const sent = body === undefined ? undefined : (JSON.parse(JSON.stringify(body)) as unknown)
  const contentType = sent === undefined ? undefined : mediaTypeOf(api, operation)
  const named: Record<string, string> = { ...credentialOf(operation, token), ...(contentType && { 'content-type': contentType }) }
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) named[name.toLowerCase()] = String(value)
  const { names } = operation.path
  const declared = parametersOf(api, operation).filter((one) => one.in === 'query')
  let text = ''
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) text = withQuery(text, declared.find((one) => one.name === name) ?? { name }, value)
  const values = names.map((name) => String(params[name] ?? ''))
  const draft: Draft = { operation, params: values, query: text, headers: named, body: sent }
  const { target } = toExample(draft)
  const lists: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(text)) lists[name] = [...(lists[name] ?? []), value]
  const request = {
    method: operation.method,
    path: target.split('?', 1)[0] as string,
    query: lists,
    headers: Object.fromEntries(Object.entries(named).map(([name, value]) => [name, [value]])),
    body: sent,
  }
  const missing = names.filter((name) => params[name] === undefined)
  return { request: { ...request, contentType, rules: {}, generators: generatorsOf(request, variables) }, missing }
}

function mediaTypeOf(api: Api, operation: Operation): string {
  const media = mediaOf(api, operation)
  const medium = media.find(({ codec }) => codec === 'json') ?? media[0]
  return medium === undefined || medium.essence.includes('*') ? 'application/json' : medium.essence
}

/** A token where the operation takes one: as it is first asked for, in a header. */
function credentialOf({ security }: Operation, token: string | null | undefined): Readonly<Record<string, string>> {
  if (token === undefined || token === null) return {}
  for (const { scheme } of security.flat()) {
    if (scheme.type === 'bearer') return { authorization: `Bearer ${token}` }
    if (scheme.type === 'basic') return { authorization: `Basic ${token}` }
    if (scheme.type === 'apiKey' && scheme.in === 'header') return { [scheme.name]: token }
  }
  return {}
}

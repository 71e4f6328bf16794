import type { Request } from '../engine/index.ts'
import type { Operation } from '../openapi/index.ts'
import type { CallStep } from '../world/index.ts'

/** A step's call as a request that came without a credential. What stood for something else has been replaced. */
export function toRequest(operation: Operation, step: CallStep): Request {
  const path = step.path ?? {}
  const params = operation.path.names.map((name) => String(path[name]))
  const query = toQuery(step.query ?? {})
  const headers = lowerCased(step.headers ?? {})
  const hasBody = 'body' in step
  const text = hasBody && !isJson(step.headers) ? String(step.body) : JSON.stringify(step.body)
  return {
    method: operation.method,
    target: toTarget(operation, params) + (query === '' ? '' : `?${query}`),
    params,
    query,
    headers: hasBody ? { 'content-type': 'application/json', ...headers } : headers,
    body: hasBody ? new TextEncoder().encode(text) : undefined,
    unreadable: undefined,
  }
}

/** Whether a body goes as JSON, which it does unless the headers say otherwise. */
export function isJson(headers: CallStep['headers']): boolean {
  const type = lowerCased(headers ?? {})['content-type']
  return type === undefined || type === '' || /^[^;]*[/+]json\s*(?:;|$)/i.test(type)
}

/** Lists as the same name again and again; a text as it is. */
export function toQuery(query: NonNullable<CallStep['query']>): string {
  if (typeof query === 'string') return query
  return Object.entries(query)
    .flatMap(([name, value]) => [value].flat().map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`))
    .join('&')
}

function toTarget({ path: { template, names } }: Operation, params: readonly string[]): string {
  return names.reduce((target, name, index) => target.replace(`{${name}}`, () => encodeURIComponent(params[index] as string)), template)
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

import type { RequestEntry } from '../../control/index.ts'
import { type Api, mediaOf, type Operation, sampleInBody } from '../../openapi/index.ts'
import { generatorsOf } from '../build/generators.ts'
import type { MatchingRules, PactRequest } from '../pact/model.ts'

/** Stands in a pact where a credential was. */
export const exampleToken = 'standin-example-token'

/** What control shows in the place of a secret. */
const masked = '[masked]'

/** Headers that mean something to an API; whatever else a client sends is its own affair. */
export const allowedHeaders: readonly string[] = [
  'accept',
  'accept-language',
  'authorization',
  'content-type',
  'if-match',
  'if-none-match',
  'prefer',
  'x-api-key',
]

/** A request as a pact has it: no secret in it, and everything that came from a state's parameter made replaceable. */
export function toRequest(
  api: Api,
  operation: Operation,
  entry: RequestEntry,
  params: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
): PactRequest {
  const mark = entry.path.indexOf('?')
  const path = mark === -1 ? entry.path : entry.path.slice(0, mark)
  const query: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(mark === -1 ? '' : entry.path.slice(mark + 1)))
    query[name] = [...(query[name] ?? []), value]
  const { headers, rules } = headersOf(entry, allowed)
  const contentType = mediaTypeOf(entry.request.headers)
  const medium = mediaOf(api, operation)[0]
  const isJson = typeof entry.request.body === 'object' && entry.request.body !== null
  const body = isJson
    ? replaceSecrets(entry.request.body, [], (at) => (medium === undefined ? undefined : sampleInBody(api, medium, at)))
    : (entry.request.body ?? undefined)
  return {
    method: entry.method,
    path,
    query,
    headers,
    body,
    contentType: body === undefined ? undefined : (contentType ?? 'application/json'),
    rules,
    generators: generatorsOf({ path, query, headers, body }, params),
  }
}

/** The example a secret is replaced by; texts only, and never the secret's own. */
export function replaceSecrets(
  value: unknown,
  at: readonly (string | number)[],
  sample: (at: readonly (string | number)[]) => unknown,
): unknown {
  if (typeof value === 'string' && value.includes(masked)) {
    const example = value === masked ? sample(at) : undefined
    return typeof example === 'string' ? example : value.replaceAll(masked, 'standin-example-secret')
  }
  if (Array.isArray(value)) return value.map((entry, index) => replaceSecrets(entry, [...at, index], sample))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, replaceSecrets(entry, [...at, name], sample)]))
}

function headersOf(
  { request }: RequestEntry,
  allowed: readonly string[],
): { readonly headers: Record<string, readonly string[]>; readonly rules: MatchingRules } {
  const headers: Record<string, readonly string[]> = {}
  const header: Record<string, MatchingRules[string][string]> = {}
  for (const [given, value] of Object.entries(request.headers)) {
    const name = given.toLowerCase()
    // A client that accepts anything says nothing.
    if (!allowed.includes(name) || (name === 'accept' && value === '*/*')) continue
    const shown = toExample(name, value)
    headers[name] = [shown]
    if (shown !== value)
      header[name] = {
        combine: 'AND',
        matchers: [{ match: 'regex', regex: name === 'authorization' ? `^${shown.split(' ', 1)[0]} .+$` : '^.+$' }],
      }
  }
  const sorted = Object.fromEntries(Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { headers: sorted, rules: Object.keys(header).length === 0 ? {} : { header } }
}

function toExample(name: string, value: string): string {
  if (name === 'content-type') return value.split(';', 1)[0]?.trim() ?? value
  return value.includes(masked) ? value.replaceAll(masked, exampleToken) : value
}

export function mediaTypeOf(headers: Readonly<Record<string, string>>): string | undefined {
  const value = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  return value?.split(';', 1)[0]?.trim()
}

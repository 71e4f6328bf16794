import type { RequestEntry } from '../../control/index.ts'
import { fingerprint } from '../../kernel/index.ts'
import type { Operation } from '../../openapi/index.ts'
import { typeOf } from '../build/view.ts'
import type { PactRequest, ProviderState } from '../pact/model.ts'

/** What makes two calls the same interaction: values do not. */
export interface Identity {
  readonly key: string
  readonly description: string
}

export function identify(operation: Operation, entry: RequestEntry, states: readonly ProviderState[], request: PactRequest): Identity {
  const shape = [Object.keys(request.query).sort(), Object.keys(request.headers).sort(), shapeOf(request.body)]
  const code = codeOf(entry.response.body)
  const setting = states.map(({ name, params }) => [name, Object.keys(params).sort()])
  const key = fingerprint(JSON.stringify([operation.id, entry.status, code ?? '', setting, shape])).slice(0, 16)
  return { key, description: describe(operation, entry.status, code, request) }
}

function describe({ id, summary }: Operation, status: number, code: string | undefined, { body, query, headers }: PactRequest): string {
  const isAnonymous = headers.authorization === undefined && headers['x-api-key'] === undefined
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body).sort() : []
  const given = [
    ...fields,
    ...Object.keys(query)
      .sort()
      .map((name) => `?${name}`),
  ]
  return [
    `${summary ?? id} (${id})`,
    given.length === 0 ? '' : ` with ${given.join(', ')}`,
    isAnonymous ? ' without a credential' : '',
    `: ${status}`,
    code === undefined ? '' : ` ${code}`,
  ].join('')
}

function codeOf(body: unknown): string | undefined {
  const code = (body as { error?: { code?: unknown } } | null)?.error?.code
  return typeof code === 'string' ? code : undefined
}

/** Names and types; of a list, those of its entries. */
function shapeOf(value: unknown): unknown {
  if (value === undefined) return ''
  if (Array.isArray(value)) return [[...new Set(value.map((entry) => JSON.stringify(shapeOf(entry))))].sort()]
  if (typeof value !== 'object' || value === null) return typeOf(value)
  return Object.entries(value)
    .map(([name, entry]) => [name, shapeOf(entry)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

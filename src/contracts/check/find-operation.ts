import type { Api, Operation } from '../../openapi/index.ts'

export interface Found {
  readonly operation: Operation
  /** As they are in the path, percent-decoded. */
  readonly params: readonly string[]
}

/** The operation a request goes to. Where several templates match, text wins over parameters, from the left (OAS 3.1 §4.8.8). */
export function findOperation(api: Api, method: string, path: string): Found | undefined {
  let best: (Found & { readonly rank: string }) | undefined
  for (const { template, operations } of api.paths) {
    const operation = operations.find((one) => one.method === method.toUpperCase())
    const match = operation && expressionFor(template).exec(path)
    if (operation === undefined || match === undefined || match === null) continue
    const rank = template
      .split('/')
      .map((segment) => (segment.includes('{') ? 'p' : 'l'))
      .join('')
    if (best === undefined || rank < best.rank) best = { operation, params: match.slice(1).map(decoded), rank }
  }
  return best
}

const expressions = new Map<string, RegExp>()

function expressionFor(template: string): RegExp {
  const known = expressions.get(template)
  if (known !== undefined) return known
  const text = template.split(/\{[^{}]*\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  const made = new RegExp(`^${text.join('([^/]+)')}$`)
  expressions.set(template, made)
  return made
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

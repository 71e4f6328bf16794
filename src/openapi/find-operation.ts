import type { Api, Operation, Path } from './api.ts'

export interface Found {
  readonly operation: Operation
  /** As they are in the path, percent-decoded. */
  readonly params: readonly string[]
}

/** The operation a request goes to. Where several templates match, text wins over parameters, from the left (OAS 3.1 §4.8.8). */
export function findOperation(api: Api, method: string, path: string): Found | undefined {
  const of = ({ operations }: Path) => operations.find((one) => one.method === method.toUpperCase())
  const found = findPath(api, path, (one) => of(one) !== undefined)
  return found && { operation: of(found.path) as Operation, params: found.params }
}

/** The operations of the path that a request goes to, whatever its method. */
export function operationsAt(api: Api, path: string): readonly Operation[] {
  return findPath(api, path, () => true)?.path.operations ?? []
}

function findPath(api: Api, path: string, takes: (path: Path) => boolean) {
  let best: { readonly path: Path; readonly params: readonly string[]; readonly rank: string } | undefined
  for (const one of api.paths) {
    const match = takes(one) ? expressionFor(one.template).exec(path) : null
    if (match === null) continue
    const rank = one.template
      .split('/')
      .map((segment) => (segment.includes('{') ? 'p' : 'l'))
      .join('')
    if (best === undefined || rank < best.rank) best = { path: one, params: match.slice(1).map(decoded), rank }
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

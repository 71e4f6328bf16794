import type { Api, Operation } from './api.ts'
import { decode } from './document.ts'

export interface Found {
  readonly operation: Operation
  /** As they are in the path, percent-decoded. */
  readonly params: readonly string[]
}

/**
 * The operation a request goes to, as the router has it: of several templates that match, text wins over parameters, from the left (OAS 3.1 §4.8.8),
 * among those that take the method. A HEAD that is not declared goes to GET (RFC 9110 §9.3.2).
 */
export function findOperation(api: Api, method: string, path: string): Found | undefined {
  const verb = method.toUpperCase()
  const matches = matchesOf(api, path)
  const found = matches.find(({ site }) => site.operation.method === verb)
  if (found === undefined) return verb === 'HEAD' ? findOperation(api, 'GET', path) : undefined
  const { operation, expression } = found.site
  const values = expression.exec(found.path)?.slice(1) ?? []
  return { operation, params: values.slice(values.length - operation.path.names.length).map(decode) }
}

/** The operations that a path leads to, whatever the method: those of the template that fits best first. */
export function operationsAt(api: Api, path: string): readonly Operation[] {
  return [...new Set(matchesOf(api, path).map(({ site }) => site.operation))]
}

/** An address of an operation, ready to be compared with. */
interface Site {
  readonly operation: Operation
  readonly expression: RegExp
  /** By segment: text, text with parameters, a parameter. Sorts as the router chooses. */
  readonly rank: string
}

interface Match {
  readonly site: Site
  readonly path: string
}

/** By count of segments. */
const known = new WeakMap<Api, ReadonlyMap<number, readonly Site[]>>()

/** The best first. */
function matchesOf(api: Api, path: string): readonly Match[] {
  const sites = known.get(api) ?? collect(api)
  known.set(api, sites)
  const plain = path.includes('%') ? unreserved(path) : path
  return (sites.get(plain.split('/').length) ?? [])
    .filter(({ expression }) => expression.test(plain))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .map((site) => ({ site, path: plain }))
}

function collect(api: Api): ReadonlyMap<number, readonly Site[]> {
  const sites = new Map<number, Site[]>()
  for (const operation of api.operations) {
    for (const { template } of operation.addresses) {
      const segments = template.split('/')
      const site = { operation, expression: toExpression(template), rank: segments.map(rankOf).join('') }
      const others = sites.get(segments.length)
      if (others === undefined) sites.set(segments.length, [site])
      else others.push(site)
    }
  }
  return sites
}

function rankOf(segment: string): string {
  if (!segment.includes('{')) return 'a'
  return /^\{[^{}]*\}$/.test(segment) ? 'c' : 'b'
}

/** As the router's own: a parameter beside text takes as little as it can. */
function toExpression(template: string): RegExp {
  const text = template.split(/\{[^{}]*\}/).map((part) => unreserved(part).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${text.join('([^/]+?)')}$`)
}

/** Decoded, but for what means something in a path (RFC 3986 §6.2.2.2). */
function unreserved(path: string): string {
  try {
    // a percent sign stays encoded: values are decoded once more
    return decodeURI(path.replaceAll('%25', '%2525'))
  } catch {
    return path
  }
}

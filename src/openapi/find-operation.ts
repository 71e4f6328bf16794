import { percentDecoded } from '../kernel/index.ts'
import type { Api, Operation } from './api.ts'

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
  const { operation } = found.site
  // a base path may have parameters of its own
  return { operation, params: found.values.slice(found.values.length - operation.path.names.length) }
}

/** The operations that a path leads to, whatever the method: those of the template that fits best first. */
export function operationsAt(api: Api, path: string): readonly Operation[] {
  return [...new Set(matchesOf(api, path).map(({ site }) => site.operation))]
}

/** An address of an operation, ready to be compared with. */
interface Site {
  readonly operation: Operation
  readonly segments: readonly Segment[]
  /** By segment: text, text with parameters, a parameter. Sorts as the router chooses. */
  readonly rank: string
}

/** Text as it is, or what begins with text and goes on with parameters; no expression where it is one parameter and nothing else. */
type Segment = string | { readonly prefix: string; readonly expression: RegExp | undefined }

interface Match {
  readonly site: Site
  /** Of parameters, percent-decoded. */
  readonly values: readonly string[]
}

/** By count of segments. */
const known = new WeakMap<Api, ReadonlyMap<number, readonly Site[]>>()

/** The best first. */
function matchesOf(api: Api, path: string): readonly Match[] {
  const sites = known.get(api) ?? collect(api)
  known.set(api, sites)
  const pieces = (path.includes('%') ? unreserved(path) : path).split('/')
  return (sites.get(pieces.length) ?? [])
    .flatMap((site) => {
      const values = valuesIn(site.segments, pieces)
      return values === undefined ? [] : [{ site, values }]
    })
    .sort(({ site: a }, { site: b }) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
}

/** Undefined where a path does not match. As the router does, what a parameter begins is compared when it is decoded, and text before it as it is. */
function valuesIn(segments: readonly Segment[], pieces: readonly string[]): readonly string[] | undefined {
  const values: string[] = []
  for (const [index, segment] of segments.entries()) {
    const piece = pieces[index] as string
    if (typeof segment === 'string') {
      if (segment !== piece) return undefined
    } else if (segment.expression === undefined) {
      if (piece === '') return undefined
      values.push(percentDecoded(piece))
    } else {
      const found = piece.startsWith(segment.prefix) ? segment.expression.exec(percentDecoded(piece.slice(segment.prefix.length))) : null
      if (found === null) return undefined
      values.push(...found.slice(1))
    }
  }
  return values
}

function collect(api: Api): ReadonlyMap<number, readonly Site[]> {
  const sites = new Map<number, Site[]>()
  for (const operation of api.operations) {
    for (const { template } of operation.addresses) {
      const segments = template.split('/')
      const site = { operation, segments: segments.map(toSegment), rank: segments.map(rankOf).join('') }
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
function toSegment(segment: string): Segment {
  const [prefix = '', ...texts] = segment.split(/\{[^{}]*\}/).map(unreserved)
  if (texts.length === 0) return prefix
  if (prefix === '' && texts.join('') === '' && texts.length === 1) return { prefix, expression: undefined }
  const escaped = texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return { prefix, expression: new RegExp(`^([^/]+?)${escaped.join('([^/]+?)')}$`) }
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

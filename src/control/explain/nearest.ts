import { distanceBetween, percentDecoded } from '../../kernel/index.ts'
import type { Api, Operation, Path } from '../../openapi/index.ts'

/** An operation near a request that none could take, and what the request says for its path's parameters; empty where it says nothing. */
export interface Near {
  readonly operation: Operation
  readonly params: readonly string[]
}

/** Operations near a request, the nearest first, and the one thing that is wrong with its path where that can be told. */
export interface Nearness {
  readonly found: readonly Near[]
  /** `it has a slash at its end`. */
  readonly trouble: string | undefined
}

const mostShown = 3

/** Looks for what a request to an unknown path may have meant. */
export function findNearest(api: Api, method: string, target: string): Nearness {
  const path = target.split('?', 1)[0] ?? ''
  for (const [trouble, meant, one] of readings(api, path)) {
    const matched = api.paths.flatMap((candidate) => {
      const params = matchTemplate(candidate, meant, one)
      return params === undefined ? [] : [{ path: candidate, params }]
    })
    if (matched.length === 0) continue
    // a literal segment before a parameter, as the router has it
    const [best] = matched.sort((a, b) => a.params.length - b.params.length)
    if (best === undefined) continue
    const found = byMethod(best.path, method).map((operation) => ({ operation, params: best.params }))
    return { found: found.slice(0, mostShown), trouble }
  }
  return { found: byLikeness(api, method, path), trouble: undefined }
}

/** The values of a template's parameters in a path that it matches, decoded. `one` matches one value. */
export function matchTemplate({ template, names }: Path, path: string, one = '([^/]+?)'): readonly string[] | undefined {
  const pattern = template
    .split(/(\{[^{}]*\})/)
    .map((part) => (part.startsWith('{') && part.endsWith('}') ? one : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('')
  const match = new RegExp(`^${pattern}$`).exec(path)
  return match === null ? undefined : names.map((_, index) => percentDecoded(match[index + 1] ?? ''))
}

/** The path as it stands, and as it would be without one thing wrong with it. */
function* readings(api: Api, path: string): Generator<readonly [trouble: string | undefined, meant: string, one?: string]> {
  yield [undefined, path]
  if (path.length > 1 && path.endsWith('/')) yield ['it has a slash at its end', path.replace(/\/+$/, '')]
  if (path.includes('//')) yield ['it has two slashes in a row', path.replace(/\/{2,}/g, '/')]
  yield ['it has no value for one of its parameters', path, '([^/]*?)']
  const prefixes = new Set(api.paths.map(({ template }) => /^\/[^/{}]+/.exec(template)?.[0]).filter((prefix) => prefix !== undefined))
  for (const prefix of prefixes) yield [`it lacks ${prefix} in front`, prefix + path]
  const segments = path.split('/')
  for (const count of [1, 2, 3]) {
    if (segments.length > count + 1)
      yield [`it has ${segments.slice(0, count + 1).join('/')} in front`, `/${segments.slice(count + 1).join('/')}`]
  }
  const versioned = path.replace(/^\/v\d+(?=\/)/i, '')
  for (const prefix of prefixes)
    if (versioned !== path) yield [`it has ${path.split('/')[1]} for ${prefix.slice(1)} in front`, prefix + versioned]
  for (const { template } of api.paths) {
    const lower = lowerLike(template, path)
    if (lower !== undefined) yield ['its letter case differs', lower]
  }
}

/** The path with a template's own words spelt as the template has them, when they differ in letter case only. */
function lowerLike(template: string, path: string): string | undefined {
  const [own, given] = [template.split('/'), path.split('/')]
  if (own.length !== given.length) return undefined
  const same = own.map((segment, index) => {
    const value = given[index] ?? ''
    return segment.includes('{') ? value : segment.toLowerCase() === value.toLowerCase() ? segment : undefined
  })
  const spelt = same.join('/')
  return same.includes(undefined) || spelt === path ? undefined : spelt
}

function byMethod({ operations }: Path, method: string): readonly Operation[] {
  return [...operations].sort((a, b) => Number(b.method === method) - Number(a.method === method))
}

/** By how many segments would have to change. */
export function byLikeness(api: Api, method: string, target: string): readonly Near[] {
  const segments = (target.split('?', 1)[0] ?? '').split('/').slice(1)
  const ranked = api.operations.map((operation) => {
    const { cost, params } = align(operation.path.template.split('/').slice(1), segments)
    return { operation, params: params.map(percentDecoded), cost: cost + (operation.method === method ? 0 : 0.6) }
  })
  const most = Math.max(1.7, segments.length * 0.5)
  return ranked
    .filter(({ cost }) => cost <= most)
    .sort((a, b) => a.cost - b.cost)
    .slice(0, mostShown)
    .map(({ operation, params }) => ({ operation, params }))
}

interface Alignment {
  readonly cost: number
  readonly params: readonly string[]
}

/** The cheapest way to read a path as a template: segments may be misspelt, missing or too many. */
function align(template: readonly string[], path: readonly string[]): Alignment {
  const known = new Map<number, Alignment>()
  const at = (own: number, given: number): Alignment => {
    const key = own * (path.length + 1) + given
    const found = known.get(key)
    if (found !== undefined) return found
    const best = choose(own, given)
    known.set(key, best)
    return best
  }
  const choose = (own: number, given: number): Alignment => {
    const segment = template[own]
    const value = path[given]
    if (segment === undefined && value === undefined) return { cost: 0, params: [] }
    const ways: Alignment[] = []
    if (segment !== undefined && value !== undefined)
      ways.push(plus(at(own + 1, given + 1), costOf(segment, value), toValues(segment, value)))
    if (segment !== undefined) ways.push(plus(at(own + 1, given), 1, toValues(segment, '')))
    if (value !== undefined) ways.push(plus(at(own, given + 1), 1, []))
    return ways.reduce((best, way) => (way.cost < best.cost ? way : best))
  }
  const plus = ({ cost, params }: Alignment, more: number, values: readonly string[]): Alignment => ({
    cost: cost + more,
    params: [...values, ...params],
  })
  return at(0, 0)
}

function costOf(segment: string, value: string): number {
  if (segment.includes('{')) return value === '' ? 0.5 : 0.15
  if (segment === value) return 0
  const share = distanceBetween(segment.toLowerCase(), value.toLowerCase()) / Math.max(segment.length, value.length)
  return share > 0.5 ? 1.2 : 0.2 + share
}

/** One value for each parameter of a segment; a segment that mixes them with text is not taken apart here. */
function toValues(segment: string, value: string): readonly string[] {
  return [...segment.matchAll(/\{[^{}]*\}/g)].map(() => value)
}

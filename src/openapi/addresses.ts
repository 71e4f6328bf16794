import type { Address, Method, Path } from './api.ts'
import { toRoute } from './route.ts'

/** An operation that is looking for the addresses it is served at. */
export interface Candidate {
  readonly method: Method
  readonly path: Path
  /** Base paths of its servers. */
  readonly bases: readonly string[]
  /** Whether it stands back, being unusable for its path. */
  readonly isFaulty: boolean
  /** Filled here. */
  readonly addresses: Address[]
}

/**
 * Where operations are served: after the base path of each of their servers, and without any, which is how a mock is mostly called, where nobody else has that address.
 * What is not usable takes nobody's address.
 */
export function assignAddresses(candidates: readonly Candidate[]): void {
  const taken = new Set<string>()
  const assign = ({ method, path, addresses }: Candidate, bases: readonly string[]) => {
    for (const base of bases) {
      const template = base + path.template
      const route = (base === '' ? '' : toRoute(base, 's').route) + path.route
      // to the router, a parameter is a parameter, whatever its name
      const key = `${method} ${route.replace(/((?:^|[^:])(?:::)*):[ps]\d+/g, '$1:')}`
      if (taken.has(key)) continue
      taken.add(key)
      addresses.push({ template, route })
    }
  }
  const usable = candidates.filter(({ isFaulty }) => !isFaulty)
  for (const candidate of usable) assign(candidate, candidate.bases)
  for (const candidate of usable) assign(candidate, [''])
  for (const candidate of candidates) if (candidate.isFaulty) assign(candidate, [...candidate.bases, ''])
}

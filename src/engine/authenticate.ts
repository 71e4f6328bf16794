import type { Operation, RequestParts, SecurityRequirement } from '../openapi/index.ts'
import type { World } from '../world/index.ts'
import type { Backend, Credential, Principal } from './backend.ts'
import { type Problem, problem } from './problem.ts'

/** Who calls: the first alternative of the operation's security that is satisfied. Undefined when the operation is public. */
export function authenticate(operation: Operation, backend: Backend, world: World, parts: RequestParts): Principal | Problem | undefined {
  if (operation.security.length === 0) return undefined
  let refusal: Problem | undefined
  for (const alternative of operation.security) {
    const principal = satisfy(alternative, backend, world, parts)
    if (principal === undefined) continue
    if (!('code' in principal)) return principal
    refusal ??= principal
  }
  if (refusal !== undefined) return refusal
  if (operation.security.some((alternative) => alternative.length === 0)) return undefined
  return needsCredential(operation)
}

/** Why a request shows no credential that its operation takes; undefined when it shows one, whatever that is worth, or needs none. */
export function missingCredential(operation: Operation, parts: RequestParts): Problem | undefined {
  const { security } = operation
  const isShown = (alternative: readonly SecurityRequirement[]) => alternative.every((one) => present(one, parts) !== undefined)
  return security.length === 0 || security.some(isShown) ? undefined : needsCredential(operation)
}

function needsCredential({ id, security }: Operation): Problem {
  return problem('authentication_required', `${id} needs a credential: ${security.map(describe).join(' or ')}`)
}

/** The principal of an alternative, the refusal of one of its credentials, or undefined when one is not there at all. */
function satisfy(
  alternative: readonly SecurityRequirement[],
  backend: Backend,
  world: World,
  parts: RequestParts,
): Principal | Problem | undefined {
  let first: Principal | undefined
  for (const requirement of alternative) {
    const credential = present(requirement, parts)
    if (credential === undefined) return undefined
    const principal = backend.authenticate(world, credential)
    if ('code' in principal) return principal
    first ??= principal
  }
  return first
}

/** What RFC 6750 §2.1 calls b64token; a credential with a space or comma in it is none. */
const tokenCharacters = /^[A-Za-z0-9\-._~+/]+=*$/
const visibleCharacters = /^[\x21-\x2b\x2d-\x7e]+$/

function present(requirement: SecurityRequirement, parts: RequestParts): Credential | undefined {
  const { scheme, name } = requirement
  switch (scheme.type) {
    case 'bearer': {
      const header = single(parts.headers.authorization)
      if (header === undefined || header.length < 8) return undefined
      const word = header.slice(0, 7)
      if (word !== 'Bearer ' && (scheme.caseSensitive || word.toLowerCase() !== 'bearer ')) return undefined
      const value = header.slice(7)
      return tokenCharacters.test(value) ? { scheme: name, type: 'bearer', value } : undefined
    }
    case 'basic': {
      const header = single(parts.headers.authorization)
      const value = header !== undefined && header.slice(0, 6).toLowerCase() === 'basic ' ? header.slice(6) : ''
      return tokenCharacters.test(value) ? { scheme: name, type: 'basic', value } : undefined
    }
    case 'apiKey': {
      const value = apiKey(scheme.in, scheme.name, parts)
      return value !== undefined && visibleCharacters.test(value) ? { scheme: name, type: 'apiKey', value } : undefined
    }
  }
}

function apiKey(place: 'header' | 'query' | 'cookie', name: string, parts: RequestParts): string | undefined {
  if (place === 'header') return single(parts.headers[name])
  if (place === 'query') return new URLSearchParams(parts.query).get(name) ?? undefined
  for (const pair of single(parts.headers.cookie)?.split(';') ?? []) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function describe(alternative: readonly SecurityRequirement[]): string {
  return alternative.map(({ name }) => name).join(' and ') || 'none'
}

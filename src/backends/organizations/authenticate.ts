import type { Credential, Principal, Problem } from '../../engine/index.ts'
import type { OrganizationWorld } from './context.ts'
import { providerProblem } from './errors.ts'
import type { ErrorCode } from './words.ts'

/** Whom a credential stands for. A listed one is a listed one, whichever header carries it. */
export function authenticate(world: OrganizationWorld, { type, value }: Credential): Principal | Problem {
  const token = world.store.tables.tokens.get(value)
  if (token !== undefined) return { id: token.userId }
  if (value === 'tok_expired') return providerProblem('TOKEN_EXPIRED', 'The token tok_expired always stands for a session that has ended')
  if (value === 'tok_invalid') return providerProblem('TOKEN_INVALID', 'The token tok_invalid always stands for a session that never was')
  if (type === 'bearer' && value.startsWith('ak_')) {
    return providerProblem('TOKEN_INVALID', 'An API key was sent as a bearer token; it belongs into the header X-API-Key')
  }
  const { auth, defaultPrincipalId, scenario } = world.start
  const unknown: ErrorCode = type === 'apiKey' ? 'INVALID_API_KEY' : 'TOKEN_INVALID'
  if (auth === 'strict') {
    return providerProblem(
      unknown,
      `The scenario "${scenario}" does not list this credential, and auth is strict: list it under tokens, or let auth be lenient`,
    )
  }
  if (defaultPrincipalId === undefined) {
    return providerProblem(unknown, `The scenario "${scenario}" does not list this credential, and names no default_principal for others`)
  }
  return { id: defaultPrincipalId }
}

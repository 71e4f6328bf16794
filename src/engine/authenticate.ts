import type { Operation, RequestParts, SecurityRequirement } from '../openapi/index.ts'
import type { World } from '../world/index.ts'
import type { Backend } from './backend.ts'
import { withChallenge } from './challenge.ts'
import { shownFor } from './credential.ts'
import type { Engine } from './engine.ts'
import type { Principal } from './principal.ts'
import { type Problem, problem } from './problem.ts'

/** Who calls: the first alternative of the operation's security that is satisfied. Undefined when the operation is public. */
export function authenticate(
  operation: Operation,
  { api, backend }: Engine,
  world: World,
  parts: RequestParts,
): Principal | Problem | undefined {
  const { security } = operation
  if (security.length === 0) return undefined
  let refusal: Problem | undefined
  for (const alternative of security) {
    const principal = satisfy(alternative, operation, backend, world, parts)
    if (principal === undefined) continue
    if (!('code' in principal)) return principal
    // who is known, and may not, is told that rather than that he is not known by other means
    if (refusal === undefined || principal.status === 403) refusal = principal
  }
  if (refusal === undefined && security.some((alternative) => alternative.length === 0)) return undefined
  const refused = refusal ?? needsCredential(operation)
  // an API with words of its own has said all that is known of its refusals
  return backend.toErrorBody === undefined ? withChallenge(refused, operation, api.title, refusal !== undefined) : refused
}

/** Why a request shows no credential that its operation takes; undefined when it shows one, whatever that is worth, or needs none. */
export function missingCredential(operation: Operation, parts: RequestParts): Problem | undefined {
  const { security } = operation
  const isShown = (alternative: readonly SecurityRequirement[]) => alternative.every((one) => shownFor(one, parts) !== undefined)
  return security.length === 0 || security.some(isShown) ? undefined : needsCredential(operation)
}

function needsCredential({ id, security }: Operation): Problem {
  return problem('authentication_required', `${id} needs a credential: ${security.map(describe).join(' or ')}`)
}

/** The principal of an alternative, the refusal of one of its credentials, or undefined when one is not there at all. */
function satisfy(
  alternative: readonly SecurityRequirement[],
  operation: Operation,
  backend: Backend,
  world: World,
  parts: RequestParts,
): Principal | Problem | undefined {
  let first: Principal | undefined
  for (const requirement of alternative) {
    const credential = shownFor(requirement, parts)
    if (credential === undefined) return undefined
    const principal = backend.authenticate(world, credential)
    if ('code' in principal) return principal
    const lacking = principal.scopes === undefined ? [] : requirement.scopes.filter((scope) => principal.scopes?.includes(scope) === false)
    if (lacking.length > 0) return lacksScope(operation, principal.scopes ?? [], lacking)
    first ??= principal
  }
  return first
}

function lacksScope({ id }: Operation, scopes: readonly string[], lacking: readonly string[]): Problem {
  const has = scopes.length === 0 ? 'none' : scopes.join(' and ')
  return problem('insufficient_scope', `${id} needs the scope ${lacking.join(' and ')}, and the credential has ${has}`)
}

function describe(alternative: readonly SecurityRequirement[]): string {
  return alternative.map(({ name }) => name).join(' and ') || 'none'
}

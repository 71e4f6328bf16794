import type { Operation, SecurityRequirement } from '../openapi/index.ts'
import type { Problem } from './problem.ts'

/** A 401, and a 403 for want of a scope, with what RFC 9110 §11.6.1 has it say: each way in that would do. */
export function withChallenge(refused: Problem, { security }: Operation, realm: string, isShown: boolean): Problem {
  if (refused.headers?.['www-authenticate'] !== undefined) return refused
  if (refused.status !== 401 && refused.code !== 'insufficient_scope') return refused
  // RFC 6750 §3.1: nothing was wrong with a credential that was not there
  const error = !isShown ? '' : `, error="${refused.code === 'insufficient_scope' ? refused.code : 'invalid_token'}"`
  const challenges = [...new Set(security.flat().map((requirement) => challengeOf(requirement, error, `realm="${quotable(realm)}"`)))]
  const header = challenges.join(', ')
  return header === '' ? refused : { ...refused, headers: { ...refused.headers, 'www-authenticate': header } }
}

function challengeOf({ scheme, scopes }: SecurityRequirement, error: string, realm: string): string {
  switch (scheme.type) {
    case 'bearer': {
      const scope = scopes.length === 0 ? '' : `, scope="${quotable(scopes.join(' '))}"`
      return `Bearer ${realm}${error}${scope}`
    }
    case 'basic':
      return `Basic ${realm}, charset="UTF-8"`
    case 'http':
      // RFC 7616 §3.3: a client that answers needs a nonce, whose worth nobody verifies
      return scheme.name === 'digest' ? `Digest ${realm}, qop="auth", algorithm=SHA-256, nonce="standin"` : `${scheme.name} ${realm}`
    case 'apiKey':
      // no registered scheme: it says where the key belongs
      return `ApiKey ${realm}, in="${scheme.in}", name="${quotable(scheme.name)}"`
  }
}

/** Inside a quoted string, and of characters that a header may have. */
function quotable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')
}

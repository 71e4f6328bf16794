import { type Problem, problem } from '../engine/index.ts'
import { isSecret } from '../kernel/index.ts'

/** A no to whoever may not steer the mock, or undefined. Pages behind mailed links are for everyone. */
export type Guard = (request: {
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}) => Problem | undefined

/**
 * On loopback, control is open to every request that was addressed to loopback: a page of another site that had its name resolve to 127.0.0.1 is not (DNS rebinding).
 * Elsewhere it needs the token.
 */
export function createGuard(token: string | undefined): Guard {
  return ({ url, headers }) => {
    if (url.startsWith('/__standin/invitations/') || url === '/__standin/style.css') return undefined
    if (token === undefined) return isLoopbackName(headers.host) ? undefined : forbidden(headers.host)
    const header = headers.authorization
    if (typeof header === 'string' && /^bearer /i.test(header) && isSecret(header.slice(7), token)) return undefined
    return problem('authentication_required', 'Control needs the token printed at the start, as `Authorization: Bearer …`', {
      headers: { 'www-authenticate': 'Bearer' },
    })
  }
}

/** Whether an address listens to this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function isLoopbackName(host: string | string[] | undefined): boolean {
  if (typeof host !== 'string') return false
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
  return isLoopback(name) || name.endsWith('.localhost')
}

function forbidden(host: string | string[] | undefined): Problem {
  return {
    code: 'host_not_allowed',
    status: 403,
    reason: `Control is open to this machine alone, and "${String(host)}" is not one of its names. Use 127.0.0.1 or localhost.`,
  }
}

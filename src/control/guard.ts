import { callbackHeader } from '../callbacks/index.ts'
import { type Problem, problem } from '../engine/index.ts'
import { isLoopback, isSecret, percentDecoded } from '../kernel/index.ts'
import { controlCodes } from './codes.ts'

/** A no to whoever may not steer the mock, or undefined. The address is the one without the prefix that names a world. */
export type Guard = (request: GuardedRequest) => Problem | undefined

export interface GuardedRequest {
  readonly method: string
  readonly url: string
  /** As it was asked for, with that prefix. */
  readonly originalUrl: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** What is for everyone: the pages behind mailed links, and what a page needs before anybody has signed in. */
const open = /^\/__standin\/(?:invitations\/|scripts\/|(?:style\.css|console\.css|console\.js|sign-in)(?:\?|$))/

/** The cookie in which a browser that has signed in shows the token: it can't send a header of its own when it opens a page. */
export const tokenCookie = 'standin-token'

/**
 * On loopback, control is open to every request that was addressed to loopback: a page of another site that had its name resolve to 127.0.0.1 is not (DNS rebinding).
 * Elsewhere it needs the token. Pages of other origins may do nothing either way, however they came by a cookie (CSRF).
 * `home` is the address the mock is known by, which may be another than it is called at.
 */
export function createGuard(token: string | undefined, home: () => string): Guard {
  return (request) => {
    const { url, headers } = request
    // Whoever calls the API names where its callbacks go, and may not steer the mock by that.
    if (headers[callbackHeader] !== undefined) return wrongOrigin(headers)
    if (open.test(url)) return undefined
    if (token === undefined && !isLoopbackName(headers.host)) return wrongHost(headers.host)
    // Only a program can send the header: a page of another origin would have to ask first, and is told no.
    if (token !== undefined && isShown(headers.authorization, token)) return undefined
    if (isForeign(request, home())) return wrongOrigin(headers)
    if (token === undefined || isHeld(headers.cookie, token)) return undefined
    return unknown(request)
  }
}

function isLoopbackName(host: string | string[] | undefined): boolean {
  if (typeof host !== 'string') return false
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
  return isLoopback(name) || name.endsWith('.localhost')
}

function isShown(authorization: string | string[] | undefined, token: string): boolean {
  return typeof authorization === 'string' && /^bearer /i.test(authorization) && isSecret(authorization.slice(7), token)
}

/** A token may hold what a cookie can't; a cookie may hold what nobody encoded. */
function isHeld(cookie: string | string[] | undefined, token: string): boolean {
  if (typeof cookie !== 'string') return false
  return cookie.split(';').some((pair) => {
    const [name, value] = pair.trim().split('=', 2)
    return name === tokenCookie && value !== undefined && isSecret(percentDecoded(value), token)
  })
}

/**
 * Whether a page of another origin asks. Browsers say so in `Sec-Fetch-Site` (W3C Fetch Metadata §2.3), older ones by `Origin` with what is not a plain read.
 * Following a link to a page of ours is no asking.
 */
function isForeign({ method, headers }: GuardedRequest, home: string): boolean {
  const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none' && !(isRead && headers['sec-fetch-mode'] === 'navigate')
  const { origin, host } = headers
  if (isRead || origin === undefined) return false
  return typeof origin !== 'string' || (origin.replace(/^https?:\/\//, '') !== host && origin !== originOf(home))
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined
}

function unknown({ method, originalUrl, headers }: GuardedRequest): Problem {
  const reason = 'Control needs the token printed at the start, as `Authorization: Bearer …`'
  if (method === 'GET' && String(headers.accept).includes('text/html')) {
    const location = `/__standin/sign-in?to=${encodeURIComponent(originalUrl)}`
    return { ...problem('authentication_required', reason), status: 303, headers: { location } }
  }
  return problem('authentication_required', reason, { headers: { 'www-authenticate': 'Bearer' } })
}

function wrongHost(host: string | string[] | undefined): Problem {
  return {
    code: 'host_not_allowed',
    status: controlCodes.host_not_allowed,
    reason: `Control is open to this machine alone, and "${String(host)}" is not one of its names. Use 127.0.0.1 or localhost.`,
  }
}

function wrongOrigin({ origin }: GuardedRequest['headers']): Problem {
  return {
    code: 'origin_not_allowed',
    status: controlCodes.origin_not_allowed,
    reason: `A page of another origin${typeof origin === 'string' ? ` (${origin})` : ''} may not call control. Call it from the test itself rather than from the page under test.`,
  }
}

import type { Operation } from '../openapi/index.ts'
import type { Allowance } from '../world/index.ts'

/** What every answer under a rate limit says of it, in whole seconds of the world's clock. */
export function rateLimitHeaders(
  operation: Operation,
  { limit, remaining, resetAt, isExceeded }: Allowance,
  now: number,
): Record<string, string> {
  const wait = String(isExceeded ? Math.max(1, Math.ceil((resetAt - now) / 1000)) : 0)
  const headers: Record<string, string> = {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil(resetAt / 1000)),
  }
  if (isExceeded) headers['retry-after'] = wait
  // A provider's own: sent where the document speaks of it.
  if (operation.response(429)?.headers.some(({ name }) => name === 'x-ratelimit-retry-after') === true)
    headers['x-ratelimit-retry-after'] = wait
  return headers
}

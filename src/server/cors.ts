import type { IncomingHttpHeaders } from 'node:http'

/**
 * Cross-origin reading for web pages under development (Fetch Standard §3.2): the API is open to every origin, takes no cookies, and shows all
 * its headers, since those a document declares have any name.
 * Ours, since @fastify/cors answers every OPTIONS itself and puts its headers on answers that nobody asked them for.
 */
export function crossOriginHeaders(headers: IncomingHttpHeaders): Record<string, string> | undefined {
  return headers.origin === undefined ? undefined : { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }
}

/** The headers of the answer to an OPTIONS, for a browser that asks whether it may call; undefined when none asks. */
export function preflightHeaders(headers: IncomingHttpHeaders, allow: string): Record<string, string> | undefined {
  if (headers.origin === undefined || headers['access-control-request-method'] === undefined) return undefined
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': allow,
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '600',
    vary: 'access-control-request-headers',
  }
}

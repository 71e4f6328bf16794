import type { IncomingHttpHeaders } from 'node:http'

/** What the proxy adds to answers. */
const own = 'standin-violations, standin-fallback, link, retry-after, allow, www-authenticate'

/** Lets a page of another origin read what the proxy adds to an answer that is handed on: name, value, …; whether it may read that answer at all, the upstream says. */
export function exposing({ origin }: IncomingHttpHeaders): string[] {
  return origin === undefined ? [] : ['Access-Control-Expose-Headers', own]
}

/** Lets a page of another origin read why there is another answer than the upstream's: on the upstream's terms where it gave an answer, else as the mock does. */
export function readable(request: IncomingHttpHeaders, answer: IncomingHttpHeaders = { 'access-control-allow-origin': '*' }): string[] {
  if (request.origin === undefined) return []
  const terms = ['access-control-allow-origin', 'access-control-allow-credentials', 'vary'] as const
  return [...terms.flatMap((name) => (answer[name] === undefined ? [] : [name, answer[name]])), ...exposing(request)]
}

/** The answer's headers to a browser that asks whether it may call, when there is nobody else to answer it: else the page could not read why. */
export function permission(request: IncomingHttpHeaders): string[] {
  const headers = request['access-control-request-headers']
  return [
    ...['Access-Control-Allow-Origin', '*', 'Access-Control-Allow-Methods', request['access-control-request-method'] ?? '*'],
    ...(headers === undefined ? [] : ['Access-Control-Allow-Headers', headers]),
  ]
}

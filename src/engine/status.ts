/** What RFC 9110 §15 and RFC 6585 call the errors of HTTP. */
const phrases: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  402: 'Payment required',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Request timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length required',
  412: 'Precondition failed',
  413: 'Content too large',
  414: 'URI too long',
  415: 'Unsupported media type',
  417: 'Expectation failed',
  418: "I'm a teapot",
  421: 'Misdirected request',
  422: 'Unprocessable content',
  423: 'Locked',
  424: 'Failed dependency',
  425: 'Too early',
  426: 'Upgrade required',
  428: 'Precondition required',
  429: 'Too many requests',
  431: 'Request header fields too large',
  451: 'Unavailable for legal reasons',
  500: 'Internal server error',
  501: 'Not implemented',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
  507: 'Insufficient storage',
  508: 'Loop detected',
  511: 'Network authentication required',
}

/** A status in words. */
export function toPhrase(status: number): string {
  return phrases[status] ?? `Status ${status}`
}

/** A status as an error code: `service_unavailable`. */
export function toStatusCode(status: number): string {
  return toPhrase(status)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
}

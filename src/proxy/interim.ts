import type { IncomingMessage, InformationEvent, ServerResponse } from 'node:http'

/** Hands on what comes before an answer (1xx); or why that can't be done. */
export function interim(request: IncomingMessage, response: ServerResponse, { statusCode, headers }: InformationEvent): string | undefined {
  // What a request may send on is between two sides of one connection, and the caller was told by this proxy.
  if (statusCode === 100) return undefined
  if (request.httpVersion === '1.0') return `an interim answer ${statusCode} was not handed on: the caller speaks HTTP/1.0`
  try {
    if (statusCode === 102) {
      response.writeProcessing()
      return undefined
    }
    if (statusCode === 103 && headers.link !== undefined) {
      response.writeEarlyHints(headers as Record<string, string>)
      return undefined
    }
  } catch {
    // Node takes only links that it can read.
  }
  return `an interim answer ${statusCode} was not handed on`
}

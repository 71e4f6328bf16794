import type { IncomingMessage, ServerResponse } from 'node:http'
import { pairs } from './forward.ts'

/** Whether anything can follow the body of this answer (RFC 9112 §7.1.2): only what is sent in chunks has an end to put it behind. */
export function canTrail({ method, httpVersion }: IncomingMessage, { statusCode = 0, headers }: IncomingMessage): boolean {
  const hasBody = method !== 'HEAD' && statusCode >= 200 && statusCode !== 204 && statusCode !== 304
  return hasBody && httpVersion !== '1.0' && headers['content-length'] === undefined
}

/** Says at the head what will follow the body: what the upstream has announced, and what the proxy may find. */
export function announce(answer: IncomingMessage, own: readonly string[]): string[] {
  const names = [answer.headers.trailer ?? [], own].flat()
  return names.length === 0 ? [] : ['Trailer', names.join(', ')]
}

/** Puts behind the body what has followed the upstream's, and what was found since the head went out. */
export function trail(response: ServerResponse, answer: IncomingMessage, own: readonly string[]): void {
  const all = [...pairs(answer.rawTrailers), ...pairs(own)]
  // An array keeps repeated names apart; Node takes one.
  if (all.length > 0) response.addTrailers(all as never)
}

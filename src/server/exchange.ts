import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem, Request, Response } from '../engine/index.ts'
import type { Turn } from './turn.ts'

/** A socket's request as the engine takes it. */
export function toRequest(request: FastifyRequest, params: readonly string[], world: string | undefined, unreadable?: Problem): Request {
  const { raw } = request
  const target = raw.url ?? '/'
  const mark = target.indexOf('?')
  return {
    method: raw.method ?? 'GET',
    target,
    params,
    query: mark === -1 ? '' : target.slice(mark + 1),
    // However the world was named, control finds it in the header.
    headers: world === undefined || raw.headers['standin-world'] === world ? raw.headers : { ...raw.headers, 'standin-world': world },
    body: request.body as Uint8Array | undefined,
    unreadable,
  }
}

/** Leaves the answer to the turn. Fastify's own reply is passed by, since there is nothing left for it to decide. */
export function answer(
  turn: Turn,
  reply: FastifyReply,
  headers: Readonly<Record<string, string>> | undefined,
  play: () => Response | Promise<Response>,
): void {
  reply.hijack()
  turn.add({ play, raw: reply.raw, headers })
}

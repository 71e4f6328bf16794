import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem, Request, Response } from '../engine/index.ts'

/** A socket's request as the engine takes it. */
export function toRequest(request: FastifyRequest, params: readonly string[], unreadable?: Problem): Request {
  const { raw } = request
  const target = raw.url ?? '/'
  const mark = target.indexOf('?')
  return {
    method: raw.method ?? 'GET',
    target,
    params,
    query: mark === -1 ? '' : target.slice(mark + 1),
    headers: raw.headers,
    body: request.body as Uint8Array | undefined,
    ...(unreadable === undefined ? {} : { unreadable }),
  }
}

/** Carries out the engine's answer: the wait it asks for, then status, headers and text as they stand. */
export function send(reply: FastifyReply, response: Response): FastifyReply {
  if (response.delay > 0) setTimeout(write, response.delay, reply, response)
  else write(reply, response)
  return reply
}

function write(reply: FastifyReply, { status, headers, text }: Response): void {
  reply.code(status).headers(headers).send(text)
}

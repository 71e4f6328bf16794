import type { ServerResponse } from 'node:http'
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

/**
 * Carries out the engine's answer: the wait it asks for, then status, headers and text as they stand.
 * Fastify's own reply is passed by, since there is nothing left for it to decide.
 */
export function send(reply: FastifyReply, response: Response, more: Readonly<Record<string, string>> | undefined): void {
  reply.hijack()
  if (response.delay > 0) setTimeout(write, response.delay, reply.raw, response, more)
  else write(reply.raw, response, more)
}

function write(raw: ServerResponse, { status, headers, text }: Response, more: Readonly<Record<string, string>> | undefined): void {
  if (text === undefined) raw.writeHead(status, { ...headers, ...more }).end()
  else raw.writeHead(status, { ...headers, ...more, 'content-length': Buffer.byteLength(text) }).end(text)
}

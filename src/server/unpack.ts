import type { FastifyRequest } from 'fastify'
import { decodeContent, Undecodable } from '../openapi/index.ts'

/**
 * A body without its content coding; throws `Undecodable`. The request then says nothing of it either:
 * whoever reads it, or plays it again, has it without.
 */
export async function unpack({ raw }: FastifyRequest, body: Buffer, coding: string, limit: number): Promise<Uint8Array> {
  const unpacked = await decodeContent(body, coding, limit)
  if (unpacked instanceof Undecodable) throw unpacked
  delete raw.headers['content-encoding']
  raw.headers['content-length'] = String(unpacked.byteLength)
  return unpacked
}

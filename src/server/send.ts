import type { ServerResponse } from 'node:http'
import type { Response } from '../engine/index.ts'
import { breakOff } from './break-off.ts'
import { stream } from './stream.ts'

/**
 * Carries out the engine's answer: the wait it asks for, then status, headers and text as they stand, piece by piece, or not whole.
 * Nothing outlives the caller: one who leaves, or is dropped when the server closes, takes his wait or his stream with him. `fail` is told of a stream that threw.
 */
export function send(
  raw: ServerResponse,
  response: Response,
  headers: Readonly<Record<string, string>> | undefined,
  fail: (thrown: unknown) => void,
): void {
  if (response.delay === 0 || raw.destroyed) return void write(raw, response, headers, fail)
  const timer = setTimeout(write, response.delay, raw, response, headers, fail)
  raw.once('close', () => clearTimeout(timer))
}

function write(
  raw: ServerResponse,
  response: Response,
  more: Readonly<Record<string, string>> | undefined,
  fail: (thrown: unknown) => void,
): void {
  const { status, headers, text, encoding } = response
  if (more !== undefined) Object.assign(headers, more)
  if (text !== undefined) headers['content-length'] = String(Buffer.byteLength(text, encoding))
  if (response.connection !== undefined) breakOff(raw, response, response.connection)
  else if (response.stream !== undefined && raw.req?.method !== 'HEAD') stream(raw.writeHead(status, headers), response.stream, fail)
  else {
    // RFC 9110 §8.6: of nothing it is said that it is nothing, but where there can't be anything, or a GET might be answered otherwise
    if (text === undefined && status !== 204 && status !== 304 && raw.req?.method !== 'HEAD') headers['content-length'] = '0'
    raw.writeHead(status, headers).end(text, encoding ?? 'utf8')
  }
}

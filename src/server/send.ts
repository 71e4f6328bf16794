import type { ServerResponse } from 'node:http'
import type { Response } from '../engine/index.ts'

/** Carries out the engine's answer: the wait it asks for, then status, headers and text as they stand. */
export function send(raw: ServerResponse, response: Response, headers: Readonly<Record<string, string>> | undefined): void {
  if (response.delay > 0) setTimeout(write, response.delay, raw, response, headers)
  else write(raw, response, headers)
}

function write(raw: ServerResponse, { status, headers, text }: Response, more: Readonly<Record<string, string>> | undefined): void {
  if (more !== undefined) Object.assign(headers, more)
  if (text !== undefined) headers['content-length'] = String(Buffer.byteLength(text))
  raw.writeHead(status, headers).end(text)
}

import { jsonOf } from '../../kernel/index.ts'
import type { PactMessage } from './model.ts'

/** What a body stands for: of JSON written in base64 its value, of any other body what the pact has. */
export function bodyValueOf({ body, encoded, contentType }: PactMessage): unknown {
  if (encoded === undefined || !/[/+]json\b/i.test(contentType ?? '')) return body
  return jsonOf(new TextDecoder().decode(bytesOf(body))) ?? body
}

/** The bytes of a body written in base64. */
export function bytesOf(body: unknown): Uint8Array {
  return Buffer.from(String(body), 'base64')
}

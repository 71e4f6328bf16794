import { expect } from 'vitest'
import type { MockOptions } from '../../../src/index.ts'
import { type Answer, acme, type CallOptions, type Client } from '../client.ts'

/** A decision, and the calls that show it. */
export interface Row {
  readonly row: string
  readonly title: string
  readonly options?: MockOptions
  readonly play: (client: Client) => Promise<void>
}

export const invitePath = `${acme}/users/invite/v2`

export function invite(client: Client, body: Readonly<Record<string, unknown>>, options: CallOptions = {}): Promise<Answer> {
  return client.call('POST', invitePath, { body, ...options })
}

/** An answer wearing the provider's envelope, whole: nothing about it is left to chance. */
export function expectError(answer: Answer, status: number, code: string, details?: unknown): void {
  expect({ status: answer.status, code: answer.body?.error?.code }, answer.text).toEqual({ status, code })
  const { error, ...envelope } = answer.body
  expect(envelope).toEqual({ success: false })
  expect(Object.keys(error)).toEqual(['code', 'message', 'system_message', 'type', 'status', 'details', 'trace_id', 'timestamp'])
  expect(error.status).toBe(status)
  expect(error.trace_id).toBe(answer.headers.get('x-request-id'))
  expect(error.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  if (details !== undefined) expect(error.details).toEqual(details)
}

/** How many mails lie in the outbox, optionally to one address. */
export async function mails(client: Client, to?: string): Promise<readonly { readonly [field: string]: string }[]> {
  const { body } = await client.call('GET', `/__standin/outbox${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`)
  return body
}

export async function members(client: Client): Promise<number> {
  return (await client.call('POST', `${acme}/users`, { body: {} })).body.total_users_count
}

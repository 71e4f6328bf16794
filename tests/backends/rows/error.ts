import type { ErrorCode } from '../../../src/backends/organizations/words.ts'
import type { MockOptions } from '../../../src/index.ts'
import { acme, type CallOptions } from '../../journeys/client.ts'

export interface Call extends CallOptions {
  readonly method?: string
  readonly path: string
  /** Moves the world's clock on before the call. */
  readonly after?: number
}

/** One way to a no: the calls that lead there, the last of which is refused. */
export interface Way {
  readonly options?: MockOptions
  readonly calls: readonly Call[]
  readonly status?: number
  readonly details: unknown
}

export interface ErrorRow {
  readonly status: number
  readonly type: string
  readonly message: string
  /** The message in lower case when left out. */
  readonly system?: string
  /** None for what a request alone can't bring about. */
  readonly ways: readonly Way[]
}

/** Errors written down from what is known of the provider, and how a caller meets them in the default scenario. */
export type ErrorRows<Code extends ErrorCode> = Readonly<Record<Code, ErrorRow>>

export const org = { organization_id: 'org_xyz789' }
export const mia = 'usr_member1'
export const day = 86_400_000

export const post = (path: string, body: unknown = undefined, more: Partial<Call> = {}): Call => ({
  method: 'POST',
  path,
  ...(body === undefined ? {} : { body }),
  ...more,
})
export const get = (path: string, more: Partial<Call> = {}): Call => ({ method: 'GET', path, ...more })
export const patch = (path: string, body: unknown): Call => ({ method: 'PATCH', path, body })
export const remove = (path: string, body: unknown = undefined): Call => ({
  method: 'DELETE',
  path,
  ...(body === undefined ? {} : { body }),
})

export const invite = (body: object, more: Partial<Call> = {}) =>
  post(`${acme}/users/invite/v2`, { email: 'jane@example.com', ...body }, more)
export const validate = (key: string, more: Partial<Call> = {}) => get(`/v1/invitations/validate/${key}`, { token: null, ...more })
export const complete = (email_key: string) =>
  post('/v1/invitations/complete', { email_key, full_name: 'Paul Patel', password: 'correct horse' }, { token: null })
export const way = (details: unknown, ...calls: readonly Call[]): Way => ({ calls, details })

export const client = (status: number, message: string, ...ways: readonly Way[]): ErrorRow => ({
  status,
  type: 'client_error',
  message,
  ways,
})
export const invalid = (message: string, ...ways: readonly Way[]): ErrorRow => ({ status: 422, type: 'validation_error', message, ways })
export const system = (text: string, row: ErrorRow): ErrorRow => ({ ...row, system: text })

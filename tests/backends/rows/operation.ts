import type { OperationId } from '../../../src/backends/organizations/handler.ts'
import type { CallOptions } from '../../journeys/client.ts'

export interface Step {
  readonly method: string
  readonly path: string
  readonly options?: CallOptions
}

/** One good answer of an operation, in the default scenario: frozen at 2025-12-22T15:30:00Z. */
export interface OperationRow {
  readonly before?: readonly Step[]
  readonly call: Step
  readonly status: number
  /** The whole body, key by key in order; undefined = none. */
  readonly body?: unknown
}

export type OperationRows<Id extends OperationId> = Readonly<Record<Id, OperationRow>>

export const post = (path: string, body?: unknown): Step => ({ method: 'POST', path, options: body === undefined ? {} : { body } })
export const get = (path: string): Step => ({ method: 'GET', path })
export const patch = (path: string, body: unknown): Step => ({ method: 'PATCH', path, options: { body } })
export const remove = (path: string, body?: unknown): Step => ({ method: 'DELETE', path, options: body === undefined ? {} : { body } })
export const anyone = (step: Step): Step => ({ ...step, options: { ...step.options, token: null } })
export const as = (token: string, step: Step): Step => ({ ...step, options: { ...step.options, token } })

/** Stands for whatever the world generated: the prefix and 32 hex digits. */
export const generated = (prefix: string) => `<${prefix}>`

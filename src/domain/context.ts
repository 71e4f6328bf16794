import type { Assumptions } from './assumption.ts'
import type { Message } from './model.ts'
import type { OrganizationTables } from './tables.ts'

/** What a query is answered from. */
export interface Reading {
  readonly tables: OrganizationTables
  /** Milliseconds since 1970 in UTC, by the world's clock. */
  readonly now: number
  readonly assumptions: Assumptions
  /** The user who calls; the public operations don't look at it. */
  readonly actorId: string
}

/** What a command works with. The caller wraps the command in a transaction. */
export interface Context extends Reading {
  /** A new id: the prefix and 32 lower-case hex digits. */
  newId(prefix: string): string
  /** A number never given before in this world. */
  nextSerial(): number
}

/** What a command did: its answer, and what others may want to act on in the same transaction. */
export interface Outcome<T> {
  readonly value: T
  readonly events: readonly DomainEvent[]
}

export type DomainEvent = InvitationSent

/** A mail to be put into the outbox. */
export interface InvitationSent extends Omit<Message, 'serial'> {
  readonly type: 'InvitationSent'
}

const quiet: readonly DomainEvent[] = Object.freeze([])

/** An outcome nobody else needs to act on. */
export function done<T>(value: T): Outcome<T> {
  return { value, events: quiet }
}

import type { TableSpecs } from '../kernel/index.ts'
import type { World } from '../world/index.ts'
import type { Principal } from './principal.ts'

/** Mails of a world, and the way in that their links open. */
export interface Mailbox<Specs extends TableSpecs = TableSpecs> {
  /** Newest first. */
  list(world: World<Specs>, filter: { readonly to?: string | undefined; readonly limit: number }): readonly Mail[]
  find(world: World<Specs>, id: string): Mail | undefined
  /** The invitation behind a mailed link; undefined for a key nobody was given. */
  invitation(world: World<Specs>, key: string, now: number): Invitation | undefined
}

/** A mail as its reader gets it. */
export interface Mail {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Empty in a mail that asks for nothing, as `invitation_key` and `organization_id` are in one about no invitation. */
  readonly accept_link: string
  readonly invitation_key: string
  readonly custom_message: string | null
  /** ISO 8601 with `Z`. */
  readonly sent_at: string
  readonly organization_id: string
}

/** What the page behind a mailed link shows, and the call that accepts. */
export interface Invitation {
  readonly email: string
  readonly fullName: string | null
  readonly organizationName: string
  /** `open`, or why the link does not work any more. */
  readonly state: 'open' | 'expired' | 'used' | 'withdrawn' | 'deactivated'
  readonly expiresAt: string
  /** Whether the person has to choose a name and a password first. */
  readonly needsAccount: boolean
  /** The operation that accepts it, its body, and the person it is for. */
  accept(account: { readonly fullName: string; readonly password: string }): Acceptance
}

export interface Acceptance {
  readonly operationId: string
  readonly body: unknown
  /** The person it is for, where the operation wants him signed in. */
  readonly as: Principal | undefined
  /** What the API's refusal says, for a person to read. */
  messageOf(refusal: unknown): string
}

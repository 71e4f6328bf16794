import type { Assumptions, Context, OrganizationTables, organizationSpecs } from '../../domain/index.ts'
import type { Call } from '../../engine/index.ts'
import type { World } from '../../world/index.ts'

export type OrganizationWorld = World<typeof organizationSpecs>
export type OrganizationCall = Call<typeof organizationSpecs>

/** What the domain sees of a call. A class, so that all of them have one shape and share their methods. */
export class CallContext implements Context {
  readonly tables: OrganizationTables
  readonly now: number
  readonly assumptions: Assumptions
  readonly actorId: string
  readonly #world: OrganizationWorld

  constructor({ world, now, principal }: OrganizationCall) {
    this.#world = world
    this.tables = world.store.tables
    this.now = now
    // a world starts with every assumption set, and only to values that were checked
    this.assumptions = world.assumptions as Assumptions
    // public operations have no caller, and the domain does not ask for one there
    this.actorId = principal === undefined ? '' : principal.id
  }

  newId(prefix: string): string {
    return this.#world.newId(prefix)
  }

  nextSerial(): number {
    return this.#world.store.nextSerial()
  }

  /** Says that a message was put into the outbox; told on when the call has succeeded. */
  mailed(id: string): void {
    this.#world.outgoing.push(id)
  }
}

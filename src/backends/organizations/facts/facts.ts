import type { Capability } from '../../../domain/index.ts'
import type { memberStates } from './schema.ts'

/** A scenario's facts once their shape is right; what they refer to may still be wrong. Keys are natural: names and e-mail addresses. */
export interface Facts {
  readonly default_principal?: string
  readonly tokens?: FactMap<string>
  readonly people?: FactMap<PersonFacts>
  readonly roles?: FactMap<{ readonly id?: string }>
  readonly organizations?: FactMap<OrganizationFacts>
}

export type FactMap<T> = Readonly<Record<string, T>>

export interface PersonFacts {
  readonly id?: string
  readonly full_name?: string | null
  readonly user_name?: string | null
  readonly avatar_url?: string | null
  readonly created?: string
}

export interface OrganizationFacts {
  readonly id?: string
  readonly created?: string
  readonly roles?: FactMap<RoleFacts>
  readonly departments?: FactMap<DepartmentFacts>
  readonly members?: FactMap<MemberFacts>
  readonly generate?: { readonly members: number; readonly seed?: number }
}

export interface RoleFacts {
  readonly id?: string
  readonly description?: string | null
  readonly capabilities?: readonly Capability[]
  readonly created?: string
}

export interface DepartmentFacts {
  readonly id?: string
  readonly description?: string | null
  readonly parent?: string
  readonly color?: string | null
  readonly created?: string
  readonly created_by?: string
}

export interface MemberFacts {
  readonly state?: (typeof memberStates)[number]
  readonly roles?: readonly string[]
  readonly departments?: readonly string[]
  readonly invited?: string
  readonly joined?: string
  readonly deactivated?: string
  readonly removed?: string
  readonly invitation?: InvitationFacts
}

export interface InvitationFacts {
  readonly id?: string
  readonly key?: string
  readonly mailed?: boolean
  readonly custom_message?: string | null
}

/** The entries of a map that may be left out. */
export function entriesOf<T>(map: FactMap<T> | undefined): [string, T][] {
  return map === undefined ? [] : Object.entries(map)
}

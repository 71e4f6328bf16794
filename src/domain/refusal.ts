import type { Capability } from './capabilities.ts'

/** A role or department a command names but the organisation does not know, and where the command names it. */
export interface UnknownReference {
  readonly kind: 'role' | 'department'
  readonly id: string
  readonly place: Place
}

/** What the facts of refusals are made of. */
interface Facts {
  organizationId: string
  userId: string
  roleId: string
  /** Null for a role that does not exist yet. */
  givenRoleId: string | null
  roleName: string
  departmentId: string
  newParentId: string
  invitationId: string
  email: string
  name: string
  memberCount: number
  expiresAt: number
  requiredCapability: Capability
  missingCapabilities: readonly Capability[]
  unknown: readonly UnknownReference[]
  by: 'key' | 'email' | 'userId' | 'invitationId'
  value: string
}

/** Every expected no of the domain: the rule that was broken, and the facts that come with it. */
export const refusals = {
  'access-denied': { rule: 'The caller must be an active member of the organization.', facts: ['organizationId'] },
  'organization-unknown': { rule: 'The organization must exist.', facts: ['organizationId'] },
  'capability-missing': { rule: 'The caller must hold a role with the capability the operation needs.', facts: ['requiredCapability'] },
  escalation: { rule: 'Nobody can give a capability he does not hold himself.', facts: ['givenRoleId', 'missingCapabilities'] },
  'user-unknown': { rule: 'The user must be a member of the organization in any state but removed.', facts: ['userId', 'organizationId'] },
  'role-unknown': { rule: 'A role must be a system role or belong to the organization.', facts: ['roleId', 'organizationId'] },
  'department-unknown': { rule: 'A department must belong to the organization.', facts: ['departmentId', 'organizationId'] },
  'references-unknown': {
    rule: 'Roles and departments a request names must exist in the organization.',
    facts: ['unknown', 'organizationId'],
  },
  'assignment-unknown': { rule: 'Only a role the user holds can be taken away.', facts: ['userId', 'roleId', 'organizationId'] },
  'department-member-unknown': {
    rule: 'Only a member of the department can leave it.',
    facts: ['userId', 'departmentId', 'organizationId'],
  },
  'invitation-unknown': { rule: 'The invitation must exist.', facts: ['by', 'value'] },
  'member-exists': { rule: 'An e-mail address can be a member of an organization once, in any state.', facts: ['email', 'organizationId'] },
  'account-exists': {
    rule: 'Only someone without an account can complete an invitation; others accept it.',
    facts: ['email', 'organizationId'],
  },
  'role-exists': {
    rule: 'Role names are unique in an organization without regard to case, system roles included.',
    facts: ['name', 'organizationId'],
  },
  'role-assigned': { rule: 'A user can hold a role once.', facts: ['userId', 'roleId', 'organizationId'] },
  'role-has-members': { rule: 'A role can be deleted only when no member holds it.', facts: ['roleId', 'memberCount'] },
  'role-immutable': { rule: 'System roles can be neither changed nor deleted.', facts: ['roleId', 'roleName'] },
  'department-exists': {
    rule: 'Department names are unique in an organization without regard to case.',
    facts: ['name', 'organizationId'],
  },
  'department-member-exists': { rule: 'A user can be in a department once.', facts: ['userId', 'departmentId', 'organizationId'] },
  'department-has-children': { rule: 'A department can be deleted only when none is below it.', facts: ['departmentId'] },
  'department-has-members': { rule: 'A department can be deleted only when nobody is in it.', facts: ['departmentId', 'memberCount'] },
  'department-cycle': { rule: 'A department cannot stand below itself.', facts: ['departmentId', 'newParentId'] },
  'last-owner': { rule: 'An organization must keep one active member who is Owner.', facts: ['userId', 'roleId', 'organizationId'] },
  'not-deactivated': { rule: 'Only a deactivated member can be reactivated.', facts: ['userId', 'organizationId'] },
  'already-deactivated': { rule: 'A deactivated member cannot be deactivated again.', facts: ['userId', 'organizationId'] },
  unconfirmed: { rule: 'A removal must be confirmed.', facts: [] },
  'invitation-used': { rule: 'An invitation works once.', facts: ['invitationId'] },
  'invitation-withdrawn': { rule: 'An invitation stops working when the member is removed or it is replaced.', facts: ['invitationId'] },
  'invitation-deactivated': { rule: 'An invitation does not work while the member is deactivated.', facts: ['invitationId'] },
  'invitation-expired': { rule: 'An invitation works for seven days from its last sending.', facts: ['invitationId', 'expiresAt'] },
  'invitation-foreign': { rule: 'An invitation can be accepted by the invited user only.', facts: ['invitationId'] },
  'not-pending': { rule: 'An invitation can be sent again only while the member is pending.', facts: ['userId', 'organizationId'] },
} as const satisfies Record<string, { readonly rule: string; readonly facts: readonly (keyof Facts)[] }>

export type RefusalCode = keyof typeof refusals
export const refusalCodes = Object.keys(refusals) as readonly RefusalCode[]

export type RefusalFacts<Code extends RefusalCode = RefusalCode> = Code extends RefusalCode
  ? { readonly [Name in (typeof refusals)[Code]['facts'][number]]: Facts[Name] }
  : never

/** Which of a command's inputs a refusal is about, e.g. `['roleIds', 0]`. */
export type Place = readonly (string | number)[]

/** An expected no, thrown by commands and queries. Not an Error: it is part of the rules and needs no stack. */
export class Refusal<Code extends RefusalCode = RefusalCode> {
  readonly code: Code
  readonly facts: RefusalFacts<Code>
  /** The input to look at; undefined when it is about no single one. */
  readonly place: Place | undefined

  constructor(code: Code, facts: RefusalFacts<Code>, place?: Place) {
    this.code = code
    this.facts = facts
    this.place = place
  }
}

/**
 * What no page of the provider says outright. A world may flip each of these; comparing with a real provider tells which ones are wrong.
 * Evidence tags: S stated, E example, Q observed, R rule, I inferred. Pages: U = users, CM = crew-management, INV = invitations, OR = organizations/roles.
 */
export const assumptions = {
  existing_user_state: {
    default: 'pending_invitation',
    alternatives: ['active'],
    says: 'Someone who already has an account is pending until accepting the invitation, not a member at once.',
    evidence:
      'I (medium): U/invite-v2 only says that an existing user is added (S); CM/accept-invitation is a call of its own for signed-in users (S).',
  },
  expired_invitation: {
    default: 'conflict',
    alternatives: ['renew'],
    says: 'Inviting someone whose invitation has expired is a conflict; only a resend helps.',
    evidence:
      'I: U/invite-v2 shows a conflict for an address already in the organization (E); CM/resend-invitation refreshes an unaccepted one (S).',
  },
  unknown_reference: {
    default: 'not_found',
    alternatives: ['validation'],
    says: 'An unknown role or department in a request is not found, rather than an invalid field.',
    evidence:
      'I (medium): the 404 codes ROLE_NOT_FOUND (OR/list-members) and DEPARTMENT_NOT_FOUND (D/retrieve) are documented on sibling pages (E).',
  },
  link_when_not_mailed: {
    default: 'returned',
    alternatives: ['null'],
    says: 'When no mail was sent, the answer carries the invitation link while the invitation is pending.',
    evidence: 'I (medium): U/invite-v2 shows null with send_invitation true (E); CM/invite-user shows the form of the link (E).',
  },
  role_escalation: {
    default: 'refused',
    alternatives: ['allowed'],
    says: 'Nobody can give a role, or put into a role, a capability he does not hold himself.',
    evidence: 'S for creating and updating roles (OR/create-role, OR/update-role); I for invite, memberships and role members.',
  },
  unknown_organization: {
    default: 'access_denied',
    alternatives: ['not_found'],
    says: 'An unknown organization is refused like a foreign one, so that its existence does not leak.',
    evidence:
      'Q: an unknown organization answered 403 on a sibling route; ORGANIZATION_ACCESS_DENIED stands in the catalogue of error codes (S).',
  },
} as const satisfies Record<string, AssumptionText>

interface AssumptionText {
  readonly default: string
  readonly alternatives: readonly string[]
  readonly says: string
  readonly evidence: string
}

export type AssumptionName = keyof typeof assumptions
type ValueOf<Name extends AssumptionName> = (typeof assumptions)[Name]['default'] | (typeof assumptions)[Name]['alternatives'][number]

/** The value each assumption has in a world. */
export type Assumptions = { readonly [Name in AssumptionName]: ValueOf<Name> }

export const assumptionNames = Object.keys(assumptions) as readonly AssumptionName[]

export const defaultAssumptions = Object.freeze(
  Object.fromEntries(assumptionNames.map((name) => [name, assumptions[name].default])),
) as Assumptions

/** An override that can't be used: which one, and what would do instead. */
export interface AssumptionProblem {
  readonly name: string
  readonly problem: 'unknown_name' | 'unknown_value'
  readonly allowed: readonly string[]
}

/** Lays overrides over the defaults. Every one that can't be used is a problem; the assumption then keeps its default. */
export function parseAssumptions(overrides: Readonly<Record<string, unknown>>): {
  assumptions: Assumptions
  problems: readonly AssumptionProblem[]
} {
  const values: Record<string, unknown> = { ...defaultAssumptions }
  const problems: AssumptionProblem[] = []
  for (const [name, value] of Object.entries(overrides)) {
    if (!isAssumptionName(name)) {
      problems.push({ name, problem: 'unknown_name', allowed: assumptionNames })
      continue
    }
    const allowed: readonly unknown[] = valuesOf(name)
    if (allowed.includes(value)) values[name] = value
    else problems.push({ name, problem: 'unknown_value', allowed: valuesOf(name) })
  }
  return { assumptions: Object.freeze(values) as unknown as Assumptions, problems }
}

/** All values an assumption can have, the default first. */
export function valuesOf(name: AssumptionName): readonly string[] {
  return [assumptions[name].default, ...assumptions[name].alternatives]
}

function isAssumptionName(name: string): name is AssumptionName {
  return Object.hasOwn(assumptions, name)
}

import { Refusal, type RefusalCode, type RefusalFacts, refusals } from '../../domain/index.ts'
import type { EngineProblemCode, ErrorContext, Problem } from '../../engine/index.ts'
import { toZuluTime } from '../../kernel/index.ts'
import { type Field, toField, toReferenceField } from './fields.ts'
import type { Schemas, Wire } from './handler.ts'
import { type ErrorCode, errorWords, wordsOf } from './words.ts'

type Details = Readonly<Record<string, unknown>>

interface RefusalError<Code extends RefusalCode> {
  readonly code: ErrorCode
  readonly details: (facts: RefusalFacts<Code>) => Details
}

const selectors = { key: 'email_key', email: 'email', userId: 'user_id', invitationId: 'invitation_id' } as const

const ofOrganization = (facts: { readonly organizationId: string }) => ({ organization_id: facts.organizationId })
const ofInvitation = (facts: { readonly invitationId: string }) => ({ invitation_id: facts.invitationId })
const ofEmail = (facts: { readonly email: string; readonly organizationId: string }) => ({
  email: facts.email,
  organization_id: facts.organizationId,
})
const ofName = (facts: { readonly name: string; readonly organizationId: string }) => ({
  name: facts.name,
  organization_id: facts.organizationId,
})
const ofUser = (facts: { readonly userId: string; readonly organizationId: string }) => ({
  user_id: facts.userId,
  organization_id: facts.organizationId,
})
const ofRoleMember = (facts: { readonly userId: string; readonly roleId: string; readonly organizationId: string }) => ({
  user_id: facts.userId,
  role_id: facts.roleId,
  organization_id: facts.organizationId,
})
const ofDepartmentMember = (facts: { readonly userId: string; readonly departmentId: string; readonly organizationId: string }) => ({
  user_id: facts.userId,
  department_id: facts.departmentId,
  organization_id: facts.organizationId,
})

/** What the provider says to each no of the domain. */
export const refusalErrors: { readonly [Code in RefusalCode]: RefusalError<Code> } = {
  'access-denied': { code: 'ORGANIZATION_ACCESS_DENIED', details: ofOrganization },
  'organization-unknown': { code: 'ORGANIZATION_NOT_FOUND', details: ofOrganization },
  'capability-missing': {
    code: 'INSUFFICIENT_PERMISSIONS',
    details: ({ requiredCapability }) => ({ required_capability: requiredCapability }),
  },
  escalation: {
    code: 'INSUFFICIENT_PERMISSIONS',
    details: ({ givenRoleId, missingCapabilities }) => ({ role_id: givenRoleId, missing_capabilities: missingCapabilities }),
  },
  'user-unknown': { code: 'USER_NOT_FOUND', details: ofUser },
  'role-unknown': {
    code: 'ROLE_NOT_FOUND',
    details: ({ roleId, organizationId }) => ({ role_id: roleId, organization_id: organizationId }),
  },
  'department-unknown': {
    code: 'DEPARTMENT_NOT_FOUND',
    details: ({ departmentId, organizationId }) => ({ department_id: departmentId, organization_id: organizationId }),
  },
  'references-unknown': { code: 'VALIDATION_ERROR', details: ({ unknown }) => ({ fields: unknown.map(toReferenceField) }) },
  'assignment-unknown': { code: 'ROLE_ASSIGNMENT_NOT_FOUND', details: ofRoleMember },
  'department-member-unknown': { code: 'DEPARTMENT_MEMBERSHIP_NOT_FOUND', details: ofDepartmentMember },
  'invitation-unknown': { code: 'INVITATION_NOT_FOUND', details: ({ by, value }) => ({ [selectors[by]]: value }) },
  'member-exists': { code: 'USER_ALREADY_EXISTS', details: ofEmail },
  'account-exists': { code: 'USER_ALREADY_EXISTS', details: ofEmail },
  'role-exists': { code: 'ROLE_ALREADY_EXISTS', details: ofName },
  'role-assigned': { code: 'ROLE_ALREADY_ASSIGNED', details: ofRoleMember },
  'role-has-members': {
    code: 'ROLE_HAS_MEMBERS',
    details: ({ roleId, memberCount }) => ({ role_id: roleId, member_count: memberCount }),
  },
  'role-immutable': { code: 'SYSTEM_ROLE_IMMUTABLE', details: ({ roleId, roleName }) => ({ role_id: roleId, role_name: roleName }) },
  'department-exists': { code: 'DEPARTMENT_ALREADY_EXISTS', details: ofName },
  'department-member-exists': { code: 'DEPARTMENT_MEMBER_ALREADY_EXISTS', details: ofDepartmentMember },
  'department-has-children': { code: 'DEPARTMENT_HAS_CHILDREN', details: ({ departmentId }) => ({ department_id: departmentId }) },
  'department-has-members': {
    code: 'DEPARTMENT_HAS_MEMBERS',
    details: ({ departmentId, memberCount }) => ({ department_id: departmentId, member_count: memberCount }),
  },
  'department-cycle': {
    code: 'DEPARTMENT_CYCLE',
    details: ({ departmentId, newParentId }) => ({ department_id: departmentId, new_parent_id: newParentId }),
  },
  'last-owner': { code: 'LAST_OWNER_CANNOT_BE_REMOVED', details: ofRoleMember },
  'not-deactivated': { code: 'USER_NOT_DEACTIVATED', details: ofUser },
  'already-deactivated': { code: 'USER_ALREADY_DEACTIVATED', details: ofUser },
  unconfirmed: { code: 'CONFIRMATION_REQUIRED', details: () => ({ confirm: false }) },
  'invitation-used': { code: 'INVITATION_ALREADY_USED', details: ofInvitation },
  'invitation-withdrawn': { code: 'INVITATION_WITHDRAWN', details: ofInvitation },
  'invitation-deactivated': { code: 'INVITATION_DEACTIVATED', details: ofInvitation },
  'invitation-expired': {
    code: 'INVITATION_EXPIRED',
    details: ({ invitationId, expiresAt }) => ({ invitation_id: invitationId, expires_at: toZuluTime(expiresAt) }),
  },
  'invitation-foreign': { code: 'INVITATION_FOR_ANOTHER_USER', details: ofInvitation },
  'not-pending': { code: 'INVITATION_NOT_PENDING', details: ofUser },
}

/** What the provider says to each no of the engine; an unknown route has no words of the API's own. */
const engineErrors: Readonly<Record<Exclude<EngineProblemCode, 'route_not_found'>, ErrorCode>> = {
  authentication_required: 'AUTHENTICATION_REQUIRED',
  insufficient_scope: 'INSUFFICIENT_PERMISSIONS',
  validation_failed: 'VALIDATION_ERROR',
  rate_limited: 'RATE_LIMIT_EXCEEDED',
  method_not_allowed: 'METHOD_NOT_ALLOWED',
  payload_too_large: 'PAYLOAD_TOO_LARGE',
  not_implemented: 'NOT_IMPLEMENTED',
  defect: 'INTERNAL_ERROR',
}

/** An input no schema can refuse, e.g. parameters that exclude one another. */
export class Invalid {
  readonly status: 400 | 422
  readonly reason: string
  readonly fields: readonly Field[]
  constructor(status: 400 | 422, reason: string, fields: readonly Field[]) {
    this.status = status
    this.reason = reason
    this.fields = fields
  }
}

/** A problem of one of the provider's own codes. */
export function providerProblem(code: ErrorCode, reason: string, details?: Details): Problem {
  return { code, status: errorWords[code].status, reason, details }
}

export function toProblem(thrown: unknown): Problem | undefined {
  if (thrown instanceof Refusal) {
    const { code, facts } = thrown as Refusal
    // code and facts belong together by the type of Refusal, which a lookup by a union loses
    const error = refusalErrors[code] as RefusalError<RefusalCode>
    return {
      ...providerProblem(error.code, refusals[code].rule, error.details(facts)),
      because: { rule: code, facts, place: thrown.place },
    }
  }
  if (thrown instanceof Invalid)
    return { code: 'VALIDATION_ERROR', status: thrown.status, reason: thrown.reason, details: { fields: thrown.fields } }
  return undefined
}

/** The provider's one shape of all errors, and the framework's own for a route it does not know. */
export function toErrorBody(
  problem: Problem,
  { traceId, now }: ErrorContext,
): Wire<Schemas['ErrorEnvelope']> | { readonly detail: string } {
  if (problem.code === 'route_not_found') return { detail: 'Not Found' }
  const code = Object.hasOwn(engineErrors, problem.code) ? engineErrors[problem.code as keyof typeof engineErrors] : problem.code
  const words = wordsOf(code)
  const message = words?.message ?? problem.reason
  return {
    success: false,
    error: {
      code,
      message,
      system_message: toSystemMessage(problem, words?.system ?? message.toLowerCase()),
      type: words?.type ?? (problem.status < 500 ? 'client_error' : 'server_error'),
      status: problem.status,
      details: toDetails(problem),
      trace_id: traceId,
      timestamp: toZuluTime(now),
    },
  }
}

/** The way back, for the document's own examples. */
export function fromErrorBody(body: unknown): { readonly code: string; readonly details: Details } | undefined {
  const error = (body as Partial<Wire<Schemas['ErrorEnvelope']>> | null)?.error
  return typeof error?.code === 'string' ? { code: error.code, details: error.details ?? {} } : undefined
}

/** Where the mock itself falls short, developers get the reason, without the stack. */
function toSystemMessage({ code, reason }: Problem, usual: string): string {
  if (code === 'not_implemented') return reason
  if (code !== 'defect') return usual
  const end = reason.indexOf('\n')
  return end === -1 ? reason : reason.slice(0, end)
}

function toDetails({ violations, total, details = {} }: Problem): Details {
  if (violations === undefined) return details
  const fields = violations.map(toField)
  return total === undefined || total <= fields.length ? { ...details, fields } : { ...details, fields, total }
}

import type { Schemas } from './handler.ts'

type ErrorType = Schemas['ErrorEnvelope']['error']['type']

interface Words {
  readonly status: number
  readonly type: ErrorType
  /** For end users. */
  readonly message: string
  /** For developers; the message in lower case where the provider has no other. */
  readonly system?: string
}

/** Every error the provider's API answers with, in its own words. Source: the pages behind `x-evidence` in the document. */
export const errorWords = {
  AUTHENTICATION_REQUIRED: { status: 401, type: 'client_error', message: 'Authentication required' },
  TOKEN_EXPIRED: { status: 401, type: 'client_error', message: 'Your session has expired' },
  TOKEN_INVALID: { status: 401, type: 'client_error', message: 'Your session is invalid' },
  INVALID_API_KEY: { status: 401, type: 'client_error', message: 'Your API key is invalid' },

  INSUFFICIENT_PERMISSIONS: { status: 403, type: 'client_error', message: "You don't have permission to perform this action" },
  ORGANIZATION_ACCESS_DENIED: { status: 403, type: 'client_error', message: "You don't have access to this organization" },
  SYSTEM_ROLE_IMMUTABLE: { status: 403, type: 'client_error', message: 'System roles cannot be modified or deleted.' },
  INVITATION_FOR_ANOTHER_USER: { status: 403, type: 'client_error', message: 'This invitation was sent to another account.' },

  ROLE_NOT_FOUND: notFound('role', 'Role not found'),
  DEPARTMENT_NOT_FOUND: notFound('department', 'Department not found'),
  USER_NOT_FOUND: notFound('user', 'User not found'),
  ROLE_ASSIGNMENT_NOT_FOUND: notFound('role assignment'),
  DEPARTMENT_MEMBERSHIP_NOT_FOUND: notFound('department membership'),
  ORGANIZATION_NOT_FOUND: notFound('organization'),
  INVITATION_NOT_FOUND: notFound('invitation'),

  METHOD_NOT_ALLOWED: { status: 405, type: 'client_error', message: 'This method is not allowed here.' },

  USER_ALREADY_EXISTS: { status: 409, type: 'client_error', message: 'An account with this email already exists.' },
  ROLE_HAS_MEMBERS: {
    status: 409,
    type: 'client_error',
    message: 'Cannot delete role with active members. Reassign members first.',
    system: 'Cannot delete role with active members. Reassign members first.',
  },
  ROLE_ALREADY_EXISTS: { status: 409, type: 'client_error', message: 'A role with this name already exists.' },
  ROLE_ALREADY_ASSIGNED: { status: 409, type: 'client_error', message: 'The user already has this role.' },
  DEPARTMENT_ALREADY_EXISTS: { status: 409, type: 'client_error', message: 'A department with this name already exists.' },
  DEPARTMENT_MEMBER_ALREADY_EXISTS: { status: 409, type: 'client_error', message: 'The user is already a member of this department.' },
  INVITATION_ALREADY_USED: { status: 409, type: 'client_error', message: 'This invitation has already been used.' },

  PAYLOAD_TOO_LARGE: { status: 413, type: 'client_error', message: 'The request body is too large.' },

  VALIDATION_ERROR: {
    status: 422,
    type: 'validation_error',
    message: 'Please check your input and try again.',
    system: 'request validation failed',
  },
  LAST_OWNER_CANNOT_BE_REMOVED: {
    status: 422,
    type: 'validation_error',
    message: 'Cannot remove the last owner from a role. At least one owner must remain.',
  },
  USER_NOT_DEACTIVATED: { status: 422, type: 'validation_error', message: 'User is not deactivated.' },
  USER_ALREADY_DEACTIVATED: { status: 422, type: 'validation_error', message: 'User is already deactivated.' },
  CONFIRMATION_REQUIRED: { status: 422, type: 'validation_error', message: 'Please confirm that the user should be removed.' },
  DEPARTMENT_HAS_CHILDREN: {
    status: 422,
    type: 'client_error',
    message: 'Cannot delete a department that has child departments. Move or delete them first.',
    system: 'Department has children',
  },
  DEPARTMENT_HAS_MEMBERS: {
    status: 422,
    type: 'client_error',
    message: 'Cannot delete a department that has members. Remove them first.',
    system: 'Department has members',
  },
  DEPARTMENT_CYCLE: {
    status: 422,
    type: 'client_error',
    message: 'A department cannot be moved below itself.',
    system: 'Department cycle',
  },
  INVITATION_EXPIRED: { status: 422, type: 'validation_error', message: 'This invitation has expired.' },
  INVITATION_WITHDRAWN: { status: 422, type: 'validation_error', message: 'This invitation has been withdrawn.' },
  INVITATION_DEACTIVATED: { status: 422, type: 'validation_error', message: 'This account has been deactivated.' },
  INVITATION_NOT_PENDING: { status: 422, type: 'validation_error', message: 'This user has no pending invitation.' },

  RATE_LIMIT_EXCEEDED: { status: 429, type: 'rate_limit_error', message: 'Too many requests. Please try again later.' },

  INTERNAL_ERROR: { status: 500, type: 'server_error', message: 'Something went wrong. Please try again later.' },
  NOT_IMPLEMENTED: { status: 501, type: 'server_error', message: 'This operation is not implemented.' },
} as const satisfies Record<string, Words>

export type ErrorCode = keyof typeof errorWords

/** The words of a code, also of one that only a fault or an override made up. */
export function wordsOf(code: string): Words | undefined {
  return Object.hasOwn(errorWords, code) ? errorWords[code as ErrorCode] : undefined
}

function notFound(what: string, system?: string): Words {
  const message = `The requested ${what} could not be found.`
  return system === undefined ? { status: 404, type: 'client_error', message } : { status: 404, type: 'client_error', message, system }
}

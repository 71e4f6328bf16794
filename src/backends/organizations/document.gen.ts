// Generated from organizations.yaml by `standin types`. Do not edit.

export interface paths {
  '/v1/organizations/{organization_id}/users/invite/v2': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['inviteUserV2']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/users/{user_id}/memberships': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch: operations['updateMemberships']
    trace?: never
  }
  '/v1/organizations/{organization_id}/users/{user_id}/deactivate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['deactivateUser']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/users/{user_id}/reactivate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['reactivateUser']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/users/{user_id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getMember']
    put?: never
    post?: never
    delete: operations['removeUser']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/users': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['listMembers']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/users/{user_id}/effective-permissions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getEffectivePermissions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/invitation': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getInvitation']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/users/{user_id}/resend-invitation': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['resendInvitation']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/invitations/validate/{email_key}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['validateInvitation']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/invitations/accept': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['acceptInvitation']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/invitations/complete': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['completeInvitation']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/roles': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listRoles']
    put?: never
    post: operations['createRole']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/roles/{role_id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete: operations['deleteRole']
    options?: never
    head?: never
    patch: operations['updateRole']
    trace?: never
  }
  '/v1/organizations/{organization_id}/roles/{role_id}/members': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listRoleMembers']
    put?: never
    post: operations['addRoleMember']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/roles/{role_id}/members/{user_id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete: operations['removeRoleMember']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/capabilities': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listCapabilities']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/departments': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listDepartments']
    put?: never
    post: operations['createDepartment']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/departments/tree': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getDepartmentTree']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/departments/{department_id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getDepartment']
    put?: never
    post?: never
    delete: operations['deleteDepartment']
    options?: never
    head?: never
    patch: operations['updateDepartment']
    trace?: never
  }
  '/v1/organizations/{organization_id}/departments/{department_id}/reparent': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['reparentDepartment']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/departments/{department_id}/members': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listDepartmentMembers']
    put?: never
    post: operations['addDepartmentMember']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/departments/{department_id}/members/{user_id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete: operations['removeDepartmentMember']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/organizations/{organization_id}/audit-log': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['queryAuditLog']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}

export type webhooks = Record<string, never>

export interface components {
  schemas: {
    OrganizationId: string
    UserId: string
    RoleId: string
    DepartmentId: string
    InvitationId: string
    /** Usually `invkey_` and 32 hex digits; some pages show a UUID. A key that is no key at all is merely not found. */
    InvitationKey: string
    Email: string
    /** ISO 8601 without a zone, or null. */
    NaiveDateTime: string | null
    /** ISO 8601 in UTC, ending in Z. */
    ZuluDateTime: string
    /** ISO 8601 with a numeric offset. */
    OffsetDateTime: string
    /** A date, or a date and time with or without a zone. */
    DateOrDateTime: string
    /** Removed users have no state; they are no longer found. */
    AccountState: 'pending_invitation' | 'active' | 'deactivated'
    /** A user as a member of one organisation. All eleven keys are always there. */
    OrganizationUserV2: {
      /** The user; not the membership. */
      id: components['schemas']['UserId']
      /** Null when nobody gave one. */
      full_name: string | null
      email: components['schemas']['Email']
      /** Null until the account is registered. */
      user_name: string | null
      account_state: components['schemas']['AccountState']
      role_ids: components['schemas']['RoleId'][]
      department_ids: components['schemas']['DepartmentId'][]
      organization_id: components['schemas']['OrganizationId']
      /** Null when the link was mailed; the mock gives the link while an invitation is pending that was not. */
      invitation_link: string | null
      invited_at: components['schemas']['NaiveDateTime']
      deactivated_at: components['schemas']['NaiveDateTime']
    }
    InviteUserV2Request: {
      /** The address to invite. */
      email: components['schemas']['Email']
      full_name?: string | null
      /** The roles to give. */
      role_ids?: components['schemas']['RoleId'][]
      /** The departments to join. */
      department_ids?: components['schemas']['DepartmentId'][]
      /** Whether the invitation is mailed. */
      send_invitation?: boolean
      /** Text to put into the mail. */
      custom_message?: string | null
    }
    UpdateMembershipsRequest: {
      /** All roles the user shall have. */
      role_ids: components['schemas']['RoleId'][]
      /** All departments the user shall belong to. */
      department_ids: components['schemas']['DepartmentId'][]
    }
    DeactivateUserRequest: {
      /** The department that takes over the user's resources. */
      transfer_resources_to_department_id: components['schemas']['DepartmentId']
    }
    RemoveUserRequest: {
      /** Must be true, or the call is refused. */
      confirm?: boolean
      /** The department that takes over the user's resources, if any. */
      transfer_resources_to_department_id?: string | null
    }
    MemberV1: {
      /** The membership. The prose says `orgusr_`, the examples show `orguser_`. */
      id: string
      user_id: components['schemas']['UserId']
      organization_id: components['schemas']['OrganizationId']
      full_name: string | null
      email: components['schemas']['Email']
      /** The v2 shape calls it `user_name`. */
      username: string | null
      /** The first of the member's roles; null when there is none. */
      role: {
        id: components['schemas']['RoleId']
        name: string
      } | null
      /** Null for no status at all. */
      status: {
        id: string
        name: 'Active' | 'Inactive' | 'InvitationSent' | 'Deleted'
        selectable_in_ui: boolean
      } | null
      /** Null until the invitation is accepted. */
      joined_at: string | null
      created_at: components['schemas']['ZuluDateTime']
      last_modified_at: components['schemas']['ZuluDateTime']
    }
    MemberPage: {
      users: components['schemas']['MemberV1'][]
      total_users_count: number
      skip: number
      take: number
    }
    ListMembersRequest: {
      skip?: number
      take?: number
      search_term?: string | null
      role_id?: string | null
      status_id?: string | null
      sort_field?: 'full_name' | 'email' | 'role' | 'status' | 'created_at' | 'last_modified_at'
      sort_direction?: 'asc' | 'desc'
      include_deleted?: boolean
    }
    EffectivePermissions: {
      user_id: components['schemas']['UserId']
      capabilities: components['schemas']['CapabilityKey'][]
      /** The word `global`, or the departments reached. */
      department_scope: 'global' | components['schemas']['DepartmentId'][]
      role_ids: components['schemas']['RoleId'][]
      resolved_at: string
    }
    Invitation: {
      invitation_id: components['schemas']['InvitationId']
      email: components['schemas']['Email']
      user_id: components['schemas']['UserId']
      organization_id: components['schemas']['OrganizationId']
      /** The first of the roles; null when the invitation gives none. */
      role_id: string | null
      invitation_link: string | null
      expires_at: components['schemas']['ZuluDateTime']
      created_at: components['schemas']['ZuluDateTime']
    }
    InvitationValidation: {
      valid: boolean
      invitation_id: components['schemas']['InvitationId']
      email: components['schemas']['Email']
      organization_id: components['schemas']['OrganizationId']
      organization_name: string
      role_id: string | null
      role_name: string | null
      expires_at: components['schemas']['ZuluDateTime']
    }
    AcceptInvitationRequest: {
      email_key: components['schemas']['InvitationKey']
    }
    AcceptedInvitation: {
      success: true
      organization_id: components['schemas']['OrganizationId']
      organization_name: string
      role_id: string | null
      role_name: string | null
    }
    CompleteInvitationRequest: {
      email_key: components['schemas']['InvitationKey']
      full_name: string
      password: string
    }
    CompletedInvitation: {
      success: true
      user_id: components['schemas']['UserId']
      /** A bearer token for this user. */
      token: string
      refresh_token: {
        token: string
        expires_at: components['schemas']['ZuluDateTime']
      }
      device_id: string
    }
    CapabilityKey: 'manage_users' | 'invite_users' | 'deactivate_users' | 'remove_users' | 'manage_departments' | 'create_subdepartments' | 'reparent_departments' | 'manage_roles' | 'assign_roles' | 'view_audit_log' | 'export_audit_log' | 'manage_knowledge_slices' | 'manage_billing' | 'override_all_permissions'
    Capability: {
      key: components['schemas']['CapabilityKey']
      label: string
      description: string
      group: string
    }
    Role: {
      id: components['schemas']['RoleId']
      name: string
      description: string | null
      /** An older notation; its keys are not documented. */
      permissions: { [key: string]: unknown }
      is_base_role: boolean
      is_custom: boolean
      is_system_role: boolean
      capabilities: components['schemas']['CapabilityKey'][]
      member_count: number
      knowledge_slice_ids: string[]
      /** Null for a global role. */
      organization_id: string | null
      created_at: string
    }
    CreateRoleRequest: {
      /** Unique in the organisation. */
      name: string
      description?: string | null
      capabilities: components['schemas']['CapabilityKey'][]
    }
    UpdateRoleRequest: {
      name?: string
      description?: string | null
      /** The whole new set. */
      capabilities?: components['schemas']['CapabilityKey'][]
    }
    RoleMember: {
      user_id: components['schemas']['UserId']
      full_name: string | null
      email: components['schemas']['Email']
      account_state: components['schemas']['AccountState']
      avatar_url: string | null
    }
    RoleMemberPage: {
      members: components['schemas']['RoleMember'][]
      total: number
    }
    AddRoleMemberRequest: {
      user_id: components['schemas']['UserId']
    }
    RoleAssignment: {
      id: string
      user_id: components['schemas']['UserId']
      role_id: components['schemas']['RoleId']
      organization_id: components['schemas']['OrganizationId']
      assigned_at: components['schemas']['OffsetDateTime']
    }
    Department: {
      id: components['schemas']['DepartmentId']
      name: string
      description: string | null
      parent_id: string | null
      /** The ids from the top down to this one, each after a slash. */
      path: string
      depth: number
      organization_id: components['schemas']['OrganizationId']
      member_count: number
      is_active: boolean
      is_default: boolean
      color: string | null
      created_by: string | null
      created_at: components['schemas']['ZuluDateTime']
    }
    DepartmentTree: components['schemas']['Department'] & {
      children: components['schemas']['DepartmentTree'][]
    }
    CreateDepartmentRequest: {
      /** Unique in the organisation. */
      name: string
      description?: string | null
      parent_id?: string | null
    }
    UpdateDepartmentRequest: {
      name?: string
      description?: string | null
    }
    ReparentDepartmentRequest: {
      /** The department to move below; null for the top. */
      new_parent_id: string | null
    }
    DepartmentMember: {
      user_id: components['schemas']['UserId']
      full_name: string | null
      email: components['schemas']['Email']
      added_at: components['schemas']['ZuluDateTime']
    }
    AddDepartmentMemberRequest: {
      user_id: components['schemas']['UserId']
    }
    AuditEntityType: 'user' | 'department' | 'role' | 'role_assignment' | 'department_membership' | 'permission' | 'knowledge_slice' | 'vector_store' | 'knowledge_grant' | 'knowledge_composite'
    /** The documented list ends with "and more", so this is open. */
    AuditActionType: string
    /** Inferred from the query's filters and the columns of the CSV export; no page shows an entry. */
    AuditEntry: {
      id: string
      timestamp: string
      entity_type: components['schemas']['AuditEntityType']
      entity_id: string | null
      entity_name: string | null
      action_type: components['schemas']['AuditActionType']
      actor_id: string | null
      actor_name: string | null
      actor_email: string | null
      target_id: string | null
      target_name: string | null
      department_id: string | null
      previous_value: { [key: string]: unknown } | null
      new_value: { [key: string]: unknown } | null
    }
    AuditPage: {
      items: components['schemas']['AuditEntry'][]
      total: number
      skip: number
      limit: number
      has_more: boolean
    }
    /** One thing wrong with a request. No page shows this shape. */
    FieldViolation: {
      /** A parameter's name, a dotted path inside the body, or `body`. */
      field: string
      message: string
      type: string
    }
    /** The one shape of all errors. */
    ErrorEnvelope: {
      success: false
      error: {
        /** For programs. Stable, in upper case. */
        code: string
        /** For end users. */
        message: string
        /** For developers and logs. */
        system_message: string
        type: 'client_error' | 'authentication_error' | 'authorization_error' | 'server_error' | 'validation_error' | 'rate_limit_error'
        /** The HTTP status again. */
        status: number
        /** Context. Older examples leave it out, so it is optional here; the mock always sends it. */
        details?: {
          /** What was wrong with the request, with `VALIDATION_ERROR`. */
          fields?: components['schemas']['FieldViolation'][]
        } & { [key: string]: unknown }
        trace_id: string
        timestamp: components['schemas']['ZuluDateTime']
      }
    }
    UnauthorizedError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'AUTHENTICATION_REQUIRED' | 'TOKEN_EXPIRED' | 'TOKEN_INVALID' | 'INVALID_API_KEY'
        status: 401
      }
    }
    ForbiddenError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'INSUFFICIENT_PERMISSIONS' | 'ORGANIZATION_ACCESS_DENIED'
        status: 403
      }
    }
    RoleForbiddenError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'INSUFFICIENT_PERMISSIONS' | 'ORGANIZATION_ACCESS_DENIED' | 'SYSTEM_ROLE_IMMUTABLE'
        status: 403
      }
    }
    InvitationForAnotherUserError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'INVITATION_FOR_ANOTHER_USER'
        status: 403
      }
    }
    OrganizationNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    UserNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'USER_NOT_FOUND' | 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    RoleNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'ROLE_NOT_FOUND' | 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    DepartmentNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'DEPARTMENT_NOT_FOUND' | 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    RoleOrDepartmentNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'ROLE_NOT_FOUND' | 'DEPARTMENT_NOT_FOUND' | 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    UserRoleOrDepartmentNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'USER_NOT_FOUND' | 'ROLE_NOT_FOUND' | 'DEPARTMENT_NOT_FOUND' | 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    UserOrDepartmentNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'USER_NOT_FOUND' | 'DEPARTMENT_NOT_FOUND' | 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    UserOrRoleNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'USER_NOT_FOUND' | 'ROLE_NOT_FOUND' | 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    RoleAssignmentNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'ROLE_ASSIGNMENT_NOT_FOUND' | 'USER_NOT_FOUND' | 'ROLE_NOT_FOUND' | 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    DepartmentMembershipNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'DEPARTMENT_MEMBERSHIP_NOT_FOUND' | 'USER_NOT_FOUND' | 'DEPARTMENT_NOT_FOUND' | 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    InvitationNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'INVITATION_NOT_FOUND' | 'ORGANIZATION_NOT_FOUND'
        status: 404
      }
    }
    InvitationKeyNotFoundError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'INVITATION_NOT_FOUND'
        status: 404
      }
    }
    MethodNotAllowedError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'METHOD_NOT_ALLOWED'
        status: 405
      }
    }
    UserAlreadyExistsError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'USER_ALREADY_EXISTS'
        status: 409
      }
    }
    RoleHasMembersError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'ROLE_HAS_MEMBERS'
        status: 409
      }
    }
    RoleAlreadyExistsError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'ROLE_ALREADY_EXISTS'
        status: 409
      }
    }
    RoleAlreadyAssignedError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'ROLE_ALREADY_ASSIGNED'
        status: 409
      }
    }
    DepartmentAlreadyExistsError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'DEPARTMENT_ALREADY_EXISTS'
        status: 409
      }
    }
    DepartmentMemberAlreadyExistsError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'DEPARTMENT_MEMBER_ALREADY_EXISTS'
        status: 409
      }
    }
    InvitationAlreadyUsedError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'INVITATION_ALREADY_USED'
        status: 409
      }
    }
    InvitationTakenError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'INVITATION_ALREADY_USED' | 'USER_ALREADY_EXISTS'
        status: 409
      }
    }
    PayloadTooLargeError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'PAYLOAD_TOO_LARGE'
        status: 413
      }
    }
    SelectorInvalidError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'VALIDATION_ERROR'
        status: 400
      }
    }
    ValidationFailedError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'VALIDATION_ERROR'
        status: 422
      }
    }
    LastOwnerError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'VALIDATION_ERROR' | 'LAST_OWNER_CANNOT_BE_REMOVED'
        status: 422
      }
    }
    UserAlreadyDeactivatedError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'VALIDATION_ERROR' | 'USER_ALREADY_DEACTIVATED' | 'LAST_OWNER_CANNOT_BE_REMOVED'
        status: 422
      }
    }
    UserNotDeactivatedError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'VALIDATION_ERROR' | 'USER_NOT_DEACTIVATED'
        status: 422
      }
    }
    RemovalRefusedError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'VALIDATION_ERROR' | 'CONFIRMATION_REQUIRED' | 'LAST_OWNER_CANNOT_BE_REMOVED'
        status: 422
      }
    }
    DepartmentInUseError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'VALIDATION_ERROR' | 'DEPARTMENT_HAS_CHILDREN' | 'DEPARTMENT_HAS_MEMBERS'
        status: 422
      }
    }
    DepartmentCycleError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'VALIDATION_ERROR' | 'DEPARTMENT_CYCLE'
        status: 422
      }
    }
    InvitationNotPendingError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'VALIDATION_ERROR' | 'INVITATION_NOT_PENDING'
        status: 422
      }
    }
    InvitationUnusableError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'VALIDATION_ERROR' | 'INVITATION_EXPIRED' | 'INVITATION_WITHDRAWN' | 'INVITATION_DEACTIVATED'
        status: 422
      }
    }
    RateLimitedError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'RATE_LIMIT_EXCEEDED'
        status: 429
      }
    }
    InternalError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'INTERNAL_ERROR'
        status: 500
      }
    }
    NotImplementedError: components['schemas']['ErrorEnvelope'] & {
      error: {
        code: 'NOT_IMPLEMENTED'
        status: 501
      }
    }
  }
  responses: {
    /**
     * No credential, or one that does not count.
     * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
     */
    Unauthorized: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['UnauthorizedError']
      }
    }
    /**
     * The caller lacks a capability, or has no active membership in the organisation.
     * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
     */
    Forbidden: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['ForbiddenError']
      }
    }
    /** No such organisation. The mock says so only on request; by default it answers 403. `ORGANIZATION_NOT_FOUND`. */
    OrganizationNotFound: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['OrganizationNotFoundError']
      }
    }
    /** The user is no member of this organisation. `USER_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
    UserNotFound: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['UserNotFoundError']
      }
    }
    /** No such role in this organisation. `ROLE_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
    RoleNotFound: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['RoleNotFoundError']
      }
    }
    /** No such department in this organisation. `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
    DepartmentNotFound: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['DepartmentNotFoundError']
      }
    }
    /**
     * A role or department named in the body does not exist here. Nothing is written.
     * `ROLE_NOT_FOUND`, `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
     */
    RoleOrDepartmentNotFound: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['RoleOrDepartmentNotFoundError']
      }
    }
    /**
     * The user is no member here, or a role or department named in the body does not exist. Nothing is written.
     * `USER_NOT_FOUND`, `ROLE_NOT_FOUND`, `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
     */
    UserRoleOrDepartmentNotFound: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['UserRoleOrDepartmentNotFoundError']
      }
    }
    /**
     * The user is no member of this organisation, or the department does not exist here.
     * `USER_NOT_FOUND`, `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
     */
    UserOrDepartmentNotFound: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['UserOrDepartmentNotFoundError']
      }
    }
    /**
     * The user is no member of this organisation, or the role does not exist here.
     * `USER_NOT_FOUND`, `ROLE_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
     */
    UserOrRoleNotFound: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['UserOrRoleNotFoundError']
      }
    }
    /** No invitation has this key. `INVITATION_NOT_FOUND`. */
    InvitationKeyNotFound: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['InvitationKeyNotFoundError']
      }
    }
    /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
    MethodNotAllowed: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        /** The methods this path answers. */
        Allow: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['MethodNotAllowedError']
      }
    }
    /** Another role of the organisation has this name. `ROLE_ALREADY_EXISTS`. */
    RoleAlreadyExists: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['RoleAlreadyExistsError']
      }
    }
    /** Another department of the organisation has this name. `DEPARTMENT_ALREADY_EXISTS`. */
    DepartmentAlreadyExists: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['DepartmentAlreadyExistsError']
      }
    }
    /** The key has done its work. `INVITATION_ALREADY_USED`. */
    InvitationAlreadyUsed: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['InvitationAlreadyUsedError']
      }
    }
    /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
    PayloadTooLarge: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['PayloadTooLargeError']
      }
    }
    /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
    ValidationFailed: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['ValidationFailedError']
      }
    }
    /**
     * The request is malformed, or it would leave the organisation without an active owner.
     * `VALIDATION_ERROR`, `LAST_OWNER_CANNOT_BE_REMOVED`.
     */
    LastOwner: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LastOwnerError']
      }
    }
    /**
     * The request is malformed, or the invitation has expired, was withdrawn, or belongs to a deactivated member.
     * `VALIDATION_ERROR`, `INVITATION_EXPIRED`, `INVITATION_WITHDRAWN`, `INVITATION_DEACTIVATED`.
     */
    InvitationUnusable: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['InvitationUnusableError']
      }
    }
    /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
    RateLimited: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        /** How many seconds to wait. */
        'Retry-After': number
        /** How many requests the current window allows. */
        'X-RateLimit-Limit'?: number
        /** How many of them are left. */
        'X-RateLimit-Remaining'?: number
        /** When the window ends, in epoch seconds. */
        'X-RateLimit-Reset'?: number
        /** How many seconds to wait; 0 when not limited. */
        'X-RateLimit-Retry-After'?: number
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['RateLimitedError']
      }
    }
    /** The server failed. `INTERNAL_ERROR`. */
    InternalError: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['InternalError']
      }
    }
    /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
    NotImplemented: {
      headers: {
        /** Names this exchange. The mock sends the same value as `error.trace_id`. */
        'x-request-id'?: string
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['NotImplementedError']
      }
    }
  }
  parameters: {
    /** The organisation. */
    OrganizationId: components['schemas']['OrganizationId']
    /** The user; not the membership. */
    UserId: components['schemas']['UserId']
    /** The user, or (on these older routes) the membership. */
    UserOrMembershipId: string
    /** The role. */
    RoleId: components['schemas']['RoleId']
    /** The department. */
    DepartmentId: components['schemas']['DepartmentId']
    /** How many entries to pass over. */
    Skip: number
    /** How many entries to answer at most. */
    Limit: number
  }
  requestBodies: never
  headers: {
    /** Names this exchange. The mock sends the same value as `error.trace_id`. */
    RequestId: string
    /** The methods this path answers. */
    Allow: string
    /** How many seconds to wait. */
    RetryAfter: number
    /** How many requests the current window allows. */
    RateLimitLimit: number
    /** How many of them are left. */
    RateLimitRemaining: number
    /** When the window ends, in epoch seconds. */
    RateLimitReset: number
    /** How many seconds to wait; 0 when not limited. */
    RateLimitRetryAfter: number
  }
  pathItems: never
}

export type $defs = Record<string, never>

export interface operations {
  /** Invite a user */
  inviteUserV2: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['InviteUserV2Request']
      }
    }
    responses: {
      /** The membership was made and, unless told otherwise, an invitation was mailed. */
      201: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OrganizationUserV2']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /**
       * A role or department named in the body does not exist here. Nothing is written.
       * `ROLE_NOT_FOUND`, `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
       */
      404: components['responses']['RoleOrDepartmentNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The address already has a membership here - pending, active or deactivated. `USER_ALREADY_EXISTS`. */
      409: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['UserAlreadyExistsError']
        }
      }
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Replace a user's roles and departments */
  updateMemberships: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The user; not the membership. */
        user_id: components['schemas']['UserId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateMembershipsRequest']
      }
    }
    responses: {
      /** The user with the new roles and departments. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OrganizationUserV2']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /**
       * The user is no member here, or a role or department named in the body does not exist. Nothing is written.
       * `USER_NOT_FOUND`, `ROLE_NOT_FOUND`, `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
       */
      404: components['responses']['UserRoleOrDepartmentNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /**
       * The request is malformed, or it would leave the organisation without an active owner.
       * `VALIDATION_ERROR`, `LAST_OWNER_CANNOT_BE_REMOVED`.
       */
      422: components['responses']['LastOwner']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Deactivate a user */
  deactivateUser: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The user; not the membership. */
        user_id: components['schemas']['UserId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['DeactivateUserRequest']
      }
    }
    responses: {
      /** The user, now deactivated. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OrganizationUserV2']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /**
       * The user is no member of this organisation, or the department does not exist here.
       * `USER_NOT_FOUND`, `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
       */
      404: components['responses']['UserOrDepartmentNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /**
       * The request is malformed, the user is deactivated already, or he is the last active owner.
       * `VALIDATION_ERROR`, `USER_ALREADY_DEACTIVATED`, `LAST_OWNER_CANNOT_BE_REMOVED`.
       */
      422: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['UserAlreadyDeactivatedError']
        }
      }
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Reactivate a user */
  reactivateUser: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The user; not the membership. */
        user_id: components['schemas']['UserId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The user, active again. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OrganizationUserV2']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** The user is no member of this organisation. `USER_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['UserNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The request is malformed, or the user is not deactivated. `VALIDATION_ERROR`, `USER_NOT_DEACTIVATED`. */
      422: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['UserNotDeactivatedError']
        }
      }
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Get a member */
  getMember: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The user, or (on these older routes) the membership. */
        user_id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The member. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MemberV1']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** The user is no member of this organisation. `USER_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['UserNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Remove a user from the organisation */
  removeUser: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The user; not the membership. */
        user_id: components['schemas']['UserId']
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['RemoveUserRequest']
      }
    }
    responses: {
      /** The user is no longer a member. */
      204: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /**
       * The user is no member of this organisation, or the department does not exist here.
       * `USER_NOT_FOUND`, `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
       */
      404: components['responses']['UserOrDepartmentNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /**
       * The request is malformed or not confirmed, or the user is the last active owner.
       * `VALIDATION_ERROR`, `CONFIRMATION_REQUIRED`, `LAST_OWNER_CANNOT_BE_REMOVED`.
       */
      422: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RemovalRefusedError']
        }
      }
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** List members */
  listMembers: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['ListMembersRequest']
      }
    }
    responses: {
      /** One page of members. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MemberPage']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such organisation. The mock says so only on request; by default it answers 403. `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['OrganizationNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Get what a user may do */
  getEffectivePermissions: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The user; not the membership. */
        user_id: components['schemas']['UserId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The capabilities in force at this moment. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['EffectivePermissions']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** The user is no member of this organisation. `USER_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['UserNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Find an invitation */
  getInvitation: {
    parameters: {
      query?: {
        /** The invited address. */
        email?: components['schemas']['Email']
        /** The invited user. */
        user_id?: components['schemas']['UserId']
        /** The invitation itself. */
        invitation_id?: components['schemas']['InvitationId']
      }
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The invitation. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Invitation']
        }
      }
      /** Not exactly one selector was given. `VALIDATION_ERROR`. */
      400: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SelectorInvalidError']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No invitation fits the selector. `INVITATION_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InvitationNotFoundError']
        }
      }
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Send an invitation again */
  resendInvitation: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The user, or (on these older routes) the membership. */
        user_id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The invitation was sent again. */
      204: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** The user is no member of this organisation. `USER_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['UserNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The request is malformed, or there is no pending invitation. `VALIDATION_ERROR`, `INVITATION_NOT_PENDING`. */
      422: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InvitationNotPendingError']
        }
      }
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Check an invitation key */
  validateInvitation: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The key from the invitation link. */
        email_key: components['schemas']['InvitationKey']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The key is good. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InvitationValidation']
        }
      }
      /** No invitation has this key. `INVITATION_NOT_FOUND`. */
      404: components['responses']['InvitationKeyNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The key has done its work. `INVITATION_ALREADY_USED`. */
      409: components['responses']['InvitationAlreadyUsed']
      /**
       * The request is malformed, or the invitation has expired, was withdrawn, or belongs to a deactivated member.
       * `VALIDATION_ERROR`, `INVITATION_EXPIRED`, `INVITATION_WITHDRAWN`, `INVITATION_DEACTIVATED`.
       */
      422: components['responses']['InvitationUnusable']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Accept an invitation */
  acceptInvitation: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['AcceptInvitationRequest']
      }
    }
    responses: {
      /** The user is now an active member. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AcceptedInvitation']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /** The signed-in user is not the invited one. `INVITATION_FOR_ANOTHER_USER`. */
      403: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InvitationForAnotherUserError']
        }
      }
      /** No invitation has this key. `INVITATION_NOT_FOUND`. */
      404: components['responses']['InvitationKeyNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The key has done its work. `INVITATION_ALREADY_USED`. */
      409: components['responses']['InvitationAlreadyUsed']
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /**
       * The request is malformed, or the invitation has expired, was withdrawn, or belongs to a deactivated member.
       * `VALIDATION_ERROR`, `INVITATION_EXPIRED`, `INVITATION_WITHDRAWN`, `INVITATION_DEACTIVATED`.
       */
      422: components['responses']['InvitationUnusable']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Complete an invitation */
  completeInvitation: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CompleteInvitationRequest']
      }
    }
    responses: {
      /** The account is complete and signed in. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CompletedInvitation']
        }
      }
      /** No invitation has this key. `INVITATION_NOT_FOUND`. */
      404: components['responses']['InvitationKeyNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /**
       * The key has done its work, or the invitee has an account and should accept instead.
       * `INVITATION_ALREADY_USED`, `USER_ALREADY_EXISTS`.
       */
      409: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InvitationTakenError']
        }
      }
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /**
       * The request is malformed, or the invitation has expired, was withdrawn, or belongs to a deactivated member.
       * `VALIDATION_ERROR`, `INVITATION_EXPIRED`, `INVITATION_WITHDRAWN`, `INVITATION_DEACTIVATED`.
       */
      422: components['responses']['InvitationUnusable']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** List roles */
  listRoles: {
    parameters: {
      query?: {
        /** Whether the global system roles are listed as well. */
        include_global?: boolean
      }
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** All roles, as a bare array. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Role'][]
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such organisation. The mock says so only on request; by default it answers 403. `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['OrganizationNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Create a role */
  createRole: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateRoleRequest']
      }
    }
    responses: {
      /** The role, with no members yet. */
      201: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Role']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such organisation. The mock says so only on request; by default it answers 403. `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['OrganizationNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Another role of the organisation has this name. `ROLE_ALREADY_EXISTS`. */
      409: components['responses']['RoleAlreadyExists']
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Delete a role */
  deleteRole: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The role. */
        role_id: components['schemas']['RoleId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The role is gone. */
      204: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability or an active membership, or the role is a system role.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`, `SYSTEM_ROLE_IMMUTABLE`.
       */
      403: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RoleForbiddenError']
        }
      }
      /** No such role in this organisation. `ROLE_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['RoleNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Somebody holds the role. `ROLE_HAS_MEMBERS`. */
      409: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RoleHasMembersError']
        }
      }
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Change a role */
  updateRole: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The role. */
        role_id: components['schemas']['RoleId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateRoleRequest']
      }
    }
    responses: {
      /** The role as it is now. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Role']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability or an active membership, or the role is a system role.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`, `SYSTEM_ROLE_IMMUTABLE`.
       */
      403: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RoleForbiddenError']
        }
      }
      /** No such role in this organisation. `ROLE_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['RoleNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Another role of the organisation has this name. `ROLE_ALREADY_EXISTS`. */
      409: components['responses']['RoleAlreadyExists']
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** List who holds a role */
  listRoleMembers: {
    parameters: {
      query?: {
        /** How many entries to pass over. */
        skip?: number
        /** How many entries to answer at most. */
        limit?: number
      }
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The role. */
        role_id: components['schemas']['RoleId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** One page of holders. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RoleMemberPage']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such role in this organisation. `ROLE_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RoleNotFoundError']
        }
      }
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Give a role to a user */
  addRoleMember: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The role. */
        role_id: components['schemas']['RoleId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['AddRoleMemberRequest']
      }
    }
    responses: {
      /** The assignment. */
      201: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RoleAssignment']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /**
       * The user is no member of this organisation, or the role does not exist here.
       * `USER_NOT_FOUND`, `ROLE_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
       */
      404: components['responses']['UserOrRoleNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The user holds the role already. The page shows the status; the code is inferred. `ROLE_ALREADY_ASSIGNED`. */
      409: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RoleAlreadyAssignedError']
        }
      }
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Take a role from a user */
  removeRoleMember: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The role. */
        role_id: components['schemas']['RoleId']
        /** The user; not the membership. */
        user_id: components['schemas']['UserId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The user no longer holds the role. */
      204: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /**
       * The user does not hold the role, is no member here, or the role does not exist.
       * `ROLE_ASSIGNMENT_NOT_FOUND`, `USER_NOT_FOUND`, `ROLE_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
       */
      404: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RoleAssignmentNotFoundError']
        }
      }
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /**
       * The request is malformed, or it would leave the organisation without an active owner.
       * `VALIDATION_ERROR`, `LAST_OWNER_CANNOT_BE_REMOVED`.
       */
      422: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['LastOwnerError']
        }
      }
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** List capabilities */
  listCapabilities: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** All capabilities, as a bare array. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Capability'][]
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** List departments */
  listDepartments: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** All departments, as a bare array. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Department'][]
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such organisation. The mock says so only on request; by default it answers 403. `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['OrganizationNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Create a department */
  createDepartment: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateDepartmentRequest']
      }
    }
    responses: {
      /** The department. */
      201: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Department']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such department in this organisation. `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['DepartmentNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Another department of the organisation has this name. `DEPARTMENT_ALREADY_EXISTS`. */
      409: components['responses']['DepartmentAlreadyExists']
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Get the tree of departments */
  getDepartmentTree: {
    parameters: {
      query?: {
        /** The departments to show, separated by commas. All when left out. */
        scope?: components['schemas']['DepartmentId'][]
      }
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The departments at the top, each with its children. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DepartmentTree'][]
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such department in this organisation. `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['DepartmentNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Get a department */
  getDepartment: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The department. */
        department_id: components['schemas']['DepartmentId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The department. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Department']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such department in this organisation. `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DepartmentNotFoundError']
        }
      }
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Delete a department */
  deleteDepartment: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The department. */
        department_id: components['schemas']['DepartmentId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The department is gone. */
      204: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such department in this organisation. `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['DepartmentNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /**
       * The request is malformed, or the department has members or departments below it.
       * `VALIDATION_ERROR`, `DEPARTMENT_HAS_CHILDREN`, `DEPARTMENT_HAS_MEMBERS`.
       */
      422: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DepartmentInUseError']
        }
      }
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Change a department */
  updateDepartment: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The department. */
        department_id: components['schemas']['DepartmentId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateDepartmentRequest']
      }
    }
    responses: {
      /** The department as it is now. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Department']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such department in this organisation. `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['DepartmentNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Another department of the organisation has this name. `DEPARTMENT_ALREADY_EXISTS`. */
      409: components['responses']['DepartmentAlreadyExists']
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Move a department */
  reparentDepartment: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The department. */
        department_id: components['schemas']['DepartmentId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ReparentDepartmentRequest']
      }
    }
    responses: {
      /** The department in its new place. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Department']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such department in this organisation. `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['DepartmentNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /** The request is malformed, or the department would end up below itself. `VALIDATION_ERROR`, `DEPARTMENT_CYCLE`. */
      422: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DepartmentCycleError']
        }
      }
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** List the members of a department */
  listDepartmentMembers: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The department. */
        department_id: components['schemas']['DepartmentId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** All members, as a bare array. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DepartmentMember'][]
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such department in this organisation. `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`. */
      404: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DepartmentNotFoundError']
        }
      }
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Add a user to a department */
  addDepartmentMember: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The department. */
        department_id: components['schemas']['DepartmentId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['AddDepartmentMemberRequest']
      }
    }
    responses: {
      /** The department's new member. */
      201: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DepartmentMember']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /**
       * The user is no member of this organisation, or the department does not exist here.
       * `USER_NOT_FOUND`, `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
       */
      404: components['responses']['UserOrDepartmentNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** The user is in the department already. `DEPARTMENT_MEMBER_ALREADY_EXISTS`. */
      409: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DepartmentMemberAlreadyExistsError']
        }
      }
      /** The body is larger than the server takes. `PAYLOAD_TOO_LARGE`. */
      413: components['responses']['PayloadTooLarge']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Take a user out of a department */
  removeDepartmentMember: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
        /** The department. */
        department_id: components['schemas']['DepartmentId']
        /** The user; not the membership. */
        user_id: components['schemas']['UserId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The user is no longer in the department. */
      204: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /**
       * The user is not in the department, is no member here, or the department does not exist.
       * `DEPARTMENT_MEMBERSHIP_NOT_FOUND`, `USER_NOT_FOUND`, `DEPARTMENT_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`.
       */
      404: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DepartmentMembershipNotFoundError']
        }
      }
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
  /** Query the audit log */
  queryAuditLog: {
    parameters: {
      query?: {
        /** Only this kind of thing. */
        entity_type?: components['schemas']['AuditEntityType']
        /** Only this action. */
        action_type?: components['schemas']['AuditActionType']
        /** Only what this user did. */
        actor_id?: components['schemas']['UserId']
        /** Only what was done to this target. */
        target_id?: string
        /** Only what concerns this department. */
        department_id?: components['schemas']['DepartmentId']
        /** From this date or time on. */
        from_date?: components['schemas']['DateOrDateTime']
        /** Up to this date or time. */
        to_date?: components['schemas']['DateOrDateTime']
        /** Text to look for. */
        search_term?: string
        /** How many entries to pass over. */
        skip?: number
        /** How many entries to answer at most. */
        limit?: number
      }
      header?: never
      path: {
        /** The organisation. */
        organization_id: components['schemas']['OrganizationId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** One page of entries. */
      200: {
        headers: {
          /** Names this exchange. The mock sends the same value as `error.trace_id`. */
          'x-request-id'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AuditPage']
        }
      }
      /**
       * No credential, or one that does not count.
       * `AUTHENTICATION_REQUIRED`, `TOKEN_EXPIRED`, `TOKEN_INVALID`, `INVALID_API_KEY`.
       */
      401: components['responses']['Unauthorized']
      /**
       * The caller lacks a capability, or has no active membership in the organisation.
       * `INSUFFICIENT_PERMISSIONS`, `ORGANIZATION_ACCESS_DENIED`.
       */
      403: components['responses']['Forbidden']
      /** No such organisation. The mock says so only on request; by default it answers 403. `ORGANIZATION_NOT_FOUND`. */
      404: components['responses']['OrganizationNotFound']
      /** The path exists, the method does not. `METHOD_NOT_ALLOWED`. */
      405: components['responses']['MethodNotAllowed']
      /** Something in the request is missing or malformed; `details.fields` lists it all. `VALIDATION_ERROR`. */
      422: components['responses']['ValidationFailed']
      /** Too many requests, or a spending limit. `RATE_LIMIT_EXCEEDED`. */
      429: components['responses']['RateLimited']
      /** The server failed. `INTERNAL_ERROR`. */
      500: components['responses']['InternalError']
      /** The mock's word for an operation it has no handler for; the provider is not known to say it. `NOT_IMPLEMENTED`. */
      501: components['responses']['NotImplemented']
    }
  }
}

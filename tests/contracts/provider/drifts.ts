/** What the provider can be made to do otherwise than the document and the mock, and how a person would put it. */
export const drifts = {
  'conflict-code': 'a second invitation is refused as USER_EXISTS',
  'conflict-status': 'a second invitation is refused with 400',
  'bare-error': 'refusals are { detail }, without the envelope',
  'user-id-format': 'ids of users are bare UUIDs',
  'missing-user-name': 'an invited user has no user_name',
  'null-organization': 'organization_id is null in an invited user',
  'letter-case': 'addresses are compared letter by letter',
  'existing-user-active': 'an existing user is an active member at once',
  'existing-user-new-id': 'an existing user gets another id in each organisation',
  'date-as-number': 'invited_at is a number of seconds',
  'created-as-200': 'an invitation answers 200',
  'validation-as-400': 'a malformed request is refused with 400',
  'removed-with-body': 'a removal answers 200 with a body',
  'deactivated-at-null': 'deactivated_at stays null',
  'deactivated-word': 'a deactivated user is "inactive"',
  'wrapped-user': 'users are wrapped in { data }',
  'roles-as-text': 'role_ids is a text with commas',
  'reactivate-anyone': 'reactivating an active member succeeds',
  'unknown-user-403': 'a user who is no member is refused with 403',
  'bad-token-403': 'a bad token is refused with 403',
} as const satisfies Readonly<Record<string, string>>

export type DriftName = keyof typeof drifts

export const driftNames = Object.keys(drifts) as readonly DriftName[]

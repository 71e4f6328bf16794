import {
  type Assumptions,
  type CountedRole,
  countRole,
  invitationState,
  placeDepartment,
  type Reading,
  type Role,
  toInvitationView,
  toMember,
  toNamed,
} from '../../domain/index.ts'
import type { StateTable } from '../../engine/index.ts'
import { toZuluTime } from '../../kernel/index.ts'
import { toAuditEntry } from './audit-log.ts'
import type { OrganizationWorld } from './context.ts'
import { toMail } from './mailbox.ts'
import { toDepartment, toInvitation, toMemberV1, toOrganizationUser, toRole } from './shapes.ts'

/** What a world holds, in the API's own shapes where it has one. A row is made when it is asked for: there may be a hundred thousand. */
export function state(world: OrganizationWorld): readonly StateTable[] {
  const { tables, origin } = world
  const reading: Reading = { tables, now: world.clock.now(), assumptions: world.assumptions as Assumptions, actorId: '' }
  const table = <Row>(name: string, schema: string | undefined, rows: () => Iterable<Row>, show: (row: Row) => unknown): StateTable => ({
    name,
    schema: schema === undefined ? undefined : `/components/schemas/${schema}`,
    rows: () => each(rows(), show),
  })
  return [
    table(
      'organizations',
      undefined,
      () => tables.organizations.rows(),
      ({ id, name, createdAt }) => ({ id, name, created_at: toZuluTime(createdAt) }),
    ),
    table(
      'members',
      'OrganizationUserV2',
      () => live(tables.memberships.rows()),
      (row) => toOrganizationUser(toMember(reading, row), origin),
    ),
    table(
      'members_v1',
      'MemberV1',
      () => tables.memberships.rows(),
      (row) => toMemberV1(reading, toMember(reading, row)),
    ),
    table(
      'roles',
      'Role',
      () => tables.roles.rows(),
      (row) => toRole(countEverywhere(reading, row)),
    ),
    table(
      'departments',
      'Department',
      () => tables.departments.rows(),
      (row) => toDepartment(placeDepartment(reading, row)),
    ),
    table(
      'invitations',
      'Invitation',
      () => tables.invitations.rows(),
      (row) => ({
        ...toInvitation(toInvitationView(reading, row), origin),
        invitation_key: row.key,
        state: invitationState(reading, row),
        sent_at: toZuluTime(row.sentAt),
        is_mailed: row.isMailed,
        custom_message: row.customMessage,
      }),
    ),
    table(
      'messages',
      undefined,
      () => tables.messages.newestFirst(),
      (row) => {
        const { text, html, ...envelope } = toMail(world, row)
        return envelope
      },
    ),
    table(
      'audit_log',
      'AuditEntry',
      () => tables.audit.newestFirst(),
      (row) => toAuditEntry(toNamed(reading, row)),
    ),
    table(
      'users',
      undefined,
      () => tables.users.rows(),
      ({ id, email, fullName, userName, avatarUrl, createdAt }) => ({
        id,
        full_name: fullName,
        email,
        user_name: userName,
        avatar_url: avatarUrl,
        created_at: toZuluTime(createdAt),
      }),
    ),
    table(
      'tokens',
      undefined,
      () => tables.tokens.rows(),
      ({ userId, createdAt }) => ({
        token: '[masked]',
        user_id: userId,
        created_at: toZuluTime(createdAt),
      }),
    ),
  ]
}

function* each<Row>(rows: Iterable<Row>, show: (row: Row) => unknown): Generator<unknown> {
  for (const row of rows) yield show(row)
}

function* live<Row extends { readonly removedAt: number | null }>(rows: Iterable<Row>): Generator<Row> {
  for (const row of rows) if (row.removedAt === null) yield row
}

/** A role of all organisations is held in each of them. */
function countEverywhere(reading: Reading, role: Role): CountedRole {
  if (role.organizationId !== null) return countRole(reading, role.organizationId, role)
  let memberCount = 0
  for (const { id } of reading.tables.organizations.rows()) memberCount += countRole(reading, id, role).memberCount
  return { role, memberCount }
}

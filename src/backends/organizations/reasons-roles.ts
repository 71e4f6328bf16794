import { everywhere, pair, type Role, toComparable } from '../../domain/index.ts'
import type { Remedy } from '../../engine/index.ts'
import { nearest, valueAt } from '../../kernel/index.ts'
import { type Case, free, listed, type Tale, type Tales } from './reasons-case.ts'
import { look } from './reasons-members.ts'
import { assignmentChange, beginOf, causeOf, lossChange } from './reasons-past.ts'

type Roles = Pick<Tales, 'role-unknown' | 'assignment-unknown' | 'role-exists' | 'role-assigned' | 'role-has-members' | 'role-immutable'>

/** Roles and who holds them. */
export const roles: Roles = {
  'role-unknown': ({ roleId, organizationId }, on) => {
    const place = on.refused.problem.because?.place ?? ['roleId']
    return unknownRole(on, organizationId, roleId, on.placeOf(place))
  },

  'assignment-unknown': ({ userId, roleId, organizationId }, on) => ({
    summary: `${on.who(userId)} does not hold ${on.role(roleId)}, so there is nothing to take away.`,
    expected: 'a member who holds the role',
    causedBy: beginOf(on, lossChange('role', organizationId, userId, roleId)),
    facts: on.memberFacts(organizationId, userId, 'roles'),
    remedies: [
      {
        says: `There is nothing to do; see who holds ${on.role(roleId)}.`,
        operationId: 'listRoleMembers',
        params: { organization_id: organizationId, role_id: roleId },
      },
    ],
  }),

  'role-exists': ({ name, organizationId }, on) => {
    const same = rolesOf(on, organizationId).find((role) => isSame(role.name, name))
    const other = free(name, (one) => rolesOf(on, organizationId).some((role) => isSame(role.name, one)))
    const id = same?.id ?? ''
    return {
      summary: `${same === undefined ? name : on.role(id)} is a role of ${on.organization(organizationId)} already; letter case makes no other name of it.`,
      expected: 'a name that no role here has, system roles included',
      causedBy: causeOf(on, ({ operationId, answer }) => (answer.id === id ? roleChanges[operationId] : undefined)),
      facts: on.roleFacts(organizationId, same?.name ?? name),
      remedies: [{ says: `Choose another name, ${JSON.stringify(other)} for instance.`, body: { name: other } }],
    }
  },

  'role-assigned': ({ userId, roleId, organizationId }, on) => ({
    summary: `${on.who(userId)} holds ${on.role(roleId)} already; a role is held once.`,
    expected: 'a member who does not hold the role yet',
    causedBy: beginOf(on, assignmentChange('role', organizationId, userId, roleId)),
    facts: on.memberFacts(organizationId, userId, 'roles'),
    remedies: [look(on, userId, organizationId)],
  }),

  'role-has-members': ({ roleId, memberCount }, on) => {
    const { organizationId } = on
    const holder = [...on.tables.memberships.where('role', pair(organizationId, roleId))][0]
    const who = holder === undefined ? 'nobody any more' : on.who(holder.userId)
    return {
      summary: `${memberCount === 1 ? 'One member holds' : `${memberCount} members hold`} ${on.role(roleId)}: ${who}${memberCount > 1 ? ' and others' : ''}; a role is deleted only when nobody does.`,
      expected: 'a role that nobody holds',
      causedBy: holder && beginOf(on, assignmentChange('role', organizationId, holder.userId, roleId)),
      facts: holder && on.memberFacts(organizationId, holder.userId, 'roles'),
      remedies: [
        holder === undefined
          ? []
          : {
              says: `Take the role from ${memberCount === 1 ? who : 'each of them'} first, then repeat the call.`,
              operationId: 'removeRoleMember',
              params: { user_id: holder.userId },
            },
      ].flat(),
    }
  },

  'role-immutable': ({ roleId, roleName }, on) => {
    const { organizationId } = on
    const own = rolesOf(on, organizationId).filter((role) => !role.isSystem)
    const asked = valueAt(on.refused.body, ['name'])
    const wanted = typeof asked === 'string' ? asked : roleName
    const capabilities = on.tables.roles.get(roleId)?.capabilities ?? []
    const name = free(wanted, (one) => rolesOf(on, organizationId).some((role) => isSame(role.name, one)))
    return {
      summary: `${on.role(roleId)} is a system role, the same in every organization; only roles of ${on.organization(organizationId)} itself can be changed: ${own.length === 0 ? 'it has none' : listed(own.map((role) => on.role(role.id)))}.`,
      expected: 'a role that is not a system role',
      facts: on.roleFacts(organizationId, roleName).slice(1),
      remedies:
        on.refused.operation.id === 'updateRole'
          ? [
              {
                says: `Make a role of your own with the capabilities of ${roleName} instead.`,
                operationId: 'createRole',
                body: { name: wanted, capabilities },
              },
              {
                says: `Make a role of your own with the capabilities of ${roleName} instead.`,
                operationId: 'createRole',
                body: { name, capabilities },
              },
            ]
          : [{ says: 'Choose one of the roles that can be deleted.', operationId: 'listRoles', query: { include_global: 'false' } }],
    }
  },
}

const roleChanges: Readonly<Record<string, string>> = { createRole: 'created', updateRole: 'named so' }

function isSame(a: string, b: string): boolean {
  return toComparable(a) === toComparable(b)
}

/** System roles, then the organisation's own. */
function rolesOf(on: Case, organizationId: string): readonly Role[] {
  const { roles } = on.tables
  return [...[...roles.where('organization', everywhere)].sort((a, b) => a.rank - b.rank), ...roles.where('organization', organizationId)]
}

/** Also for a role that is one of several things a request names. */
export function unknownRole(on: Case, organizationId: string, roleId: string, place: readonly (string | number)[]): Tale {
  const known = rolesOf(on, organizationId)
  const foreign = on.tables.roles.get(roleId)
  const name = on.organization(organizationId)
  const names = listed(known.map((role) => on.role(role.id)))
  const meant = nearestOf(roleId, known)
  return {
    summary:
      foreign === undefined || foreign.organizationId === null
        ? `There is no role ${roleId} in ${name}; there ${known.length === 1 ? 'is' : 'are'} ${names}.`
        : `${on.role(roleId)} is a role of ${on.organization(foreign.organizationId)}, not of ${name}; there are ${names}.`,
    expected: `the id of a role of ${name}`,
    causedBy: causeOf(on, ({ operationId, params }) => (operationId === 'deleteRole' && params.role_id === roleId ? 'deleted' : undefined)),
    facts: foreign?.organizationId == null ? [] : on.roleFacts(foreign.organizationId, foreign.name),
    remedies: [
      ...(meant === undefined ? [] : [{ says: `Use ${on.role(meant)}.`, ...on.change(place, meant) }]),
      ...withoutIt(on, place),
      { says: `Look the id up among the roles of ${name}.`, operationId: 'listRoles' },
    ],
  }
}

function nearestOf(word: string, known: readonly Role[]): string | undefined {
  const byName = known.find((role) => isSame(role.name, word.replace(/^role_/, '').replaceAll('_', ' ')))
  return (
    byName?.id ??
    nearest(
      word,
      known.map(({ id }) => id),
    )
  )
}

/** One of several ids can be left out, and so can a field that need not be there. */
export function withoutIt(on: Case, place: readonly (string | number)[]): readonly Remedy[] {
  return place[0] === 'path' ? [] : [{ says: `Leave out ${String(on.blame(place, '').value)}.`, ...on.change(place, undefined) }]
}

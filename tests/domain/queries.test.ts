import { describe, expect, it } from 'vitest'
import {
  createDepartment,
  deactivate,
  deleteDepartment,
  getMember,
  type ListMembers,
  listMembers,
  memberSortFields,
  queryAuditLog,
  remove,
  updateMemberships,
} from '../../src/domain/index.ts'
import { ask, createWorld, day, inviteJane, noon, type OrganizationWorld, refused, run } from './world.ts'

const organizationId = 'org_a'
const everyone: ListMembers = {
  organizationId,
  searchTerm: null,
  roleId: null,
  status: null,
  sortField: 'createdAt',
  sortDirection: 'asc',
  skip: 0,
  take: 10,
  includeDeleted: false,
}

/** Owner, admin, member; Jane, pending, without a role; Zoe, deactivated, an Editor; Rob, removed. */
function createCrowd(): OrganizationWorld {
  const world = createWorld()
  world.now += day
  inviteJane(world)
  const zoe = inviteJane(world, { email: 'zoe@example.com', fullName: 'Zoe', roleIds: ['role_editor'] })
  run(world, deactivate, { organizationId, userId: zoe.user.id, transferToDepartmentId: 'dept_eng' })
  const rob = inviteJane(world, { email: 'rob@example.com', fullName: null })
  run(world, remove, { organizationId, userId: rob.user.id, confirm: true, transferToDepartmentId: null })
  return world
}

function names(world: OrganizationWorld, differences: Partial<ListMembers>): string[] {
  return ask(world, listMembers, { ...everyone, ...differences }).rows.map(({ user }) => user.email.replace('@example.com', ''))
}

describe('list members', () => {
  const world = createCrowd()

  it.each<[Partial<ListMembers>, string]>([
    [{}, 'owner admin member jane zoe'],
    [{ sortDirection: 'desc' }, 'zoe jane member admin owner'],
    [{ includeDeleted: true }, 'owner admin member jane zoe rob'],
    [{ status: 'active' }, 'owner admin member'],
    [{ status: 'pending_invitation' }, 'jane'],
    [{ status: 'deactivated' }, 'zoe'],
    [{ status: 'removed' }, ''],
    [{ status: 'removed', includeDeleted: true }, 'rob'],
    [{ roleId: 'role_editor' }, 'zoe'],
    [{ roleId: 'role_editor', status: 'active' }, ''],
    [{ roleId: 'role_none' }, ''],
    [{ searchTerm: 'THE ' }, 'owner admin member'],
    [{ searchTerm: 'zoe@EXAMPLE' }, 'zoe'],
    [{ searchTerm: 'Doe' }, 'jane'],
    [{ searchTerm: '' }, 'owner admin member jane zoe'],
    [{ sortField: 'fullName' }, 'jane admin member owner zoe'],
    [{ sortField: 'fullName', includeDeleted: true }, 'jane admin member owner zoe rob'],
    [{ sortField: 'fullName', includeDeleted: true, sortDirection: 'desc' }, 'rob zoe owner member admin jane'],
    [{ sortField: 'email', sortDirection: 'desc' }, 'zoe owner member jane admin'],
    [{ sortField: 'role' }, 'admin zoe member owner jane'],
    [{ sortField: 'status', includeDeleted: true }, 'jane owner admin member zoe rob'],
    [{ sortField: 'modifiedAt' }, 'owner admin member jane zoe'],
  ])('%o', (differences, expected) => {
    expect(names(world, differences).join(' ')).toBe(expected)
  })

  it.each(memberSortFields)('goes through the pages by %s without a gap or a double', (sortField) => {
    const paged = [0, 2, 4].flatMap((skip) => names(world, { sortField, skip, take: 2 }))
    expect(paged).toEqual(names(world, { sortField }))
    expect(ask(world, listMembers, { ...everyone, sortField, skip: 4, take: 2 }).total).toBe(5)
  })

  it('sees a change of names and roles in the next list', () => {
    const changing = createCrowd()
    expect(names(changing, { sortField: 'role' })[0]).toBe('admin')
    run(changing, updateMemberships, { organizationId, userId: 'usr_admin', roleIds: [], departmentIds: [] })
    expect(names(changing, { sortField: 'role' })[0]).toBe('zoe')
  })

  it('is for active members only', () => {
    expect(refused({ ...world, actorId: 'usr_other' }, listMembers, everyone).code).toBe('access-denied')
  })
})

describe('get member', () => {
  it('finds by user or by membership, in this organisation', () => {
    const world = createWorld()
    expect(ask(world, getMember, { organizationId, id: 'orgusr_member' })).toEqual(
      ask(world, getMember, { organizationId, id: 'usr_member' }),
    )
    expect(refused(world, getMember, { organizationId, id: 'orgusr_other' }).code).toBe('user-unknown')
  })
})

describe('audit log', () => {
  const world = createCrowd()
  run(world, updateMemberships, { organizationId, userId: 'usr_member', roleIds: ['role_member'], departmentIds: ['dept_design'] })
  const { department } = run(world, createDepartment, { organizationId, name: 'Sales', description: null, parentId: null }).value
  run(world, deleteDepartment, { organizationId, departmentId: department.id })
  const query = { organizationId, skip: 0, take: 50 }
  const actions = (differences: object) => ask(world, queryAuditLog, { ...query, ...differences }).entries.map(({ entry }) => entry.action)

  it.each<[object, string[]]>([
    [{}, ['deleted', 'created', 'updated', 'removed', 'invited', 'deactivated', 'invited', 'invited']],
    [{ entityType: 'department' }, ['deleted', 'created']],
    [{ entityType: 'knowledge_slice' }, []],
    [{ action: 'invited' }, ['invited', 'invited', 'invited']],
    [{ actorId: 'usr_admin' }, []],
    [{ targetId: 'usr_member' }, ['updated']],
    [{ departmentId: 'dept_design' }, ['updated']],
    [{ departmentId: 'dept_eng' }, ['updated', 'deactivated']],
    [{ from: noon + day }, ['deleted', 'created', 'updated', 'removed', 'invited', 'deactivated', 'invited', 'invited']],
    [{ to: noon }, []],
    [{ searchTerm: 'zOE' }, ['deactivated', 'invited']],
    [{ searchTerm: 'owner@' }, ['deleted', 'created', 'updated', 'removed', 'invited', 'deactivated', 'invited', 'invited']],
    [{ searchTerm: 'sales', action: 'deleted' }, ['deleted']],
    [{ skip: 6, take: 1 }, ['invited']],
  ])('%o', (differences, expected) => {
    expect(actions(differences)).toEqual(expected)
  })

  it('names what an entry is about, also what is deleted by now', () => {
    const [deleted] = ask(world, queryAuditLog, { ...query, take: 1 }).entries
    expect(deleted).toMatchObject({
      entityName: 'Sales',
      actorName: 'The owner',
      actorEmail: 'owner@example.com',
      targetName: null,
      departmentId: department.id,
    })
    const [, , updated] = ask(world, queryAuditLog, { ...query, take: 3 }).entries
    expect(updated).toMatchObject({ entityName: 'The member', targetName: 'The member', departmentId: null })
  })

  it('counts everything that fits, not the page', () => {
    expect(ask(world, queryAuditLog, { ...query, take: 1, action: 'invited' }).total).toBe(3)
  })
})

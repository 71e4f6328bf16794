import { describe, expect, it } from 'vitest'
import {
  addDepartmentMember,
  addRoleMember,
  createDepartment,
  type DepartmentTree,
  deleteDepartment,
  getDepartment,
  getDepartmentTree,
  listDepartmentMembers,
  listDepartments,
  remove,
  removeDepartmentMember,
  reparentDepartment,
  updateDepartment,
} from '../../src/domain/index.ts'
import { ask, createWorld, day, noon, refused, run } from './world.ts'

const organizationId = 'org_a'
const sales = { organizationId, name: 'Sales', description: null, parentId: null }
const at = (departmentId: string) => ({ organizationId, departmentId })

describe('departments', () => {
  it('lists each after the one above it, siblings by name, with path, depth and count', () => {
    const departments = ask(createWorld(), listDepartments, { organizationId })
    expect(departments.map(({ path, depth, memberCount }) => [path, depth, memberCount])).toEqual([
      ['/dept_design', 0, 0],
      ['/dept_eng', 0, 1],
      ['/dept_eng/dept_back', 1, 0],
    ])
  })

  it('shows the tree, whole or cut to a scope', () => {
    const world = createWorld()
    const shape = (trees: readonly DepartmentTree[]): unknown => trees.map((tree) => [tree.department.name, shape(tree.children)])
    expect(shape(ask(world, getDepartmentTree, { organizationId, scope: [] }))).toEqual([
      ['Design', []],
      ['Engineering', [['Backend', []]]],
    ])
    expect(shape(ask(world, getDepartmentTree, { organizationId, scope: ['dept_back'] }))).toEqual([['Backend', []]])
    expect(shape(ask(world, getDepartmentTree, { organizationId, scope: ['dept_back', 'dept_eng'] }))).toEqual([
      ['Engineering', [['Backend', []]]],
    ])
    const refusal = refused(world, getDepartmentTree, { organizationId, scope: ['dept_eng', 'dept_foreign'] })
    expect(refusal).toMatchObject({ code: 'department-unknown', facts: { departmentId: 'dept_foreign' }, place: ['scope', 1] })
  })

  it('creates, changes what is given, and deletes', () => {
    const world = createWorld()
    const { department, path, depth } = run(world, createDepartment, { ...sales, parentId: 'dept_back' }).value
    expect(department).toMatchObject({ name: 'Sales', isActive: true, isDefault: false, createdBy: 'usr_owner', createdAt: noon })
    expect([path, depth]).toEqual([`/dept_eng/dept_back/${department.id}`, 2])
    expect(run(world, updateDepartment, { ...at(department.id), description: 'Sells' }).value.department).toEqual({
      ...department,
      description: 'Sells',
    })
    run(world, deleteDepartment, at(department.id))
    expect(refused(world, getDepartment, at(department.id)).code).toBe('department-unknown')
  })

  it('moves a department with all below it', () => {
    const world = createWorld()
    run(world, reparentDepartment, { ...at('dept_eng'), newParentId: 'dept_design' })
    expect(ask(world, getDepartment, at('dept_back')).path).toBe('/dept_design/dept_eng/dept_back')
    expect(run(world, reparentDepartment, { ...at('dept_back'), newParentId: null }).value.path).toBe('/dept_back')
  })

  it.each([
    ['an unknown parent', createDepartment, { ...sales, parentId: 'dept_foreign' }, 'department-unknown'],
    ['a taken name', createDepartment, { ...sales, name: 'BACKEND' }, 'department-exists'],
    ['a taken name', updateDepartment, { ...at('dept_eng'), name: 'design' }, 'department-exists'],
    ['an unknown new parent', reparentDepartment, { ...at('dept_eng'), newParentId: 'dept_none' }, 'department-unknown'],
    ['itself as parent', reparentDepartment, { ...at('dept_eng'), newParentId: 'dept_eng' }, 'department-cycle'],
    ['a parent below itself', reparentDepartment, { ...at('dept_eng'), newParentId: 'dept_back' }, 'department-cycle'],
    ['to delete what has children', deleteDepartment, at('dept_eng'), 'department-has-children'],
    ['to delete a foreign one', deleteDepartment, at('dept_foreign'), 'department-unknown'],
    ['an unknown user', addDepartmentMember, { ...at('dept_none'), userId: 'usr_other' }, 'user-unknown'],
    ['an unknown department', addDepartmentMember, { ...at('dept_none'), userId: 'usr_member' }, 'department-unknown'],
    ['a member twice', addDepartmentMember, { ...at('dept_eng'), userId: 'usr_member' }, 'department-member-exists'],
    ['to take out who is not in', removeDepartmentMember, { ...at('dept_back'), userId: 'usr_member' }, 'department-member-unknown'],
  ])('refuses %s', (_, call, input, code) => {
    expect(refused(createWorld(), call as typeof deleteDepartment, input as never).code).toBe(code)
  })

  it('may keep its own name in another letter case', () => {
    expect(run(createWorld(), updateDepartment, { ...at('dept_eng'), name: 'ENGINEERING' }).value.department.name).toBe('ENGINEERING')
  })
})

describe('department members', () => {
  it('adds, lists in the order of adding, and takes out; the department then can go', () => {
    const world = createWorld()
    run(world, addDepartmentMember, { ...at('dept_design'), userId: 'usr_member' })
    world.now += day
    const { member, addedAt } = run(world, addDepartmentMember, { ...at('dept_design'), userId: 'usr_admin' }).value
    expect([member.user.id, addedAt]).toEqual(['usr_admin', noon + day])
    const members = ask(world, listDepartmentMembers, at('dept_design'))
    expect(members.map((row) => [row.member.user.id, row.addedAt])).toEqual([
      ['usr_member', noon],
      ['usr_admin', noon + day],
    ])
    const refusal = refused(world, deleteDepartment, at('dept_design'))
    expect(refusal).toMatchObject({ code: 'department-has-members', facts: { departmentId: 'dept_design', memberCount: 2 } })
    run(world, removeDepartmentMember, { ...at('dept_design'), userId: 'usr_admin' })
    run(world, remove, { organizationId, userId: 'usr_member', confirm: true, transferToDepartmentId: null })
    run(world, deleteDepartment, at('dept_design'))
  })
})

describe('capabilities of the commands', () => {
  it.each([
    ['manage_departments', createDepartment, sales],
    ['manage_departments', createDepartment, { ...sales, parentId: 'dept_eng' }],
    ['manage_departments', updateDepartment, at('dept_eng')],
    ['manage_departments', deleteDepartment, at('dept_eng')],
    ['reparent_departments', reparentDepartment, { ...at('dept_eng'), newParentId: null }],
    ['manage_departments', addDepartmentMember, { ...at('dept_eng'), userId: 'usr_member' }],
    ['manage_departments', removeDepartmentMember, { ...at('dept_eng'), userId: 'usr_member' }],
  ])('needs %s', (requiredCapability, call, input) => {
    const refusal = refused({ ...createWorld(), actorId: 'usr_member' }, call as typeof deleteDepartment, input as never)
    expect(refusal).toMatchObject({ code: 'capability-missing', facts: { requiredCapability } })
  })

  it('lets create_subdepartments create below others, but no root', () => {
    const world = createWorld()
    const roles = world.store.tables.roles
    world.store.transact('role', () =>
      roles.put({ ...(roles.get('role_editor') as NonNullable<ReturnType<typeof roles.get>>), capabilities: ['create_subdepartments'] }),
    )
    run(world, addRoleMember, { organizationId, roleId: 'role_editor', userId: 'usr_member' })
    const member = { ...world, actorId: 'usr_member' }
    expect(refused(member, createDepartment, sales).code).toBe('capability-missing')
    expect(run(member, createDepartment, { ...sales, parentId: 'dept_eng' }).value.depth).toBe(1)
  })
})

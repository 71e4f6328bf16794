import {
  addDepartmentMember,
  createDepartment,
  deleteDepartment,
  getDepartment,
  getDepartmentTree,
  listDepartmentMembers,
  listDepartments,
  removeDepartmentMember,
  reparentDepartment,
  updateDepartment,
} from '../../domain/index.ts'
import type { Handlers } from './handler.ts'
import { deliver } from './mailbox.ts'
import { toDepartment, toDepartmentMember, toDepartmentTree } from './shapes.ts'

type Departments = Pick<
  Handlers,
  | 'listDepartments'
  | 'getDepartmentTree'
  | 'createDepartment'
  | 'getDepartment'
  | 'updateDepartment'
  | 'reparentDepartment'
  | 'deleteDepartment'
  | 'listDepartmentMembers'
  | 'addDepartmentMember'
  | 'removeDepartmentMember'
>

/** The tree of departments and their members. */
export const departments: Departments = {
  listDepartments: ({ params, context }) => {
    return { status: 200, body: listDepartments(context, { organizationId: params.organization_id }).map(toDepartment) }
  },

  getDepartmentTree: ({ params, query, context }) => {
    const trees = getDepartmentTree(context, { organizationId: params.organization_id, scope: query.scope ?? everything })
    return { status: 200, body: trees.map(toDepartmentTree) }
  },

  createDepartment: ({ params, body, context }) => {
    const outcome = createDepartment(context, {
      organizationId: params.organization_id,
      name: body.name,
      description: body.description,
      parentId: body.parent_id,
    })
    return { status: 201, body: toDepartment(deliver(context, outcome)) }
  },

  getDepartment: ({ params, context }) => {
    const placed = getDepartment(context, { organizationId: params.organization_id, departmentId: params.department_id })
    return { status: 200, body: toDepartment(placed) }
  },

  updateDepartment: ({ params, body, context }) => {
    const outcome = updateDepartment(context, {
      organizationId: params.organization_id,
      departmentId: params.department_id,
      name: body.name,
      description: body.description,
    })
    return { status: 200, body: toDepartment(deliver(context, outcome)) }
  },

  reparentDepartment: ({ params, body, context }) => {
    const outcome = reparentDepartment(context, {
      organizationId: params.organization_id,
      departmentId: params.department_id,
      newParentId: body.new_parent_id,
    })
    return { status: 200, body: toDepartment(deliver(context, outcome)) }
  },

  deleteDepartment: ({ params, context }) => {
    deliver(context, deleteDepartment(context, { organizationId: params.organization_id, departmentId: params.department_id }))
    return { status: 204 }
  },

  listDepartmentMembers: ({ params, context }) => {
    const listed = listDepartmentMembers(context, { organizationId: params.organization_id, departmentId: params.department_id })
    return { status: 200, body: listed.map(toDepartmentMember) }
  },

  addDepartmentMember: ({ params, body, context }) => {
    const outcome = addDepartmentMember(context, {
      organizationId: params.organization_id,
      departmentId: params.department_id,
      userId: body.user_id,
    })
    return { status: 201, body: toDepartmentMember(deliver(context, outcome)) }
  },

  removeDepartmentMember: ({ params, context }) => {
    const { organization_id: organizationId, department_id: departmentId, user_id: userId } = params
    deliver(context, removeDepartmentMember(context, { organizationId, departmentId, userId }))
    return { status: 204 }
  },
}

/** A tree without a scope is the whole one. */
const everything: readonly string[] = Object.freeze([])

import { acme } from '../../journeys/client.ts'
import { generated, get, type OperationRows, patch, post, remove } from './operation.ts'

const design = {
  id: 'dept_design001',
  name: 'Design',
  description: 'How it looks and feels',
  parent_id: null,
  path: '/dept_design001',
  depth: 0,
  organization_id: 'org_xyz789',
  member_count: 1,
  is_active: true,
  is_default: false,
  color: null,
  created_by: 'usr_owner1',
  created_at: '2025-01-15T10:00:00Z',
}
const engineering = {
  ...design,
  id: 'dept_eng001',
  name: 'Engineering',
  description: 'Software development team',
  path: '/dept_eng001',
  member_count: 4,
}
const mail = { id: 'usr_member1', full_name: 'Mia Moreau', email: 'mia@example.com' }

export const departmentRows: OperationRows<
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
> = {
  listDepartments: { call: get(`${acme}/departments`), status: 200, body: [design, engineering] },
  getDepartmentTree: {
    before: [
      patch(`${acme}/departments/dept_design001`, { name: 'Looks' }),
      post(`${acme}/departments/dept_design001/reparent`, { new_parent_id: 'dept_eng001' }),
    ],
    call: get(`${acme}/departments/tree?scope=dept_eng001`),
    status: 200,
    body: [
      {
        ...engineering,
        children: [{ ...design, name: 'Looks', parent_id: 'dept_eng001', path: '/dept_eng001/dept_design001', depth: 1, children: [] }],
      },
    ],
  },
  createDepartment: {
    call: post(`${acme}/departments`, { name: 'Backend', parent_id: 'dept_eng001' }),
    status: 201,
    body: {
      ...engineering,
      id: generated('dept_'),
      name: 'Backend',
      description: null,
      parent_id: 'dept_eng001',
      path: `/dept_eng001/${generated('dept_')}`,
      depth: 1,
      member_count: 0,
      created_at: '2025-12-22T15:30:00Z',
    },
  },
  getDepartment: { call: get(`${acme}/departments/dept_eng001`), status: 200, body: engineering },
  updateDepartment: {
    call: patch(`${acme}/departments/dept_design001`, { description: null }),
    status: 200,
    body: { ...design, description: null },
  },
  reparentDepartment: {
    call: post(`${acme}/departments/dept_design001/reparent`, { new_parent_id: 'dept_eng001' }),
    status: 200,
    body: { ...design, parent_id: 'dept_eng001', path: '/dept_eng001/dept_design001', depth: 1 },
  },
  deleteDepartment: {
    before: [remove(`${acme}/departments/dept_design001/members/usr_member1`)],
    call: remove(`${acme}/departments/dept_design001`),
    status: 204,
  },
  listDepartmentMembers: {
    call: get(`${acme}/departments/dept_design001/members`),
    status: 200,
    body: [{ user_id: mail.id, full_name: mail.full_name, email: mail.email, added_at: '2025-08-23T15:30:00Z' }],
  },
  addDepartmentMember: {
    call: post(`${acme}/departments/dept_eng001/members`, { user_id: 'usr_member1' }),
    status: 201,
    body: { user_id: mail.id, full_name: mail.full_name, email: mail.email, added_at: '2025-12-22T15:30:00Z' },
  },
  removeDepartmentMember: { call: remove(`${acme}/departments/dept_design001/members/usr_member1`), status: 204 },
}

import { type Department, pair, toComparable } from '../../domain/index.ts'
import { nearest } from '../../kernel/index.ts'
import { type Case, free, listed, type Tale, type Tales } from './reasons-case.ts'
import { look } from './reasons-members.ts'
import { assignmentChange, beginOf, causeOf, lossChange } from './reasons-past.ts'
import { unknownRole, withoutIt } from './reasons-roles.ts'

type Departments = Pick<
  Tales,
  | 'department-unknown'
  | 'references-unknown'
  | 'department-exists'
  | 'department-member-exists'
  | 'department-member-unknown'
  | 'department-has-children'
  | 'department-has-members'
  | 'department-cycle'
>

/** The tree of departments and who is in them. */
export const departments: Departments = {
  'department-unknown': ({ departmentId, organizationId }, on) => {
    const place = on.refused.problem.because?.place ?? ['departmentId']
    return unknownDepartment(on, organizationId, departmentId, on.placeOf(place))
  },

  'references-unknown': ({ unknown, organizationId }, on) => {
    const tales = unknown.map(({ kind, id, place }) => {
      const at = on.placeOf(place)
      return { at, id, tale: (kind === 'role' ? unknownRole : unknownDepartment)(on, organizationId, id, at) }
    })
    const [first] = tales
    return {
      summary: tales.map(({ tale }) => tale.summary).join(' '),
      expected: first?.tale.expected ?? '',
      blames: tales.map(({ at, tale }) => on.blame(at, tale.expected)),
      causedBy: first?.tale.causedBy,
      facts: first?.tale.facts ?? [],
      remedies: [
        { says: `Leave out ${listed(unknown.map(({ id }) => id))}.`, body: withoutAll(on, unknown) },
        ...(tales.length === 1 ? (first?.tale.remedies ?? []) : []),
      ],
    }
  },

  'department-exists': ({ name, organizationId }, on) => {
    const all = departmentsOf(on, organizationId)
    const same = all.find((department) => isSame(department.name, name))
    const other = free(name, (one) => all.some((department) => isSame(department.name, one)))
    const id = same?.id ?? ''
    return {
      summary: `${same === undefined ? name : on.department(id)} is a department of ${on.organization(organizationId)} already; letter case makes no other name of it.`,
      expected: 'a name that no department here has',
      causedBy: causeOf(on, ({ operationId, answer }) => (answer.id === id ? departmentChanges[operationId] : undefined)),
      facts: on.departmentFacts(organizationId, id),
      remedies: [{ says: `Choose another name, ${JSON.stringify(other)} for instance.`, body: { name: other } }],
    }
  },

  'department-member-exists': ({ userId, departmentId, organizationId }, on) => ({
    summary: `${on.who(userId)} is in ${on.department(departmentId)} already.`,
    expected: 'a member who is not in the department yet',
    causedBy: beginOf(on, assignmentChange('department', organizationId, userId, departmentId)),
    facts: on.memberFacts(organizationId, userId, 'departments'),
    remedies: [look(on, userId, organizationId)],
  }),

  'department-member-unknown': ({ userId, departmentId, organizationId }, on) => ({
    summary: `${on.who(userId)} is not in ${on.department(departmentId)}, so there is nothing to take away.`,
    expected: 'a member of the department',
    causedBy: beginOf(on, lossChange('department', organizationId, userId, departmentId)),
    facts: on.memberFacts(organizationId, userId, 'departments'),
    remedies: [
      {
        says: `There is nothing to do; see who is in ${on.department(departmentId)}.`,
        operationId: 'listDepartmentMembers',
        params: { organization_id: organizationId, department_id: departmentId },
      },
    ],
  }),

  'department-has-children': ({ departmentId }, on) => {
    const { organizationId } = on
    const children = [...on.tables.departments.where('parent', departmentId)]
    const [child] = children
    const parentId = on.tables.departments.get(departmentId)?.parentId ?? null
    return {
      summary: `Below ${on.department(departmentId)} there ${children.length === 1 ? 'is' : 'are'} ${children.length === 0 ? 'none any more' : listed(children.map(({ id }) => on.department(id)))}; a department is deleted only when none is below it.`,
      expected: 'a department with none below it',
      causedBy: child && causeOf(on, (earlier) => (earlier.answer.id === child.id ? placements[earlier.operationId] : undefined)),
      facts: child && on.departmentFacts(organizationId, child.id, 'parent'),
      remedies: child
        ? [
            {
              says: `Move ${children.length === 1 ? on.department(child.id) : 'each of them'} elsewhere first, then repeat the call.`,
              operationId: 'reparentDepartment',
              params: { department_id: child.id },
              body: { new_parent_id: parentId },
            },
          ]
        : [],
    }
  },

  'department-has-members': ({ departmentId, memberCount }, on) => {
    const { organizationId } = on
    const member = [...on.tables.memberships.where('department', pair(organizationId, departmentId))][0]
    const who = member === undefined ? 'nobody any more' : on.who(member.userId)
    return {
      summary: `${memberCount === 1 ? 'One member is' : `${memberCount} members are`} in ${on.department(departmentId)}: ${who}${memberCount > 1 ? ' and others' : ''}; a department is deleted only when nobody is in it.`,
      expected: 'a department with nobody in it',
      causedBy: member && beginOf(on, assignmentChange('department', organizationId, member.userId, departmentId)),
      facts: member && on.memberFacts(organizationId, member.userId, 'departments'),
      remedies: member
        ? [
            {
              says: `Take ${memberCount === 1 ? who : 'each of them'} out of it first, then repeat the call.`,
              operationId: 'removeDepartmentMember',
              params: { user_id: member.userId },
            },
          ]
        : [],
    }
  },

  'department-cycle': ({ departmentId, newParentId }, on) => ({
    summary:
      departmentId === newParentId
        ? `${on.department(departmentId)} would stand below itself.`
        : `${on.department(newParentId)} stands below ${on.department(departmentId)}, which would then stand below itself.`,
    expected: 'a department that does not stand below this one, or null for the top',
    causedBy:
      departmentId === newParentId
        ? undefined
        : causeOf(on, (earlier) => (earlier.answer.id === newParentId ? placements[earlier.operationId] : undefined)),
    facts: departmentId === newParentId ? [] : on.departmentFacts(on.organizationId, newParentId, 'parent'),
    remedies: [{ says: 'Send null to put it at the top.', body: { new_parent_id: null } }],
  }),
}

const departmentChanges: Readonly<Record<string, string>> = { createDepartment: 'created', updateDepartment: 'named so' }
const placements: Readonly<Record<string, string>> = { createDepartment: 'created below it', reparentDepartment: 'moved below it' }

function isSame(a: string, b: string): boolean {
  return toComparable(a) === toComparable(b)
}

function departmentsOf(on: Case, organizationId: string): readonly Department[] {
  return [...on.tables.departments.where('organization', organizationId)]
}

function unknownDepartment(on: Case, organizationId: string, departmentId: string, place: readonly (string | number)[]): Tale {
  const known = departmentsOf(on, organizationId)
  const foreign = on.tables.departments.get(departmentId)
  const name = on.organization(organizationId)
  const names = known.length === 0 ? 'none' : listed(known.map(({ id }) => on.department(id)))
  const byName = known.find((one) => isSame(one.name, departmentId.replace(/^dept_/, '').replaceAll('_', ' ')))
  const ids = known.map(({ id }) => id)
  const meant = byName?.id ?? nearest(departmentId, ids)
  return {
    summary:
      foreign === undefined
        ? `There is no department ${departmentId} in ${name}; there ${known.length < 2 ? 'is' : 'are'} ${names}.`
        : `${on.department(departmentId)} is a department of ${on.organization(foreign.organizationId)}, not of ${name}; there ${known.length < 2 ? 'is' : 'are'} ${names}.`,
    expected: `the id of a department of ${name}`,
    causedBy: causeOf(on, ({ operationId, params }) =>
      operationId === 'deleteDepartment' && params.department_id === departmentId ? 'deleted' : undefined,
    ),
    facts: foreign === undefined ? [] : on.departmentFacts(foreign.organizationId, departmentId),
    remedies: [
      ...(meant === undefined ? [] : [{ says: `Use ${on.department(meant)}.`, ...on.change(place, meant) }]),
      ...withoutIt(on, place),
      // where one has to be named, any does to try with
      ...(place[0] === 'body'
        ? known.slice(0, 1).map(({ id }) => ({ says: `Use ${on.department(id)}, for instance.`, ...on.change(place, id) }))
        : []),
      { says: `Look the id up among the departments of ${name}.`, operationId: 'listDepartments' },
    ],
  }
}

type Unknown = Parameters<Departments['references-unknown']>[0]['unknown']

/** The lists of the body without the ids that are not there. */
function withoutAll(on: Case, unknown: Unknown): Record<string, unknown> {
  const ids = new Set(unknown.map(({ id }) => id))
  const body = (on.refused.body ?? {}) as Readonly<Record<string, unknown>>
  const lists = Object.entries(body).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  return Object.fromEntries(lists.map(([name, items]) => [name, items.filter((item) => !ids.has(item as string))]))
}

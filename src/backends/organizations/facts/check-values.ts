import { parsePointer, toZuluTime, valueAt } from '../../../kernel/index.ts'
import type { Api } from '../../../openapi/index.ts'
import type { FactPath } from '../../../world/index.ts'
import { datesOf, memberDateKeys, toTime } from './dates.ts'
import { entriesOf, type Facts, type MemberFacts, type OrganizationFacts } from './facts.ts'
import type { Finder } from './finder.ts'
import { isPlainlyValid } from './plainly-valid.ts'

const schemas = '/components/schemas'
const newRole = `${schemas}/CreateRoleRequest/properties`
const invite = `${schemas}/InviteUserV2Request/properties`

/** Holds every value that goes out through the API against the document's own schema of it, and every time against the others. */
export function checkValues(facts: Facts, api: Api, now: number, finder: Finder): void {
  const check = (value: unknown, pointer: string, path: FactPath, part: 'key' | 'value' = 'value') => {
    if (value === undefined) return
    // A document of one's own may lack what ours has.
    const schema = valueAt(api.document, parsePointer(pointer))
    if (schema === undefined || isPlainlyValid(schema, value)) return
    const [violation] = api.schema(pointer)(value)
    if (violation === undefined) return
    const message = `${JSON.stringify(value)} ${violation.message}; expected what ${pointer} of the document allows.`
    finder.report('scenario.value.document', message, path, part)
  }
  const time = (text: string | undefined, path: FactPath) => {
    if (text === undefined) return
    const at = toTime(text, now)
    if (at === undefined)
      finder.report('scenario.value.time', `${JSON.stringify(text)} is no time that exists; expected one that does.`, path)
    else if (at > now) {
      const message = `${JSON.stringify(text)} lies in the future; expected at most ${toZuluTime(now)}, where the clock stands.`
      finder.report('scenario.value.order', message, path)
    }
  }
  for (const [email, person] of entriesOf(facts.people)) {
    const path = ['people', email]
    check(email, `${schemas}/Email`, path, 'key')
    check(person.id, `${schemas}/UserId`, [...path, 'id'])
    check(person.full_name, `${invite}/full_name`, [...path, 'full_name'])
    check(person.user_name, `${schemas}/OrganizationUserV2/properties/user_name`, [...path, 'user_name'])
    check(person.avatar_url, `${schemas}/RoleMember/properties/avatar_url`, [...path, 'avatar_url'])
    time(person.created, [...path, 'created'])
  }
  for (const [name, { id }] of entriesOf(facts.roles)) check(id, `${schemas}/RoleId`, ['roles', name, 'id'])
  for (const [name, organization] of entriesOf(facts.organizations)) {
    const path = ['organizations', name]
    check(organization.id, `${schemas}/OrganizationId`, [...path, 'id'])
    time(organization.created, [...path, 'created'])
    for (const [name, role] of entriesOf(organization.roles)) {
      const here = [...path, 'roles', name]
      check(name, `${newRole}/name`, here, 'key')
      check(role.id, `${schemas}/RoleId`, [...here, 'id'])
      check(role.description, `${newRole}/description`, [...here, 'description'])
      time(role.created, [...here, 'created'])
    }
    for (const [name, department] of entriesOf(organization.departments)) {
      const here = [...path, 'departments', name]
      check(name, `${schemas}/CreateDepartmentRequest/properties/name`, here, 'key')
      check(department.id, `${schemas}/DepartmentId`, [...here, 'id'])
      check(department.description, `${schemas}/CreateDepartmentRequest/properties/description`, [...here, 'description'])
      check(department.color, `${schemas}/Department/properties/color`, [...here, 'color'])
      time(department.created, [...here, 'created'])
    }
    for (const [email, member] of entriesOf(organization.members)) {
      const here = [...path, 'members', email]
      check(email, `${schemas}/Email`, here, 'key')
      check(member.invitation?.id, `${schemas}/InvitationId`, [...here, 'invitation', 'id'])
      check(member.invitation?.key, `${schemas}/InvitationKey`, [...here, 'invitation', 'key'])
      check(member.invitation?.custom_message, `${invite}/custom_message`, [...here, 'invitation', 'custom_message'])
      for (const key of memberDateKeys) time(member[key], [...here, key])
      checkState(member, here, finder)
      checkOrder(member, organization, now, here, finder)
    }
  }
}

/** What a member in a state can't have, and why. */
const excluded = {
  pending_invitation: { joined: 'has not joined', deactivated: 'is not deactivated', removed: 'is not removed' },
  active: { deactivated: 'is not deactivated', removed: 'is not removed' },
  deactivated: { removed: 'is not removed' },
  removed: { roles: 'keeps no roles', departments: 'keeps no departments' },
} as const

function checkState(member: MemberFacts, path: FactPath, finder: Finder): void {
  const state = member.state ?? 'active'
  for (const [key, reason] of Object.entries(excluded[state])) {
    const value = member[key as keyof MemberFacts]
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
    const message = `A member in the state ${state} ${reason}; expected no ${key}. Take it out, or write null to remove what is inherited.`
    finder.report('scenario.value.state', message, [...path, key], 'key')
  }
}

function checkOrder(member: MemberFacts, organization: OrganizationFacts, now: number, path: FactPath, finder: Finder): void {
  const dates = datesOf(member, organization, now)
  let before: (typeof memberDateKeys)[number] | undefined
  for (const key of memberDateKeys) {
    const at = dates[key]
    if (at === null) continue
    const earlier = before === undefined ? null : dates[before]
    if (earlier !== null && at < earlier) {
      const stated = member[key] === undefined ? before : key
      const message = `${key} (${toZuluTime(at)}) lies before ${before} (${toZuluTime(earlier)}); expected it after.`
      finder.report('scenario.value.order', message, [...path, stated as string])
    }
    before = key
  }
}

import { systemRoles, toComparable } from '../../../domain/index.ts'
import type { FactPath } from '../../../world/index.ts'
import { entriesOf, type Facts } from './facts.ts'
import type { FactCode, Finder } from './finder.ts'

/** Finds what may stand only once: e-mail addresses, ids, keys, user names, names of roles and departments. */
export function checkDoubles(facts: Facts, finder: Finder): void {
  const ids = createRegister(finder, 'scenario.double.id')
  const userNames = createRegister(finder, 'scenario.double.id')
  const people = createRegister(finder, 'scenario.double.email')
  for (const [email, person] of entriesOf(facts.people)) {
    const path = ['people', email]
    people(toComparable(email), email, path, 'key')
    ids(person.id, person.id, [...path, 'id'])
    userNames(person.user_name ?? undefined, person.user_name, [...path, 'user_name'])
  }
  const pinned = facts.roles ?? {}
  for (const { name, id } of systemRoles) {
    const own = Object.hasOwn(pinned, name) ? pinned[name]?.id : undefined
    ids(own ?? id, own ?? id, ['roles', name, 'id'])
  }
  for (const [name, organization] of entriesOf(facts.organizations)) {
    const path = ['organizations', name]
    ids(organization.id, organization.id, [...path, 'id'])
    const roles = createRegister(finder, 'scenario.double.name')
    for (const { name } of systemRoles) roles(name.toLowerCase(), name, ['roles', name])
    for (const [name, role] of entriesOf(organization.roles)) {
      roles(name.toLowerCase(), name, [...path, 'roles', name], 'key')
      ids(role.id, role.id, [...path, 'roles', name, 'id'])
    }
    const departments = createRegister(finder, 'scenario.double.name')
    for (const [name, department] of entriesOf(organization.departments)) {
      departments(name.toLowerCase(), name, [...path, 'departments', name], 'key')
      ids(department.id, department.id, [...path, 'departments', name, 'id'])
    }
    const members = createRegister(finder, 'scenario.double.email')
    for (const [email, { invitation }] of entriesOf(organization.members)) {
      members(toComparable(email), email, [...path, 'members', email], 'key')
      ids(invitation?.id, invitation?.id, [...path, 'members', email, 'invitation', 'id'])
      ids(invitation?.key, invitation?.key, [...path, 'members', email, 'invitation', 'key'])
    }
  }
}

/** Takes values one by one and reports each that was there before. */
function createRegister(finder: Finder, code: FactCode) {
  const first = new Map<string, { readonly path: FactPath; readonly shown: unknown }>()
  return (value: string | undefined, shown: unknown, path: FactPath, part: 'key' | 'value' = 'value') => {
    if (value === undefined) return
    const earlier = first.get(value)
    if (earlier === undefined) {
      first.set(value, { path, shown })
      return
    }
    const isSystem = earlier.path[0] === 'roles'
    const taken = isSystem ? 'is a system role' : `stands at ${finder.lineOf(earlier.path)} already`
    const as = earlier.shown === shown ? '' : ` as ${JSON.stringify(earlier.shown)}`
    finder.report(code, `${JSON.stringify(shown)} ${taken}${as}; expected one that is free.`, path, part)
  }
}

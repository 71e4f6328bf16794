import { parseAssumptions, systemRoles, toComparable } from '../../../domain/index.ts'
import { didYouMean } from '../../../kernel/index.ts'
import type { FactPath, Scenario } from '../../../world/index.ts'
import { entriesOf, type Facts, type OrganizationFacts } from './facts.ts'
import type { FactCode, Finder } from './finder.ts'

/** Finds names that lead nowhere: people, roles, departments, parents, assumptions. */
export function checkReferences(scenario: Scenario, facts: Facts, finder: Finder): void {
  const people = emailsOf(facts)
  const isKnown = new Set(people.map(toComparable))
  const person = (email: string, path: FactPath) => {
    if (isKnown.has(toComparable(email))) return
    const message = `${JSON.stringify(email)} is nobody here; expected the e-mail address of a person or member.${didYouMean(email, people)}`
    finder.report('scenario.unknown.person', message, path)
  }
  if (facts.default_principal !== undefined) person(facts.default_principal, ['default_principal'])
  for (const [token, email] of entriesOf(facts.tokens)) {
    person(email, ['tokens', token])
    if (!reservedTokens.has(token)) continue
    const message = `${JSON.stringify(token)} always means a credential that is refused; expected another name.`
    finder.report('scenario.token.reserved', message, ['tokens', token], 'key')
  }
  for (const [name, organization] of entriesOf(facts.organizations)) {
    checkOrganization(name, organization, person, finder)
  }
  checkAssumptions(scenario, finder)
}

/** Tokens the engine answers with TOKEN_EXPIRED and TOKEN_INVALID in every world. */
const reservedTokens: ReadonlySet<string> = new Set(['tok_expired', 'tok_invalid'])

/** Every address in the scenario, as written. */
export function emailsOf(facts: Facts): string[] {
  const members = entriesOf(facts.organizations).flatMap(([, { members }]) => Object.keys(members ?? {}))
  return [...Object.keys(facts.people ?? {}), ...members]
}

function checkOrganization(name: string, facts: OrganizationFacts, person: (email: string, path: FactPath) => void, finder: Finder): void {
  const path = ['organizations', name]
  const roles = [...systemRoles.map(({ name }) => name), ...Object.keys(facts.roles ?? {})]
  const departments = Object.keys(facts.departments ?? {})
  const among = (names: readonly string[], wanted: string, code: FactCode, what: string, at: FactPath) => {
    if (names.includes(wanted)) return
    const choice = names.length === 0 ? 'it has none' : `expected one of ${names.join(', ')}`
    finder.report(code, `${JSON.stringify(wanted)} is no ${what} of ${JSON.stringify(name)}; ${choice}.${didYouMean(wanted, names)}`, at)
  }
  for (const [department, { parent, created_by }] of entriesOf(facts.departments)) {
    const here = [...path, 'departments', department]
    if (created_by !== undefined) person(created_by, [...here, 'created_by'])
    if (parent === undefined) continue
    among(departments, parent, 'scenario.unknown.department', 'department', [...here, 'parent'])
    if (isBelowItself(facts, department)) {
      finder.report('scenario.department.cycle', `${JSON.stringify(department)} lies below itself; expected parents that end at the top.`, [
        ...here,
        'parent',
      ])
    }
  }
  let hasOwner = false
  for (const [email, member] of entriesOf(facts.members)) {
    const here = [...path, 'members', email]
    member.roles?.forEach((role, index) => {
      among(roles, role, 'scenario.unknown.role', 'role', [...here, 'roles', index])
    })
    member.departments?.forEach((department, index) => {
      among(departments, department, 'scenario.unknown.department', 'department', [...here, 'departments', index])
    })
    hasOwner ||= (member.state ?? 'active') === 'active' && member.roles?.includes(ownerName) === true
  }
  if (hasOwner) return
  const message = `${JSON.stringify(name)} has no active member with the role ${ownerName}; nobody will be able to do everything in it.`
  finder.report('scenario.organization.ownerless', message, path, 'key')
}

export const ownerName = systemRoles.find(({ isOwner }) => isOwner)?.name as string

function isBelowItself(facts: OrganizationFacts, department: string): boolean {
  const passed = new Set<string>()
  const parentOf = (name: string) => (Object.hasOwn(facts.departments ?? {}, name) ? facts.departments?.[name]?.parent : undefined)
  for (let at = parentOf(department); at !== undefined && !passed.has(at); at = parentOf(at)) {
    if (at === department) return true
    passed.add(at)
  }
  return false
}

function checkAssumptions(scenario: Scenario, finder: Finder): void {
  for (const { name, problem, allowed } of parseAssumptions(scenario.assumptions).problems) {
    const path = ['assumptions', name]
    if (problem === 'unknown_name') {
      const message = `${JSON.stringify(name)} is no assumption; expected one of ${allowed.join(', ')}.${didYouMean(name, allowed)}`
      finder.report('scenario.unknown.assumption', message, path, 'key')
    } else {
      const value = scenario.assumptions[name] as string
      const message = `${JSON.stringify(value)} is no value of ${name}; expected ${allowed.join(' or ')}.${didYouMean(value, allowed)}`
      finder.report('scenario.value.assumption', message, path)
    }
  }
}

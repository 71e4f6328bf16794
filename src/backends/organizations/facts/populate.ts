import { toComparable } from '../../../domain/index.ts'
import type { Population } from '../../../engine/index.ts'
import { Clock, type Diagnostic } from '../../../kernel/index.ts'
import type { Api } from '../../../openapi/index.ts'
import { checkShape, type Scenario } from '../../../world/index.ts'
import { checkDoubles } from './check-doubles.ts'
import { checkReferences } from './check-references.ts'
import { checkValues } from './check-values.ts'
import { entriesOf, type Facts } from './facts.ts'
import { Finder } from './finder.ts'
import { generate } from './generate.ts'
import { factsSchema } from './schema.ts'
import {
  createWriting,
  type OrganizationStore,
  type Writing,
  writeMember,
  writeOrganization,
  writePeople,
  writeSystemRoles,
  writeTokens,
} from './write.ts'

/** Checks a scenario's facts and writes them into an empty store as one change; with an error among the findings, nothing is written. */
export function populate(scenario: Scenario, api: Api, store: OrganizationStore): Population {
  const findings = checkShape(factsSchema, scenario.facts)
  if (findings.length > 0) {
    return refused(
      findings.map(({ code, message, path, part }) => ({ code, severity: 'error', message, where: scenario.locate(path, part) })),
    )
  }
  const facts = scenario.facts as Facts
  const now = new Clock(scenario.clock).now()
  const finder = new Finder(scenario)
  checkDoubles(facts, finder)
  checkReferences(scenario, facts, finder)
  checkValues(facts, api, now, finder)
  if (finder.hasErrors) return refused(finder.diagnostics)

  const writing = createWriting(store, facts, now, scenario.seed)
  store.transact('populate', () => write(writing))
  const principal = facts.default_principal
  return {
    diagnostics: finder.diagnostics,
    tokens: entriesOf(facts.tokens).map(([token, email]) => ({ token, stands: describe(facts, email) })),
    defaultPrincipal: principal === undefined ? undefined : { id: userIdOf(writing, principal), stands: describe(facts, principal) },
    counts: countsOf(store),
  }
}

function write(writing: Writing): void {
  writeSystemRoles(writing)
  writePeople(writing)
  let number = 1
  for (const [name, facts] of entriesOf(writing.facts.organizations)) {
    const organization = writeOrganization(writing, name, facts)
    for (const [email, member] of entriesOf(facts.members)) writeMember(writing, organization, facts, email, member)
    number = generate(writing, organization, facts, number)
  }
  writeTokens(writing)
}

function refused(diagnostics: readonly Diagnostic[]): Population {
  return { diagnostics, tokens: [], defaultPrincipal: undefined, counts: {} }
}

function userIdOf({ userIds }: Writing, email: string): string {
  return userIds.get(toComparable(email)) as string
}

/** `olivia@example.com, Owner in Acme`. */
function describe(facts: Facts, email: string): string {
  const places = entriesOf(facts.organizations).flatMap(([name, { members }]) => {
    const [, member] = entriesOf(members).find(([key]) => toComparable(key) === toComparable(email)) ?? []
    if (member === undefined) return []
    const { state = 'active', roles = [] } = member
    return [`${state === 'active' ? roles.join(' and ') || 'without a role' : state.replace('_', ' ')} in ${name}`]
  })
  return [email, ...(places.length === 0 ? ['in no organization'] : places)].join(', ')
}

function countsOf({ tables }: OrganizationStore): Record<string, number> {
  let members = 0
  for (const { id } of tables.organizations.rows()) members += tables.memberships.count('organization', id)
  return { organizations: tables.organizations.size, people: tables.users.size, members }
}

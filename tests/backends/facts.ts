import { join } from 'node:path'
import { populate } from '../../src/backends/organizations/facts/index.ts'
import { type OrganizationTables, organizationSpecs } from '../../src/domain/index.ts'
import { Store } from '../../src/kernel/index.ts'
import { load } from '../../src/openapi/index.ts'
import { loadScenario, type Scenario } from '../../src/world/index.ts'

const root = join(import.meta.dirname, '../..')

export const fixtures = join(root, 'fixtures')
export const api = await load(join(root, 'openapi/organizations.yaml'))

/** A scenario written into an empty store. */
export function write(scenario: Scenario) {
  const store = new Store(organizationSpecs)
  const population = populate(scenario, api, store)
  return { scenario, store, tables: store.tables, population, find: createFinder(store.tables) }
}

/** A shipped scenario, or the fixture at a path, written into an empty store. */
export async function writeNamed(name: string) {
  return write(await loadScenario(name, [fixtures]))
}

/** Looks rows up the way people name them. */
function createFinder(tables: OrganizationTables) {
  const user = (email: string) => tables.users.by('email', email.toLowerCase())
  const organization = (name: string) => [...tables.organizations.rows()].find((row) => row.name === name)
  const memberships = (name: string, email: string) => {
    const [userId, organizationId] = [user(email)?.id, organization(name)?.id]
    return [...tables.memberships.rows()].filter((row) => row.organizationId === organizationId && row.userId === userId)
  }
  return {
    user,
    organization,
    /** Removed or not; the last one. */
    membership: (name: string, email: string) => memberships(name, email).at(-1),
    invitation: (name: string, email: string) => {
      const membership = memberships(name, email).at(-1)
      return [...tables.invitations.rows()].find((row) => row.membershipId === membership?.id)
    },
    role: (name: string) => [...tables.roles.rows()].find((row) => row.name === name),
    department: (name: string) => [...tables.departments.rows()].find((row) => row.name === name),
  }
}

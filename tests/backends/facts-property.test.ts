import fc from 'fast-check'
import { expect, it } from 'vitest'
import { capabilityKeys, checkInvariants, organizationSpecs, systemRoles } from '../../src/domain/index.ts'
import { Store } from '../../src/kernel/index.ts'
import type { Scenario } from '../../src/world/index.ts'
import { write } from './facts.ts'

const letters = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const letter = fc.constantFrom(...letters)
const email = fc.tuple(letter, fc.boolean()).map(([name, isUpper]) => (isUpper ? `${name.toUpperCase()}@X.test` : `${name}@x.test`))
/** How long ago, in growing distance; a member's dates are drawn in this order. */
const ago = (from: number, to: number) => fc.integer({ min: from, max: to }).map((hours) => `-${hours}h`)
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

/** A map whose keys differ by more than letter case. */
function mapOf<T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<Record<string, T>> {
  const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([key]) => key.toLowerCase(), maxLength })
  return entries.map((entries) => Object.fromEntries(entries))
}

const person = fc.record({ full_name: fc.option(letter), avatar_url: fc.constant(null), created: ago(1, 9999) }, { requiredKeys: [] })
const role = fc.record({ capabilities: fc.subarray([...capabilityKeys]), description: fc.option(letter) }, { requiredKeys: [] })

function member(roles: readonly string[], departments: readonly string[]) {
  const given = { roles: fc.subarray([...roles]), departments: fc.subarray([...departments]) }
  const invited = some(ago(700, 999))
  const joined = some(ago(400, 699))
  const states = [
    fc.record({ state: fc.constant('active'), ...given, invited, joined }),
    fc.record({ state: fc.constant('pending_invitation'), ...given, invited, invitation: some(fc.record({ mailed: fc.boolean() })) }),
    fc.record({ state: fc.constant('deactivated'), ...given, invited, joined, deactivated: some(ago(200, 399)) }),
    fc.record({ state: fc.constant('removed'), invited, joined, deactivated: some(ago(200, 399)), removed: some(ago(1, 199)) }),
  ]
  return fc.oneof(...(states as fc.Arbitrary<object>[])).map(withoutUndefined)
}

/** Departments, each below one drawn before it. */
const departments = fc
  .uniqueArray(fc.tuple(fc.constantFrom('D1', 'D2', 'D3', 'D4'), fc.nat(), fc.boolean()), { selector: ([name]) => name })
  .map((drawn) => {
    const names = drawn.map(([name]) => name)
    const facts = drawn.map(([name, below, isTop], index) => [name, isTop || index === 0 ? {} : { parent: names[below % index] }] as const)
    return Object.fromEntries(facts) as Record<string, object>
  })

const organization = fc.tuple(mapOf(fc.constantFrom('R1', 'R2', 'R3'), role, 3), departments).chain(([roles, departments]) => {
  const names = [...systemRoles.map(({ name }) => name), ...Object.keys(roles)]
  return fc.record({
    created: ago(1000, 9999),
    roles: fc.constant(roles),
    departments: fc.constant(departments),
    members: mapOf(email, member(names, Object.keys(departments)), 6),
    generate: fc.record({ members: fc.nat(20), seed: fc.nat() }),
  })
})

const facts = fc.record({ people: mapOf(email, person, 6), organizations: mapOf(fc.constantFrom('A', 'B', 'C'), organization, 3) })

it('facts that are right become rows that are: all invariants hold, twice the same', () => {
  fc.assert(
    fc.property(facts, fc.nat(), (facts, seed) => {
      const { population, tables, store } = write(toScenario(facts, seed))
      expect(population.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(checkInvariants(tables)).toEqual([])
      expect(write(toScenario(facts, seed)).store.dump()).toEqual(store.dump())
    }),
    { numRuns: 300 },
  )
})

/** One value somewhere in the facts becomes another one, right or wrong. */
const spoiler = fc.record({
  at: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
  value: fc.oneof(
    fc.constantFrom<unknown>('-3d', '-9000d', 'Owner', 'a@x.test', 'usr_1', 'nothing', [], {}, null, 7, true),
    fc.jsonValue({ maxDepth: 2 }),
  ),
})

it('facts that are wrong somewhere are refused whole, or they are right after all', () => {
  fc.assert(
    fc.property(facts, fc.array(spoiler, { minLength: 1, maxLength: 3 }), (facts, spoilers) => {
      const spoilt = structuredClone(facts) as Record<string, unknown>
      for (const { at, value } of spoilers) spoil(spoilt, at, value)
      const { population, tables, store } = write(toScenario(spoilt, 1))
      if (population.diagnostics.some(({ severity }) => severity === 'error'))
        expect(store.dump()).toEqual(new Store(organizationSpecs).dump())
      else expect(checkInvariants(tables)).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

function spoil(node: Record<string, unknown>, [turn = 0, ...more]: readonly number[], value: unknown): void {
  const keys = Object.keys(node)
  const key = keys[turn % keys.length]
  if (key === undefined) return
  const inner = node[key]
  if (more.length > 0 && inner !== null && typeof inner === 'object' && Object.keys(inner).length > 0)
    spoil(inner as Record<string, unknown>, more, value)
  else node[key] = value
}

function toScenario(facts: Readonly<Record<string, unknown>>, seed: number): Scenario {
  const clock = { mode: 'frozen', now: Date.parse('2025-12-22T15:30:00Z') } as const
  return {
    name: 'x',
    description: '',
    file: 'x.yaml',
    files: ['x.yaml'],
    seed,
    clock,
    auth: 'lenient',
    assumptions: {},
    params: {},
    steps: [],
    facts,
    locate: () => ({ file: 'x.yaml' }),
  }
}

function withoutUndefined(facts: object): object {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

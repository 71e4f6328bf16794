import { describe, expect, it } from 'vitest'
import { factCodes } from '../../src/backends/organizations/facts/index.ts'
import { organizationSpecs } from '../../src/domain/index.ts'
import { Store, Unusable } from '../../src/kernel/index.ts'
import { loadScenario, scenarioCodes } from '../../src/world/index.ts'
import { createFolder } from '../world/scenario-folder.ts'
import { write } from './facts.ts'
import { broken } from './facts-broken.ts'

describe('a fixture with one mistake', () => {
  it.each(broken)('$title', async ({ fixture, code, at, says }) => {
    const folder = await createFolder({ x: fixture })
    const { population, store } = write(await loadScenario('x', [folder]))
    const errors = population.diagnostics.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ message }) => message)).toHaveLength(1)
    const [{ where, ...found }] = errors as [(typeof errors)[0]]
    expect(found).toEqual({ code, severity: 'error', message: expect.stringMatching(says) })
    expect(`${where.line}:${where.column}`).toBe(at)
    expect(where.file).toBe(`${folder}/x.yaml`)
    expect(store.dump()).toEqual(new Store(organizationSpecs).dump())
    expect(population).toMatchObject({ tokens: [], counts: {}, defaultPrincipal: undefined })
  })

  it('is named by every code there is', () => {
    const seen = new Set(broken.map(({ code }) => code))
    // A warning; the others are found before facts are looked at or after, and tested with the loader and with starts.
    const elsewhere = [
      'scenario.organization.ownerless',
      'scenario.unknown',
      'scenario.extends.cycle',
      'scenario.syntax',
      'scenario.key.duplicate',
      'scenario.param.unknown',
      'scenario.step.unknown',
      'scenario.step.refused',
    ]
    expect([...seen, ...elsewhere].sort()).toEqual([...Object.keys(factCodes), ...Object.keys(scenarioCodes)].sort())
  })
})

it('names the file a mistake was inherited from', async () => {
  const folder = await createFolder({
    base: 'people:\n  a@x.test: { id: user_1 }',
    x: 'extends: base\npeople: { a@x.test: { full_name: A } }',
  })
  const { population } = write(await loadScenario('x', [folder]))
  expect(population.diagnostics).toMatchObject([
    { where: { file: `${folder}/base.yaml`, line: 2, column: 19, pointer: '/people/a@x.test/id' } },
  ])
})

it('finds all mistakes at once', async () => {
  const folder = await createFolder({
    x: 'people: { ann: { id: x }, b@x.test: { user_name: c }, B@x.test: { user_name: c } }\ntokens: { t: d@x.test }',
  })
  const { population } = write(await loadScenario('x', [folder]))
  expect(population.diagnostics.map(({ code }) => code)).toEqual([
    'scenario.double.email',
    'scenario.double.id',
    'scenario.unknown.person',
    'scenario.value.document',
    'scenario.value.document',
  ])
})

it('never throws, whatever the facts are', async () => {
  for (const fixture of [
    'people: 1',
    'organizations: { A: 1 }',
    'organizations: { A: { members: { a@x.test: [] } } }',
    'tokens: { a: {} }',
    'people: { __proto__: { id: 1 } }',
  ]) {
    const folder = await createFolder({ x: fixture })
    expect(write(await loadScenario('x', [folder])).population.diagnostics.length).toBeGreaterThan(0)
  }
  await expect(loadScenario('x', [await createFolder({ x: 'assumptions: []' })])).rejects.toThrow(Unusable)
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { CORE_SCHEMA, load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { fixtureSchema } from '../../src/backends/organizations/facts/index.ts'
import { listScenarios } from '../../src/world/index.ts'
import { fixtures } from './facts.ts'
import { broken } from './facts-broken.ts'

const file = join(fixtures, 'scenario.schema.json')
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(fixtureSchema)

const shipped = await listScenarios([fixtures])

function errorsOf(text: string): unknown {
  validate(load(text, { schema: CORE_SCHEMA }))
  return validate.errors ?? []
}

it('the schema editors use is the one the loader uses; `vitest run -u` writes it anew', async () => {
  await expect(`${JSON.stringify(fixtureSchema, null, 2)}\n`).toMatchFileSnapshot(file)
})

describe('editors accept', () => {
  it.each(shipped)('$name', async ({ file }) => {
    const text = await readFile(file, 'utf8')
    expect(errorsOf(text)).toEqual([])
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/scenario\.schema\.json\n#/)
  })

  it.each([
    [
      'a null that takes back what is inherited',
      'extends: default\nclock: null\npeople: { a@x.test: null }\norganizations: { Acme: null, Globex: { members: { a@x.test: { roles: null } } } }',
    ],
    ['the word null of an assumption', 'assumptions: { link_when_not_mailed: null }'],
    [
      'times of all kinds',
      'people: { a@x.test: { created: -1.5h }, b@x.test: { created: -P1DT2H }, c@x.test: { created: 2025-01-01T00:00+02:00 } }',
    ],
  ])('%s', (_, text) => {
    expect(errorsOf(text)).toEqual([])
  })
})

describe('editors refuse', () => {
  it.each(broken.filter(({ isShape }) => isShape))('$title', ({ fixture }) => {
    expect(errorsOf(fixture)).not.toEqual([])
  })
})

// What only the loader can see must not trouble anyone who is still typing.
describe('editors leave to the loader', () => {
  it.each(broken.filter(({ isShape }) => !isShape))('$title', ({ fixture }) => {
    expect(errorsOf(fixture)).toEqual([])
  })
})

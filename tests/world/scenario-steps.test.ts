import { basename, join } from 'node:path'
import { Ajv } from 'ajv'
import { CORE_SCHEMA, load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { fixtureSchema } from '../../src/backends/organizations/facts/index.ts'
import { type ClockSetting, Unusable } from '../../src/kernel/index.ts'
import { clockAfter, loadScenario, parseScenario } from '../../src/world/index.ts'
import { createFolder } from './scenario-folder.ts'

describe('the steps of a scenario', () => {
  it('follow those it inherits, since they stand on what those came to; no other list does', async () => {
    const folder = await createFolder({
      base: 'list: [1]\nsteps:\n  - call: one\n  - advance: 1d',
      middle: 'extends: base',
      top: 'extends: middle\nlist: [2]\nsteps: [{ call: two }]',
    })
    const { steps, facts, files } = await loadScenario('top', [folder])
    expect(steps.map(({ facts }) => facts)).toEqual([{ call: 'one' }, { advance: '1d' }, { call: 'two' }])
    expect(facts).toEqual({ list: [2] })
    expect(files.map((file) => basename(file))).toEqual(['top.yaml', 'middle.yaml', 'base.yaml'])
  })

  it('are taken back with null', async () => {
    const folder = await createFolder({
      base: 'steps: [{ call: one }]',
      bare: 'extends: base\nsteps: null',
      top: 'extends: bare\nsteps: [{ call: two }]',
    })
    expect((await loadScenario('bare', [folder])).steps).toEqual([])
    expect((await loadScenario('top', [folder])).steps.map(({ facts }) => facts)).toEqual([{ call: 'two' }])
  })

  it('stand where they were written, in the file they were written in', async () => {
    const folder = await createFolder({
      base: '# first\nsteps:\n  - call: one\n    body: { email: a@x.test, roles: [b] }\n',
      top: 'extends: base\nsteps:\n  - clock: real\n  # here\n  - { call: two, expect: 201 }\n',
    })
    const { steps } = await loadScenario('top', [folder])
    const at = (index: number, path: (string | number)[], part?: 'key' | 'value') => {
      const { file, line, column } = steps[index]?.locate(path, part) ?? { file: '' }
      return `${basename(file)}:${line}:${column}`
    }
    expect(at(0, [])).toBe('base.yaml:3:5')
    expect(at(0, ['body', 'email'])).toBe('base.yaml:4:20')
    expect(at(0, ['body', 'roles', 0])).toBe('base.yaml:4:38')
    expect(at(0, ['body', 'gone'])).toBe('base.yaml:4:5')
    expect(at(1, ['clock'])).toBe('top.yaml:3:12')
    expect(at(2, ['expect'], 'key')).toBe('top.yaml:5:18')
    expect(steps[2]?.locate(['expect']).pointer).toBe('/steps/1/expect')
  })

  it('take null as the word it is in an assumption, and as itself in a body', async () => {
    const folder = await createFolder({ x: 'steps: [{ assume: { link_when_not_mailed: null } }, { call: a, body: null }]' })
    expect((await loadScenario('x', [folder])).steps.map(({ facts }) => facts)).toEqual([
      { assume: { link_when_not_mailed: 'null' } },
      { call: 'a', body: null },
    ])
  })

  it('may come from a text that stands in no file yet', async () => {
    const folder = await createFolder({ base: 'steps: [{ call: one }]' })
    const scenario = await parseScenario('extends: base\nsteps: [{ call: two }]', join(folder, 'new.yaml'), [])
    expect(scenario).toMatchObject({ name: 'new', file: join(folder, 'new.yaml'), steps: { length: 2 } })
    await expect(parseScenario('a: 1\na: 2', 'new.yaml', [])).rejects.toThrow(Unusable)
  })
})

describe('a step that can not be one', () => {
  const broken: readonly [title: string, fixture: string, code: string, place: string, message: RegExp][] = [
    ['steps that are no list', 'steps: { call: a }', 'scenario.type', '1:1', /"steps" is a map; expected a list of steps/],
    ['a step that is no map', 'steps:\n  - call', 'scenario.type', '2:5', /entry 1 of "steps" is the text "call"; expected a step/],
    ['no kind of step', 'steps: [{ as: tok_owner }]', 'scenario.key.missing', '1:9', /says none of call, clock, advance or assume/],
    ['a misspelt kind', 'steps: [{ cal: a }]', 'scenario.key.unknown', '1:11', /"cal" means nothing .* Did you mean "call"\?/],
    [
      'two kinds at once',
      'steps: [{ call: a, clock: real }]',
      'scenario.key.unknown',
      '1:20',
      /"clock" can't stand beside "call"; expected an entry of its own/,
    ],
    [
      'a caller of a clock',
      'steps: [{ clock: real, as: a }]',
      'scenario.key.unknown',
      '1:24',
      /"as" goes with "call", and means nothing beside "clock"/,
    ],
    ['a call of nothing', "steps: [{ call: '' }]", 'scenario.value', '1:17', /"call" is empty; expected an operationId/],
    [
      'a path that is a text',
      'steps: [{ call: a, path: /a }]',
      'scenario.type',
      '1:26',
      /"path" is the text "\/a"; expected path parameters by name/,
    ],
    [
      'a parameter that is a list',
      'steps: [{ call: a, path: { id: [1] } }]',
      'scenario.type',
      '1:28',
      /"id" is a list; expected a text, a number, true or false/,
    ],
    [
      'a query that is a list',
      'steps: [{ call: a, query: [b] }]',
      'scenario.type',
      '1:20',
      /"query" is a list; expected query parameters by name/,
    ],
    [
      'a header that is a number',
      'steps: [{ call: a, headers: { x: 1 } }]',
      'scenario.type',
      '1:34',
      /"x" is the number 1; expected a text/,
    ],
    [
      'a status in words',
      'steps: [{ call: a, expect: created }]',
      'scenario.type',
      '1:28',
      /"expect" is the text "created"; expected an HTTP status/,
    ],
    ['no such status', 'steps: [{ call: a, expect: 20 }]', 'scenario.value', '1:28', /from 100 to 599/],
    [
      'a name with a dot',
      'steps: [{ call: a, name: b.c }]',
      'scenario.value',
      '1:26',
      /"b\.c" is not allowed for "name"; expected a name: letters/,
    ],
    ['a caller that is null', 'steps: [{ call: a, as: null }]', 'scenario.type', '1:20', /"as" is null; expected a listed token/],
    [
      'a clock in words',
      'steps: [{ clock: tomorrow }]',
      'scenario.value',
      '1:18',
      /"tomorrow" is not allowed for "clock"; expected a time .* or real/,
    ],
    [
      'a length in words',
      'steps: [{ advance: a week }]',
      'scenario.value',
      '1:20',
      /"a week" is not allowed for "advance"; expected how far/,
    ],
    ['assumptions as a list', 'steps: [{ assume: [a] }]', 'scenario.type', '1:11', /"assume" is a list; expected assumptions by name/],
  ]
  /** What only the loader sees. */
  const unseen: typeof broken = [
    ['a day that does not exist', 'steps: [{ clock: 2025-02-30 }]', 'scenario.value', '1:18', /"2025-02-30" is no time that exists/],
    ['the year 10000', 'steps: [{ advance: 3000000d }]', 'scenario.value', '1:20', /"3000000d" is no time that exists/],
    [
      'a null that takes nothing back',
      'steps: null',
      'scenario.null',
      '1:1',
      /"steps" has no value, and nothing inherited to remove; expected a list of steps/,
    ],
  ]

  it.each([...broken, ...unseen])('%s', async (_, fixture, code, place, message) => {
    const folder = await createFolder({ x: fixture })
    const error = await loadScenario('x', [folder]).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Unusable)
    const [found, ...more] = (error as Unusable).diagnostics
    expect(more).toEqual([])
    expect(found).toMatchObject({ code, severity: 'error', message: expect.stringMatching(message) })
    expect(`${found?.where.line}:${found?.where.column}`).toBe(place)
  })

  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(fixtureSchema)
  it.each(broken)('%s, as editors see it', (_, fixture) => {
    expect(validate(load(fixture, { schema: CORE_SCHEMA }))).toBe(false)
  })

  it('is reported with all others of its file', async () => {
    const folder = await createFolder({ x: 'seed: ten\nsteps: [{ call: 1 }, { clock: never }, { assume: { a: 1 } }]' })
    await expect(loadScenario('x', [folder])).rejects.toMatchObject({ diagnostics: { length: 4 } })
  })
})

describe('a clock', () => {
  const noon = Date.parse('2025-12-22T12:00:00Z')
  const frozen: ClockSetting = { mode: 'frozen', now: noon }
  it.each<[ClockSetting, Parameters<typeof clockAfter>[1], ClockSetting | undefined]>([
    [frozen, { clock: '2025-12-24T00:00:00.25Z' }, { mode: 'frozen', now: Date.parse('2025-12-24T00:00:00.250Z') }],
    [frozen, { clock: 'real' }, { mode: 'real' }],
    [frozen, { advance: '90m' }, { mode: 'frozen', now: noon + 90 * 60_000 }],
    [frozen, { advance: '+1d' }, { mode: 'frozen', now: noon + 86_400_000 }],
    [frozen, { advance: '-PT1H' }, { mode: 'frozen', now: noon - 3_600_000 }],
    [{ mode: 'real' }, { advance: '8d' }, { mode: 'offset', offset: 8 * 86_400_000 }],
    [{ mode: 'offset', offset: 5 }, { advance: '-0.005s' }, { mode: 'offset', offset: 0 }],
    [frozen, { advance: '-3000y' }, undefined],
    [frozen, { advance: '-800000d' }, undefined],
  ])('%o goes on after %o', (before, step, after) => {
    expect(clockAfter(before, step)).toEqual(after)
  })
})

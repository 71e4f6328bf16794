import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Unusable } from '../../src/kernel/index.ts'
import { listScenarios, loadScenario } from '../../src/world/index.ts'
import { createFolder } from './scenario-folder.ts'

describe('a scenario by name', () => {
  it('has defaults for all that its fixture leaves out', async () => {
    const folder = await createFolder({ bare: 'people: {}' })
    const scenario = await loadScenario('bare', [folder])
    expect(scenario).toMatchObject({
      name: 'bare',
      description: '',
      file: join(folder, 'bare.yaml'),
      seed: 1,
      auth: 'lenient',
      assumptions: {},
    })
    expect(scenario.clock).toEqual({ mode: 'frozen', now: Date.parse('2025-12-22T15:30:00Z') })
    expect(scenario.facts).toEqual({ people: {} })
  })

  it('reads a clock that stands still, and the real one', async () => {
    const folder = await createFolder({ still: 'clock: 2024-02-29', real: 'clock: real' })
    expect((await loadScenario('still', [folder])).clock).toEqual({ mode: 'frozen', now: Date.parse('2024-02-29T00:00:00Z') })
    expect((await loadScenario('real', [folder])).clock).toEqual({ mode: 'real' })
  })

  it('may be the path of a file', async () => {
    const folder = await createFolder({ mine: 'seed: 4' })
    expect(await loadScenario(join(folder, 'mine.yaml'), [])).toMatchObject({ name: 'mine', seed: 4 })
  })

  it('comes from the first folder that has it', async () => {
    const folders = [await createFolder({ other: '{}' }), await createFolder({ one: 'seed: 2' }), await createFolder({ one: 'seed: 3' })]
    expect((await loadScenario('one', folders)).seed).toBe(2)
  })

  // YAML reads the word null as nothing, which elsewhere removes what is inherited.
  it('takes null as the word it is in an assumption', async () => {
    const folder = await createFolder({
      base: 'assumptions: { link_when_not_mailed: returned }',
      over: 'extends: base\nassumptions: { link_when_not_mailed: null }',
    })
    expect((await loadScenario('over', [folder])).assumptions).toEqual({ link_when_not_mailed: 'null' })
  })
})

describe('extends', () => {
  it('merges maps, replaces lists and scalars, and removes with null', async () => {
    const folder = await createFolder({
      base: 'description: Base.\nseed: 5\nauth: strict\nmap: { kept: 1, changed: 2, removed: 3, inner: { a: 1, b: 2 } }\nlist: [1, 2, 3]',
      middle: 'extends: base\nmap: { changed: 20, inner: { b: null, c: 3 } }',
      top: 'extends: middle\nauth: null\nmap: { removed: null }\nlist: [4]',
    })
    const scenario = await loadScenario('top', [folder])
    expect(scenario.facts).toEqual({ map: { kept: 1, changed: 20, inner: { a: 1, c: 3 } }, list: [4] })
    expect(scenario).toMatchObject({ seed: 5, auth: 'lenient', description: '' })
  })

  it('keeps a key named __proto__ an ordinary one', async () => {
    const folder = await createFolder({
      base: 'people: { __proto__: { id: a } }',
      top: 'extends: base\npeople: { __proto__: { name: b } }',
    })
    const { people } = (await loadScenario('top', [folder])).facts
    expect(Object.entries(people as object)).toEqual([['__proto__', { id: 'a', name: 'b' }]])
    expect(({} as Record<string, unknown>).id).toBeUndefined()
  })

  it('looks beside the fixture first, then in the folders; a path is relative to the fixture', async () => {
    const shipped = await createFolder({ default: 'seed: 1\nfrom: shipped', near: 'from: shipped' })
    const own = await createFolder({ near: 'from: own', a: 'extends: near', b: 'extends: default', c: 'extends: ./near.yaml' })
    expect((await loadScenario(join(own, 'a.yaml'), [shipped])).facts).toEqual({ from: 'own' })
    expect((await loadScenario(join(own, 'b.yaml'), [shipped])).facts).toEqual({ from: 'shipped' })
    expect((await loadScenario(join(own, 'c.yaml'), [shipped])).facts).toEqual({ from: 'own' })
  })

  it('lets a default of one’s own extend the one that comes along', async () => {
    const shipped = await createFolder({ default: 'a: 1' })
    const own = await createFolder({ default: 'extends: default\nb: 2' })
    expect((await loadScenario('default', [own, shipped])).facts).toEqual({ a: 1, b: 2 })
  })
})

describe('locate', () => {
  it('names the file, line and column where a fact was last written', async () => {
    const folder = await createFolder({
      base: '# first\npeople:\n  "ann@x.test": { id: usr_1, full_name: Ann }\n  bob@x.test:\n    id: usr_2\nlist:\n  - one\n  # between\n  - two\n',
      top: 'extends: base\npeople:\n  bob@x.test: { id: usr_3 }\n',
    })
    const scenario = await loadScenario('top', [folder])
    const at = (path: (string | number)[], part?: 'key' | 'value') => {
      const { file, line, column } = scenario.locate(path, part)
      return `${basename(file)}:${line}:${column}`
    }
    expect(at(['people', 'ann@x.test', 'id'])).toBe('base.yaml:3:23')
    expect(at(['people', 'ann@x.test', 'full_name'], 'key')).toBe('base.yaml:3:30')
    expect(at(['people', 'ann@x.test'])).toBe('base.yaml:3:3')
    expect(at(['people', 'bob@x.test', 'id'])).toBe('top.yaml:3:21')
    expect(at(['people'])).toBe('top.yaml:2:1')
    expect(at(['list', 1])).toBe('base.yaml:9:5')
    expect(at(['list', 0])).toBe('base.yaml:7:5')
    // What does not exist is looked for where it would have to be.
    expect(at(['people', 'bob@x.test', 'full_name'])).toBe('top.yaml:3:3')
    expect(scenario.locate(['people', 'ann@x.test']).pointer).toBe('/people/ann@x.test')
  })
})

describe('a fixture that can not be used', () => {
  const broken: readonly [title: string, fixtures: Record<string, string>, code: string, place: string, message: RegExp][] = [
    [
      'no such scenario',
      { default: '{}', pending: '{}' },
      'scenario.unknown',
      'x.yaml',
      /no scenario "x" in .*There are: default, pending\./,
    ],
    [
      'no such base',
      { x: 'seed: 1\nextends: defalt', default: '{}' },
      'scenario.unknown',
      'x.yaml:2:10',
      /no scenario "defalt".*Did you mean "default"\?/,
    ],
    ['no such file', { x: 'extends: ./gone.yaml' }, 'scenario.unknown', 'x.yaml:1:10', /There is no file .*gone\.yaml/],
    [
      'extends itself',
      { x: 'extends: x' },
      'scenario.extends.cycle',
      'x.yaml:1:10',
      /x\.yaml extends .*x\.yaml; expected a chain that ends/,
    ],
    [
      'extends in a circle',
      { x: 'extends: y', y: 'extends: z', z: '\nextends: y' },
      'scenario.extends.cycle',
      'z.yaml:2:10',
      /y\.yaml extends .*z\.yaml extends/,
    ],
    ['no YAML', { x: 'seed: 1\npeople: a: b' }, 'scenario.syntax', 'x.yaml:2:10', /not YAML: bad indentation/],
    ['two documents', { x: 'seed: 1\n---\nseed: 2' }, 'scenario.syntax', 'x.yaml', /not YAML: expected a single document/],
    ['a key twice', { x: 'people:\n  a@x.test: {}\n  a@x.test: {}' }, 'scenario.key.duplicate', 'x.yaml:3:3', /stands twice/],
    ['a list', { x: '- a' }, 'scenario.type', 'x.yaml:1:1', /A fixture is a map/],
    ['nothing at all', { x: '' }, 'scenario.type', 'x.yaml:1:1', /A fixture is a map/],
    ['a broken base', { x: 'extends: y', y: 'a: 1\na: 2' }, 'scenario.key.duplicate', 'y.yaml:2:1', /stands twice/],
    [
      'a description that is none',
      { x: 'description: [a]' },
      'scenario.type',
      'x.yaml:1:1',
      /"description" is a list; expected one sentence/,
    ],
    ['a base that is no name', { x: 'extends: [a]' }, 'scenario.type', 'x.yaml:1:1', /"extends" is a list/],
    [
      'a clock in words',
      { x: 'clock: noon' },
      'scenario.value',
      'x.yaml:1:8',
      /"noon" is not allowed for "clock"; expected a time .* or real/,
    ],
    ['a day that does not exist', { x: 'seed: 1\nclock: 2025-02-30' }, 'scenario.value', 'x.yaml:2:8', /"2025-02-30" is no date/],
    ['a clock that is a number', { x: 'clock: 2025' }, 'scenario.type', 'x.yaml:1:8', /"clock" is the number 2025/],
    [
      'an inherited seed that is none',
      { x: 'extends: y', y: '\nseed: ten' },
      'scenario.type',
      'y.yaml:2:7',
      /"seed" is the text "ten"; expected a whole number/,
    ],
    ['a seed out of range', { x: 'seed: -1' }, 'scenario.value', 'x.yaml:1:7', /from 0 to 4294967295/],
    [
      'an auth that is none',
      { x: 'auth: lenent' },
      'scenario.value',
      'x.yaml:1:7',
      /expected lenient or strict\. Did you mean "lenient"\?/,
    ],
    ['an assumption that is a map', { x: 'assumptions: { a: { b: 1 } }' }, 'scenario.type', 'x.yaml:1:16', /"a" is a map/],
  ]

  it.each(broken)('%s', async (_, fixtures, code, place, message) => {
    const folder = await createFolder(fixtures)
    const error = await loadScenario('x', [folder]).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(Unusable)
    const [found, ...more] = (error as Unusable).diagnostics
    expect(more).toEqual([])
    const { file, line, column } = found?.where ?? { file: '' }
    expect([basename(file), line, column].filter((part) => part !== undefined).join(':')).toBe(place)
    expect(found).toMatchObject({ code, severity: 'error', message: expect.stringMatching(message) })
  })

  it('is described with all that is wrong at once', async () => {
    const folder = await createFolder({ x: 'seed: ten\nauth: none\nclock: noon' })
    await expect(loadScenario('x', [folder])).rejects.toMatchObject({ diagnostics: { length: 3 } })
  })
})

describe('the list of scenarios', () => {
  it('has the default first, each name once, and says which fixture is broken', async () => {
    const own = await createFolder({ mine: 'description: Mine.', default: 'description: My own.' })
    const shipped = await createFolder({ default: 'description: Shipped.', broken: 'a: 1\na: 2', another: '{}' })
    const found = await listScenarios([own, shipped, join(own, 'no-such-folder')])
    expect(found.map(({ name, description }) => [name, description])).toEqual([
      ['default', 'My own.'],
      ['another', ''],
      ['broken', ''],
      ['mine', 'Mine.'],
    ])
    expect(found.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual(['scenario.key.duplicate'])
  })
})

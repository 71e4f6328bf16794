import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Unusable } from '../../src/kernel/index.ts'
import { loadScenario } from '../../src/world/index.ts'

async function folderWith(fixtures: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'standin-params-'))
  for (const [name, text] of Object.entries(fixtures)) await writeFile(join(folder, `${name}.yaml`), text)
  return folder
}

const findings = (loading: Promise<unknown>) =>
  loading.then(
    () => [],
    (thrown) => (thrown as Unusable).diagnostics.map(({ code, message, where }) => ({ code, message, line: where.line })),
  )

const jane = 'params: { email: jane@x.test, id: usr_1 }\npeople:\n  "${email}": { id: "${id}" }\n'

describe('parameters of a scenario', () => {
  it('have their defaults, or what is given, in keys and values', async () => {
    const folder = await folderWith({ jane })
    expect((await loadScenario('jane', [folder])).facts).toEqual({ people: { 'jane@x.test': { id: 'usr_1' } } })
    const given = await loadScenario('jane', [folder], { email: 'zed@x.test' })
    expect(given.facts).toEqual({ people: { 'zed@x.test': { id: 'usr_1' } } })
    expect(given.params).toEqual({ email: 'zed@x.test', id: 'usr_1' })
    expect(given.locate(['people', 'zed@x.test', 'id'])).toMatchObject({ line: 3, column: 21 })
  })

  it('are inherited, and may have another default in what extends', async () => {
    const folder = await folderWith({
      jane,
      kim: 'extends: jane\nparams: { email: kim@x.test }\npeople: { "${email}": { full_name: Kim } }',
    })
    expect((await loadScenario('kim', [folder])).facts).toEqual({ people: { 'kim@x.test': { id: 'usr_1', full_name: 'Kim' } } })
  })

  it('are refused with the nearest name when there is none of that name', async () => {
    const folder = await folderWith({ jane, none: 'people: {}', typo: `${jane}tokens: { t: "\${emial}" }` })
    expect(await findings(loadScenario('jane', [folder], { emial: 'x' }))).toMatchObject([
      { code: 'scenario.param.unknown', message: expect.stringContaining('Did you mean "email"?'), line: 1 },
    ])
    expect(await findings(loadScenario('none', [folder], { email: 'x' }))).toMatchObject([
      { code: 'scenario.param.unknown', message: expect.stringContaining('has no parameters') },
    ])
    expect(await findings(loadScenario('typo', [folder]))).toMatchObject([
      { code: 'scenario.param.unknown', message: expect.stringContaining('Did you mean "email"?'), line: 4 },
    ])
  })

  it('may not make two keys of a map one', async () => {
    const folder = await folderWith({ two: 'params: { a: x, b: y }\npeople: { "${a}": {}, "${b}": {} }' })
    expect(await findings(loadScenario('two', [folder], { a: 'y' }))).toMatchObject([{ code: 'scenario.key.duplicate', line: 2 }])
  })

  it('leave a fixture that declares none as it is, and what is written with two dollars', async () => {
    const folder = await folderWith({ plain: 'text: "${email}"', meant: 'params: { a: x }\ntext: "$${a} ${a}"' })
    expect((await loadScenario('plain', [folder])).facts).toEqual({ text: '${email}' })
    expect((await loadScenario('meant', [folder])).facts).toEqual({ text: '${a} x' })
  })

  it('put any text where it belongs, and nothing of it is filled in again', async () => {
    const folder = await folderWith({ any: 'params: { a: x }\ntext: { "<${a}>": "<${a}>" }' })
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.constantFrom('${a}', '$${a}', '$&', '__proto__')), async (a) => {
        const { facts } = await loadScenario('any', [folder], { a })
        expect(Object.entries(facts.text as object)).toEqual([[`<${a}>`, `<${a}>`]])
      }),
      { numRuns: 40 },
    )
  })
})

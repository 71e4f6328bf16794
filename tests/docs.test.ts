import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { backendCodes } from '../src/backends/codes.ts'
import { factCodes } from '../src/backends/organizations/facts/index.ts'
import { errorWords } from '../src/backends/organizations/words.ts'
import { exitCode } from '../src/cli/exit.ts'
import { createProgram } from '../src/cli/program.ts'
import { checkCodes, pactCodes } from '../src/contracts/index.ts'
import { assumptionNames, assumptions } from '../src/domain/index.ts'
import { ownFixtures } from '../src/mock.ts'
import { diagnosticCodes, load } from '../src/openapi/index.ts'
import { proxyCodes } from '../src/proxy/index.ts'
import { reloadCodes } from '../src/reload/index.ts'
import { dataCodes } from '../src/storage/index.ts'
import { listScenarios, scenarioCodes } from '../src/world/index.ts'
import { floors } from './architecture/floors.ts'
import { run, start } from './cli/run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** Cells of the table under a header row. */
function table(header: string): string[][] {
  const lines = readme.split('\n')
  const first = lines.indexOf(header)
  expect(first, `the README has no table "${header}"`).toBeGreaterThan(0)
  const rows: string[][] = []
  for (const line of lines.slice(first + 2)) {
    if (!line.startsWith('|')) break
    rows.push(
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    )
  }
  return rows
}

const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => match[1] as string)

/** Writes the README's documents and fixtures, by the names in their first lines. */
function writeFiles(folder: string): { readonly file: string; readonly text: string }[] {
  const files = blocks('yaml').map((text) => ({ file: /^# (.+\.yaml)$/m.exec(text)?.[1] as string, text }))
  for (const { file, text } of files) writeFileSync(join(folder, file), text)
  return files
}

/** Commands of a console block, each with what it printed. */
function transcript(block: string): { command: string; output: string }[] {
  const steps: { command: string; output: string }[] = []
  for (const part of block.split(/^\$ /m).slice(1)) {
    const lines = part.split('\n')
    let end = 0
    while (lines[end]?.endsWith('\\')) end++
    steps.push({ command: lines.slice(0, end + 1).join('\n'), output: lines.slice(end + 1).join('\n') })
  }
  return steps
}

describe("the README's commands", () => {
  it('print what it shows, in order, from the first start to the used link', async () => {
    const [begun, ...steps] = blocks('console').flatMap(transcript)
    expect(begun?.command).toBe('npm ci && npm start')
    const server = await start(['--port', '0'])
    const here = (text: string) => text.replaceAll('http://127.0.0.1:4010', server.url)
    expect(server.out()).toBe(here(begun?.output as string))
    const script = steps.map(({ command }) => `${here(command)}\nprintf '\\036'`).join('\n')
    const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\u001e')
    steps.forEach(({ command, output }, index) => {
      expect(printed[index]?.trimEnd(), command).toBe(here(output).trimEnd())
    })
    expect(steps).toHaveLength(16)
    await server.stop()
  })

  it('work on a document and a fixture of your own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'standin-readme-'))
    mkdirSync(join(folder, 'my-fixtures'))
    const files = writeFiles(folder)
    const fixtures = files.filter(({ file }) => file.startsWith('my-fixtures/'))
    expect(fixtures.map(({ file }) => file)).toEqual(['my-fixtures/two-owners.yaml', 'my-fixtures/grace-joined.yaml'])
    const checked = await run(['scenarios', '--fixtures', 'my-fixtures', '--check'], { cwd: folder })
    expect([checked.code, checked.out]).toEqual([0, expect.stringMatching(/^(\d+) of \1 scenarios hold\n$/)])
    const flags = ['--port', '0', '--fixtures', 'my-fixtures', '--scenario', 'two-owners', '--watch']
    const server = await start(flags, { cwd: folder })
    expect(await server.prints(/^ready\n/m)).toContain('tok_otto')
    const { file, text } = fixtures[0] as (typeof fixtures)[number]
    writeFileSync(join(folder, file), text.replace('[Owner]', '[Ownr]'))
    expect((await server.prints(/^.*scenario\.unknown\.role]\n/m)).trimStart()).toBe(blocks('text')[0]?.trimStart())
    await server.stop()
    expect(blocks('sh').join('')).toBe('standin check my-api.yaml\nstandin serve my-api.yaml\n')
  })

  it('and its programs print what it says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'standin-readme-'))
    const said = [...readme.matchAll(/^prints (`.+?`(?: and `.+?`)*)/gm)].map(([, lines]) => [...(lines as string).matchAll(/`(.+?)`/g)])
    mkdirSync(join(folder, 'my-fixtures'))
    writeFiles(folder)
    const programs = blocks('ts')
    expect(said).toHaveLength(programs.length)
    programs.forEach((program, index) => {
      const file = join(folder, `program-${index}.mjs`)
      const entries = { "'standin'": 'dist/index.js', "'standin/contracts'": 'dist/contracts.js' }
      const installed = Object.entries(entries).reduce((text, [name, at]) => text.replace(name, JSON.stringify(join(root, at))), program)
      writeFileSync(file, installed)
      const lines = said[index]?.map(([, line]) => `${line}\n`).join('')
      expect(execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' })).toBe(lines)
    })
  })
})

describe("the README's tables", async () => {
  const program = await createProgram()
  const find = (name: string) => program.commands.find((command) => command.name() === name) as Command

  it('name every command', () => {
    const commands = program.commands.map((command) => {
      const args = command.registeredArguments
        .map((argument) => (argument.required ? ` <${argument.name()}>` : ` [${argument.name()}]`))
        .join('')
      return [`\`standin ${command.name()}${args}\``, command.description()]
    })
    expect(table('| command | what it does |')).toEqual(commands)
  })

  it('name every flag of serve with its variable', () => {
    const flags = find('serve').options.map(({ flags, envVar, description }) => [`\`${flags}\``, `\`${envVar}\``, description])
    expect(table('| flag | variable | meaning |')).toEqual(flags)
  })

  it('name every exit code', () => {
    expect(table('| exit code | meaning |').map(([code]) => Number(code))).toEqual(Object.values(exitCode))
  })

  it('name every error code', () => {
    const codes = Object.entries(errorWords).map(([code, { status, message }]) => [`\`${code}\``, String(status), message])
    expect(table('| code | status | message |')).toEqual(codes)
  })

  it('name every assumption', () => {
    const rows = assumptionNames.map((name) => {
      const { default: value, alternatives, says } = assumptions[name]
      return [`\`${name}\``, `\`${value}\``, alternatives.map((alternative: string) => `\`${alternative}\``).join(', '), says]
    })
    expect(table('| assumption | default | otherwise | says |')).toEqual(rows)
  })

  it('name every scenario', async () => {
    const scenarios = (await listScenarios([ownFixtures])).map(({ name, description }) => [`\`${name}\``, description])
    expect(table('| scenario | what it holds |')).toEqual(scenarios)
  })

  it('name every finding', () => {
    const codes = Object.entries({ ...diagnosticCodes, ...scenarioCodes, ...backendCodes, ...factCodes, ...reloadCodes, ...dataCodes })
    expect(table('| finding | what it means |')).toEqual(codes.map(([code, says]) => [`\`${code}\``, says]))
  })

  it('name every finding in a pact, and every fault that makes it useless', () => {
    const rows = (codes: object) => Object.entries(codes).map(([code, says]) => [`\`${code}\``, says])
    expect(table('| finding in a pact | what it means |')).toEqual(rows(checkCodes))
    expect(table('| fault of a pact | what it means |')).toEqual(rows(pactCodes))
  })

  it('name every flag of proxy, and every finding in an exchange', () => {
    const flags = find('proxy').options.map(({ flags, description }) => [`\`${flags}\``, description])
    expect(table('| flag of proxy | meaning |')).toEqual(flags)
    expect(table('| finding in an exchange | what it means |')).toEqual(
      Object.entries(proxyCodes).map(([code, says]) => [`\`${code}\``, says]),
    )
  })

  it('name every call of control', async () => {
    const { operations } = await load(join(root, 'openapi/control.yaml'))
    const calls = operations.map(({ method, path, summary }) => [`\`${method} ${path.template}\``, summary])
    expect(table('| call | what it answers |').slice(0, calls.length)).toEqual(calls)
  })

  it('are the floors that the architecture test enforces', () => {
    const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ') || 'nothing'
    const rows = floors.map(({ room, mayImport, packages, because }) => [
      `\`${room}\``,
      list(mayImport),
      packages.length === 0 ? 'none' : list(packages),
      because,
    ])
    expect(table('| room | may import | packages | because |')).toEqual(rows)
  })
})

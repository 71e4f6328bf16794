import { readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { type Diagnostic, toLine, Unusable } from '../kernel/index.ts'
import type { Mock } from '../mock.ts'
import type { ReloadReport, ReloadRequest, Settings } from '../reload/index.ts'
import { configFiles, locateSetting, reapplyConfig } from './config.ts'
import { FileWatch } from './watch.ts'

/** Flags that say what worlds start from: the ones that can take effect while the server runs. */
export interface StartFlags {
  readonly scenario?: string
  readonly fixtures?: readonly string[]
  readonly randomSeed?: number
  readonly clock?: Settings['clock']
  readonly auth?: Settings['auth']
  readonly assume?: Readonly<Record<string, string>>
  readonly delay?: Settings['delay']
}

export function toSettings({ scenario, fixtures, randomSeed, clock, auth, assume, delay }: StartFlags): Settings {
  return { scenario, fixtures, seed: randomSeed, clock, auth, assumptions: assume, delay }
}

const startFlags: readonly string[] = [
  'scenario',
  'fixtures',
  'randomSeed',
  'clock',
  'auth',
  'assume',
  'delay',
] satisfies (keyof StartFlags)[]

/** Reads anew what is saved, from now on, and prints what came of it. Throws when a folder can't be watched. */
export function reloadOnSave(mock: Mock, command: Command, isJson: boolean): FileWatch {
  const print = (saved: readonly string[], config: ReadConfig, report: ReloadReport) =>
    process.stdout.write(isJson ? jsonLine(saved, config, report) : block(mock, saved, config, report))
  const configFile = () => configFiles(command).map((file) => resolve(file))
  const take = async (saved: readonly string[]) => {
    const document = [...mock.files.document, ...mock.files.backend].map((file) => resolve(file))
    const configs = saved.filter((file) => configFile().includes(file))
    const config = configs.length === 0 ? noConfig : await readConfig(command, configs)
    const fixtures = saved.filter((file) => !configs.includes(file) && !document.includes(file))
    const report = await mock.reload({
      document: saved.some((file) => document.includes(file)),
      scenarios: fixtures.length > 0,
      check: fixtures.map((file) => relative('.', file)),
      findings: config.findings,
      ...config.request,
    })
    print(saved, config, report)
  }
  return new FileWatch(
    () => [...new Set([...filesOf(mock), ...configFile()])],
    // Whatever happens, the next save is looked at.
    (saved) => take(saved).catch(complain),
    complain,
  )
}

/** The document with its files, a backend of one's own, the fixtures in use, and those that may be asked for by name. */
function filesOf({ files: { document, backend, scenarios, folders } }: Mock): string[] {
  return [...document, ...backend, ...scenarios, ...folders.flatMap(fixturesIn)].map((file) => resolve(file))
}

function fixturesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

interface ReadConfig {
  readonly isTaken: boolean
  /** Settings that hold from now on. */
  readonly taken: readonly string[]
  readonly findings: readonly Diagnostic[]
  readonly request: Pick<ReloadRequest, 'settings'>
}

const noConfig: ReadConfig = { isTaken: true, taken: [], findings: [], request: {} }

/** What a saved config file changes; as before when it can't be used. */
async function readConfig(command: Command, [file = '']: readonly string[]): Promise<ReadConfig> {
  try {
    const changed = await reapplyConfig(command)
    const late = changed.filter((name) => !startFlags.includes(name))
    const findings = await Promise.all(late.map((name) => needsRestart(file, name)))
    const taken = changed.filter((name) => startFlags.includes(name))
    return { isTaken: true, taken, findings, request: taken.length > 0 ? { settings: toSettings(command.opts()) } : {} }
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    return { ...noConfig, isTaken: false, findings: error.diagnostics }
  }
}

async function needsRestart(file: string, name: string): Promise<Diagnostic> {
  const where = await locateSetting(relative('.', file), name)
  return { code: 'reload.setting.restart', severity: 'warning', message: `"${name}" takes effect at the next start`, where }
}

function block(mock: Mock, saved: readonly string[], config: ReadConfig, report: ReloadReport): string {
  const { document, scenario, diagnostics, total } = report
  const rows = [`saved     ${saved.map((file) => relative('.', file) || file).join(', ')}`]
  const { api, startedFrom, engine, files } = mock
  const isBackend = files.backend.some((file) => saved.includes(resolve(file)))
  if (isBackend && document !== 'untouched')
    rows.push(`backend   ${document === 'taken' ? `taken: ${engine.backend.says}` : 'not taken, the last good one goes on'}`)
  else if (document === 'taken')
    rows.push(`document  taken: ${api.title} ${api.version} (${api.operations.length} operations on ${api.paths.length} paths)`)
  else if (document === 'kept') rows.push('document  not taken, the last good one goes on')
  if (scenario === 'taken' && startedFrom !== undefined) rows.push(`scenario  taken: ${startedFrom.name}, for new worlds and resets`)
  if (scenario === 'kept') rows.push('scenario  not taken, the last good one goes on')
  if (config.taken.length > 0) rows.push(`settings  taken: ${config.taken.join(', ')}`)
  if (!config.isTaken) rows.push('settings  not taken, the ones before go on')
  if (total > 0) rows.push(`findings  ${total}`)
  const lines = [...rows, ...diagnostics.map((found) => `  ${toLine(found)}`)]
  if (total > diagnostics.length) lines.push(`  and ${total - diagnostics.length} more`)
  return `\n${lines.map((line) => `  ${line}`).join('\n')}\n`
}

function jsonLine(files: readonly string[], { taken }: ReadConfig, report: ReloadReport): string {
  const { document, scenario, isTaken, diagnostics, total } = report
  return `${JSON.stringify({ event: 'reload', files, document, scenario, settings: taken, is_taken: isTaken, diagnostics, total })}\n`
}

function complain(error: unknown): void {
  console.error(`What was saved could not be read anew: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
}

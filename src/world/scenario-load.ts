import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type ClockSetting, type Diagnostic, didYouMean, Unusable, type Where } from '../kernel/index.ts'
import type { FactPath, Scenario, ScenarioCode } from './scenario.ts'
import { type Fixture, parseFixture } from './scenario-fixture.ts'
import { merge } from './scenario-merge.ts'
import { fillParams, type ScenarioParams } from './scenario-params.ts'
import { commonSchemas } from './scenario-schema.ts'
import { checkShape } from './scenario-shape.ts'
import { toClock } from './scenario-step.ts'
import { stepsOf, toWords } from './scenario-steps.ts'

/** A scenario as a list shows it. */
export interface ScenarioEntry {
  readonly name: string
  readonly file: string
  readonly description: string
  /** Why the file can't be read as a fixture; its facts are not looked at. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads a scenario and all it extends. `name` is looked for as `<name>.yaml` in the folders in order, or is the path of a file;
 * `params` are values for the parameters it declares, where they are not to have their defaults.
 * Throws `Unusable` with every finding: what is wrong, in which file, line and column, and what was expected.
 */
export async function loadScenario(name: string, folders: readonly string[], params: ScenarioParams = {}): Promise<Scenario> {
  return readChain(name, await readNamed(name, folders, undefined), folders, params)
}

/** The same for a fixture that does not stand in its file yet. */
export function parseScenario(text: string, file: string, folders: readonly string[]): Promise<Scenario> {
  return readChain(nameOf(file), parseFixture(text, file), folders, {})
}

async function readChain(name: string, first: Fixture | Diagnostic, folders: readonly string[], params: ScenarioParams): Promise<Scenario> {
  const chain: Fixture[] = []
  const seen = new Set<string>()
  for (let read = first; ; ) {
    const asker = chain.at(-1)
    if (!('value' in read)) throw new Unusable(`The scenario ${JSON.stringify(name)} can't be used.`, [read])
    if (seen.has(resolve(read.file))) {
      const message = `${[...chain, read].map((fixture) => fixture.file).join(' extends ')}; expected a chain that ends.`
      throw new Unusable(`The scenario ${JSON.stringify(name)} can't be used.`, [
        finding('scenario.extends.cycle', message, whereExtended(asker)),
      ])
    }
    seen.add(resolve(read.file))
    chain.push(read)
    const wanted = read.value.extends
    if (typeof wanted !== 'string' || wanted === '') return toScenario(nameOf(name), chain, params)
    read = await readNamed(wanted, folders, read)
  }
}

/** All scenarios in the folders, `default` first; where two have one name, the first folder's. */
export async function listScenarios(folders: readonly string[]): Promise<readonly ScenarioEntry[]> {
  const files = new Map<string, string>()
  for (const folder of folders) {
    for (const file of await filesIn(folder)) if (!files.has(nameOf(file))) files.set(nameOf(file), join(folder, file))
  }
  const names = [...files.keys()].sort((a, b) => Number(b === 'default') - Number(a === 'default') || (a < b ? -1 : 1))
  return Promise.all(
    names.map(async (name) => {
      const file = files.get(name) as string
      const read = parseFixture(await readFile(file, 'utf8'), file)
      if (!('value' in read)) return { name, file, description: '', diagnostics: [read] }
      return { name, file, description: String(read.value.description ?? ''), diagnostics: [] }
    }),
  )
}

function toScenario(name: string, written: readonly Fixture[], given: ScenarioParams): Scenario {
  const { chain, params, findings: unfilled } = fillParams(written, given)
  if (unfilled.length > 0) throw new Unusable(`The scenario ${JSON.stringify(name)} can't be used.`, unfilled)
  const own = chain[0] as Fixture
  const merged = chain.map(withWords).reduceRight((under, over) => merge(under, over), {})
  const {
    $schema,
    description,
    extends: base,
    params: _declared,
    clock,
    seed,
    auth,
    assumptions,
    steps: listed,
    ...facts
  } = { ...defaults, ...merged }
  const locate = (path: FactPath, part: 'key' | 'value' = 'value') => locateIn(chain, path, part)
  const common = { ...own.value, clock, seed, auth, assumptions }
  const findings = checkShape({ type: 'object', properties: commonSchemas }, common)
  const diagnostics = findings.map((found) => finding(found.code, found.message, locate(found.path, found.part)))
  const setting = typeof clock === 'string' ? toClock(clock) : undefined
  if (setting === undefined && !findings.some((found) => found.path[0] === 'clock')) {
    diagnostics.push(
      finding('scenario.value', `${JSON.stringify(clock)} is no date; expected ${commonSchemas.clock.title}.`, locate(['clock'])),
    )
  }
  const { steps, findings: wrongSteps } = stepsOf(chain)
  diagnostics.push(...wrongSteps)
  if (diagnostics.length > 0) throw new Unusable(`The scenario ${JSON.stringify(name)} can't be used.`, diagnostics)
  return {
    name,
    // What another scenario is for does not describe this one.
    description: typeof own.value.description === 'string' ? own.value.description : '',
    file: own.file,
    files: chain.map(({ file }) => file),
    seed: seed as number,
    clock: setting as ClockSetting,
    auth: auth as Scenario['auth'],
    assumptions: assumptions as Record<string, string>,
    params,
    steps,
    facts,
    locate,
  }
}

const defaults: Readonly<Record<string, unknown>> = {
  clock: commonSchemas.clock.default,
  seed: commonSchemas.seed.default,
  auth: commonSchemas.auth.default,
  assumptions: {},
}

function withWords({ value }: Fixture): Fixture['value'] {
  return { ...value, ...('assumptions' in value ? { assumptions: toWords(value.assumptions) } : {}) }
}

/** The fixture nearest to the scenario that has the whole path; failing that, the one that has most of it. */
function locateIn(chain: readonly Fixture[], path: FactPath, part: 'key' | 'value'): Where {
  const found = chain.map((fixture) => fixture.find(path, part))
  return found.reduce((best, next) => (next.steps > best.steps ? next : best)).where
}

async function readNamed(wanted: string, folders: readonly string[], asker: Fixture | undefined): Promise<Fixture | Diagnostic> {
  const searched = asker === undefined ? folders : [dirname(asker.file), ...folders]
  const isPath = /[\\/]|\.ya?ml$/.test(wanted)
  const from = asker === undefined ? '' : dirname(asker.file)
  const candidates = isPath ? [resolve(from, wanted)] : searched.map((folder) => join(folder, `${wanted}.yaml`))
  // A user's own `default` may extend the `default` of a later folder; extending itself is its last choice, and a cycle.
  const isAsker = (file: string) => asker !== undefined && resolve(file) === resolve(asker.file)
  for (const file of [...candidates.filter((file) => !isAsker(file)), ...candidates.filter(isAsker)]) {
    const text = await readIfThere(file)
    if (text !== undefined) return parseFixture(text, isPath && asker === undefined ? wanted : file)
  }
  const where = asker === undefined ? { file: isPath ? wanted : `${wanted}.yaml` } : whereExtended(asker)
  if (isPath) return finding('scenario.unknown', `There is no file ${candidates[0]}; expected a fixture.`, where)
  const names = (await Promise.all(folders.map(filesIn))).flat().map(nameOf)
  const message = `There is no scenario ${JSON.stringify(wanted)} in ${folders.join(' or ')}.${didYouMean(wanted, names)} There are: ${names.join(', ')}.`
  return finding('scenario.unknown', message, where)
}

function whereExtended(asker: Fixture | undefined): Where {
  return asker === undefined ? { file: '' } : asker.find(['extends'], 'value').where
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new Unusable(`The fixture ${file} can't be read.`, [finding('scenario.unknown', `It can't be read (${code}).`, { file })])
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith('.yaml')).sort()
}

function nameOf(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '')
}

function finding(code: ScenarioCode, message: string, where: Where): Diagnostic {
  return { code, severity: 'error', message, where }
}

import { type Start, Starts } from '../control/index.ts'
import type { Engine } from '../engine/index.ts'
import { type Diagnostic, Unusable } from '../kernel/index.ts'
import type { World } from '../world/index.ts'
import type { ReloadCode } from './codes.ts'
import { type Edition, foldersOf, type Settings, type Sources } from './edition.ts'
import { findLostOperations } from './operations.ts'

export interface ReloadRequest {
  /** False leaves the document as it is. */
  readonly document?: boolean | undefined
  /** False leaves the fixtures as they are, unless the document or the settings change. */
  readonly scenarios?: boolean | undefined
  /** Scenarios to look at beside those that are in use: names, or paths of fixtures. */
  readonly check?: readonly string[] | undefined
  /** What worlds start from, from now on; as before if left out. */
  readonly settings?: Settings | undefined
  /** What whoever asks has found already, reported with the rest. */
  readonly findings?: readonly Diagnostic[] | undefined
}

/** `taken`: in use now; `kept`: what was saved can't be used and the last good one goes on; `untouched`: not read anew. */
export type Outcome = 'taken' | 'kept' | 'untouched'

export interface ReloadReport {
  readonly document: Outcome
  readonly scenario: Outcome
  /** Whether nothing that was read anew had to be refused. */
  readonly isTaken: boolean
  /** What broke, with file and line; the first 20 of the document, of the scenarios and of the worlds each. */
  readonly diagnostics: readonly Diagnostic[]
  /** How many there are, those left out included. */
  readonly total: number
}

/** The next edition, and what there is to say about it. */
export interface Revision {
  readonly edition: Edition
  readonly document: Outcome
  readonly scenario: Outcome
  /** By what they are about: the document, the scenarios, the worlds. */
  readonly findings: readonly (readonly Diagnostic[])[]
  /** The files of the document that was read, in use or not. */
  readonly files: readonly string[]
}

/** Reads anew what is asked for. What can't be used is left as it was: an edition always comes of it, and nothing is changed yet. */
export async function revise(before: Edition, request: ReloadRequest, sources: Sources, worlds: readonly World[]): Promise<Revision> {
  const { document = true, scenarios = true, findings = [] } = request
  const read = document ? await readDocument(before.engine, sources) : undefined
  const engine = read?.engine ?? before.engine
  const isNew = engine !== before.engine
  const started = isNew || scenarios || request.settings !== undefined ? await restart(before, engine, request, sources, worlds) : undefined
  return {
    edition: started?.edition ?? before,
    files: read?.files ?? [],
    document: read === undefined ? 'untouched' : isNew ? 'taken' : 'kept',
    scenario: started === undefined ? 'untouched' : started.isTaken ? 'taken' : 'kept',
    findings: [
      [...findings, ...(read?.findings ?? [])],
      started?.findings ?? [],
      isNew ? findLostOperations(before.engine, engine, worlds) : [],
    ],
  }
}

/** How many findings of one kind are listed. */
const listed = 20

export function toReport({ document, scenario, findings }: Revision, unfit: readonly Diagnostic[]): ReloadReport {
  const [found = [], begun = [], lost = []] = findings
  const started = unique(begun)
  const groups = [found, started, [...lost, ...unfit]]
  const isTaken = document !== 'kept' && [...found, ...started].every(({ severity }) => severity !== 'error')
  return {
    document,
    scenario,
    isTaken,
    diagnostics: groups.flatMap((group) => group.slice(0, listed)),
    total: groups.reduce((total, group) => total + group.length, 0),
  }
}

interface Read {
  readonly engine: Engine
  readonly findings: readonly Diagnostic[]
  readonly files: readonly string[]
}

/** A scenario may have been read under its name and by its path; what is wrong with it is said once. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>()
  for (const found of diagnostics) {
    const { code, message, where } = found
    const key = [code, where.file, where.line, where.column, code === 'reload.scenario.unusable' ? '' : message].join(' ')
    if (!byPlace.has(key)) byPlace.set(key, found)
  }
  return [...byPlace.values()]
}

/** The saved document's engine; the one before when it has errors that the one before has not. */
async function readDocument(before: Engine, { loadEngine }: Sources): Promise<Read> {
  try {
    const engine = await loadEngine()
    const { files } = engine.api
    if (engine.backend.name !== before.backend.name) return { engine: before, findings: [otherBackend(before, engine)], files }
    const known = new Set(findingsOf(before).map(nameOf))
    const findings = findingsOf(engine).filter((found) => !known.has(nameOf(found)))
    return { engine: findings.some(({ severity }) => severity === 'error') ? before : engine, findings, files }
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown
    return { engine: before, findings: thrown.diagnostics, files: thrown.diagnostics.map(({ where }) => where.file) }
  }
}

function findingsOf({ api }: Engine): readonly Diagnostic[] {
  return [...api.diagnostics, ...api.compileAll()]
}

/** The same finding on another line is no new one. */
function nameOf({ code, message, where: { pointer } }: Diagnostic): string {
  return `${code} ${pointer} ${message}`
}

function otherBackend({ backend: before }: Engine, { api, backend }: Engine): Diagnostic {
  const message = `The document asks for the backend "${backend.name}" and the running worlds hold what "${before.name}" put there. Restart to change it.`
  return finding('reload.backend.changed', message, api.locate('/x-standin/backend'))
}

async function restart(
  before: Edition,
  engine: Engine,
  { settings = before.settings, check = [] }: ReloadRequest,
  sources: Sources,
  worlds: readonly World[],
): Promise<{ edition: Edition; isTaken: boolean; findings: readonly Diagnostic[] }> {
  const folders = foldersOf(settings, sources)
  const starts = new Starts(engine, folders, settings, before.starts)
  const own = await tryStart(() => starts.loadOwn(), before.own.start.scenario)
  if (!isStart(own)) starts.keepOwn(before.own)
  const others = new Set([...check, ...worlds.map(({ start }) => start.source?.scenario)])
  others.delete(before.own.start.source?.scenario)
  const findings = isStart(own) ? [] : [...own]
  for (const name of others) {
    const start = name === undefined ? undefined : await tryStart(() => starts.load(name), name)
    if (start !== undefined && !isStart(start)) findings.push(...start)
  }
  return { edition: { engine, settings, folders, starts, own: isStart(own) ? own : before.own }, isTaken: isStart(own), findings }
}

async function tryStart(load: () => Promise<Start>, name: string): Promise<Start | readonly Diagnostic[]> {
  try {
    return await load()
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown
    const { diagnostics } = thrown
    const many = diagnostics.length === 1 ? 'one thing is' : `${diagnostics.length} things are`
    const message = `The scenario "${name}" can't be used: ${many} wrong with it. What was read before goes on.`
    return [finding('reload.scenario.unusable', message, diagnostics[0]?.where ?? { file: name }), ...diagnostics]
  }
}

function isStart(value: Start | readonly Diagnostic[]): value is Start {
  return 'start' in value
}

function finding(code: ReloadCode, message: string, where: Diagnostic['where']): Diagnostic {
  return { code, severity: 'error', message, where }
}

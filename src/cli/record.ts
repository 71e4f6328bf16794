import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { parse } from 'yaml'
import {
  changesOf,
  fileNameOf,
  follow,
  membershipStates,
  membershipVariables,
  type Observation,
  observe,
  type RecordedFile,
  record,
  scenarioState,
  toRecordReport,
  type Uses,
  writePact,
  writeShard,
} from '../contracts/index.ts'
import { type Control, ControlError, connect } from '../control/index.ts'
import { Unusable } from '../kernel/index.ts'
import { type DocumentFlags, loadAsked, withDocument } from './document.ts'
import { collect, parseUrl } from './flags.ts'
import { untilInterrupted } from './interrupt.ts'
import { type ReportOptions, withReports, write, writeReports } from './reports.ts'

interface RecordFlags extends ReportOptions, DocumentFlags {
  readonly from: string
  readonly world: string
  readonly live?: boolean
  readonly consumer?: string
  readonly provider: string
  readonly pacts: string
  readonly uses?: string
  readonly header?: readonly string[]
  readonly expectRefusals?: boolean
  readonly check?: boolean
  readonly shard?: boolean
}

export function recordCommand(): Command {
  const command = new Command('record')
    .description('Write what consumers did with a mock as pacts, one for each consumer.')
    .exitOverride()
    .showHelpAfterError('(standin record --help lists what there is)')
    .addOption(new Option('--from <url>', 'the mock').argParser(parseUrl).default('http://127.0.0.1:4010'))
    .addOption(new Option('--world <name>', 'whose journal is read').default('default'))
    .addOption(new Option('--live', 'record what happens from now on, until interrupted, instead of what the journal holds'))
    .addOption(new Option('--consumer <name>', 'of calls without a Standin-Consumer header'))
    .addOption(new Option('--provider <name>', 'what the pacts call the mock').default('organizations'))
    .addOption(new Option('--pacts <folder>', 'where the pacts are').default('contracts/pacts'))
    .addOption(new Option('--uses <file>', 'what consumers read of answers: a map of operation to paths, YAML or JSON'))
    .addOption(new Option('--header <name>', 'a request header to record; may be given more than once').argParser(collect))
    .addOption(new Option('--expect-refusals', 'record requests that the document does not allow too'))
    .addOption(new Option('--check', 'write nothing, and fail when a pact would change'))
    .addOption(new Option('--shard', 'leave it for standin contract merge, beside what other workers record').conflicts('check'))
    .addHelpText(
      'after',
      [
        '',
        "The mock's control token, if it has one, is read from STANDIN_CONTROL_TOKEN.",
        'A call that is about a refusal says so with the header Standin-Expect: refusal.',
        'Exit codes: 0 recorded or unchanged, 1 a pact would change (--check), 2 bad usage or file.',
      ].join('\n'),
    )
  return withReports(withDocument(command, 'the document the mock plays; the organisation-membership API if left out')).action(run)
}

async function run(document: string | undefined, flags: RecordFlags): Promise<void> {
  const { from, world, live, consumer, provider, pacts: folder, check = false, shard = false, expectRefusals, header = [] } = flags
  const uses = flags.uses === undefined ? {} : loadUses(flags.uses)
  const api = await loadAsked(document, flags)
  const control = connect(from, { token: process.env.STANDIN_CONTROL_TOKEN })
  const seen = await (live === true ? listen(control, world) : observe(control, world)).catch((thrown) => {
    throw thrown instanceof ControlError ? unreadable(thrown, from) : thrown
  })
  const isOurs = api.settings.backend === 'organizations'
  const [states, variables] = isOurs ? [membershipStates, membershipVariables] : [scenarioState, undefined]
  const headers = header.map((name) => name.toLowerCase())
  const recorded = record(seen, { api, provider, consumer, uses, expectsRefusals: expectRefusals, headers, states, variables })
  const files = recorded.pacts.map((pact): RecordedFile => {
    const { consumer } = pact
    if (shard) {
      for (const one of pact.interactions) writeShard(folder, { ...pact, interactions: [one] }, `${from}, world ${world}`, 'seen')
      return { consumer, file: join(folder, '.shards'), changes: undefined }
    }
    const file = join(folder, fileNameOf(pact))
    const text = writePact(pact)
    if (check) return { consumer, file, changes: changesOf(existsSync(file) ? readFileSync(file, 'utf8') : undefined, text, file) }
    write(file, text)
    return { consumer, file, changes: undefined }
  })
  writeReports(toRecordReport(recorded, files, `${api.title}: recorded from ${from}, world ${world}`), flags)
}

function unreadable({ message }: ControlError, file: string): Unusable {
  return new Unusable('Nothing was recorded.', [{ code: 'record.journal.unreadable', severity: 'error', message, where: { file } }])
}

/** Everything from now on until the process is asked to stop. */
async function listen(control: Control, world: string): Promise<readonly Observation[]> {
  const seen: Observation[] = []
  console.error(`Recording the world ${world} of ${control.url}. Interrupt to write the pacts.`)
  await untilInterrupted((signal) => follow(control, world, signal, (one) => seen.push(one)))
  return seen
}

function loadUses(file: string): Uses {
  const unusable = (message: string) =>
    new Unusable('Nothing was recorded.', [{ code: 'record.uses.invalid', severity: 'error', message, where: { file } }])
  let value: unknown
  try {
    value = parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw unusable(`The file of uses can not be read: ${(error as Error).message}`)
  }
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  const isPaths = (paths: unknown) => Array.isArray(paths) && paths.every((path) => typeof path === 'string')
  if (isMap && Object.values(value as object).every(isPaths)) return value as Uses
  throw unusable('A file of uses is a map of operation to a list of paths, like inviteUserV2: [id, email].')
}

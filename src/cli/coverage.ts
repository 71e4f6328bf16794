import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import {
  cover,
  parseShard,
  type Sighting,
  seenInJournal,
  seenInPacts,
  toCoveragePage,
  toCoverageReport,
  toShard,
} from '../contracts/index.ts'
import { ControlError, connect } from '../control/index.ts'
import { Unusable } from '../kernel/index.ts'
import { flagshipDocument } from '../mock.ts'
import { load } from '../openapi/index.ts'
import { statesOf } from './contract.ts'
import { collect, parsePercent, parseUrl } from './flags.ts'
import { readPacts, unreadable } from './pacts.ts'
import { type ReportOptions, withReports, write, writeReports } from './reports.ts'

interface CoverageFlags extends ReportOptions {
  readonly pacts?: string
  readonly journal?: string
  readonly shard?: readonly string[]
  readonly shardOut?: string
  readonly min?: number
  readonly html?: string
}

export function coverageCommand(): Command {
  const command = new Command('coverage')
    .description('Say which answers of the document contracts have seen: operation, status, error code, optional field and state.')
    .exitOverride()
    .showHelpAfterError('(standin coverage --help lists what there is)')
    .argument('[document]', 'an OpenAPI document; the organisation-membership API if left out')
    .addOption(new Option('--pacts <path>', 'a folder of pacts, or one'))
    .addOption(new Option('--journal <url>', 'count what every world of a running mock answered, too').argParser(parseUrl))
    .addOption(new Option('--shard <file>', 'count what another process saw, too; may be given more than once').argParser(collect))
    .addOption(new Option('--shard-out <file>', 'write what was seen there, for --shard of another run'))
    .addOption(new Option('--min <percent>', 'how much of operation × status × code must be seen').argParser(parsePercent))
    .addOption(new Option('--html <file>', 'write a page there; it loads nothing'))
    .addHelpText(
      'after',
      [
        '',
        "The mock's control token, if it has one, is read from STANDIN_CONTROL_TOKEN. What no contract has seen is marked skipped.",
        'Exit codes: 0 as much as asked for, 1 less than --min, 2 bad usage or file.',
      ].join('\n'),
    )
  return withReports(command).action(run)
}

async function run(document: string | undefined, flags: CoverageFlags): Promise<void> {
  const { pacts, journal, shard = [], shardOut, min, html } = flags
  if (pacts === undefined && journal === undefined && shard.length === 0)
    throw unusable('Nothing to count was named. Give --pacts, --journal or --shard.', '.')
  const api = await load(document ?? flagshipDocument)
  const sightings = [
    ...seenInPacts(api, pacts === undefined ? [] : readPacts(pacts).map(({ pact }) => pact)),
    ...(journal === undefined ? [] : await readJournals(journal)),
    ...shard.flatMap(readShard),
  ]
  const coverage = cover(api, sightings, Object.keys(statesOf(api)?.states ?? {}))
  const report = toCoverageReport(api, coverage, min)
  if (shardOut !== undefined) write(shardOut, toShard(sightings))
  if (html !== undefined) write(html, toCoveragePage(coverage))
  writeReports(report, flags)
}

async function readJournals(url: string): Promise<readonly Sighting[]> {
  const control = connect(url, { token: process.env.STANDIN_CONTROL_TOKEN })
  try {
    const worlds = await control.worlds.list()
    const each = worlds.map(async ({ name, scenario }) => seenInJournal(await control.world(name).requests.list({ limit: 1000 }), scenario))
    return (await Promise.all(each)).flat()
  } catch (error) {
    if (error instanceof ControlError) throw unusable(error.message, url)
    throw error
  }
}

function readShard(file: string): readonly Sighting[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw unreadable(file, error)
  }
  const read = parseShard(text)
  if (read === undefined) throw unusable('This is no shard. Name a file that --shard-out has written.', file)
  return read
}

function unusable(message: string, file: string): Unusable {
  return new Unusable('Coverage was not counted.', [{ code: 'coverage.unreadable', severity: 'error', message, where: { file } }])
}

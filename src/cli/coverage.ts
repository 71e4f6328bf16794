import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import {
  catalogueOf,
  cover,
  loadPacts,
  parseShard,
  type Seen,
  type Sighting,
  seenInJournal,
  seenInPacts,
  toCoveragePage,
  toCoverageReport,
  toShard,
} from '../contracts/index.ts'
import { ControlError, connect } from '../control/index.ts'
import { Unusable } from '../kernel/index.ts'
import type { Api } from '../openapi/index.ts'
import { type DocumentFlags, loadAsked, withDocument } from './document.ts'
import { loadExempt } from './exempt.ts'
import { collect, parsePercent, parseUrl } from './flags.ts'
import { type ReportOptions, withReports, write, writeReports } from './reports.ts'

interface CoverageFlags extends ReportOptions, DocumentFlags {
  readonly pacts?: string
  readonly journal?: string
  readonly shard?: readonly string[]
  readonly shardOut?: string
  readonly min?: number
  readonly html?: string
  readonly exempt?: string
}

/** As many as one call of control gives. */
const mostEntries = 1000

export function coverageCommand(): Command {
  const command = new Command('coverage')
    .description('Say which answers of the document contracts have seen: operation, status, error code, optional field and state.')
    .exitOverride()
    .showHelpAfterError('(standin coverage --help lists what there is)')
    .addOption(new Option('--pacts <path>', 'a folder of pacts, or one'))
    .addOption(new Option('--journal <url>', 'count what every world of a running mock answered, too').argParser(parseUrl))
    .addOption(new Option('--shard <file>', 'count what another process saw, too; may be given more than once').argParser(collect))
    .addOption(new Option('--shard-out <file>', 'write what was seen there, for --shard of another run'))
    .addOption(new Option('--min <percent>', 'how much of operation × status × code must be seen').argParser(parsePercent))
    .addOption(new Option('--exempt <file>', 'answers that need not be seen: a list of { operation, status, reason, code? }, YAML or JSON'))
    .addOption(new Option('--html <file>', 'write a page there; it loads nothing'))
    .addHelpText(
      'after',
      [
        '',
        "The mock's control token, if it has one, is read from STANDIN_CONTROL_TOKEN. What no contract has seen is marked skipped.",
        'Exempt answers are left out of the percentage and told with their reason; an entry that fits no answer, or one that was seen, is an error.',
        'Exit codes: 0 as much as asked for, 1 less than --min or an exempt entry that does not hold, 2 bad usage or file.',
      ].join('\n'),
    )
  return withReports(withDocument(command)).action(run)
}

async function run(document: string | undefined, flags: CoverageFlags): Promise<void> {
  const { pacts, journal, shard = [], shardOut, min, html, exempt } = flags
  if (pacts === undefined && journal === undefined && shard.length === 0)
    throw unusable('Nothing to count was named. Give --pacts, --journal or --shard.', '.')
  const api = await loadAsked(document, flags)
  const exempted = exempt === undefined ? [] : loadExempt(exempt)
  const inPacts = seenInPacts(api, pacts === undefined ? [] : (await loadPacts([pacts])).map(({ pact }) => pact))
  const inJournals = journal === undefined ? { sightings: [], strangers: [], notes: [] } : await readJournals(api, journal)
  const sightings = [...inPacts.sightings, ...inJournals.sightings, ...shard.flatMap(readShard)]
  const coverage = cover(api, sightings, { catalogue: Object.keys(catalogueOf(api)?.states ?? {}), exempt: exempted })
  const notes = [...strangers(inPacts, 'Pacts expect'), ...strangers(inJournals, 'Journals hold'), ...inJournals.notes]
  const report = toCoverageReport(api, coverage, { min, exemptFile: exempt, notes })
  if (shardOut !== undefined) write(shardOut, toShard(sightings))
  if (html !== undefined) write(html, toCoveragePage(coverage))
  writeReports(report, flags)
}

/** Every world's, one after another: a mock may have a thousand. */
async function readJournals(api: Api, url: string): Promise<Seen & { readonly notes: readonly string[] }> {
  const control = connect(url, { token: process.env.STANDIN_CONTROL_TOKEN })
  const all: Seen[] = []
  const notes: string[] = []
  try {
    for (const { name, scenario, exchanges } of await control.worlds.list()) {
      const world = control.world(name)
      const entries = await world.requests.list({ limit: mostEntries })
      const faults = entries.some(({ fault }) => fault !== null) ? await world.faults.list() : []
      all.push(seenInJournal(api, entries, { scenario, faults }))
      if (entries.length < exchanges)
        notes.push(`Of the ${exchanges} calls of the world ${name}, only the latest ${entries.length} could be counted; count more often.`)
    }
  } catch (error) {
    if (error instanceof ControlError) {
      const refused = 'The mock asks for its control token: set STANDIN_CONTROL_TOKEN to the one it printed at its start.'
      throw unusable(error.status === 401 ? refused : error.message, url)
    }
    throw error
  }
  return { sightings: all.flatMap((one) => one.sightings), strangers: all.flatMap((one) => one.strangers), notes }
}

function strangers({ strangers }: Seen, who: string): readonly string[] {
  const lines = [...new Set(strangers)]
  if (lines.length === 0) return []
  const shown = lines.slice(0, 5).join(', ')
  return [`${who} requests that the document does not know, and that count for nothing: ${shown}${lines.length > 5 ? ', …' : ''}.`]
}

function readShard(file: string): readonly Sighting[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw unusable(`It can not be read: ${(error as Error).message}. Name a file that --shard-out has written.`, file)
  }
  const read = parseShard(text)
  if (read === undefined) throw unusable('This is no shard. Name a file that --shard-out has written.', file)
  return read
}

function unusable(message: string, file: string): Unusable {
  return new Unusable('Coverage was not counted.', [{ code: 'coverage.unreadable', severity: 'error', message, where: { file } }])
}

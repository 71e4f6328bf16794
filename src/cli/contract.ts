import { Command, Option } from 'commander'
import { catalogueOf, checkPacts, dropShards, loadPacts, mergeShards, toMergeReport } from '../contracts/index.ts'
import { type DocumentFlags, loadAsked, withDocument } from './document.ts'
import { type ReportOptions, withReports, writeReports } from './reports.ts'

interface MergeFlags extends ReportOptions {
  readonly pacts: string
  readonly drop?: boolean
}

interface CheckFlags extends ReportOptions, DocumentFlags {
  readonly pacts: string
}

/** `standin contract check` and `merge`. */
export function contractCommand(): Command {
  const check = new Command('check')
    .description('Hold pacts to the document without a running server, down to matching rules, with the lines of both.')
    .exitOverride()
    .showHelpAfterError('(standin contract check --help lists what there is)')
    .addOption(new Option('--pacts <path>', 'a folder of pacts, or one').default('contracts/pacts'))
    .addHelpText(
      'after',
      [
        '',
        'Finds requests and answers the document does not allow, fields that may be left out, matching rules that contradict it, are narrower or looser,',
        'or forget null, interactions that stand there twice, and secrets; for the organisation-membership API also unknown states and parameters.',
        'Exit codes: 0 no errors, 1 an error was found, 2 bad usage or file.',
      ].join('\n'),
    )
  const command = new Command('contract').description('What can be said of contracts without a running server.').exitOverride()
  return command.addCommand(withReports(withDocument(check)).action(run)).addCommand(mergeCommand())
}

async function run(document: string | undefined, flags: CheckFlags): Promise<void> {
  const api = await loadAsked(document, flags)
  const sources = await loadPacts([flags.pacts])
  writeReports(await checkPacts(api, sources, { states: catalogueOf(api) }), flags)
}

function mergeCommand(): Command {
  const merge = new Command('merge')
    .description('Write the pacts of what the workers of a run have seen: expectations of the builder, and recordings with --shard.')
    .exitOverride()
    .showHelpAfterError('(standin contract merge --help lists what there is)')
    .addOption(new Option('--pacts <folder>', 'where the pacts are, and the shards in its .shards').default('contracts/pacts'))
    .addOption(new Option('--drop', 'write nothing, and take away what an earlier run left: for the beginning of a run'))
    .addHelpText(
      'after',
      [
        '',
        'Each pact is written anew, so that nothing of an earlier run stays in it. Nothing is written when an interaction was told in two ways,',
        'or when one is expected and no client was seen to ask for it. gatherPacts of standin/contracts does the same in a global setup of tests.',
        'Exit codes: 0 written, 1 an error was found or there is nothing to merge, 2 bad usage or file.',
      ].join('\n'),
    )
  return withReports(merge).action(runMerge)
}

function runMerge(flags: MergeFlags): void {
  if (flags.drop === true) dropShards(flags.pacts)
  else writeReports(toMergeReport(flags.pacts, mergeShards(flags.pacts)), flags)
}

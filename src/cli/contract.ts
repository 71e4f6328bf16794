import { Command, Option } from 'commander'
import { catalogue, checkPacts, commonVariables, loadPacts, type StateCatalogue } from '../contracts/index.ts'
import type { Api } from '../openapi/index.ts'
import { type DocumentFlags, loadAsked, withDocument } from './document.ts'
import { type ReportOptions, withReports, writeReports } from './reports.ts'

interface CheckFlags extends ReportOptions, DocumentFlags {
  readonly pacts: string
}

/** `standin contract check`. */
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
  return command.addCommand(withReports(withDocument(check)).action(run))
}

async function run(document: string | undefined, flags: CheckFlags): Promise<void> {
  const api = await loadAsked(document, flags)
  const sources = await loadPacts([flags.pacts])
  writeReports(await checkPacts(api, sources, { states: statesOf(api) }), flags)
}

/** Of other documents the states are their users' own. */
export function statesOf(api: Api): StateCatalogue | undefined {
  return api.settings.backend === 'organizations' ? { states: catalogue, common: commonVariables } : undefined
}

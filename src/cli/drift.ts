import { Command, Option } from 'commander'
import { createRunName, drift } from '../contracts/index.ts'
import { Unusable } from '../kernel/index.ts'
import { createMock } from '../mock.ts'
import { loadAccepted } from './accepted.ts'
import { parseAssumption, parsePercent, parseUrl } from './flags.ts'
import { untilInterrupted } from './interrupt.ts'
import { type ReportOptions, withReports, writeReports } from './reports.ts'

interface DriftFlags extends ReportOptions {
  readonly provider: string
  readonly organization?: string
  readonly otherOrganization?: string
  readonly min: number
  readonly accepted?: string
  readonly allowMail?: boolean
  readonly mailDomain: string
  readonly assume?: Readonly<Record<string, string>>
}

export function driftCommand(): Command {
  const command = new Command('drift')
    .description('Play the same journeys at the mock and at a real provider, and say where they differ.')
    .exitOverride()
    .showHelpAfterError('(standin drift --help lists what there is)')
    .addOption(new Option('--provider <url>', 'the real service').argParser(parseUrl).env('STANDIN_PROVIDER').makeOptionMandatory())
    .addOption(new Option('--organization <id>', 'where members are invited and removed').env('STANDIN_PROVIDER_ORGANIZATION'))
    .addOption(new Option('--other-organization <id>', 'where accounts come from').env('STANDIN_PROVIDER_OTHER_ORGANIZATION'))
    .addOption(new Option('--min <percent>', 'the least fidelity that is good').argParser(parsePercent).default(100))
    .addOption(new Option('--accepted <file>', 'differences to let be: a list of { at, reason, operation?, mock?, real? }, YAML or JSON'))
    .addOption(new Option('--allow-mail', 'let the provider mail its invitations; none are without'))
    .addOption(new Option('--mail-domain <domain>', 'where the invited addresses are').default('example.com'))
    .addOption(
      new Option('--assume <name=value>', 'decide an assumption of the mock otherwise; may be given more than once').argParser(
        parseAssumption,
      ),
    )
    .addHelpText(
      'after',
      [
        '',
        "The provider's token is read from STANDIN_PROVIDER_TOKEN, and from STANDIN_PROVIDER_OTHER_TOKEN when the other organization has its own.",
        'Every member that a run invites is removed again at its end. Accounts that a run completes stay: the API can not remove them.',
        'Exit codes: 0 as alike as asked for, 1 not, or something was left behind, 2 bad usage or file, 3 could not listen.',
      ].join('\n'),
    )
  return withReports(command).action(run)
}

async function run(flags: DriftFlags): Promise<void> {
  const { STANDIN_PROVIDER_TOKEN: token, STANDIN_PROVIDER_OTHER_TOKEN: otherToken } = process.env
  const { provider, organization, otherOrganization, min, accepted: acceptedFile, allowMail: mayMail = false, mailDomain, assume } = flags
  const accepted = acceptedFile === undefined ? [] : loadAccepted(acceptedFile)
  if (token === undefined || token === '') throw missing('STANDIN_PROVIDER_TOKEN', "the provider's token")
  if (organization === undefined) throw missing('STANDIN_PROVIDER_ORGANIZATION', 'the organization to invite into, or give --organization')
  const mock = await createMock({ port: 0, auth: 'strict', assumptions: assume })
  try {
    const assumptions = await mock.assumptions.list()
    const options = {
      api: mock.api,
      assumptions,
      mock: {
        url: mock.url,
        token: 'tok_owner',
        organization: 'org_xyz789',
        otherOrganization: 'org_globex1',
        otherToken: 'tok_globex_owner',
      },
      provider: { url: provider, token, organization, otherOrganization, otherToken },
      run: createRunName(),
      mailDomain,
      mayMail,
      accepted,
      acceptedFile,
      min,
    }
    const report = await untilInterrupted((signal) => drift({ ...options, signal }))
    writeReports(report, flags)
    if (report.figures.fidelity !== undefined && report.figures.fidelity < min) process.exitCode = 1
  } finally {
    await mock.close()
  }
}

function missing(variable: string, what: string): Unusable {
  const message = `The environment has no ${variable}: set it to ${what}.`
  return new Unusable('Nothing was compared.', [
    { code: 'provider.environment.missing', severity: 'error', message, where: { file: 'the environment' } },
  ])
}

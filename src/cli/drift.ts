import { Command, Option } from 'commander'
import { createRunName, drift } from '../contracts/index.ts'
import { createMock } from '../mock.ts'
import { loadAccepted } from './accepted.ts'
import { exitCode } from './exit.ts'
import { parseAssumption, parsePercent, parseUrl } from './flags.ts'
import { unlessInterrupted } from './interrupt.ts'
import { type ProviderFlags, providerOrganization, providerToken, requireSetting, withProvider } from './provider.ts'
import { type ReportOptions, withReports, writeReports } from './reports.ts'

interface DriftFlags extends ReportOptions, ProviderFlags {
  readonly provider: string
  readonly min: number
  readonly accepted?: string
  readonly assume?: Readonly<Record<string, string>>
}

export function driftCommand(): Command {
  const command = new Command('drift')
    .description('Play the same journeys at the mock and at a real provider, and say where they differ.')
    .exitOverride()
    .showHelpAfterError('(standin drift --help lists what there is)')
    .addOption(new Option('--provider <url>', 'the real service').argParser(parseUrl).env('STANDIN_PROVIDER').makeOptionMandatory())
    .addOption(new Option('--min <percent>', 'the least fidelity that is good').argParser(parsePercent).default(100))
    .addOption(new Option('--accepted <file>', 'differences to let be: a list of { at, reason, operation?, mock?, real? }, YAML or JSON'))
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
  return withReports(withProvider(command)).action(run)
}

async function run(flags: DriftFlags): Promise<void> {
  const { STANDIN_PROVIDER_TOKEN, STANDIN_PROVIDER_OTHER_TOKEN: otherToken } = process.env
  const { provider, otherOrganization, min, accepted: acceptedFile, allowMail: mayMail = false, mailDomain, assume } = flags
  const accepted = acceptedFile === undefined ? [] : loadAccepted(acceptedFile)
  const token = requireSetting(STANDIN_PROVIDER_TOKEN, providerToken)
  const organization = requireSetting(flags.organization, providerOrganization)
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
    await unlessInterrupted(async (signal) => {
      const report = await drift({ ...options, signal })
      writeReports(report, flags)
      if (report.figures.fidelity !== undefined && report.figures.fidelity < min) process.exitCode = exitCode.checkFailed
    })
  } finally {
    await mock.close()
  }
}

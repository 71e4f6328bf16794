import { Command, Option } from 'commander'
import { createRunName, mockStates, remoteStates, requireSetting, verify } from '../contracts/index.ts'
import { createMock } from '../mock.ts'
import { collect } from './flags.ts'
import { untilInterrupted } from './interrupt.ts'
import { type ReportOptions, withReports, writeReports } from './reports.ts'

interface VerifyFlags extends ReportOptions {
  readonly provider: string
  readonly pacts: readonly string[]
  readonly fixtures?: readonly string[]
  readonly allowMail?: boolean
  readonly mailDomain: string
  readonly sweep?: boolean
}

export function verifyCommand(): Command {
  const command = new Command('verify')
    .description('Hold the mock, or a real provider, to pacts.')
    .exitOverride()
    .showHelpAfterError('(standin verify --help lists what there is)')
    .argument('[document]', "the mock's OpenAPI document; the organisation-membership API if left out")
    .addOption(new Option('--provider <url>', 'a real service, or mock for one in this process').makeOptionMandatory())
    .addOption(new Option('--pacts <path...>', 'files with pacts, or folders of them').makeOptionMandatory())
    .addOption(
      new Option('--fixtures <folder>', 'a folder with fixtures of your own, for the mock; may be given more than once').argParser(collect),
    )
    .addOption(new Option('--allow-mail', 'let a real provider mail its invitations; none are without'))
    .addOption(new Option('--mail-domain <domain>', 'where the invited addresses are').default('example.com'))
    .addOption(new Option('--sweep', 'remove first what earlier runs left behind at a real provider'))
    .addHelpText(
      'after',
      [
        '',
        'A real provider needs STANDIN_PROVIDER_TOKEN, STANDIN_PROVIDER_ORGANIZATION and STANDIN_PROVIDER_OTHER_ORGANIZATION.',
        'Provider states are names of scenarios. What a run invites it removes again; states that a live service can not be brought to are skipped and listed.',
        'Exit codes: 0 all passed, 1 not, 2 bad usage or file, 3 could not listen.',
      ].join('\n'),
    )
  return withReports(command).action(run)
}

async function run(document: string | undefined, flags: VerifyFlags): Promise<void> {
  const { provider, pacts, fixtures, allowMail = false, mailDomain, sweep = false } = flags
  const { env } = process
  await untilInterrupted(async (signal) => {
    const common = { pacts, env, signal }
    if (provider === 'mock') {
      const mock = await createMock({ port: 0, document, fixtures })
      try {
        writeReports((await verify({ ...common, states: mockStates(mock), provider: 'the mock', mayMail: true })).report, flags)
      } finally {
        await mock.close()
      }
      return
    }
    const states = remoteStates({
      url: provider,
      token: requireSetting(env.STANDIN_PROVIDER_TOKEN, 'STANDIN_PROVIDER_TOKEN', "the provider's token"),
      organization: requireSetting(env.STANDIN_PROVIDER_ORGANIZATION, 'STANDIN_PROVIDER_ORGANIZATION', 'the organization to invite into'),
      otherOrganization: requireSetting(
        env.STANDIN_PROVIDER_OTHER_ORGANIZATION,
        'STANDIN_PROVIDER_OTHER_ORGANIZATION',
        'an organization whose members are not in the first',
      ),
      mailDomain,
      run: createRunName(),
    })
    const unswept = sweep ? await states.sweep() : []
    const { report } = await verify({ ...common, states, provider, mayMail: allowMail })
    writeReports({ ...report, notes: [...report.notes, ...unswept] }, flags)
  })
}

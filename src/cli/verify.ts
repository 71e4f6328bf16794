import { Command, Option } from 'commander'
import {
  catalogueOf,
  createRunName,
  mockStates,
  remoteStates,
  type StateKeeper,
  statesAtUrl,
  verify,
  verifyFromBroker,
} from '../contracts/index.ts'
import { createMock, version } from '../mock.ts'
import { type DocumentFlags, loadAsked, withDocument } from './document.ts'
import { collect, parseUrl } from './flags.ts'
import { unlessInterrupted } from './interrupt.ts'
import { otherOrganization, type ProviderFlags, providerOrganization, providerToken, requireSetting, withProvider } from './provider.ts'
import { type ReportOptions, withReports, writeReports } from './reports.ts'
import { type BrokerPacts, type BrokerPactsFlags, brokerPactsOf, withBrokerPacts } from './verify-broker.ts'

interface VerifyFlags extends DocumentFlags, ReportOptions, ProviderFlags, BrokerPactsFlags {
  readonly provider: string
  readonly fixtures?: readonly string[]
  readonly sweep?: boolean
  readonly stateUrl?: string
}

export function verifyCommand(): Command {
  const command = withDocument(new Command('verify'), "the mock's OpenAPI document; the organisation-membership API if left out")
    .description('Hold the mock, or a real provider, to pacts.')
    .exitOverride()
    .showHelpAfterError('(standin verify --help lists what there is)')
    .addOption(
      new Option('--provider <url>', 'a real service, or mock for one in this process')
        .argParser((text) => (text === 'mock' ? text : parseUrl(text)))
        .env('STANDIN_PROVIDER')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--pacts <path...>',
        'files with pacts, or folders of them; or broker for those that a Pact Broker selects',
      ).makeOptionMandatory(),
    )
    .addOption(
      new Option('--fixtures <folder>', 'a folder with fixtures of your own, for the mock; may be given more than once').argParser(collect),
    )
    .addOption(
      new Option('--state-url <url>', 'where a provider of another API sets up its states, by POST of { state, params, action }').argParser(
        parseUrl,
      ),
    )
  withProvider(command).addOption(new Option('--sweep', 'remove first what earlier runs left behind at a real provider'))
  withBrokerPacts(command).addHelpText(
    'after',
    [
      '',
      "A real provider's token is read from STANDIN_PROVIDER_TOKEN. It needs both organizations.",
      "States of another document's mock are scenarios, its own from --fixtures; a real provider of it sets them up at --state-url, or what needs one is skipped.",
      'Provider states are names of scenarios. What a run invites it removes again; states that a live service can not be brought to are skipped and listed.',
      'Pacts come from a broker with --pacts broker alone (a folder of that name is ./broker): the one in PACT_BROKER_BASE_URL, or in --broker.',
      'Who we are there is read from PACT_BROKER_TOKEN, or from PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD. What it calls pending is told and never fails;',
      'a broker that selects nothing does. A pact is not published as kept when some of it was skipped.',
      'Exit codes: 0 all passed, 1 not, 2 bad usage or file, or the broker refuses, 3 could not listen, 130 interrupted.',
    ].join('\n'),
  )
  return withReports(command).action(run)
}

async function run(document: string | undefined, flags: VerifyFlags): Promise<void> {
  const { provider, fixtures, allowRemote, allowMail = false } = flags
  const pacts = brokerPactsOf(flags) ?? flags.pacts
  await unlessInterrupted(async (signal) => {
    if (provider === 'mock') {
      const mock = await createMock({ port: 0, document, allowRemote, fixtures })
      try {
        writeReports(
          await hold(pacts, { states: mockStates(mock, catalogueOf(mock.api) !== undefined), provider: 'the mock', mayMail: true, signal }),
          flags,
        )
      } finally {
        await mock.close()
      }
      return
    }
    const states = await statesAt(provider, document, flags)
    const unswept = flags.sweep === true ? ((await states.sweep?.()) ?? []) : []
    const report = await hold(pacts, { states, provider, mayMail: allowMail, signal })
    writeReports({ ...report, notes: [...report.notes, ...unswept] }, flags)
  })
}

interface Held {
  readonly states: StateKeeper
  readonly provider: string
  readonly mayMail: boolean
  readonly signal: AbortSignal
}

async function hold(pacts: readonly string[] | BrokerPacts, held: Held) {
  const { env } = process
  const { report } = 'asked' in pacts ? await verifyFromBroker({ ...held, ...pacts, env, version }) : await verify({ ...held, pacts, env })
  return report
}

/** The organisation-membership API's own states are brought about by calls of it; any other provider's by itself. */
async function statesAt(
  url: string,
  document: string | undefined,
  flags: VerifyFlags,
): Promise<StateKeeper & { sweep?(): Promise<readonly string[]> }> {
  const { stateUrl } = flags
  if (stateUrl !== undefined || catalogueOf(await loadAsked(document, flags)) === undefined)
    return statesAtUrl({ url, stateUrl, token: process.env.STANDIN_PROVIDER_TOKEN })
  return remoteStates({
    url,
    token: requireSetting(process.env.STANDIN_PROVIDER_TOKEN, providerToken),
    organization: requireSetting(flags.organization, providerOrganization),
    otherOrganization: requireSetting(flags.otherOrganization, otherOrganization),
    mailDomain: flags.mailDomain,
    run: createRunName(),
  })
}

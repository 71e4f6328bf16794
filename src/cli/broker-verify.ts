import { type Command, Option } from 'commander'
import { type BrokerAccess, mockStates, type Selector, verifyFromBroker } from '../contracts/index.ts'
import { isObject, jsonOf, Unusable } from '../kernel/index.ts'
import { createMock } from '../mock.ts'
import { collect } from './flags.ts'
import { type ReportOptions, withReports, writeReports } from './reports.ts'

interface Flags extends ReportOptions {
  readonly broker: string
  readonly proxy?: boolean
  readonly name: string
  readonly selector?: readonly string[]
  readonly branch?: string
  readonly wipSince?: string
  readonly pending: boolean
  readonly publish?: string
  readonly buildUrl?: string
}

/** Adds what `standin broker verify` takes and does. */
export function verifying(command: Command, accessOf: (flags: Flags) => BrokerAccess): Command {
  command
    .argument('[document]', "the mock's OpenAPI document; the organisation-membership API if left out")
    .addOption(new Option('--name <provider>', 'what the broker calls the provider that the mock stands in for').makeOptionMandatory())
    .addOption(
      new Option('--selector <json>', 'which pacts, e.g. {"branch":"main"}; the main branch and what is deployed if left out').argParser(
        collect,
      ),
    )
    .addOption(new Option('--branch <branch>', 'of the provider: pending and work in progress depend on what it verified before'))
    .addOption(new Option('--wip-since <date>', 'verify pacts of other branches published since, too; they never fail'))
    .addOption(new Option('--no-pending', 'let pacts fail that were never verified before'))
    .addOption(new Option('--publish <version>', 'publish the results for this version of the provider'))
    .addOption(new Option('--build-url <url>', 'where the build can be looked at'))
  return withReports(command).action(async (document: string | undefined, flags: Flags) => {
    const { name, selector, branch, wipSince, pending, publish: version, buildUrl } = flags
    const access = accessOf(flags)
    const selectors = selector?.map(parseSelector)
    const publish = version === undefined ? undefined : { version, buildUrl }
    const asked = { provider: name, selectors, branch, wipSince, pending, publish }
    const mock = await createMock({ port: 0, document })
    try {
      writeReports(await verifyFromBroker({ access, asked, states: mockStates(mock), mayMail: true, env: process.env }), flags)
    } finally {
      await mock.close()
    }
  })
}

function parseSelector(text: string): Selector {
  const value = jsonOf(text)
  if (isObject(value)) return value as Selector
  const message = `--selector ${text} is not a selector. Expected a JSON object, e.g. {"mainBranch":true}.`
  throw new Unusable('Nothing was verified.', [{ code: 'broker.selector', severity: 'error', message, where: { file: '--selector' } }])
}

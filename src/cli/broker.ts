import { Command, Option } from 'commander'
import { type Broker, type BrokerAccess, createBroker } from '../contracts/index.ts'
import { Unusable } from '../kernel/index.ts'
import { exitCode } from './exit.ts'
import { collect } from './flags.ts'

interface BrokerFlags {
  readonly broker: string
  readonly proxy?: boolean
  readonly json?: boolean
}
interface Versioned extends BrokerFlags {
  readonly version: string
}

/** `standin broker …`: what a pipeline tells and asks a Pact Broker. */
export function brokerCommand(): Command {
  const command = plain('broker', 'Tell a Pact Broker what was made and deployed, and ask it what may be deployed.')
  command.addHelpText('after', afterHelp)
  command.addCommand(publishCommand())
  command.addCommand(canIDeployCommand())
  command.addCommand(createEnvironmentCommand())
  command.addCommand(recordCommand('deployment', 'Record that a version is in an environment now, in the place of the one before.'))
  command.addCommand(recordCommand('release', 'Record that a version is in an environment now, beside the ones before.'))
  return command
}

const afterHelp = [
  '',
  'Nothing goes out unless --broker is given: an address, or `env` for the one in PACT_BROKER_BASE_URL.',
  'Who we are is read from PACT_BROKER_TOKEN, or from PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD: never from the command line, which others can read.',
  'Other PACT_* variables and proxies of the environment are not used (--proxy uses the proxies); no telemetry is sent.',
  'Needs the package @pact-foundation/pact-cli.',
  'What a broker selects is verified by standin verify --pacts broker.',
  'Exit codes: 0 done, or yes; 1 no, it may not be deployed; 2 bad usage, or the broker can not be reached or refuses.',
].join('\n')

function publishCommand(): Command {
  interface Flags extends Versioned {
    readonly branch?: string
    readonly tag?: readonly string[]
    readonly buildUrl?: string
  }
  return action('publish', 'Publish the pacts of a consumer.')
    .argument('<pacts...>', 'folders or files with pacts')
    .addOption(new Option('--version <version>', 'of the consumer').makeOptionMandatory())
    .addOption(new Option('--branch <branch>', 'which the version is of'))
    .addOption(new Option('--tag <tag>', 'for the version; may be given more than once').argParser(collect))
    .addOption(new Option('--build-url <url>', 'where the build can be looked at'))
    .action((pacts: readonly string[], flags: Flags) => {
      const { version, branch, tag, buildUrl } = flags
      return tell(flags, (broker) => broker.publish({ pacts, version, branch, tags: tag, buildUrl }))
    })
}

function canIDeployCommand(): Command {
  interface Flags extends Versioned {
    readonly name: string
    readonly toEnvironment?: string
  }
  return action('can-i-deploy', 'Ask whether a version may go to an environment: exit code 0 is yes, 1 is no.')
    .addOption(new Option('--name <name>', 'the consumer or provider').makeOptionMandatory())
    .addOption(new Option('--version <version>', 'of it').makeOptionMandatory())
    .addOption(new Option('--to-environment <name>', 'where it is to go; held to the latest version of everything when left out'))
    .addOption(new Option('--json', 'print { deployable, reasons } as JSON'))
    .action(async (flags: Flags) => {
      const answer = await connect(flags).canIDeploy({ name: flags.name, version: flags.version, environment: flags.toEnvironment })
      const there = flags.toEnvironment === undefined ? 'beside the latest of everything' : `to ${flags.toEnvironment}`
      const verdict = `${answer.deployable ? 'Yes' : 'No'}: ${flags.name} ${flags.version} ${answer.deployable ? 'may' : 'may not'} be deployed ${there}.`
      const lines = flags.json === true ? [JSON.stringify(answer)] : [verdict, ...answer.reasons.map((reason) => `  ${reason}`)]
      process.stdout.write(`${lines.join('\n')}\n`)
      if (!answer.deployable) process.exitCode = exitCode.checkFailed
    })
}

function createEnvironmentCommand(): Command {
  interface Flags extends BrokerFlags {
    readonly name: string
    readonly production?: boolean
  }
  return action('create-environment', 'Name a place that versions are deployed to.')
    .addOption(new Option('--name <name>', 'of the environment').makeOptionMandatory())
    .addOption(new Option('--production', 'it is one that customers use'))
    .action((flags: Flags) => tell(flags, (broker) => broker.createEnvironment(flags.name, flags.production === true)))
}

function recordCommand(kind: 'deployment' | 'release', description: string): Command {
  interface Flags extends Versioned {
    readonly name: string
    readonly environment: string
  }
  return action(`record-${kind}`, description)
    .addOption(new Option('--name <name>', 'the consumer or provider').makeOptionMandatory())
    .addOption(new Option('--version <version>', 'of it').makeOptionMandatory())
    .addOption(new Option('--environment <name>', 'where it is now').makeOptionMandatory())
    .action((flags: Flags) => {
      const { name, version, environment } = flags
      return tell(flags, (broker) => broker.record({ name, version, environment, kind }))
    })
}

async function tell(flags: BrokerFlags, say: (broker: Broker) => Promise<string>): Promise<void> {
  process.stdout.write(`${await say(connect(flags))}\n`)
}

function connect(flags: BrokerFlags): Broker {
  return createBroker({ access: brokerAccess(flags), env: process.env })
}

/** Where the broker is, by flag, and who we are, by the environment. */
export function brokerAccess({ broker, proxy }: Pick<BrokerFlags, 'broker' | 'proxy'>): BrokerAccess {
  const { PACT_BROKER_BASE_URL, PACT_BROKER_TOKEN, PACT_BROKER_USERNAME, PACT_BROKER_PASSWORD } = process.env
  const url = broker === 'env' ? set(PACT_BROKER_BASE_URL) : broker
  if (url === undefined || !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    const seen = broker === 'env' ? 'PACT_BROKER_BASE_URL' : '--broker'
    const message = `${seen} ${url === undefined ? 'is not set' : 'is not an address'}. Expected e.g. https://broker.example.com.`
    throw new Unusable('The broker was not asked.', [{ code: 'broker.address', severity: 'error', message, where: { file: seen } }])
  }
  return { url, token: set(PACT_BROKER_TOKEN), username: set(PACT_BROKER_USERNAME), password: set(PACT_BROKER_PASSWORD), proxy }
}

/** A variable that a pipeline sets to nothing is not set. */
function set(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}

function action(name: string, description: string): Command {
  return plain(name, description)
    .addOption(new Option('--broker <url|env>', 'the broker; `env` takes PACT_BROKER_BASE_URL').makeOptionMandatory())
    .addOption(new Option('--proxy', 'reach it through the proxy that the environment names'))
    .addHelpText('after', afterHelp)
}

function plain(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .exitOverride()
    .showHelpAfterError(`(standin ${name === 'broker' ? '' : 'broker '}${name} --help lists what there is)`)
}

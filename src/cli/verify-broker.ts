import { type Command, Option } from 'commander'
import type { BrokerAccess, BrokerVerification, Selector } from '../contracts/index.ts'
import { type Diagnostic, isObject, parseTime, Unusable } from '../kernel/index.ts'
import { brokerAccess } from './broker.ts'
import { collect } from './flags.ts'

/** What the flags of `withBrokerPacts` give. */
export interface BrokerPactsFlags {
  readonly pacts: readonly string[]
  readonly broker?: string
  readonly name?: string
  readonly selector?: readonly string[]
  readonly branch?: string
  readonly wipSince?: string
  readonly pending: boolean
  readonly publish?: string
  readonly buildUrl?: string
}

export interface BrokerPacts {
  readonly access: BrokerAccess
  readonly asked: BrokerVerification
}

/** Adds what is asked of a broker whose pacts are verified. */
export function withBrokerPacts(command: Command): Command {
  return command
    .addOption(new Option('--broker <url|env>', 'the broker of --pacts broker; PACT_BROKER_BASE_URL if left out'))
    .addOption(new Option('--name <provider>', 'what the broker calls the provider'))
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
}

/** What to ask which broker; undefined when the pacts are files. Throws `Unusable` when flags do not go together. */
export function brokerPactsOf(flags: BrokerPactsFlags): BrokerPacts | undefined {
  const { pacts, broker, name, selector, branch, wipSince, pending, publish: version, buildUrl } = flags
  const only = Object.entries({ broker, name, selector, branch, 'wip-since': wipSince, publish: version, 'build-url': buildUrl })
  if (!pacts.includes('broker')) {
    const stray = pending ? only.find(([, value]) => value !== undefined)?.[0] : 'no-pending'
    if (stray === undefined) return undefined
    throw unusable(`--${stray}`, 'broker.flags', 'It goes with --pacts broker alone; expected no such flag, or pacts of a broker.')
  }
  if (pacts.length > 1) throw unusable('--pacts', 'broker.flags', 'Expected broker alone, or files and folders; ./broker is a folder.')
  if (name === undefined) throw unusable('--name', 'broker.flags', 'Pacts of a broker need --name: what the broker calls the provider.')
  if (wipSince !== undefined && (parseTime(wipSince) === undefined || branch === undefined))
    throw unusable(
      '--wip-since',
      'broker.flags',
      'Expected a day like 2026-01-01, and --branch: work in progress is what that branch has not verified.',
    )
  if (buildUrl !== undefined && version === undefined)
    throw unusable('--build-url', 'broker.flags', 'It is published with the results; expected --publish too.')
  const publish = version === undefined ? undefined : { version, buildUrl }
  const asked = { provider: name, selectors: selector?.map(parseSelector), branch, wipSince, pending, publish }
  return { access: brokerAccess({ broker: broker ?? 'env' }), asked }
}

function parseSelector(text: string): Selector {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value as Selector
  } catch {
    // told below, with what was expected
  }
  throw unusable('--selector', 'broker.selector', `${text} is not a selector. Expected a JSON object, e.g. {"mainBranch":true}.`)
}

function unusable(flag: string, code: string, message: string): Unusable {
  const found: Diagnostic = { code, severity: 'error', message, where: { file: flag } }
  return new Unusable('Nothing was verified.', [found])
}

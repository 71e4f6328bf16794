import { type Diagnostic, Unusable } from '../../kernel/index.ts'
import { type Deployability, toDeployability } from './deployability.ts'
import type { BrokerAccess, Environment } from './environment.ts'
import { type Ran, runPact, withoutSecrets } from './run.ts'

export interface Publication {
  /** Folders or files with pacts. */
  readonly pacts: readonly string[]
  /** Of the consumer that is published. */
  readonly version: string
  readonly branch?: string | undefined
  readonly tags?: readonly string[] | undefined
  /** Where the build can be looked at. */
  readonly buildUrl?: string | undefined
}

export interface Deployment {
  /** The consumer or provider that is there now. */
  readonly name: string
  readonly version: string
  readonly environment: string
  /** A release is there beside the ones before, a deployment in their place. */
  readonly kind: 'deployment' | 'release'
}

export interface Question {
  readonly name: string
  readonly version: string
  /** Held to what is there; to the latest version of everything when left out. */
  readonly environment?: string | undefined
}

/** What can be asked of a broker. Each throws `Unusable` when the broker can not be reached or refuses. */
export interface Broker {
  /** What the broker says to it, for people. */
  publish(publication: Publication): Promise<string>
  createEnvironment(name: string, isProduction: boolean): Promise<string>
  record(deployment: Deployment): Promise<string>
  canIDeploy(question: Question): Promise<Deployability>
}

export interface BrokerOptions {
  readonly access: BrokerAccess
  /** The environment that the child process starts from; Pact's own variables are taken out of it. */
  readonly env: Environment
  readonly signal?: AbortSignal | undefined
}

/** A broker, talked to through the Rust client of the Pact CLI: one child process per call. */
export function createBroker({ access, env, signal }: BrokerOptions): Broker {
  const run = (args: readonly string[]) => runPact(['broker', ...args], { env, broker: access, signal })
  const say = async (what: string, args: readonly string[]): Promise<string> => {
    const ran = await run(args)
    if (ran.code !== 0) throw refused(what, access, ran)
    return ran.stdout.trim()
  }
  return {
    publish: ({ pacts, version, branch, tags = [], buildUrl }) =>
      say('Nothing was published.', [
        'publish',
        // `=` keeps a value that starts with a dash from being read as a flag
        `--consumer-app-version=${version}`,
        ...given('branch', branch),
        // the program takes this flag once
        ...given('tag', tags.length === 0 ? undefined : tags.join(',')),
        ...given('build-url', buildUrl),
        '--',
        ...pacts,
      ]),
    createEnvironment: (name, isProduction) =>
      say('The environment was not created.', ['create-environment', `--name=${name}`, ...(isProduction ? ['--production'] : [])]),
    record: ({ name, version, environment, kind }) =>
      say(`The ${kind} was not recorded.`, [
        `record-${kind}`,
        `--pacticipant=${name}`,
        `--version=${version}`,
        `--environment=${environment}`,
      ]),
    async canIDeploy({ name, version, environment }) {
      const ran = await run([
        'can-i-deploy',
        // this command finds these two by their place: as `--pacticipant=name` it overlooks them, asks about nothing, and says yes
        '--pacticipant',
        plain('name', name),
        '--version',
        plain('version', version),
        ...given('to-environment', environment),
        '--output=json',
      ])
      const answer = toDeployability(ran.stdout)
      if (answer === undefined) throw refused('It is not known whether it may be deployed.', access, ran)
      return { ...answer, deployable: answer.deployable && ran.code === 0 }
    },
  }
}

function given(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`--${name}=${value}`]
}

function plain(what: string, value: string): string {
  if (value !== '' && !value.startsWith('-')) return value
  const message = `The ${what} ${JSON.stringify(value)} can not be asked about: expected one that is not empty and does not start with a dash.`
  throw new Unusable('The broker was not asked.', [
    { code: 'broker.name', severity: 'error', message, where: { file: 'the command line' } },
  ])
}

function refused(what: string, access: BrokerAccess, { stdout, stderr }: Ran): Unusable {
  const lines = `${stderr}\n${stdout}`.split('\n').map((line) => line.replace(/^[❌\s]+(?:IO Error - )?/u, '').trim())
  return toRefusal(what, access, [...new Set(lines.filter((line) => line !== ''))].slice(0, 12).join(' · '))
}

/** What a command ends with when the broker does not do what it was asked. */
export function toRefusal(what: string, access: BrokerAccess, said: string): Unusable {
  const words = withoutSecrets(said, access).replace(/\.$/, '')
  const message = `The broker or its client refused: ${words === '' ? 'it said nothing' : words}. Expected a Pact Broker at this address that lets us in: check the address, PACT_BROKER_TOKEN (or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD), and the names and versions given.`
  const found: Diagnostic = { code: 'broker.refused', severity: 'error', message, where: { file: withoutSecrets(access.url, access) } }
  return new Unusable(what, [found])
}

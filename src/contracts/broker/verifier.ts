import { isObject } from '../../kernel/index.ts'

/** Which versions of the consumers are verified, as the broker understands it, e.g. `{ mainBranch: true }`. */
export type Selector = Readonly<Record<string, string | boolean>>

/** What a verification asks of a broker and tells it. Where the broker is goes by `pactEnvironment`. */
export interface BrokerVerification {
  readonly provider: string
  /** The main branch and whatever is deployed or released when left out. */
  readonly selectors?: readonly Selector[] | undefined
  /** Of the provider under test: pending and WIP depend on what this branch has verified before. */
  readonly branch?: string | undefined
  readonly tags?: readonly string[] | undefined
  /** A pact whose content this branch never verified is told and does not fail. True if left out. */
  readonly pending?: boolean | undefined
  /** A day (`2026-01-01`): pacts of other branches published since are verified too, and never fail. */
  readonly wipSince?: string | undefined
  /** Publishes the results under this version of the provider; nothing is published when left out. */
  readonly publish?: { readonly version: string; readonly buildUrl?: string | undefined } | undefined
}

const usual: readonly Selector[] = [{ mainBranch: true }, { deployedOrReleased: true }]

/** The arguments that make `pact verifier` take its pacts from the broker of its environment. */
export function brokerArguments(asked: BrokerVerification): readonly string[] {
  const { provider, selectors = usual, branch, tags = [], pending = true, wipSince, publish } = asked
  return [
    `--provider-name=${provider}`,
    ...selectors.map((selector) => `--consumer-version-selectors=${JSON.stringify(selector)}`),
    ...(pending ? ['--enable-pending'] : []),
    ...(wipSince === undefined ? [] : [`--include-wip-pacts-since=${wipSince}`]),
    ...(branch === undefined ? [] : [`--provider-branch=${branch}`]),
    ...(tags.length === 0 ? [] : [`--provider-tags=${tags.join(',')}`]),
    ...(publish === undefined ? [] : ['--publish', `--provider-version=${publish.version}`]),
    ...(publish?.buildUrl === undefined ? [] : [`--build-url=${publish.buildUrl}`]),
  ]
}

/** What the verifier's JSON says of pacts that came from a broker. */
export interface BrokerOutcome {
  /** Whether nothing failed that counts, and anything was verified at all. */
  readonly good: boolean
  readonly interactions: readonly BrokerInteraction[]
  /** What went wrong outside of any interaction, e.g. that the broker had no pact. */
  readonly troubles: readonly string[]
  /** Why the broker had the last of the pacts verified; the verifier keeps no others. */
  readonly notices: readonly string[]
}

export interface BrokerInteraction {
  readonly description: string
  /** `pending`: it failed, is told, and does not count. */
  readonly status: 'passed' | 'failed' | 'pending'
  /** What differs, sorted: the verifier's own order changes from run to run. */
  readonly reasons: readonly string[]
}

/** Reads what `pact verifier --json` wrote; undefined when it is something else. */
export function toBrokerOutcome(report: unknown): BrokerOutcome | undefined {
  if (!isObject(report) || typeof report.result !== 'boolean') return undefined
  const failed = objects(report.errors)
  const pending = objects(report.pendingErrors)
  const results = objects(report.interactionResults)
  const isOf = (one: Json) => (error: Json) =>
    idOf(error) === one.interactionId && String(error.interaction).endsWith(String(one.description))
  const interactions = results.map((one): BrokerInteraction => {
    const description = String(one.description ?? '')
    const counted = failed.find(isOf(one))
    if (counted !== undefined) return { description, status: 'failed', reasons: reasonsOf(counted) }
    const told = pending.find(isOf(one))
    if (told !== undefined) return { description, status: 'pending', reasons: reasonsOf(told) }
    // a result that is not OK and is explained nowhere must not count as good
    return one.result === 'OK' ? { description, status: 'passed', reasons: [] } : { description, status: 'failed', reasons: [] }
  })
  const troubles = failed.filter((error) => !results.some((one) => isOf(one)(error))).flatMap(reasonsOf)
  const isCounted = interactions.some(({ status }) => status === 'failed')
  const notices = objects(report.notices).flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
  return { good: report.result && results.length > 0 && !isCounted && troubles.length === 0, interactions, troubles, notices }
}

type Json = Record<string, unknown>

function idOf({ mismatch }: Json): unknown {
  return isObject(mismatch) ? mismatch.interactionId : undefined
}

function reasonsOf({ mismatch }: Json): string[] {
  if (!isObject(mismatch)) return []
  if (typeof mismatch.message === 'string') return [mismatch.message]
  return objects(mismatch.mismatches)
    .map((one) => `${one.path === undefined ? '' : `${String(one.path)}: `}${String(one.mismatch ?? one.type ?? 'differs')}`)
    .sort()
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

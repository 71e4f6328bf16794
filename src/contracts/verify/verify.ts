import type { Environment } from '../broker/environment.ts'
import { type Ran, runPact } from '../broker/run.ts'
import { loadPacts } from '../pact/load.ts'
import type { Case, Finding, Report } from '../report/report.ts'
import type { StateKeeper } from '../states/catalogue.ts'
import { mailingOf, openGate, type Passed } from './gate.ts'
import { toOutcomes } from './mismatch.ts'
import { type Given, type GivenPact, layOut, toGiven } from './pact-files.ts'

export interface VerifyOptions extends HoldOptions {
  /** Files with pacts, and folders of them. */
  readonly pacts: readonly string[]
}

export interface HoldOptions {
  readonly states: StateKeeper
  /** For people, e.g. `the mock`. */
  readonly provider: string
  /** Where mails may be sent: always at a mock, which has an outbox instead. */
  readonly mayMail: boolean
  /** What the verifier's process inherits once Pact's variables and proxies are taken out. */
  readonly env: Environment
  /** In milliseconds, for one request of the verifier. */
  readonly timeout?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** What a verification came to, and what went over the wire, masked. */
export interface Verification {
  readonly report: Report
  readonly exchanges: readonly Passed[]
}

/** Holds a provider to pacts in files, see `hold`. Throws `Unusable` when there is none, or one is not a pact. */
export async function verify({ pacts, ...options }: VerifyOptions): Promise<Verification> {
  return hold((await loadPacts(pacts)).map(toGiven), options)
}

/**
 * Holds a provider to pacts: every interaction in a state of its own, by the Rust verifier in a child process. Strict: a state that is unknown
 * or fails, an interaction that was not run, none at all, and an error that nothing else shows are failures. What can't be brought about is skipped, with the reason.
 * The report's cases are the pacts' interactions, in their order. An interrupted run undoes what it did and says so.
 */
export async function hold(pacts: readonly GivenPact[], options: HoldOptions): Promise<Verification> {
  const { states, provider, mayMail, env, timeout = 30_000, signal } = options
  const all = pacts.flatMap(({ interactions }) => interactions)
  const ids = new Map<Given, string>()
  const byId = new Map<string, Given>()
  const skipped = new Map<Given, string>()
  for (const one of all) {
    const reason = reasonToSkip(one, states, mayMail)
    if (reason !== undefined) skipped.set(one, reason)
    else {
      const id = `#${ids.size + 1}#`
      ids.set(one, id)
      byId.set(id, one)
    }
  }
  const gate = await openGate({ states, interaction: (id) => byId.get(id), mayMail })
  const laid = await layOut(pacts, (one) => ids.get(one))
  let ran: { readonly report: unknown; readonly code: number | undefined; readonly output: string }
  try {
    ran = { report: null, code: 0, output: '' }
    if (ids.size > 0) {
      const args = ['verifier', ...laid.files.flatMap((file) => ['--file', file]), '--hostname', '127.0.0.1', '--port', String(gate.port)]
      args.push('--state-change-url', gate.stateUrl, '--state-change-teardown', '--json', laid.report, '--no-colour')
      args.push('--request-timeout', String(timeout), '--loglevel', 'none')
      const { code, stdout, stderr } = await runPact(args, { env, signal }).catch(unlessInterrupted(signal))
      ran = { report: await laid.readReport(), code, output: stdout + stderr }
    }
  } finally {
    await Promise.all([gate.close(), laid.remove()])
  }

  const { byId: outcomes, rest } = toOutcomes(ran.report)
  const cases = all.map((one): Case => {
    const skip = skipped.get(one)
    const name = one.description
    const group = `${one.consumer} → ${one.provider}`
    if (skip !== undefined) return { name, group, status: 'skipped', findings: [], reason: skip }
    const outcome = outcomes.get(ids.get(one) as string)
    const at = (code: string, message: string) => finding(code, message, one, one.isPending)
    if (outcome === undefined) {
      const message = 'The verifier did not run it; expected a result for every interaction.'
      return { name, group, status: 'failed', findings: [finding('verify.not-run', message, one, false)] }
    }
    const { duration, isFailed } = outcome
    const unknown = one.states.filter((state) => !states.knows(state))
    const failed = gate.failures.filter(({ interaction }) => interaction === ids.get(one)).map(({ message }) => message)
    const findings = [
      ...unknown.map((state) => at('verify.state.unknown', `There is no state ${JSON.stringify(state)}.`)),
      ...[...new Set(failed)].map((message) => at('verify.state.failed', message)),
      ...outcome.mismatches.map((message) => at('verify.mismatch', message)),
    ]
    if (isFailed && findings.length === 0) findings.push(at('verify.failed', 'The verifier calls it failed and says no more.'))
    const timed = { name, group, findings, ...(duration === undefined ? {} : { duration }) }
    if (findings.length === 0) return { ...timed, status: 'passed' }
    return one.isPending
      ? { ...timed, status: 'pending', reason: 'pending in its pact: it is told and does not count' }
      : { ...timed, status: 'failed' }
  })

  const file = pacts[0]?.file ?? ''
  const findings: Finding[] = []
  const add = (code: string, message: string, severity: 'error' | 'warning' = 'error') =>
    findings.push({ code, severity, message, where: { file } })
  const isInterrupted = signal?.aborted === true
  if (isInterrupted) add('verify.interrupted', 'The run was interrupted; what it had set up was undone, unless it says otherwise below.')
  if (ids.size === 0)
    add(
      'verify.nothing',
      `Nothing was verified: ${all.length} interactions, ${skipped.size} of them skipped. Expected at least one that runs.`,
    )
  if (outcomes.size !== ids.size && !isInterrupted) add('verify.count', `${outcomes.size} interactions were run; expected ${ids.size}.`)
  for (const message of rest) if (ids.size > 0 && !isInterrupted) add('verify.failed', message)
  const stray = gate.failures.filter(({ interaction }) => interaction === undefined || !byId.has(interaction))
  for (const message of new Set(stray.map(({ message }) => message))) add('verify.state.failed', message)
  // pacts before V4 know no pending interaction: the verifier counts what a broker calls pending there
  if (ran.code !== 0 && cases.every(({ status }) => status !== 'failed' && status !== 'pending') && findings.length === 0) {
    add('verify.swallowed', `The verifier ended with ${ran.code} though every interaction passed: ${ran.output.trim().slice(-300)}`)
  }
  for (const message of gate.left) add('verify.left-behind', message)
  const notes: string[] = []
  if (!mayMail && states.mailing.length > 0)
    notes.push(`Nothing was mailed: ${flagsOf(states)} was set to false in ${gate.withheld()} requests (--allow-mail leaves it as it is).`)
  if (skipped.size > 0)
    notes.push(
      `${skipped.size === 1 ? '1 interaction was' : `${skipped.size} interactions were`} skipped: nothing is said of this provider there.`,
    )
  const count = (status: Case['status']) => cases.filter((one) => one.status === status).length
  const figures = {
    interactions: all.length,
    passed: count('passed'),
    failed: count('failed'),
    pending: count('pending'),
    skipped: skipped.size,
  }
  const title = `${pacts.length} ${pacts.length === 1 ? 'pact' : 'pacts'} held to ${provider}`
  return { report: { command: 'verify', title, cases, findings, figures, notes }, exchanges: gate.passed }
}

function reasonToSkip({ states: names, method, path }: Given, states: StateKeeper, mayMail: boolean): string | undefined {
  for (const name of names) {
    const reason = states.unreachable(name)
    if (reason !== undefined) return `${name}: ${reason}`
  }
  const mailing = mayMail ? undefined : mailingOf(states, method, path)
  if (mailing !== undefined && mailing.flag === undefined) return 'it would send a mail (--allow-mail lets it)'
  return undefined
}

function finding(code: string, message: string, { where }: Given, isPending: boolean): Finding {
  return { code, severity: isPending ? 'warning' : 'error', message, where: where() }
}

function flagsOf({ mailing }: StateKeeper): string {
  return mailing.flatMap(({ flag }) => flag ?? []).join(', ') || 'nothing'
}

/** A run that was stopped has no result; any other error stays one. */
function unlessInterrupted(signal: AbortSignal | undefined) {
  return (error: unknown): Ran => {
    if (signal?.aborted === true) return { code: undefined, stdout: '', stderr: '' }
    throw error
  }
}

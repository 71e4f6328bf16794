import { Unusable } from '../../kernel/index.ts'
import type { Environment } from '../broker/environment.ts'
import { runPact } from '../broker/run.ts'
import { loadPacts } from '../pact/load.ts'
import type { Case, Finding, Report } from '../report/report.ts'
import { isStateName, type StateKeeper } from '../states/catalogue.ts'
import { openGate, type Passed } from './gate.ts'
import { toOutcomes } from './mismatch.ts'
import { type Given, layOut, toGiven } from './pact-files.ts'

export interface VerifyOptions {
  /** Files with pacts, and folders of them. */
  readonly pacts: readonly string[]
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

/**
 * Holds a provider to pacts: every interaction in a state of its own, by the Rust verifier in a child process. Strict: a state that is unknown
 * or fails, an interaction that was not run, none at all, and an error that nothing else shows are failures. What can't be brought about is skipped, with the reason.
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const { states, provider, mayMail, env, timeout = 30_000, signal } = options
  const pacts = (await loadPacts(options.pacts)).map(toGiven)
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
      const { code, stdout, stderr } = await runPact(args, { env, signal })
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
    if (outcome === undefined)
      return {
        name,
        group,
        status: 'failed',
        findings: [at('verify.not-run', 'The verifier did not run it; expected a result for every interaction.')],
      }
    const { duration, isFailed } = outcome
    const unknown = one.states.filter((state) => !isStateName(state))
    const findings = [
      ...unknown.map((state) => at('verify.state.unknown', `There is no state ${JSON.stringify(state)}.`)),
      ...outcome.mismatches.map((message) => at('verify.mismatch', message)),
    ]
    if (isFailed && findings.length === 0) findings.push(at('verify.failed', 'The verifier calls it failed and says no more.'))
    const timed = { name, group, findings, ...(duration === undefined ? {} : { duration }) }
    if (findings.length === 0) return { ...timed, status: 'passed' }
    return one.isPending
      ? { ...timed, status: 'pending', reason: 'pending in its pact: it is told and does not count' }
      : { ...timed, status: 'failed' }
  })

  const first = all[0]
  const file = first?.file ?? options.pacts[0] ?? ''
  const findings: Finding[] = []
  const add = (code: string, message: string, severity: 'error' | 'warning' = 'error') =>
    findings.push({ code, severity, message, where: { file } })
  if (ids.size === 0)
    add(
      'verify.nothing',
      `Nothing was verified: ${all.length} interactions, ${skipped.size} of them skipped. Expected at least one that runs.`,
    )
  if (outcomes.size !== ids.size) add('verify.count', `${outcomes.size} interactions were run; expected ${ids.size}.`)
  for (const message of rest) if (ids.size > 0) add('verify.failed', message)
  for (const message of new Set(gate.failures)) add('verify.state.failed', message)
  if (ran.code !== 0 && cases.every(({ status }) => status !== 'failed') && findings.length === 0) {
    add('verify.swallowed', `The verifier ended with ${ran.code} though every interaction passed: ${ran.output.trim().slice(-300)}`)
  }
  for (const message of gate.left) add('verify.left-behind', message)
  const notes: string[] = []
  if (!mayMail)
    notes.push(`Nothing was mailed: send_invitation was set to false in ${gate.withheld()} requests (--allow-mail leaves it as it is).`)
  if (skipped.size > 0) notes.push(`${skipped.size} interactions were skipped; they say nothing about this provider.`)
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
  if (!mayMail && method === 'POST' && /\/resend-invitation$/.test(path)) return 'it would send a mail (--allow-mail lets it)'
  return undefined
}

function finding(code: string, message: string, { where }: Given, isPending: boolean): Finding {
  return { code, severity: isPending ? 'warning' : 'error', message, where: where() }
}

/** Settings without which no real provider can be verified. */
export function requireSetting(value: string | undefined, name: string, what: string): string {
  if (value !== undefined && value !== '') return value
  throw new Unusable("The provider can't be verified.", [
    { code: 'verify.setting.missing', severity: 'error', message: `${name} is not set; expected ${what}.`, where: { file: name } },
  ])
}

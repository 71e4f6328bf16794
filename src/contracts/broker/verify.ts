import type { Case, Finding, Report } from '../report/report.ts'
import type { StateKeeper } from '../states/catalogue.ts'
import { openGate } from '../verify/gate.ts'
import { layOut } from '../verify/pact-files.ts'
import type { BrokerAccess, Environment } from './environment.ts'
import { runPact, withoutSecrets } from './run.ts'
import { type BrokerVerification, brokerArguments, toBrokerOutcome } from './verifier.ts'

export interface BrokerVerifyOptions {
  readonly access: BrokerAccess
  readonly asked: BrokerVerification
  readonly states: StateKeeper
  readonly mayMail: boolean
  readonly env: Environment
  /** In milliseconds, for one request of the verifier. */
  readonly timeout?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Holds a provider to the pacts that a broker selects, and publishes the results when asked to. As strict as with pacts in files, but the verifier
 * fetches them itself: what they expect is not known beforehand, so nothing is skipped, and a token that the states give replaces even one that is meant to be refused.
 */
export async function verifyFromBroker(options: BrokerVerifyOptions): Promise<Report> {
  const { access, asked, states, mayMail, env, timeout = 30_000, signal } = options
  const gate = await openGate({ states, interaction: () => undefined, mayMail })
  const laid = await layOut([], () => undefined)
  let report: unknown
  let said = ''
  try {
    const args = ['verifier', '--hostname', '127.0.0.1', '--port', String(gate.port), '--state-change-url', gate.stateUrl]
    args.push('--state-change-teardown', '--json', laid.report, '--no-colour', '--request-timeout', String(timeout), '--loglevel', 'none')
    const ran = await runPact([...args, ...brokerArguments(asked)], { env, broker: access, signal })
    report = await laid.readReport()
    said = `${ran.stderr}${ran.stdout}`.trim().slice(-300)
  } finally {
    await Promise.all([gate.close(), laid.remove()])
  }
  const file = withoutSecrets(access.url, access)
  const finding = (code: string, message: string, severity: 'error' | 'warning' = 'error'): Finding => ({
    code,
    severity,
    message: withoutSecrets(message, access),
    where: { file },
  })
  const outcome = toBrokerOutcome(report)
  const cases = (outcome?.interactions ?? []).map(({ description: name, status, reasons }): Case => {
    const findings = reasons.map((reason) => finding('verify.mismatch', reason, status === 'pending' ? 'warning' : 'error'))
    const one = { name, group: `the broker → ${asked.provider}`, status, findings }
    return status === 'pending' ? { ...one, reason: 'the broker calls its pact pending: it is told and does not count' } : one
  })
  const findings = [
    ...(outcome?.troubles ?? []).map((trouble) => finding('verify.failed', trouble)),
    ...[...new Set(gate.failures)].map((failure) => finding('verify.state.failed', failure)),
    ...gate.left.map((left) => finding('verify.left-behind', left)),
  ]
  if (outcome === undefined) findings.push(finding('verify.failed', `The verifier wrote no report. It said: ${said}`))
  else if (cases.length === 0 && findings.length === 0) findings.push(finding('verify.nothing', 'The broker selected nothing to verify.'))
  else if (!outcome.good && findings.length === 0 && cases.every(({ status }) => status !== 'failed'))
    findings.push(finding('verify.swallowed', `The verifier calls it failed and does not say why. It said: ${said}`))
  const count = (status: Case['status']) => cases.filter((one) => one.status === status).length
  const figures = { interactions: cases.length, passed: count('passed'), failed: count('failed'), pending: count('pending') }
  const published =
    asked.publish === undefined ? 'No result was published.' : `Results were published for ${asked.provider} ${asked.publish.version}.`
  const notes = [...(outcome?.notices ?? []), published]
  return { command: 'verify', title: `pacts of ${file} held to ${asked.provider}`, cases, findings, figures, notes }
}

import { Unusable } from '../../kernel/index.ts'
import type { Report } from '../report/report.ts'
import { type HoldOptions, hold, type Verification } from '../verify/verify.ts'
import type { BrokerAccess } from './environment.ts'
import { createResources } from './hal.ts'
import { isKept, publishResults, type Result } from './publish-results.ts'
import { withoutSecrets } from './run.ts'
import { type BrokerVerification, type Selected, selectPacts } from './select.ts'

export interface BrokerVerifyOptions extends HoldOptions {
  readonly access: BrokerAccess
  readonly asked: BrokerVerification
  /** Of Standin: what the broker shows beside a result. */
  readonly version: string
}

/**
 * Holds a provider to the pacts that a broker selects, as `hold` does, and publishes the results when asked to. A broker that selects nothing is a
 * failure like a folder without a pact: nothing was held to anything. No result is published of a run that was interrupted or went wrong by itself.
 */
export async function verifyFromBroker(options: BrokerVerifyOptions): Promise<Verification> {
  const { access, asked, version, ...held } = options
  const { provider } = asked
  const file = withoutSecrets(access.url, access)
  const selected = await selectPacts(createResources('Nothing was verified.', access, held.signal), access, asked)
  if (selected.length === 0) return { report: nothing(file, asked), exchanges: [] }

  const { report, exchanges } = await hold(
    selected.map(({ pact }) => pact),
    held,
  )
  let at = 0
  const results = selected.map(({ pact }): Result => {
    const from = at
    at += pact.interactions.length
    return { pact, cases: report.cases.slice(from, at) }
  })
  const isSound = report.findings.every(({ severity, code }) => severity !== 'error' || code === 'verify.left-behind')
  const publish = isSound ? asked.publish : undefined
  const findings = [...report.findings]
  const told: string[] = []
  if (publish === undefined) told.push(`No result was published${asked.publish === undefined ? '' : ': the run itself went wrong'}.`)
  else {
    const broker = createResources('Not every result was published.', access)
    const by = { implementation: 'Standin', version }
    const tell = await publishResults(broker, asked, publish, results, by).catch((error: unknown) => {
      // what was found out must not be lost with it
      if (!(error instanceof Unusable)) throw error
      findings.push(...error.diagnostics)
      return []
    })
    told.push(...tell)
  }
  const notices = selected.flatMap((one, index) => noticesOf(one, isKept(results[index] as Result), publish !== undefined))
  const title = `${report.title}, as ${file} selects them for ${provider}`
  return { report: { ...report, title, findings, notes: [...notices, ...report.notes, ...told] }, exchanges }
}

function nothing(file: string, { provider, selectors }: BrokerVerification): Report {
  const by = selectors === undefined ? 'the main branch and what is deployed or released' : JSON.stringify(selectors)
  const message = `The broker has no pact for ${JSON.stringify(provider)} by ${by}; expected one at least. Check the name, and that consumers have published.`
  return {
    command: 'verify',
    title: `nothing held to ${provider}`,
    cases: [],
    findings: [{ code: 'verify.nothing', severity: 'error', message, where: { file } }],
    figures: { interactions: 0, passed: 0, failed: 0, pending: 0, skipped: 0 },
    notes: [],
  }
}

/** Those the broker wants shown before, and those for how it went. */
function noticesOf({ notices }: Selected, success: boolean | undefined, published: boolean): readonly string[] {
  const after = `after_verification:success_${success ?? false}_published_${published && success !== undefined}`
  return notices.filter(({ when }) => when === 'before_verification' || when === after).map(({ text }) => text)
}

import type { Case } from '../report/report.ts'
import type { GivenPact } from '../verify/pact-files.ts'
import { hrefOf, type Resources } from './hal.ts'
import type { BrokerVerification } from './select.ts'

/** Under which version of the provider results are published. */
export type Published = NonNullable<BrokerVerification['publish']>

/** What came of one pact. */
export interface Result {
  readonly pact: GivenPact
  /** One for each interaction, in their order. */
  readonly cases: readonly Case[]
}

/**
 * Whether a pact was kept; undefined when some of it was skipped and nothing else failed: then nobody knows, and a yes would let a version be deployed
 * that nobody held to all of it.
 */
export function isKept({ cases }: Result): boolean | undefined {
  if (cases.some(({ status }) => status === 'failed' || status === 'pending')) return false
  return cases.some(({ status }) => status === 'skipped') ? undefined : true
}

/** Tells the broker what came of pacts, each with what differs. One line for each that it is not told of. */
export async function publishResults(
  broker: Resources,
  { provider, branch }: BrokerVerification,
  { version, buildUrl }: Published,
  results: readonly Result[],
  by: { readonly implementation: string; readonly version: string },
): Promise<readonly string[]> {
  const untold: string[] = []
  const branched = new Set<string>()
  for (const result of results) {
    const { pact, cases } = result
    const success = isKept(result)
    if (success === undefined) {
      untold.push(`No result was published for ${pact.file}: some of it was skipped.`)
      continue
    }
    const of = hrefOf(pact.raw, 'pb:provider')
    // a branch is known to the broker by its versions, and has to be before their results are
    if (branch !== undefined && of !== undefined && !branched.has(of)) {
      await broker.send('PUT', broker.follow(await broker.get(of), ['pb:branch-version'], { branch, version }), {})
      branched.add(of)
    }
    const testResults = cases.flatMap(({ status, findings }, index) => {
      const id = pact.interactions[index]?.raw._id
      const mismatches = findings.map(({ message }) => ({ attribute: 'interaction', description: message }))
      return status === 'skipped' ? [] : [{ ...(id === undefined ? {} : { interactionId: id }), success: status === 'passed', mismatches }]
    })
    await broker.send('POST', broker.follow(pact.raw, ['pb:publish-verification-results']), {
      success,
      providerApplicationVersion: version,
      ...(buildUrl === undefined ? {} : { buildUrl }),
      testResults,
      verifiedBy: by,
    })
  }
  const told = results.length - untold.length
  return [`${told} of ${results.length} results were published for ${provider} ${version}.`, ...untold]
}

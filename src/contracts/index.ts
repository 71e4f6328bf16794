/**
 * Contracts: pacts read, written, built from the document's operations, checked against it, and held to the mock and to a real provider.
 * It must not know how the mock answers: it sees it as any provider, at an address and through control. Native code is loaded by the one command that needs it.
 */
export type {
  Generators,
  Interaction,
  MatchingRule,
  MatchingRules,
  Pact,
  PactMessage,
  PactRequest,
  PactResponse,
  ProviderState,
} from './pact/model.ts'
export { type Case, isGood, type Report } from './report/report.ts'

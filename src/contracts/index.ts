/**
 * Contracts: pacts read, written, built from the document's operations, checked against it, and held to the mock and to a real provider.
 * It must not know how the mock answers: it sees it as any provider, at an address and through control. Native code is loaded by the one command that needs it.
 */

export { type Broker, type BrokerOptions, createBroker, type Deployment, type Publication, type Question } from './broker/client.ts'
export type { Deployability } from './broker/deployability.ts'
export type { BrokerAccess, Environment } from './broker/environment.ts'
export type { Ran, RunOptions } from './broker/run.ts'
export type { BrokerVerification, Selector } from './broker/select.ts'
export { type BrokerVerifyOptions, verifyFromBroker } from './broker/verify.ts'
export { type Consumer, type ConsumerOptions, createConsumer, type Expectation } from './build/consumer.ts'
export type { Undescribed } from './build/described.ts'
export { exactly, maybeEmpty } from './build/marks.ts'
export type { Terms } from './build/terms.ts'
export { type CheckOptions, checkPacts } from './check/check.ts'
export { checkCodes } from './check/source.ts'
export { type Coverage, cover } from './coverage/coverage.ts'
export { type Exempt, parseExempt } from './coverage/exempt.ts'
export { toPage as toCoveragePage } from './coverage/page.ts'
export { parseShard, type Seen, type Sighting, seenInJournal, seenInPacts, toShard } from './coverage/seen.ts'
export { toCoverageReport } from './coverage/told.ts'
export { type Accepted, parseAccepted } from './drift/accepted.ts'
export { type DriftOptions, drift } from './drift/drift.ts'
export type { Journey, Keep, Step, Tidying } from './drift/journey.ts'
export { fileNameOf } from './pact/file-name.ts'
export { loadPacts } from './pact/load.ts'
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
export { readPact } from './pact/read.ts'
export { type PactSource, pactCodes } from './pact/source.ts'
export { writePact } from './pact/write.ts'
export { changesOf } from './record/changes.ts'
export { follow, type Observation, observe } from './record/observe.ts'
export { membershipStates, membershipVariables } from './record/organizations.ts'
export { type Recorded, type RecordOptions, record } from './record/record.ts'
export { type StateRule, scenarioState } from './record/states.ts'
export { type RecordedFile, toRecordReport } from './record/told.ts'
export { createTracker, type Tracker } from './record/track.ts'
export type { Uses } from './record/used.ts'
export { type ReportFormat, renderReport } from './report/render.ts'
export { type Case, type Finding, isGood, type Report } from './report/report.ts'
export { dropShards, mergeShards, writeShard } from './shards/folder.ts'
export { type Gathering, gatherPacts } from './shards/gather.ts'
export { toMergeReport } from './shards/told.ts'
export { type OwnStatesAccess, statesAtUrl } from './states/at-url.ts'
export {
  catalogue,
  type Mailing,
  type StateKeeper,
  type StateName,
  type StateParams,
  type Variables,
} from './states/catalogue.ts'
export { catalogueOf } from './states/catalogue-of.ts'
export { mockStates } from './states/mock.ts'
export { createRunName, type ProviderAccess } from './states/provider-client.ts'
export { remoteStates } from './states/remote.ts'
export { type HoldOptions, type Verification, type VerifyOptions, verify } from './verify/verify.ts'

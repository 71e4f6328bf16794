/**
 * Everything that changes: a world with its rows, clock, ids, randomness and journal, and the scenarios worlds start from.
 * It must not know who changes it: no document, no organisations, no HTTP.
 */
export { type Captured, type CapturedState, capture, revive } from './capture.ts'
export type { Deed } from './deed.ts'
export { drawDelay, longestDelay } from './delay.ts'
export type { DelaySpec, Fault, FaultMatch, FaultRecord, FaultSpec, RateLimitSpec } from './fault.ts'
export { type ActiveFault, type Allowance, Faults } from './faults.ts'
export type { Exchange, JournalLimits } from './journal.ts'
export { refitWorld } from './refit.ts'
export {
  type CallStep,
  type FactPath,
  type Scenario,
  type ScenarioCode,
  type ScenarioStep,
  type StepFacts,
  scenarioCodes,
} from './scenario.ts'
export { parseFixture } from './scenario-fixture.ts'
export { listScenarios, loadScenario, parseScenario, type ScenarioEntry } from './scenario-load.ts'
export type { ScenarioParams } from './scenario-params.ts'
export { commonSchemas, type FactSchema, fields, mapOf, timeSchema } from './scenario-schema.ts'
export { checkShape } from './scenario-shape.ts'
export { clockAfter, stepsSchema } from './scenario-step.ts'
export { writeFixture } from './scenario-write.ts'
export { emptyStart, type StartSource, type WorldStart } from './start.ts'
export { type Refitted, type Step, stepLimit, type Watcher, World, type WorldOptions, type WorldSnapshot } from './world.ts'
export { checkWorldName, isWorldName, Worlds, type WorldsEvent, type WorldsOptions, WorldsRefusal } from './worlds.ts'

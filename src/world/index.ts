/**
 * Everything that changes: a world with its rows, clock, ids, randomness and journal, and the scenarios worlds start from.
 * It must not know who changes it: no document, no organisations, no HTTP.
 */
export type { Deed } from './deed.ts'
export { type DelaySpec, type Fault, type FaultSpec, Faults } from './fault.ts'
export { type Exchange, Journal, type JournalLimits } from './journal.ts'
export { type FactPath, type Scenario, scenarioCodes } from './scenario.ts'
export { listScenarios, loadScenario, type ScenarioEntry } from './scenario-load.ts'
export { commonSchemas, type FactSchema, fields, mapOf, timeSchema } from './scenario-schema.ts'
export { checkShape } from './scenario-shape.ts'
export type { WorldStart } from './start.ts'
export { type Step, stepLimit, type Watcher, World, type WorldOptions, type WorldSnapshot } from './world.ts'
export { Worlds, type WorldsEvent, type WorldsOptions, WorldsRefusal } from './worlds.ts'

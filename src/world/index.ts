/**
 * Everything that changes: a world with its rows, clock, ids, randomness and journal, and the scenarios worlds start from.
 * It must not know who changes it: no document, no organisations, no HTTP.
 */
export { type Exchange, Journal } from './journal.ts'
export { type FactPath, type Scenario, scenarioCodes } from './scenario.ts'
export { listScenarios, loadScenario, type ScenarioEntry } from './scenario-load.ts'
export { commonSchemas, type FactSchema, fields, mapOf, timeSchema } from './scenario-schema.ts'
export { checkShape } from './scenario-shape.ts'
export { World, type WorldOptions, type WorldSnapshot, type WorldStart } from './world.ts'

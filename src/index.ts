/** The public names of Standin. */
export type { Engine, Population } from './engine/index.ts'
export { type ClockSetting, type Diagnostic, Unusable, type Where } from './kernel/index.ts'
export { createMock, type Mock, type MockOptions, version } from './mock.ts'
export type { Api, Operation } from './openapi/index.ts'
export type { Exchange, Scenario, World } from './world/index.ts'

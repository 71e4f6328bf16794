/** Values made up to a schema. */
export { canonical, isEqual } from '../../kernel/index.ts'
export { isProvider } from './provider.ts'
export { type SampleOptions, sample, Unsatisfiable } from './sample.ts'
export { hash } from './source.ts'
export { loadTools, type Tools } from './tools.ts'
export { toWords } from './writing.ts'

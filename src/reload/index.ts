/**
 * What a saved file changes in a running mock: the document, the fixtures and the settings are read anew, and what they break is found.
 * It must not know files, sockets or who watches: it is asked to read anew, and says what came of it.
 * A room of its own, since a mock that starts and one that goes on have different duties: the second must not lose what its worlds hold.
 */
export { type ReloadCode, reloadCodes } from './codes.ts'
export { type Settings, warmUpOf } from './edition.ts'
export { Editions, type SourceFiles } from './editions.ts'
export type { Outcome, ReloadReport, ReloadRequest } from './revise.ts'

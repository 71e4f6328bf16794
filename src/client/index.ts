/**
 * A small typed client over `fetch`, for the types that `standin types` writes.
 * It must not know anything else of Standin, nor Node: it goes into the bundles of others.
 */
export type { FormEncoding } from './body.ts'
export { type Client, type ClientOptions, createClient, type OperationWire, type Wire } from './client.ts'
export { type Place, usual, type Writing, writeHeader, writePairs, writePath } from './styles.ts'
export type { Answer } from './types.ts'

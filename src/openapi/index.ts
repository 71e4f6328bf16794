/**
 * Document in, `Api` out: load, check, compile. One place knows OpenAPI, schema dialects and validators (ajv lives here).
 * It must not know what plays the API: no world, no domain, no HTTP server.
 */
export type {
  Api,
  Method,
  Operation,
  Path,
  ReadResult,
  RequestInput,
  RequestParts,
  ResponseSpec,
  SecurityRequirement,
  SecurityScheme,
} from './api.ts'
export { check } from './check.ts'
export { createApi } from './create-api.ts'
export { emitTypes } from './emit-types.ts'
export { type ExampleRequest, exampleRequest } from './example-request.ts'
export { diagnosticCodes } from './finding.ts'
export { load } from './load.ts'
export type { Violation } from './violation.ts'

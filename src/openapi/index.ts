/**
 * Document in, `Api` out: load, check, compile. One place knows OpenAPI, schema dialects and validators (ajv lives here).
 * It must not know what plays the API: no world, no domain, no HTTP server.
 */
export type { Api, Method, Operation, Path, ReadResult, RequestInput, RequestParts, ResponseSpec, SecurityRequirement, SecurityScheme } from './api.ts'
export type { Violation } from './violation.ts'

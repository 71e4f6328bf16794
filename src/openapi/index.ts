/**
 * Document in, `Api` out: load, check, compile. One place knows OpenAPI, schema dialects and validators (ajv lives here).
 * It must not know what plays the API: no world, no domain, no HTTP server.
 */
export type {
  Api,
  Callback,
  DeclaredHeader,
  DeclaredLink,
  Method,
  Operation,
  Path,
  ReadResult,
  RequestExample,
  RequestInput,
  RequestParts,
  ResponseExample,
  ResponseSpec,
  SchemaSource,
  SecurityRequirement,
  SecurityScheme,
  Webhook,
} from './api.ts'
export { check } from './check.ts'
export { contentCodings, decodeContent, Undecodable } from './content-coding.ts'
export type { JsonSchema } from './conversion.ts'
export { parseCookies } from './cookies.ts'
export { createApi } from './create-api.ts'
export { toCurl } from './curl.ts'
export { declaredAnswer } from './declared-answer.ts'
export { type Discriminator, discriminatorOf, targetOf, wordsFor } from './discriminator.ts'
export { follow } from './document.ts'
export { type Draft, draftOf, toExample, toParts, withQuery } from './draft.ts'
export { emitClient } from './emit-client.ts'
export { emitTypes } from './emit-types.ts'
export { writeEvents } from './events.ts'
export { type ExampleRequest, exampleRequest } from './example-request.ts'
export { expectationOf } from './expectation.ts'
export { FilePart, hasFiles, withPrints } from './file-part.ts'
export { type Found, findOperation, operationsAt } from './find-operation.ts'
export { byPlace, diagnosticCodes } from './finding.ts'
export { decodeText, JsonFault, parseJson } from './json.ts'
export { writeLines } from './lines.ts'
export { type DocumentSource, type LoadOptions, load } from './load.ts'
export { isJson, isLines, matchMediaType, parameterOf, toEssence } from './media-type.ts'
export { mend } from './mend.ts'
export { partsByName } from './multipart-plain.ts'
export { writeForm } from './multipart-write.ts'
export { findDuplicateKeys, Positions, toPosition } from './positions.ts'
export { isAddress } from './remote.ts'
export { evaluate, type Told, toFilled } from './runtime-expression.ts'
export { bodiesOf, examplesOf, mediaOf, parametersOf, sampleInBody, sampleParameter } from './sample.ts'
export { Uncompilable } from './uncompilable.ts'
export type { UndeclaredField } from './undeclared.ts'
export type { Violation } from './violation.ts'
export { type Field, toField } from './writing.ts'

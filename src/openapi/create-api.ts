import { type Diagnostic, didYouMean, isObject, nearest, parsePointer, Unusable, valueAt, type Where } from '../kernel/index.ts'
import type { Api, SchemaSource } from './api.ts'
import { checkMedia } from './check-media.ts'
import { type Node, namedSchemas } from './document.ts'
import { type Finding, toDiagnostics } from './finding.ts'
import type { DeclaredOperation } from './operation.ts'
import { compilePaths } from './paths.ts'
import { findDeepReach } from './reach.ts'
import { checkReferences, collectReferences, type Reference } from './references.ts'
import { Schemas } from './schemas.ts'
import { compileSendings, type Sendings } from './sendings.ts'
import { createCheck } from './value-check.ts'

type Locate = (pointer: string) => Where

/** An `Api` from a document that is already one plain value, e.g. in a test. References into other files are not followed. */
export function createApi(document: object, source: string, locate: Locate = (pointer) => ({ file: source, pointer })): Api {
  return compileApi(document, source, locate).api
}

/** What this room itself needs to know beside the `Api`. */
export interface CompiledApi {
  readonly api: Api
  /** Those of its callbacks and webhooks included. */
  readonly operations: readonly DeclaredOperation[]
  readonly schemas: Schemas
}

/** The files a document was read from. */
export interface Files {
  readonly files: readonly string[]
  /** What is wrong with one of them as a whole. */
  readonly broken: readonly Diagnostic[]
  /** Every `$ref` of the document, where they are known already. */
  readonly references?: readonly Reference[] | undefined
}

export function compileApi(
  document: object,
  source: string,
  locate: Locate,
  { files, broken: unread, references: known }: Files = { files: [source], broken: [] },
): CompiledApi {
  const fault = judgeKind(document)
  if (fault !== undefined) throw new Unusable(`${source} can not be used:`, toDiagnostics([fault], locate))
  const root = document as Node
  const info = isObject(root.info) ? root.info : {}
  const specification = String(root.openapi)
  const schemas = new Schemas(root, specification.startsWith('3.0'))
  const references = known ?? collectReferences(root)
  const broken = checkReferences(root, references)
  const limit = broken.find(({ code }) => code === 'document.limit') ?? findDeepReach(references)
  if (limit !== undefined) throw new Unusable(`${source} can not be used:`, toDiagnostics([limit], locate))
  const findings: Finding[] = [...broken]
  const { paths, operations } = compilePaths(root, source, schemas, broken, findings)
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  let diagnostics: readonly Diagnostic[] | undefined
  let compiled: readonly Diagnostic[] | undefined
  let sendings: Sendings | undefined
  const sent = () => {
    sendings ??= compileSendings(root, schemas, operations)
    return sendings
  }
  const all = () => [
    ...operations,
    ...sent().callbacks.map(({ operation }) => operation),
    ...sent().webhooks.map(({ operation }) => operation),
  ]
  const checks = new Map<string, ReturnType<typeof createCheck>>()
  const api: Api = {
    title: String(info.title ?? ''),
    version: String(info.version ?? ''),
    specification,
    source,
    files,
    document: document as Api['document'],
    root,
    settings: isObject(root['x-standin']) ? root['x-standin'] : {},
    operations,
    paths,
    get callbacks() {
      return sent().callbacks
    },
    get webhooks() {
      return sent().webhooks
    },
    get diagnostics() {
      diagnostics ??= [...unread, ...toDiagnostics(unique(findings), locate)]
      return diagnostics
    },
    operation: (id) => byId.get(id),
    schema: (pointer) => {
      const known = checks.get(pointer)
      if (known !== undefined) return known
      if (valueAt(root, parsePointer(pointer)) === undefined) {
        throw new Error(`There is no schema at #${pointer} in ${source}.${didYouMean(pointer, schemaPointers(root))}`)
      }
      const check = createCheck(schemas, pointer, 'value')
      checks.set(pointer, check)
      return check
    },
    schemas: sourceOf(schemas),
    locate,
    *warmUp() {
      for (const operation of operations) yield* operation.warmUp()
    },
    compileAll: () => {
      compiled ??= toDiagnostics(
        unique([...sent().findings, ...compileOperations(all()), ...checkMedia(root, operations), ...schemas.findings]),
        locate,
      )
      return compiled
    },
  }
  return {
    api,
    get operations() {
      return all()
    },
    schemas,
  }
}

function sourceOf(schemas: Schemas): SchemaSource {
  return {
    at: (pointer, direction) => schemas.at(pointer, direction),
    target: (reference) => schemas.named(reference),
    written: (schema) => schemas.written(schema),
    pointerOf: (schema) => schemas.pointerOf(schema),
    hasFormat: (format, value) => schemas.hasFormat(format, value),
    matches: (pattern, text) => schemas.matches(pattern, text),
  }
}

function compileOperations(operations: readonly DeclaredOperation[]): Finding[] {
  return operations.flatMap((operation) => operation.compile() ?? [])
}

/** The same parameter is met by every operation that refers to it. */
function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.code} ${finding.pointer} ${finding.message}`, finding])).values()]
}

function schemaPointers(root: Node): string[] {
  return Object.keys(namedSchemas(root)).map((name) => `/components/schemas/${name}`)
}

/** Whether this is a document we can stand in for at all. */
function judgeKind(document: unknown): Finding | undefined {
  const kind = (message: string, pointer = ''): Finding => ({ code: 'document.kind', severity: 'error', message, pointer })
  if (!isObject(document)) return kind('This is not an OpenAPI document: its root must be an object with "openapi", "info" and "paths".')
  if (document.swagger !== undefined) {
    return kind(
      'This is a Swagger 2.0 document. Convert it to OpenAPI 3 first, e.g. with: npx swagger2openapi <file> -o openapi.yaml',
      '/swagger',
    )
  }
  const version = document.openapi
  const meant = nearest('openapi', Object.keys(document))
  if (version === undefined)
    return kind(
      `This is not an OpenAPI document: it has no "openapi".${meant === undefined ? '' : ` Is "${meant}" meant to be it?`}`,
      meant && `/${meant}`,
    )
  if (typeof version !== 'string') return kind(`"openapi" must be a text: write "openapi: '3.1.0'", with quotation marks.`, '/openapi')
  if (!/^3\.[012](\.|$)/.test(version)) return kind(`OpenAPI ${version} is not supported: 3.0, 3.1 and 3.2 are.`, '/openapi')
  if (document.paths !== undefined && !isObject(document.paths)) return kind('"paths" must be a map of path templates.', '/paths')
  return undefined
}

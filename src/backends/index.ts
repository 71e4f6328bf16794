/**
 * What answers operations, one folder each; the only place where document and domain meet.
 * It must not know sockets, nor files but the one with a user's own backend.
 */
import type { Backend } from '../engine/index.ts'
import { Unusable } from '../kernel/index.ts'
import type { Api } from '../openapi/index.ts'
import type { BackendFinding } from './codes.ts'
import { type Correction, createCrudBackend, inferModel } from './crud/index.ts'
import { createExamples } from './examples/index.ts'

export { inferModel, loadCorrections, type Model, toFacts } from './crud/index.ts'
export { findUnmade } from './examples/index.ts'
export type { components, operations, paths } from './organizations/document.gen.ts'
export {
  type BackendExtras,
  createOwn,
  defineBackend,
  defineTable,
  type Handler,
  type HandlerCall,
  type HandlerReply,
  type Handlers,
  loadOwn,
  type MailDraft,
  type OwnBackend,
  type OwnTable,
  type TableShape,
} from './own/index.ts'

/** What is asked of a document's backend by whoever starts a mock. */
export interface BackendChoices {
  /** Which inferred collections are kept: those that are sure if left out, all if true, none if false. */
  readonly isStateful?: boolean | undefined
  /** What is said of them otherwise than it is inferred. */
  readonly corrections?: readonly Correction[] | undefined
  /** Operations that handlers of the user's own play. */
  readonly played?: ReadonlySet<string> | undefined
}

/** By the name a document's `x-standin.backend` gives; each made for one document. */
const backends: Readonly<Record<string, (api: Api, choices: BackendChoices) => Backend | Promise<Backend>>> = {
  crud: (api, { corrections, isStateful = true, played }) => createCrudBackend(api, inferModel(api, corrections, played), isStateful),
  examples: createExamples,
  // the domain and what stands on it, for the one document that is about it
  organizations: async () => (await import('./organizations/index.ts')).organizations as Backend,
}

/**
 * The backend a document asks for in `x-standin.backend`; of one that asks for none, the inferred collections.
 * Throws `Unusable` when there is none of that name, and when something is said of collections that does not fit.
 */
export async function backendOf(api: Api, { isStateful, corrections, played }: BackendChoices): Promise<Backend> {
  const written = api.settings.backend
  const asked = isStateful === false && (written === undefined || written === 'crud') ? 'examples' : (written ?? 'crud')
  const create = typeof asked === 'string' && Object.hasOwn(backends, asked) ? backends[asked] : undefined
  if (create !== undefined && asked !== 'crud') requireNone(corrections, asked as string)
  if (create !== undefined) return create(api, { corrections, played, isStateful: isStateful ?? written === 'crud' })
  const where = api.locate('/x-standin/backend')
  const found: BackendFinding = {
    code: 'document.backend.unknown',
    severity: 'error',
    message: `x-standin.backend is ${JSON.stringify(asked)}; there is ${Object.keys(backends).join(', ')}`,
    where,
  }
  throw new Unusable(`${api.source} asks for a backend that is not there`, [found])
}

/** Corrections that would do nothing. */
function requireNone(corrections: readonly Correction[] = [], backend: string): void {
  const message = `The document is played by "${backend}", which infers no collections. Leave the corrections out, or have it played by "crud".`
  const findings = corrections.map(({ locate }): BackendFinding => ({ code: 'model.unfit', severity: 'error', message, where: locate([]) }))
  if (findings.length > 0) throw new Unusable("What is said of the document's collections can't be used", findings.slice(0, 1))
}

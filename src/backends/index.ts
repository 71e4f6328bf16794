/**
 * What answers operations, one folder each; the only place where document and domain meet.
 * It must not know sockets, nor files but the one with a user's own backend.
 */
import type { Backend } from '../engine/index.ts'
import { Unusable } from '../kernel/index.ts'
import type { Api } from '../openapi/index.ts'
import type { BackendFinding } from './codes.ts'
import { createCrudBackend, inferModel } from './crud/index.ts'
import { createExamples } from './examples/index.ts'
import { organizations } from './organizations/index.ts'

export { inferModel, type Model } from './crud/index.ts'
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

/** By the name a document's `x-standin.backend` gives; each made for one document. */
const backends: Readonly<Record<string, (api: Api) => Backend | Promise<Backend>>> = {
  crud: (api) => createCrudBackend(api, inferModel(api), true),
  examples: createExamples,
  organizations: () => organizations as Backend,
}

/**
 * The backend a document asks for in `x-standin.backend`; of one that asks for none, the inferred collections: those that are sure,
 * all with `isStateful`, and none where it is false. Throws `Unusable` when there is none of that name.
 */
export async function backendOf(api: Api, isStateful: boolean | undefined): Promise<Backend> {
  const asked = api.settings.backend ?? (isStateful === true ? 'crud' : undefined)
  if (isStateful === false && (asked === undefined || asked === 'crud')) return createExamples(api)
  if (asked === undefined) return createCrudBackend(api, inferModel(api), false)
  const create = typeof asked === 'string' && Object.hasOwn(backends, asked) ? backends[asked] : undefined
  if (create !== undefined) return create(api)
  const where = api.locate('/x-standin/backend')
  const found: BackendFinding = {
    code: 'document.backend.unknown',
    severity: 'error',
    message: `x-standin.backend is ${JSON.stringify(asked)}; there is ${Object.keys(backends).join(', ')}`,
    where,
  }
  throw new Unusable(`${api.source} asks for a backend that is not there`, [found])
}

/** Answers from a document's own examples and schemas, for documents nobody has written a backend for. Nothing it answers changes anything. */
import { type Backend, type Call, loadTools, toPhrase, toStatusCode } from '../../engine/index.ts'
import type { Api } from '../../openapi/index.ts'
import { Answers } from './answers.ts'
import { errorReply } from './errors.ts'
import { No } from './no.ts'
import { populate } from './populate.ts'
import { findRecorded, type RecordedSpecs, recordedSpecs } from './recorded.ts'
import { principalOf, tokenSpecs, tokensOf } from './tokens.ts'

export { findUnmade } from './unmade.ts'

/** The backend of one document; it loads what makes things up. */
export async function createExamples(api: Api): Promise<Backend> {
  const tools = await loadTools()
  const answers = new Answers(api, tools)
  const backend: Backend<RecordedSpecs & typeof tokenSpecs> = {
    name: 'examples',
    says: 'from examples and schemas; no call changes anything',
    specs: { ...recordedSpecs, ...tokenSpecs },
    startsEmpty: true,
    assumptions: [],
    populate: (scenario, _api, store) => populate(scenario, api, tools, store),
    handles: () => true,
    authenticate: principalOf,
    tokens: tokensOf,
    answer: (call) => findRecorded(call as Call<RecordedSpecs>) ?? answers.answer(call as Call),
    toProblem: (thrown) => (thrown instanceof No ? thrown.problem : undefined),
    toErrorReply: (problem, operation, context) => errorReply(problem, operation, context, api, tools),
    answersPreferences: true,
    makeUp: (operation, status) => {
      if (status < 400) return undefined
      const problem = { code: toStatusCode(status), status, reason: toPhrase(status) }
      return errorReply(problem, operation, { traceId: '', now: 0 }, api, tools)
    },
  }
  return backend as Backend
}

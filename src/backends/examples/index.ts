/** Answers from a document's own examples and schemas, for documents nobody has written a backend for. Nothing it answers changes anything. */
import { type Backend, loadTools, toPhrase, toStatusCode } from '../../engine/index.ts'
import type { Api } from '../../openapi/index.ts'
import { Answers } from './answers.ts'
import { errorReply } from './errors.ts'
import { No } from './no.ts'
import { populate } from './populate.ts'

/** The backend of one document; it loads what makes things up. */
export async function createExamples(api: Api): Promise<Backend> {
  const tools = await loadTools()
  const answers = new Answers(api, tools)
  return {
    name: 'examples',
    says: 'from examples and schemas; no call changes anything',
    specs: {},
    assumptions: [],
    populate: (scenario) => populate(scenario, api, tools),
    handles: () => true,
    authenticate: () => ({ id: 'anyone' }),
    answer: (call) => answers.answer(call),
    toProblem: (thrown) => (thrown instanceof No ? thrown.problem : undefined),
    toErrorReply: (problem, operation, context) => errorReply(problem, operation, context, api, tools),
    answersPreferences: true,
    makeUp: (operation, status) => {
      if (status < 400) return undefined
      const problem = { code: toStatusCode(status), status, reason: toPhrase(status) }
      return errorReply(problem, operation, { traceId: '', now: 0 }, api, tools)
    },
  }
}

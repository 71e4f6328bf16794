import { type Call, loadTools } from '../../engine/index.ts'
import { type Api, type Operation, Uncompilable } from '../../openapi/index.ts'
import { emptyStart, World } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'
import { Answers } from './answers.ts'
import { No } from './no.ts'

/** An answer of success that can't be made. */
export interface Unmade {
  readonly operation: Operation
  readonly finding: BackendFinding
}

/** The answers of success that nobody who asks for them could be given, but a 501. Makes each of them once, so it takes its time. */
export async function findUnmade(api: Api): Promise<readonly Unmade[]> {
  const answers = new Answers(api, await loadTools())
  const world = new World(emptyStart, { name: 'none', path: '', origin: 'http://127.0.0.1', journal: { exchanges: 0, bytes: 0 } })
  const unmade: Unmade[] = []
  for (const operation of api.operations) {
    if (operation.unusable !== undefined) continue
    for (const status of operation.statuses.filter((one) => /^(?:2|default$)/i.test(one))) {
      const asked = Number(/^\d+$/.test(status) ? status : 200)
      const spec = operation.response(asked)
      // a range beside the very status stands for others, and `default` beside a success for errors
      if (spec === undefined || spec.status.toLowerCase() !== status.toLowerCase()) continue
      const media = spec.mediaTypes.length === 0 ? ['*/*'] : spec.mediaTypes
      const why = media.map((accept) => reasonAgainst(answers, world, operation, asked, accept)).find((one) => one !== undefined)
      if (why === undefined) continue
      const finding: BackendFinding = { code: 'answer.unmade', severity: 'warning', message: why, where: api.locate(spec.pointer) }
      unmade.push({ operation, finding })
    }
  }
  return unmade
}

/** What stands against an answer of a status and a media type; undefined when it can be given. */
function reasonAgainst(answers: Answers, world: World, operation: Operation, status: number, accept: string): string | undefined {
  const target = operation.path.template
  const headers = { prefer: `code=${status}`, accept }
  const call: Call = {
    operation,
    input: { params: {}, query: {}, headers: {}, cookies: {}, body: undefined },
    request: { method: operation.method, target, params: [], query: '', headers, body: undefined, unreadable: undefined },
    principal: undefined,
    world,
    now: 0,
  }
  try {
    answers.answer(call)
    return undefined
  } catch (thrown) {
    if (thrown instanceof No) return thrown.problem.reason
    // a schema that can't be compiled is told where it is compiled
    if (thrown instanceof Uncompilable) return undefined
    throw thrown
  }
}

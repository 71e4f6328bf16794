import type { Backend, Call, Problem, Reply, Request } from '../engine/index.ts'
import { isWorldName } from '../world/index.ts'
import { refusal } from './codes.ts'
import type { ControlCall, ControlHandlers, OperationId } from './handler.ts'
import { callbackHandlers } from './handlers/callbacks.ts'
import { eventHandlers } from './handlers/events.ts'
import { invitationHandlers } from './handlers/invitations.ts'
import { outboxHandlers } from './handlers/outbox.ts'
import { requestHandlers } from './handlers/requests.ts'
import { worldStateHandlers } from './handlers/world-state.ts'
import { worldHandlers } from './handlers/worlds.ts'
import { createLocalControl } from './local.ts'
import { pageHandlers } from './pages/handlers.ts'
import type { Target } from './target.ts'
import { type Control, ControlError } from './verbs.ts'

const pages = { ...invitationHandlers, ...pageHandlers }

type Table = ControlHandlers<Exclude<OperationId, keyof typeof pages>> & typeof pages

const handlers: Table = {
  ...worldHandlers,
  ...worldStateHandlers,
  ...outboxHandlers,
  ...callbackHandlers,
  ...requestHandlers,
  ...eventHandlers,
  ...pages,
}

/** What there is of control where it is the journal alone. */
const ofJournal: ReadonlySet<string> = new Set<OperationId>([
  ...(['getHealth', 'listRequests', 'getRequest', 'countRequests', 'watchEvents', 'showOverview', 'showJournal', 'showTestIds'] as const),
  ...(['getConsoleStyle', 'getConsoleScript', 'getConsoleScriptPart', 'showSignIn', 'submitSignIn', 'getStyle'] as const),
])

type AnyHandler = (call: ControlCall<OperationId>) => Reply | Promise<Reply>

/** The same by any name: the document has checked by now that a call is what its handler expects. */
const byId = new Map(Object.entries(handlers) as unknown as [string, AnyHandler][])

/** Control as a backend like any other: its verbs as handlers for `openapi/control.yaml`. */
export function createControl(target: Target): Backend {
  const control = createLocalControl(target, 'plain')
  return {
    name: 'control',
    specs: {},
    assumptions: [],
    populate: () => ({ diagnostics: [], tokens: [], defaultPrincipal: undefined, counts: {} }),
    handles: (operation) => byId.has(operation.id),
    authenticate: () => ({ id: 'control' }),
    answer: ({ operation }) => {
      throw new Error(`${operation.id} is answered later`)
    },
    answerLater: async (call) => {
      const handler = byId.get(call.operation.id)
      if (handler === undefined) throw new Error(`${call.operation.id} has no handler`)
      if (target.scope === 'journal' && !ofJournal.has(call.operation.id)) throw refusal('journal_only', journalOnly)
      return handler(toCall(target, control, call))
    },
    toProblem,
  }
}

const journalOnly =
  'A proxy has a journal and nothing else to steer: see /__standin/requests. What its upstream answers, only the upstream changes; standin serve plays the document itself.'

function toCall(target: Target, control: Control, { input, request }: Call): ControlCall<OperationId> {
  const named = headerOf(request)
  const here = { target, control, world: control.world(named ?? 'default'), named, request }
  return { params: input.params as never, query: input.query as never, body: input.body as never, here }
}

function toProblem(thrown: unknown): Problem | undefined {
  if (!(thrown instanceof ControlError)) return undefined
  const { code, status, message } = thrown
  return { code, status, reason: message, isOurs: true }
}

/** The server puts the world's name there, however it was given. */
function headerOf({ headers }: Request): string | undefined {
  const name = headers['standin-world']
  return typeof name === 'string' ? name : undefined
}

const oneWorld = /^\/__standin\/worlds\/([^/?]+)(?:\?|$)/

/** The world a call of control is about, for the answer's header; `none` for a name that none can have. */
export function aboutWorld(request: Request): string {
  const name = oneWorld.exec(request.target)?.[1] ?? headerOf(request) ?? 'default'
  return isWorldName(name) ? name : 'none'
}

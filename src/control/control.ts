import { type Backend, type Call, type Problem, problem, type Reply, type Request, respond } from '../engine/index.ts'
import type { World } from '../world/index.ts'
import type { Target } from './local.ts'
import { accepted, failed, gone, invitationPage, unknownKey } from './pages/invitation.ts'
import { style } from './pages/page.ts'

/** A no of control's own. */
class Refused {
  readonly problem: Problem
  constructor(refused: Problem) {
    this.problem = refused
  }
}

/** Control as a backend like any other: handlers for `openapi/control.yaml`. */
export function createControl(target: Target): Backend {
  const handlers: Readonly<Record<string, (call: Call) => Reply>> = {
    getHealth: () => ({ status: 200, body: health(target) }),
    listMessages: ({ input }) => ({
      status: 200,
      body: mailbox(target).list(world(target), input.query as { to?: string; limit: number }),
    }),
    getMessage: ({ input }) => ({ status: 200, body: message(target, input.params.id as string, input.query.to as string | undefined) }),
    showInvitation: ({ input }) => showInvitation(target, input.params.key as string),
    openInvitation: ({ input }) =>
      openInvitation(target, input.params.key as string, (input.body ?? {}) as Record<string, string | undefined>),
    getStyle: () => ({ status: 200, body: style, mediaType: 'text/css' }),
  }
  return {
    name: 'control',
    specs: {},
    assumptions: [],
    populate: () => ({ diagnostics: [], tokens: [], defaultPrincipal: undefined, counts: {} }),
    handles: (operation) => operation.id in handlers,
    authenticate: () => ({ id: 'control' }),
    answer: (call) => (handlers[call.operation.id] as (call: Call) => Reply)(call),
    answerLater: async (call) => (handlers[call.operation.id] as (call: Call) => Reply)(call),
    toProblem: (thrown) => (thrown instanceof Refused ? thrown.problem : undefined),
  }
}

function health({ engine, version, worlds }: Target): unknown {
  const { api } = engine()
  return {
    status: 'ok',
    version,
    document: { title: api.title, version: api.version, operations: api.operations.length },
    worlds: worlds.size,
  }
}

function world({ worlds }: Target): World {
  return worlds.at('default')
}

function mailbox({ engine }: Target): NonNullable<Backend['mailbox']> {
  const { backend } = engine()
  if (backend.mailbox === undefined) throw new Refused(notFound(`The backend "${backend.name}" mails nothing, so there is no outbox`))
  return backend.mailbox
}

function message(target: Target, id: string, to: string | undefined): unknown {
  const found = id === 'latest' ? mailbox(target).list(world(target), { to, limit: 1 })[0] : mailbox(target).find(world(target), id)
  if (found === undefined)
    throw new Refused(notFound(id === 'latest' ? `No mail${to === undefined ? '' : ` to ${to}`} was sent yet` : `No mail has the id ${id}`))
  return found
}

function showInvitation(target: Target, key: string): Reply {
  const here = world(target)
  const invitation = mailbox(target).invitation(here, key, here.clock.now())
  if (invitation === undefined) return unknownKey()
  return invitation.state === 'open' ? invitationPage(invitation) : gone(invitation, invitation.state)
}

/** Accepts by the API's own operation, so that the journal shows the call and a replay repeats it. */
function openInvitation(target: Target, key: string, form: Readonly<Record<string, string | undefined>>): Reply {
  const engine = target.engine()
  const here = world(target)
  const invitation = mailbox(target).invitation(here, key, here.clock.now())
  if (invitation === undefined) return unknownKey()
  if (invitation.state !== 'open') return gone(invitation, invitation.state)
  const acceptance = invitation.accept({ fullName: form.full_name ?? '', password: form.password ?? '' })
  const operation = engine.api.operation(acceptance.operationId)
  if (operation === undefined) throw new Error(`The document has no operation ${acceptance.operationId}`)
  const response = respond(engine, here, operation, toRequest(operation.method, operation.path.template, acceptance.body), acceptance.as)
  return response.status < 300 ? accepted(invitation) : failed(invitation, acceptance.messageOf(response.body))
}

function toRequest(method: string, target: string, body: unknown): Request {
  const headers = { 'content-type': 'application/json' }
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  return { method, target, params: [], query: '', headers, body: bytes, unreadable: undefined }
}

function notFound(reason: string): Problem {
  return { ...problem('route_not_found', reason), code: 'not_found' }
}

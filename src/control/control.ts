import { type Backend, type Call, type Engine, type Problem, problem, type Reply, type Request, respond } from '../engine/index.ts'
import type { World } from '../world/index.ts'
import { accepted, failed, gone, invitationPage, unknownKey } from './pages/invitation.ts'
import { style } from './pages/page.ts'

/** What control acts on. */
export interface Target {
  readonly engine: Engine
  readonly world: () => World
  /** Of Standin itself. */
  readonly version: string
}

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
      body: mailbox(target).list(target.world(), input.query as { to?: string; limit: number }),
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
    toProblem: (thrown) => (thrown instanceof Refused ? thrown.problem : undefined),
  }
}

function health({ engine: { api }, version }: Target): unknown {
  return { status: 'ok', version, document: { title: api.title, version: api.version, operations: api.operations.length }, worlds: 1 }
}

function mailbox({ engine: { backend } }: Target): NonNullable<Backend['mailbox']> {
  if (backend.mailbox === undefined) throw new Refused(notFound(`The backend "${backend.name}" mails nothing, so there is no outbox`))
  return backend.mailbox
}

function message(target: Target, id: string, to: string | undefined): unknown {
  const found = id === 'latest' ? mailbox(target).list(target.world(), { to, limit: 1 })[0] : mailbox(target).find(target.world(), id)
  if (found === undefined)
    throw new Refused(notFound(id === 'latest' ? `No mail${to === undefined ? '' : ` to ${to}`} was sent yet` : `No mail has the id ${id}`))
  return found
}

function showInvitation(target: Target, key: string): Reply {
  const world = target.world()
  const invitation = mailbox(target).invitation(world, key, world.clock.now())
  if (invitation === undefined) return unknownKey()
  return invitation.state === 'open' ? invitationPage(invitation) : gone(invitation, invitation.state)
}

/** Accepts by the API's own operation, so that the journal shows the call and a replay repeats it. */
function openInvitation(target: Target, key: string, form: Readonly<Record<string, string | undefined>>): Reply {
  const { engine } = target
  const world = target.world()
  const invitation = mailbox(target).invitation(world, key, world.clock.now())
  if (invitation === undefined) return unknownKey()
  if (invitation.state !== 'open') return gone(invitation, invitation.state)
  const acceptance = invitation.accept({ fullName: form.full_name ?? '', password: form.password ?? '' })
  const operation = engine.api.operation(acceptance.operationId)
  if (operation === undefined) throw new Error(`The document has no operation ${acceptance.operationId}`)
  const response = respond(engine, world, operation, toRequest(operation.method, operation.path.template, acceptance.body), acceptance.as)
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

import { type Reply, type Request, respond } from '../../engine/index.ts'
import type { World } from '../../world/index.ts'
import type { Here, PageHandlers } from '../handler.ts'
import { accepted, failed, gone, invitationPage, unknownKey } from '../pages/invitation.ts'
import { style } from '../pages/page.ts'

/** The pages behind mailed links, for everyone: so none of them makes a world. */
export const invitationHandlers = {
  showInvitation({ params: { key }, here }) {
    const found = find(here, key)
    if (found === undefined) return unknownKey()
    const { invitation } = found
    return invitation.state === 'open' ? invitationPage(invitation) : gone(invitation, invitation.state)
  },

  openInvitation: ({ params: { key }, body = {}, here }) => accept(here, key, body),

  getStyle: () => ({ status: 200, body: style, mediaType: 'text/css' }),
} satisfies PageHandlers<'showInvitation' | 'openInvitation' | 'getStyle'>

function find({ target, world }: Here, key: string) {
  const here: World | undefined = target.worlds.find(world.name)
  const invitation = here === undefined ? undefined : target.engine().backend.mailbox?.invitation(here, key, here.clock.now())
  return here === undefined || invitation === undefined ? undefined : { world: here, invitation }
}

interface Form {
  readonly full_name?: string
  readonly password?: string
}

/** Accepts by the API's own operation, so that the journal shows the call and a replay repeats it. */
function accept(here: Here, key: string, { full_name: fullName = '', password = '' }: Form): Reply {
  const found = find(here, key)
  if (found === undefined) return unknownKey()
  const { world, invitation } = found
  if (invitation.state !== 'open') return gone(invitation, invitation.state)
  const engine = here.target.engine()
  const acceptance = invitation.accept({ fullName, password })
  const operation = engine.api.operation(acceptance.operationId)
  if (operation === undefined) throw new Error(`The document has no operation ${acceptance.operationId}`)
  const response = respond(engine, world, operation, toRequest(operation.method, operation.path.template, acceptance.body), acceptance.as)
  // A fault may have kept the call from being answered at all.
  if (response.status === 0) return failed(invitation, 'There was no answer. Please try again.')
  return response.status < 300 ? accepted(invitation) : failed(invitation, acceptance.messageOf(response.body))
}

function toRequest(method: string, target: string, body: unknown): Request {
  const headers = { 'content-type': 'application/json' }
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  return { method, target, params: [], query: '', headers, body: bytes, unreadable: undefined }
}

import { assumptionNames, assumptions, organizationSpecs } from '../../domain/index.ts'
import type { Backend, Reply } from '../../engine/index.ts'
import { auditLog } from './audit-log.ts'
import { authenticate } from './authenticate.ts'
import { CallContext, type OrganizationCall } from './context.ts'
import { departments } from './departments.ts'
import { fromErrorBody, toErrorBody, toProblem } from './errors.ts'
import { populate } from './facts/index.ts'
import type { HandlerCall, Handlers, OperationId } from './handler.ts'
import { invitations } from './invitations.ts'
import { mailbox } from './mailbox.ts'
import { members } from './members.ts'
import { people } from './people.ts'
import { explain } from './reasons.ts'
import { tokens } from './reasons-case.ts'
import { roles } from './roles.ts'
import { state } from './state.ts'
import { users } from './users.ts'
import { errorWords } from './words.ts'

const handlers: Handlers = { ...users, ...members, ...invitations, ...roles, ...departments, ...auditLog }

/** The same by any name: the document has checked by now that a call is what its handler expects. */
const byId = new Map(Object.entries(handlers) as [string, (call: HandlerCall<OperationId>) => Reply][])

/** Organisations and their members. */
export const organizations: Backend<typeof organizationSpecs> = {
  name: 'organizations',
  specs: organizationSpecs,
  assumptions: assumptionNames.map((name) => ({ name, ...assumptions[name] })),
  populate,
  handles: (operation) => byId.has(operation.id),
  authenticate,
  answer,
  toProblem,
  toErrorBody,
  fromErrorBody,
  mailbox,
  state,
  people,
  errors: errorWords,
  tokens,
  explain,
}

function answer(call: OrganizationCall): Reply {
  const { operation, input, world } = call
  const handler = byId.get(operation.id)
  if (handler === undefined) throw new Error(`${operation.id} has no handler`)
  return handler({
    params: input.params as never,
    query: input.query as never,
    body: input.body as never,
    context: new CallContext(call),
    origin: world.origin,
  })
}

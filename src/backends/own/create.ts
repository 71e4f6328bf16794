import {
  type Backend,
  type Call,
  type ErrorContext,
  type Problem,
  parsePreferences,
  preferOf,
  type Reply,
  type StateTable,
  toProblemDetails,
} from '../../engine/index.ts'
import { type Store, type Table, type TableSpecs, Unusable } from '../../kernel/index.ts'
import type { Api, Operation } from '../../openapi/index.ts'
import type { World } from '../../world/index.ts'
import { toHandlerCall } from './call.ts'
import { checkOwn } from './check.ts'
import type { OwnBackend } from './define.ts'
import { HandlerFailure } from './failure.ts'
import { joinMailboxes, mailSpecs, ownMailbox } from './mailbox.ts'
import { fillTables } from './populate.ts'
import { type OwnProblem, OwnRefusal } from './refusal.ts'
import { toReply } from './reply.ts'

/** Your handlers over another backend, which plays the rest. Throws `Unusable` when a handler is for no operation, or a table has a name that is taken. */
export function createOwn(own: OwnBackend, api: Api, rest: Backend): Backend {
  const findings = checkOwn(own, api, rest)
  if (findings.length > 0) throw new Unusable("Your own backend can't be used", findings)
  const { handlers, tables, authenticate } = own
  const specs: TableSpecs = { ...rest.specs, ...tables, ...mailSpecs }
  const toProblem = (thrown: unknown) => (thrown instanceof OwnRefusal ? thrown.problem : rest.toProblem(thrown))
  return {
    ...rest,
    name: rest.name,
    says: `${handlers.size} of ${api.operations.length} operations by your own handlers; the rest ${rest.says ?? `by ${rest.name}`}`,
    specs,
    edition: own.source,
    startsEmpty: rest.startsEmpty ?? Object.keys(rest.specs).length === 0,
    populate(scenario, document, store) {
      const others = Object.entries(scenario.facts).filter(([name]) => !Object.hasOwn(tables, name))
      const population = rest.populate({ ...scenario, facts: Object.fromEntries(others) }, document, store)
      const found = fillTables(own, scenario, document, store)
      return {
        ...population,
        diagnostics: [...population.diagnostics, ...found],
        counts: { ...population.counts, ...countRows(tables, store) },
      }
    },
    handles: (operation) => handlers.has(operation.id) || rest.handles(operation),
    authenticate(world, credential) {
      if (authenticate === undefined) return rest.authenticate(world, credential)
      const caller = authenticate(credential, { tables: world.tables as never })
      if (caller === undefined) return { code: 'credential_unknown', status: 401, reason: 'No one is known by this credential' }
      return typeof caller === 'string' ? { id: caller } : caller
    },
    answer(call) {
      const handler = handlers.get(call.operation.id)
      if (handler === undefined || (rest.answersPreferences === true && wantsAnother(call))) return rest.answer(call)
      try {
        return toReply(handler(toHandlerCall(call, rest, api)), call, api)
      } catch (thrown) {
        throw toProblem(thrown) !== undefined ? thrown : new HandlerFailure(call.operation, thrown, own)
      }
    },
    toProblem,
    toErrorReply(refused: OwnProblem, operation, context) {
      if (refused.reply !== undefined) return refused.reply
      const isFailure = refused.code === 'defect' && handlers.has(operation.id)
      return isFailure ? failure(refused, operation, context, rest) : rest.toErrorReply?.(refused, operation, context)
    },
    mailbox: rest.mailbox === undefined ? ownMailbox : joinMailboxes(ownMailbox, rest.mailbox),
    state: (world) => [...stateOf(own, world), ...(rest.state?.(world) ?? [])],
  }
}

/** Whether a call asks for an answer that no handler has a say in. */
function wantsAnother({ request }: Call): boolean {
  const prefer = preferOf(request)
  if (prefer === undefined) return false
  const { values } = parsePreferences(prefer)
  return values.has('code') || values.has('example') || values.has('dynamic')
}

/** A handler that failed is an internal error of the API to whoever called; the stack is for the journal. */
function failure(defect: Problem, operation: Operation, context: ErrorContext, rest: Backend): Reply | undefined {
  const [reason = ''] = defect.reason.split('\n')
  const internal = { ...defect, code: 'internal_server_error', reason }
  const own = operation.response(500) === undefined ? undefined : rest.toErrorReply?.(internal, operation, context)
  if (own !== undefined || rest.toErrorBody !== undefined) return own
  return { status: 500, body: toProblemDetails({ ...defect, reason }), mediaType: 'application/problem+json' }
}

function countRows(tables: OwnBackend['tables'], store: Store): Record<string, number> {
  return Object.fromEntries(Object.keys(tables).map((name) => [name, (store.tables[name] as unknown as Table<object>).size]))
}

function stateOf({ tables }: OwnBackend, world: World): StateTable[] {
  return Object.entries(tables).map(([name, { schema }]) => ({
    name,
    schema: schema === undefined ? undefined : `/components/schemas/${schema}`,
    rows: () => (world.tables[name] as unknown as Table<object>).rows(),
  }))
}

// Compiled by document.test.ts: each expectation below fails the compiler when the mistake under it goes through.
import type { ControlHandlers } from '../../../src/control/handler.ts'
import { outboxHandlers } from '../../../src/control/handlers/outbox.ts'

type Only<Id extends keyof ControlHandlers> = Pick<ControlHandlers, Id>

// @ts-expect-error an operation without a handler
export const incomplete: ControlHandlers = { ...outboxHandlers }

// @ts-expect-error a handler for an operation the document does not have
export const unknown: Only<'removeFaults'> = { removeFaults: () => ({ status: 204 }), removeMistakes: () => ({ status: 204 }) }

// @ts-expect-error a status the document does not declare
export const undeclared: Only<'removeFaults'> = { removeFaults: () => ({ status: 200 }) }

// @ts-expect-error a body where the document has none
export const unexpected: Only<'removeFaults'> = { removeFaults: () => ({ status: 204, body: {} }) }

// @ts-expect-error the words of JavaScript in the place of the document's
export const misspelt: Only<'undoLast'> = { undoLast: () => ({ status: 200, body: { undone: { operationId: 'a', at: '' } } }) }

// @ts-expect-error a refusal that was not thrown
export const returned: Only<'undoLast'> = { undoLast: () => ({ status: 409, body: { code: 'nothing_to_undo' } }) }

// @ts-expect-error a body of another media type
export const mistyped: Only<'getMessageSource'> = { getMessageSource: () => ({ status: 200, body: '', mediaType: 'text/html' }) }

// @ts-expect-error a body in the place of a stream
export const bodily: Only<'watchEvents'> = { watchEvents: () => ({ status: 200, body: '', mediaType: 'text/event-stream' }) }

export const input: Only<'putWorld'> = {
  putWorld({ params, body }) {
    // @ts-expect-error a parameter the path does not have
    params.id
    // @ts-expect-error a body that may be left out
    body.scenario
    // @ts-expect-error the input is not the handler's to change
    params.name = ''
    const seed: number | undefined = body?.seed
    throw new Error(params.name + String(seed))
  },
}

export const defaulted: Only<'getTable'> = {
  getTable({ query }) {
    const page: number = query.skip + query.limit
    throw new Error(String(page))
  },
}

import { toZuluTime } from '../../kernel/index.ts'
import { type Draft, type Operation, toExample } from '../../openapi/index.ts'
import { describeFault } from '../pages/fault-words.ts'
import type { Account, Suggestion } from './account.ts'
import { single } from './show.ts'
import type { Subject } from './subject.ts'

/** An answer, or a broken connection, that a fault brought about. */
export function faultAccount(subject: Subject, operation: Operation, faultId: string): Account {
  const { world, exchange } = subject
  const { response, at } = exchange
  const fault = world.faults.list().find(({ id }) => id === faultId)
  const wait = Number(response.headers['retry-after'])
  const until = Number.isNaN(wait) ? undefined : toZuluTime(at + wait * 1000)
  const isSpent = fault === undefined || (fault.times !== undefined && fault.struck >= fault.times)
  const isOver = isSpent || (fault.rateLimit !== undefined && until !== undefined && world.clock.now() >= at + wait * 1000)
  const repeat: Suggestion = { says: 'Call again: the fault is over.', draft: subject.draft(operation), sender: 'same' }
  const heal: Suggestion = {
    says: `Take the fault away${fault?.rateLimit === undefined || until === undefined ? '' : `, or wait until ${until} of the world's clock`}.`,
    command: { method: 'DELETE', target: `/__standin/faults/${encodeURIComponent(faultId)}`, headers: {}, body: undefined },
    isControl: true,
  }
  const told = fault === undefined ? 'which was taken away since' : describeFault(fault)
  return {
    rule: 'A fault was set, so that this goes wrong on purpose.',
    summary: `The fault ${faultId} struck this call: ${told}.${until === undefined ? '' : ` The next call is let through from ${until} on, by the world's clock.`}`,
    violations: [],
    remedies: isOver ? [repeat] : [],
    otherwise: isOver ? repeat : heal,
  }
}

/** An answer that the request asked for by `Prefer`. */
export function preferenceAccount(subject: Subject, operation: Operation): Account {
  const { request, problem } = subject
  const prefer = single(request.headers.prefer) ?? ''
  const isImpossible = problem?.isOurs === true
  const repeat: Suggestion = {
    says: 'Call without the header Prefer to have the operation played.',
    draft: subject.draft(operation),
    sender: 'same',
  }
  return {
    rule: isImpossible ? 'With handling=strict, a preference must be one that can be met.' : 'Who prefers an answer gets it.',
    summary: isImpossible ? problem.reason : `The request asked for this answer by the header Prefer: ${prefer}. Nothing was played.`,
    violations: [
      {
        place: ['headers', 'prefer'],
        value: prefer,
        expected: isImpossible
          ? 'preferences that the document has an answer for'
          : 'no preference for an answer, where the call is to be played',
        pointer: operation.pointer,
      },
    ],
    remedies: [repeat],
    otherwise: repeat,
  }
}

/** A failure of the mock itself. */
export function defectAccount(subject: Subject, operation: Operation, reason: string): Account {
  const [line = ''] = reason.split('\n')
  // Whoever runs a backend of his own can mend it; of ours he can only tell us.
  const isOwn = subject.engine.backend.edition !== undefined
  return {
    rule: 'The mock must have an answer that the document allows.',
    summary: isOwn ? `The request is not to blame: ${line}` : `This is a bug of the mock, not of the request: ${line}`,
    violations: [],
    remedies: [],
    otherwise: {
      says: isOwn ? 'No other request helps; mend the handler and try this one again.' : 'No other request helps; report it with this one.',
      command: toExample(withToken(subject, operation)),
    },
  }
}

/** An operation that nobody plays. */
export function missingAccount(subject: Subject, operation: Operation, reason: string): Account {
  return {
    rule: 'An operation needs a handler to be played.',
    summary: reason,
    violations: [
      { place: ['method'], value: subject.request.method, expected: 'an operation that the backend plays', pointer: operation.pointer },
    ],
    remedies: [],
    otherwise: { says: 'No other request helps; the operation has to be played first.', command: toExample(withToken(subject, operation)) },
  }
}

/** The request as it was, as far as it may be shown: with its credential where everybody may see that, with any other where one is needed. */
export function withToken(subject: Subject, operation: Operation, params = subject.request.params): Draft {
  const draft = subject.draft(operation, params)
  const [token = subject.tokens[0]?.token ?? 'any-token'] = subject.ownTokens
  return operation.security.length === 0 ? draft : { ...draft, headers: { authorization: `Bearer ${token}`, ...draft.headers } }
}

/** What Standin itself refused before any API was asked: no world, or none that can be had. */
export function ownAccount(subject: Subject, operation: Operation, params: readonly string[]): Account {
  const { problem, request } = subject
  const command = toExample(withToken(subject, operation, params))
  const isNameless = problem?.code === 'world_required' || problem?.code === 'world_name_invalid'
  return {
    rule: 'A call is played in a world.',
    summary: problem?.reason ?? '',
    violations: [
      {
        place: ['headers', 'standin-world'],
        value: single(request.headers['standin-world']),
        expected: 'the name of a world: letters, digits, dots, dashes and underscores',
        pointer: operation.pointer,
      },
    ],
    remedies: [],
    otherwise: {
      says: isNameless ? 'Name a world; it is made on first use.' : 'Drop a world that is not needed any more, or use one that is there.',
      command: { ...command, headers: { 'Standin-World': 'default', ...command.headers } },
    },
  }
}

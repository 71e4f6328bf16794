import type { Breach, Passage } from '../../engine/index.ts'
import { type ExampleRequest, expectationOf, toExample } from '../../openapi/index.ts'
import type { Account, Flaw } from './account.ts'
import { withToken } from './asked-account.ts'
import { maskAt } from './document-account.ts'
import { isSecretName } from './secrets.ts'
import { showTarget } from './show.ts'
import type { Subject } from './subject.ts'

/** Most places that the summary names. */
const mostNamed = 3

/** An exchange that passed through a proxy: what is wrong with its request, if anything is, and what of its answer does not fit the document. */
export function passageAccount(subject: Subject, asked: Account | undefined, { answer: breaches, status }: Passage): Account {
  if (breaches.length === 0 && asked !== undefined) return asked
  const flaws = breaches.map((breach) => toFlaw(subject, breach))
  const named = breaches.slice(0, mostNamed).map(({ at, message }) => (at === 'status' ? message : `${at} ${message}`))
  const more = breaches.length > mostNamed ? `; ${breaches.length - mostNamed} more` : ''
  const summary = `The answer ${status} does not fit the document: ${named.join('; ')}${more}.`
  if (asked !== undefined) return { ...asked, summary: `${asked.summary} ${summary}`, violations: [...asked.violations, ...flaws] }
  return {
    rule: 'An answer must fit the document.',
    summary,
    violations: flaws,
    remedies: [],
    otherwise: {
      says: 'No other request helps: the API has to answer as its document says, or the document to say what it answers.',
      command: again(subject),
    },
  }
}

/** What a proxy could not get from its upstream, or would not hand on to it. */
export function upstreamAccount(subject: Subject, reason: string): Account {
  return {
    rule: 'What a proxy answers comes from its upstream.',
    summary: reason,
    violations: [],
    remedies: [],
    otherwise: { says: 'Call again when that has changed.', command: again(subject) },
  }
}

/** The request as it was, as far as it may be shown. */
function again(subject: Subject): ExampleRequest {
  const { operation, request, api, secrets } = subject
  if (operation !== undefined) return toExample(withToken(subject, operation))
  return { method: request.method, target: showTarget(api, request.target, secrets), headers: {}, body: undefined }
}

function toFlaw(subject: Subject, { at, message, pointer, violation, value }: Breach): Flaw {
  const { api, secrets } = subject
  const [part = '', name = ''] = at.split('/')
  const place = ['answer', ...(violation === undefined ? at.split('/') : [part, ...violation.path])]
  const isHeader = part === 'header' && typeof value === 'string'
  return {
    place,
    value: isHeader
      ? maskAt(subject, ['headers', name], value)
      : secrets.hideIn(
          value,
          String(place.at(-1)),
          place.some((token) => typeof token === 'string' && isSecretName(token)),
        ),
    expected: violation === undefined ? message : expectationOf(api, violation),
    pointer,
  }
}

import type { Problem } from '../../engine/index.ts'
import { toPointer } from '../../kernel/index.ts'
import {
  bodiesOf,
  type Draft,
  declaredAnswer,
  draftOf,
  expectationOf,
  mediaOf,
  mend,
  type Operation,
  toParts,
  type Violation,
} from '../../openapi/index.ts'
import type { Account, Attempt, Flaw } from './account.ts'
import { byLikeness, matchTemplate } from './nearest.ts'
import { isSecretName, masked } from './secrets.ts'
import { showHeader, single } from './show.ts'
import type { Subject } from './subject.ts'

/** Most violations that the summary and the remedy name. */
const mostNamed = 3

/** A request that does not fit the document. */
export function violationAccount(subject: Subject, operation: Operation, { violations = [], total = violations.length }: Problem): Account {
  const flaws = violations.map((violation) => toFlaw(subject, operation, violation))
  const sent = subject.draft(operation)
  const mended = mend(subject.api, sent)
  const named = flaws.slice(0, mostNamed).map(told)
  const more = total > mostNamed ? `; ${total - mostNamed} more` : ''
  return {
    rule: 'A request must fit the document.',
    summary: `${total === 1 ? 'One part' : `${total} parts`} of the request ${total === 1 ? 'does' : 'do'} not fit the document: ${named.join('; ')}${more}.`,
    violations: flaws,
    remedies: [...mendAttempt(subject, sent, violations), ...examples(subject, operation, mended ?? sent)],
    otherwise: { says: 'Send what the document shows.', draft: draftOf(subject.api, operation), sender: 'anyone' },
  }
}

function told({ place, value, expected }: Flaw): string {
  const text = JSON.stringify(value)
  if (text === undefined) return `${toPointer(place)} is missing: ${expected}`
  return `${toPointer(place)} must be ${expected}${text.length > 60 ? '' : `, not ${text}`}`
}

/** The draft with everything mended that does not fit the document. */
export function mendAttempt(subject: Subject, draft: Draft, violations: readonly Violation[]): readonly Attempt[] {
  const mended = mend(subject.api, draft)
  if (mended === undefined) return []
  const flaws = violations.map((violation) => toFlaw(subject, draft.operation, violation))
  return [{ says: saysOf(flaws, mended), draft: mended, sender: 'anyone' }]
}

/** What the document itself shows, with the path that was sent where there is one. */
export function examples(subject: Subject, operation: Operation, sent: Draft): readonly Attempt[] {
  const { api } = subject
  const shown = draftOf(api, operation)
  const [medium] = mediaOf(api, operation)
  const bodies = medium === undefined ? [undefined] : bodiesOf(api, medium)
  const says = 'Send what the document shows.'
  return [
    ...bodies.map((body) => ({ says, draft: { ...shown, params: sent.params, query: sent.query, body }, sender: 'anyone' as const })),
    { says, draft: shown, sender: 'anyone' as const },
  ].filter(({ draft }) => mend(api, draft) === draft)
}

function toFlaw(subject: Subject, operation: Operation, violation: Violation): Flaw {
  const { api } = subject
  const place = placeOf(violation)
  return {
    place,
    value: maskAt(subject, place, violation.value),
    expected: expectationOf(api, violation),
    pointer: violation.rulePointer ?? (violation.in === 'body' ? `${operation.pointer}/requestBody` : operation.pointer),
  }
}

const parts: Readonly<Record<string, string>> = { header: 'headers', cookie: 'cookies' }

function placeOf({ in: place, path }: Violation): readonly (string | number)[] {
  const [first, ...inside] = path
  if (first === undefined) return [parts[place] ?? place]
  return place === 'header' ? ['headers', String(first).toLowerCase(), ...inside] : [parts[place] ?? place, first, ...inside]
}

/** A value as it may be shown: what stands under the name of a secret, however deep, is one. */
export function maskAt({ api, secrets }: Subject, place: readonly (string | number)[], value: unknown): unknown {
  const [part, name] = place
  if (value === undefined) return undefined
  if (part === 'cookies') return masked
  if (part === 'headers') return typeof value === 'string' ? showHeader(api, String(name), value, secrets) : masked
  const isSecret = place.some((token) => typeof token === 'string' && isSecretName(token))
  const last = place.findLast((token) => typeof token === 'string')
  return secrets.hideIn(value, String(last ?? ''), isSecret)
}

/** `Send /body/email as "jane@example.com" and leave out /body/admin.` */
function saysOf(flaws: readonly Flaw[], mended: Draft): string {
  const changes = new Map(flaws.map(({ place }) => [toPointer(place), changeTo(place, mended)]))
  const named = [...changes]
    .slice(0, mostNamed)
    .map(([pointer, text]) => (text === undefined ? `leave out ${pointer}` : `send ${pointer} as ${text}`))
  const more = changes.size > mostNamed ? [`change ${changes.size - mostNamed} more`] : []
  const all = [...named, ...more].join(', ')
  return `${all.slice(0, 1).toUpperCase()}${all.slice(1)}.`
}

function changeTo(
  [part, name, ...inside]: readonly (string | number)[],
  { operation, params, query, headers, body }: Draft,
): string | undefined {
  switch (part) {
    case 'path':
      return JSON.stringify(params[operation.path.names.indexOf(String(name))])
    case 'query': {
      const values = new URLSearchParams(query).getAll(String(name))
      return values.length === 0 ? undefined : JSON.stringify(values.join(','))
    }
    case 'headers':
      return headers[String(name)] === undefined ? undefined : JSON.stringify(headers[String(name)])
    case 'body':
      return shorten(JSON.stringify(name === undefined ? body : valueIn(body, [name, ...inside])))
    default:
      return 'the document shows it'
  }
}

function valueIn(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, token) => (value as Record<string | number, unknown> | undefined)?.[token], root)
}

function shorten(text: string | undefined): string | undefined {
  return text !== undefined && text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** A method that a path does not take. */
export function methodAccount(subject: Subject, near: Operation): Account {
  const { api, request } = subject
  const { path } = near
  const methods = path.operations.map(({ method }) => method)
  const params = matchTemplate(path, request.target.split('?', 1)[0] ?? '') ?? []
  const here = path.operations.map((operation) => ({ operation, params }))
  const like = byLikeness(api, request.method, request.target).filter(({ operation }) => operation.method === request.method)
  // a value that the path's parameters don't take was meant as a word of another path
  const found = takes(near, params) ? [...here, ...like] : [...like, ...here]
  return {
    rule: 'A path takes only the methods the document gives it.',
    summary: `${path.template} takes ${methods.join(', ')}, not ${request.method}.`,
    violations: [
      {
        place: ['method'],
        value: request.method,
        expected: methods.join(' or '),
        pointer: near.pointer.slice(0, near.pointer.lastIndexOf('/')),
      },
    ],
    nearest: found.map(
      ({
        operation: {
          id,
          method,
          path: { template },
        },
      }) => ({ operationId: id, method, path: template }),
    ),
    remedies: found.flatMap((one) => drafts(subject, one.operation, one.params)),
    otherwise: { says: 'Send what the document shows.', draft: draftOf(api, near), sender: 'anyone' },
  }
}

function takes(operation: Operation, params: readonly string[]): boolean {
  const read = operation.read({ params, query: '', headers: {}, body: undefined })
  return read.ok || read.violations.every((violation) => violation.in !== 'path')
}

/** The request as it was sent, mended, then the document's own, to one operation. */
export function drafts(subject: Subject, operation: Operation, params: readonly string[]): readonly Attempt[] {
  const sent = subject.draft(operation, params)
  const mended = mend(subject.api, sent)
  const says = `Call ${operation.method} ${operation.path.template} (${operation.id}).`
  return [
    ...(mended === undefined ? [] : [{ says, draft: mended, sender: 'anyone' } as const]),
    ...examples(subject, operation, mended ?? sent).map((attempt) => ({ ...attempt, says })),
  ]
}

/** A body that is too large. */
export function sizeAccount(subject: Subject, operation: Operation, { reason, because }: Problem): Account {
  const { api, request } = subject
  const limit = Number(because?.facts.limit)
  const sent = Number(single(request.headers['content-length']) ?? Number.NaN)
  const draft = subject.draft(operation)
  const sizes = examples(subject, operation, draft)
    .map((attempt) => ({ attempt, size: toParts(attempt.draft).body?.length ?? 0 }))
    .filter(({ size }) => size <= limit)
    .sort((a, b) => a.size - b.size)
  return {
    rule: 'A body must not be larger than the server takes.',
    summary: `${reason}${Number.isNaN(sent) ? '' : `; ${sent} were sent`}. A larger limit can be set when the mock is made (bodyLimit).`,
    violations: [
      {
        place: ['body'],
        value: Number.isNaN(sent) ? undefined : { bytes: sent },
        expected: `at most ${limit} bytes`,
        pointer: declaredAnswer(api, operation, 413, () => true),
      },
    ],
    remedies: sizes.map(({ attempt }) => ({ ...attempt, says: `Send at most ${limit} bytes, as the document's examples do.` })),
    otherwise: { says: `Send at most ${limit} bytes.`, draft: draftOf(api, operation), sender: 'anyone' },
  }
}

/** A call that takes no type the answer could have. */
export function acceptAccount(subject: Subject, operation: Operation, { reason, status }: Problem): Account {
  const { request } = subject
  const repeat: Attempt = {
    says: 'Call without the header Accept, or accept what the operation answers.',
    draft: subject.draft(operation),
    sender: 'same',
  }
  const types = operation.statuses.flatMap((declared) => operation.response(Number.parseInt(declared, 10))?.mediaTypes ?? [])
  return {
    rule: 'An answer must be of a type the caller takes.',
    summary: reason,
    violations: [
      {
        place: ['headers', 'accept'],
        value: single(request.headers.accept),
        expected: `one of ${[...new Set(types)].join(', ')}`,
        pointer: operation.response(status)?.pointer ?? `${operation.pointer}/responses`,
      },
    ],
    remedies: [repeat],
    otherwise: repeat,
  }
}

import { toPointer } from '../../kernel/index.ts'
import { draftOf, parametersOf, sampleParameter } from '../../openapi/index.ts'
import type { Account } from './account.ts'
import { drafts, maskAt } from './document-account.ts'
import { findNearest, type Near } from './nearest.ts'
import { showTarget } from './show.ts'
import type { Subject } from './subject.ts'

/** A request that no path of the document matches. */
export function routeAccount(subject: Subject): Account {
  const { api, request, secrets } = subject
  const { found, trouble } = findNearest(api, request.method, request.target)
  const [first] = api.operations
  if (first === undefined) return emptyAccount
  const [best] = found
  const path = showTarget(api, request.target.split('?', 1)[0] ?? '', secrets)
  const meant = best === undefined ? undefined : `${best.operation.method} ${best.operation.path.template}`
  const template = (best?.operation ?? first).path.template
  return {
    rule: 'A request must match a path of the document.',
    summary:
      meant === undefined
        ? `Nothing in the document is like ${request.method} ${path}; it has ${api.paths.length} paths.`
        : `Nothing matches ${request.method} ${path}${trouble === undefined ? '' : `: ${trouble}`}; the nearest is ${meant}.`,
    violations: [
      {
        place: ['path'],
        value: maskAt(subject, ['path'], path),
        expected: meant === undefined ? 'a path of the document' : `a path of the document, such as ${template}`,
        pointer: best === undefined ? '/paths' : `/paths${toPointer([template])}`,
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
    remedies: found.flatMap((near) => drafts(subject, near.operation, withSamples(subject, near))),
    otherwise: {
      says: `See what the document has: ${api.operations.length} operations.`,
      draft: draftOf(api, best?.operation ?? first),
      sender: 'anyone',
    },
  }
}

/** Of a document without operations. */
const emptyAccount: Account = {
  rule: 'A request must match a path of the document.',
  summary: 'The document has no operations at all.',
  violations: [],
  remedies: [],
  otherwise: {
    says: 'See what the document says.',
    command: { method: 'GET', target: '/__standin/openapi.json', headers: {}, body: undefined },
    isControl: true,
  },
}

/** Values the request does not give are the document's. */
function withSamples({ api }: Subject, { operation, params }: Near): readonly string[] {
  const parameters = parametersOf(api, operation)
  return params.map((value, index) => {
    if (value !== '') return value
    const parameter = parameters.find(({ in: place, name }) => place === 'path' && name === operation.path.names[index])
    return parameter === undefined ? 'text' : String(sampleParameter(api, parameter))
  })
}

import { toPointer, valueAt } from '../../kernel/index.ts'
import { type Api, draftOf, type Operation, type SecurityRequirement } from '../../openapi/index.ts'
import type { Account } from './account.ts'
import { splitAuthorization } from './secrets.ts'
import { showHeader, single } from './show.ts'
import type { Subject } from './subject.ts'

/** A call that showed no credential, or none that could be read. */
export function credentialAccount(subject: Subject, operation: Operation): Account {
  const { api, request, secrets } = subject
  const alternatives = operation.security
  const expected = alternatives.map((alternative) => alternative.map((one) => describe(subject, one)).join(' and ')).join(', or ')
  const requirement = blamed(subject, alternatives)
  const place = placeOf(requirement)
  const value = place[0] === 'headers' ? single(request.headers[String(place[1])]) : undefined
  return {
    rule: `A call of ${operation.id} needs a credential.`,
    summary: `${whatWasSent(subject, requirement)}; expected ${expected}.`,
    violations: [
      {
        place,
        value: value === undefined ? undefined : showHeader(api, String(place[1]), value, secrets),
        expected,
        pointer: requirement === undefined ? operation.pointer : `/components/securitySchemes${toPointer([requirement.name])}`,
      },
    ],
    remedies: [{ says: 'Call with a credential that the scenario lists.', draft: subject.draft(operation), sender: 'anyone' }],
    otherwise: { says: 'Call with a credential.', draft: draftOf(api, operation), sender: 'anyone' },
  }
}

/** What of the request is to blame: what was sent in a credential's place, or what is missing. */
function blamed({ request }: Subject, alternatives: Operation['security']): SecurityRequirement | undefined {
  const all = alternatives.flat()
  return all.find(({ scheme }) => request.headers[headerOf(scheme)] !== undefined) ?? all[0]
}

function headerOf(scheme: SecurityRequirement['scheme']): string {
  if (scheme.type !== 'apiKey') return 'authorization'
  return scheme.in === 'header' ? scheme.name : scheme.in === 'cookie' ? 'cookie' : ''
}

function placeOf(requirement: SecurityRequirement | undefined): readonly (string | number)[] {
  const scheme = requirement?.scheme
  if (scheme?.type !== 'apiKey') return ['headers', 'authorization']
  return [{ header: 'headers', query: 'query', cookie: 'cookies' }[scheme.in], scheme.name]
}

function describe({ api }: Subject, { scheme, name }: SecurityRequirement): string {
  switch (scheme.type) {
    case 'bearer':
      return `the header Authorization with "Bearer" and a token${scheme.caseSensitive ? ' (with a capital B)' : ''}`
    case 'basic':
      return 'the header Authorization with "Basic" and a name and password'
    case 'http':
      return `the header Authorization with "${scheme.name}" and what it needs`
    case 'apiKey':
      return `the ${scheme.in === 'query' ? 'query parameter' : scheme.in} ${spelt(api, name) ?? scheme.name} with a key`
  }
}

/** The name of a key as the document spells it. */
function spelt(api: Api, scheme: string): string | undefined {
  const name = valueAt(api.document, ['components', 'securitySchemes', scheme, 'name'])
  return typeof name === 'string' ? name : undefined
}

/** Why what was sent is no credential, without saying it again. */
function whatWasSent({ request }: Subject, requirement: SecurityRequirement | undefined): string {
  const scheme = requirement?.scheme
  const header = scheme === undefined ? undefined : single(request.headers[headerOf(scheme)])
  if (scheme === undefined || header === undefined) return 'No credential was sent'
  if (scheme.type === 'apiKey') return `What was sent as ${scheme.name} is no key: it is empty, or has a blank or a comma in it`
  const { scheme: word, credential } = splitAuthorization(header)
  if (word === undefined) return 'The header Authorization does not say which kind of credential it holds'
  const wanted = scheme.type === 'http' ? scheme.name : scheme.type
  if (word.toLowerCase() !== wanted) return `The header Authorization holds a ${word} credential`
  if (credential === '') return `After "${word}" in the header Authorization there is nothing`
  if (scheme.type === 'bearer' && scheme.caseSensitive && word !== 'Bearer')
    return `"${word}" in the header Authorization is not spelt as it must be`
  return `What follows "${word}" in the header Authorization is no token: a token has no blanks, commas or quotation marks`
}

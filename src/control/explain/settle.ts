import type { Problem, Remedy } from '../../engine/index.ts'
import { type Draft, draftOf, type ExampleRequest, toExample, withQuery } from '../../openapi/index.ts'
import type { Attempt, Suggestion } from './account.ts'
import { mendAttempt } from './document-account.ts'
import { Rehearsal } from './rehearsal.ts'
import { credentialsOf } from './secrets.ts'
import type { Recorded } from './show.ts'
import type { Subject } from './subject.ts'

/** A command, and what it does. */
export interface Settled {
  readonly says: string
  readonly command: ExampleRequest
  readonly isControl?: boolean
}

/** A suggestion that is refused for something else may be bettered, so many times. */
const mostSteps = 4

/** Where no scenario lists a token, any word that could be one. */
const anyToken = 'any-token'

/** The first suggestion that is let through when it is tried in a copy of the world; otherwise what was given for that case. */
export function settle(subject: Subject, suggestions: readonly Suggestion[], otherwise: Suggestion): Settled {
  const rehearsal = new Rehearsal(subject.engine, subject.world)
  const found = firstThatPasses(subject, rehearsal, suggestions, mostSteps)
  if (found !== undefined) return found
  if ('command' in otherwise) return otherwise
  const tried = firstThatPasses(subject, rehearsal, [otherwise], 0)
  if (tried !== undefined) return tried
  const [token = subject.tokens[0]?.token ?? anyToken] = subject.ownTokens
  const command = toExample(withCredential(subject, otherwise.draft, token))
  return { says: 'No command was found that would be let through; this one comes nearest.', command }
}

/** `more` = how many times a refusal of a suggestion may lead to further ones. */
function firstThatPasses(subject: Subject, rehearsal: Rehearsal, suggestions: readonly Suggestion[], more: number): Settled | undefined {
  for (const suggestion of suggestions) {
    if ('command' in suggestion) return suggestion
    const found = tryOut(subject, rehearsal, suggestion, more)
    if (found !== undefined) return found
  }
  return undefined
}

function tryOut(subject: Subject, rehearsal: Rehearsal, { says, draft, sender, isUnchanged }: Attempt, more: number): Settled | undefined {
  const own = subject.ownTokens
  const others = sender === 'same' && own.length > 0 ? [] : subject.tokens.map(({ token }) => token).filter((token) => !own.includes(token))
  const senders = draft.operation.security.length === 0 ? [undefined] : [...own, ...others]
  // Of those who may not call, what the caller himself is told counts; beyond that, whoever gets further.
  const met = new Map<'access' | 'beyond', readonly Suggestion[]>()
  for (const token of senders.length === 0 ? [anyToken] : senders) {
    if (rehearsal.isTired) return undefined
    const signed = token === undefined ? draft : withCredential(subject, draft, token)
    const played = rehearsal.play(signed)
    const { status } = played.response
    const isOwn = token === undefined || own.includes(token)
    if (status > 0 && status < 400) return { says: isOwn ? says : says + asWhom(subject, token), command: toExample(signed) }
    const kind = status === 401 || status === 403 ? 'access' : 'beyond'
    if (met.has(kind)) continue
    // What the call as it was sent was refused for is known, and so is what helps against that.
    const isKnown = isUnchanged === true && (isOwn || kind === 'access')
    met.set(kind, more === 0 || isKnown ? [] : remediesOf(subject, rehearsal, draft, played))
  }
  const further = [...met.values()].flat().map((suggestion) => ({ ...suggestion, says: joined(says, suggestion.says) }))
  return firstThatPasses(subject, rehearsal, further, more - 1)
}

function joined(says: string, then: string): string {
  return says === then ? says : `${says} ${then}`
}

/** Names the sender, who is not who called. */
function asWhom({ world, engine, tokens }: Subject, token: string): string {
  const id = tokens.find((known) => known.token === token)?.principal.id
  return id === undefined ? '' : ` The command calls as ${engine.backend.people?.nameOf(world, id) ?? id}.`
}

/** What the backend says would help against a refusal of an attempt. */
function remediesOf(subject: Subject, rehearsal: Rehearsal, draft: Draft, played: Recorded): readonly Attempt[] {
  const { api, engine } = subject
  const problem = played.problem as Problem | undefined
  if (problem === undefined || problem.code === 'defect') return []
  if (problem.violations !== undefined && problem.because === undefined) return mendAttempt(subject, draft, problem.violations)
  const { operation, body, params, query } = draft
  const reasons = engine.backend.explain?.({
    api,
    operation,
    problem,
    exchange: played,
    world: rehearsal.world,
    params: Object.fromEntries(operation.path.names.map((name, index) => [name, params[index] ?? ''])),
    query: Object.fromEntries([...new URLSearchParams(query)].reverse()),
    body,
  })
  return (reasons?.remedies ?? []).flatMap((remedy) => {
    const suggestion = toSuggestion(subject, draft, remedy)
    return suggestion === undefined || 'command' in suggestion ? [] : [suggestion]
  })
}

/** A remedy as the request it stands for. */
export function toSuggestion(subject: Subject, sent: Draft, remedy: Remedy): Suggestion | undefined {
  const { api } = subject
  const { says, operationId, params = {}, query = {}, body, page } = remedy
  if (page !== undefined) {
    const { path, form } = page
    const headers: Record<string, string> = form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }
    return { says, command: { method: form === undefined ? 'GET' : 'POST', target: path, headers, body: form } }
  }
  const operation = operationId === undefined ? sent.operation : api.operation(operationId)
  if (operation === undefined) return undefined
  const isOther = operation !== sent.operation
  const isUnchanged = !isOther && body === undefined && Object.keys(params).length + Object.keys(query).length === 0
  const sentNames = sent.operation.path.names
  const values = operation.path.names.map((name) => params[name] ?? sent.params[sentNames.indexOf(name)] ?? '')
  const base: Draft = isOther ? { ...draftOf(api, operation), query: '', body: undefined, headers: {} } : sent
  let changed = base.query
  for (const [name, value] of Object.entries(query)) changed = withQuery(changed, { name }, value ?? undefined)
  const draft: Draft = { ...base, operation, params: values, query: changed }
  if (body === undefined) return { says, draft, sender: 'anyone', isUnchanged }
  const kept = isOther || base.body === null || typeof base.body !== 'object' ? {} : base.body
  const headers = { 'content-type': 'application/json', ...base.headers }
  return { says, draft: { ...draft, headers, body: { ...kept, ...body } }, sender: 'anyone' }
}

/** The draft with a credential in the place where the request showed one, else in the first place that takes one. */
export function withCredential({ request, api }: Subject, draft: Draft, value: string): Draft {
  const alternatives = draft.operation.security.filter((alternative) => alternative.length > 0)
  const shown =
    credentialsOf(api, request).length === 0
      ? undefined
      : alternatives.find((alternative) => alternative.every(({ scheme }) => isShown(scheme)))
  function isShown(scheme: (typeof alternatives)[number][number]['scheme']): boolean {
    if (scheme.type !== 'apiKey') return request.headers.authorization !== undefined
    return scheme.in === 'header' && request.headers[scheme.name] !== undefined
  }
  let { query } = draft
  const headers: Record<string, string> = {}
  for (const { scheme } of shown ?? alternatives[0] ?? []) {
    if (scheme.type === 'bearer') headers.authorization = `Bearer ${value}`
    else if (scheme.type === 'http') headers.authorization = `${scheme.name} ${value}`
    else if (scheme.type === 'basic') headers.authorization = `Basic ${btoa(`${value}:${value}`)}`
    else if (scheme.in === 'header') headers[scheme.name] = value
    else if (scheme.in === 'query') query = withQuery(query, { name: scheme.name }, value)
    else headers.cookie = `${scheme.name}=${value}`
  }
  const cookie = [draft.headers.cookie ?? [], headers.cookie ?? []].flat().join('; ')
  return { ...draft, query, headers: { ...headers, ...draft.headers, ...(cookie === '' ? {} : { cookie }) } }
}

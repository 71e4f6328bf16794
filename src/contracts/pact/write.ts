import type { Generators, Interaction, MatchingRules, Pact, PactMessage } from './model.ts'

/** A pact as the text of a file, in version 4 of the specification. Equal pacts give equal bytes. */
export function writePact({ consumer, provider, interactions, metadata }: Pact): string {
  const value = {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: interactions.map(toInteraction),
    metadata: sort({ ...metadata, pactSpecification: { version: '4.0' } }),
  }
  return `${JSON.stringify(value, null, 2)}\n`
}

function toInteraction({ key, description, states, pending, comments, request, response }: Interaction): object {
  return {
    type: 'Synchronous/HTTP',
    key,
    description,
    pending,
    ...(Object.keys(comments).length > 0 && { comments: sort(comments) }),
    providerStates: states.map(({ name, params }) => ({ name, ...(Object.keys(params).length > 0 && { params: sort(params) }) })),
    request: {
      method: request.method,
      path: request.path,
      ...(Object.keys(request.query).length > 0 && { query: sort(request.query) }),
      ...toMessage(request),
    },
    response: { status: response.status, ...toMessage(response) },
  }
}

function toMessage(message: PactMessage): object {
  const { headers, body, rules, generators } = message
  return {
    ...(Object.keys(headers).length > 0 && { headers: sort(headers) }),
    ...(body !== undefined && { body: wrap(message) }),
    ...(Object.keys(rules).length > 0 && { matchingRules: unnamed(rules) }),
    ...(Object.keys(generators).length > 0 && { generators: unnamed(generators) }),
  }
}

function wrap({ body: content, contentType, contentTypeHint, encoded }: PactMessage): object {
  return {
    content,
    ...(contentType !== undefined && { contentType }),
    encoded: encoded ?? false,
    ...(contentTypeHint !== undefined && { contentTypeHint }),
  }
}

/** `path` and `status` have one entry, and no name for it. */
function unnamed(categories: MatchingRules | Generators): object {
  const entries = Object.entries(categories).map(
    ([category, entry]) => [category, Object.keys(entry).join() === '' && '' in entry ? entry[''] : sort(entry)] as const,
  )
  return sort(Object.fromEntries(entries))
}

function sort<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) as Value
}

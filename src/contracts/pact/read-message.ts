import { isObject, jsonOf } from '../../kernel/index.ts'
import type { Faults, Node, Tokens } from './faults.ts'
import type { Generators, Pact, PactMessage } from './model.ts'
import { readRules } from './read-rules.ts'

/** What requests and responses have in common. */
export function readMessage(node: Node, at: Tokens, version: Pact['version'], faults: Faults): PactMessage {
  const headers = readLists(node.headers, [...at, 'headers'], faults)
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1][0]
  const { contentType = named, ...body } = readBody(node.body, [...at, 'body'], version, faults)
  return {
    headers,
    ...body,
    contentType,
    rules: readRules(node.matchingRules, [...at, 'matchingRules'], faults),
    generators: readGenerators(node.generators, [...at, 'generators'], faults),
  }
}

type Body = Pick<PactMessage, 'body' | 'encoded' | 'contentTypeHint'> & { readonly contentType?: string | undefined }

/** Version 4 wraps a body: `{ content, contentType, encoded }`. */
function readBody(value: unknown, at: Tokens, version: Pact['version'], faults: Faults): Body {
  if (version !== 4 || value === undefined || value === null) return { body: value }
  const wrapped = faults.map(value, at, 'a map with the "content" of the body, as version 4 has it')
  if (wrapped !== value || Object.keys(wrapped).length === 0) return { body: undefined }
  if (!Object.hasOwn(wrapped, 'content')) faults.expected('the content of the body', undefined, [...at, 'content'])
  const contentType = faults.optionalText(wrapped.contentType, [...at, 'contentType'])
  const contentTypeHint = faults.optionalText(wrapped.contentTypeHint, [...at, 'contentTypeHint'])
  const said = { contentType, ...(contentTypeHint !== undefined && { contentTypeHint }) }
  const { content, encoded = false } = wrapped
  if (encoded === false || encoded === null) return { body: content, ...said }
  const encoding = encoded === true ? 'base64' : String(encoded).toLowerCase()
  if (encoding !== 'base64' && encoding !== 'json') faults.expected('false, "base64" or "json"', encoded, [...at, 'encoded'])
  const text = faults.text(content, [...at, 'content'], `a text in ${encoding}`)
  if (encoding === 'json') {
    const body = jsonOf(text)
    if (body === undefined && typeof content === 'string') faults.expected('a text in JSON', content, [...at, 'content'])
    return { body, ...said }
  }
  if (encoding === 'base64' && !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) faults.expected('a text in base64', content, [...at, 'content'])
  return { body: text, encoded: 'base64', ...said }
}

type Lists = Readonly<Record<string, readonly string[]>>

/** Versions before the third have a query as text. */
export function readQuery(value: unknown, at: Tokens, faults: Faults): Lists {
  if (typeof value !== 'string') return readLists(value, at, faults)
  const lists = new Map<string, string[]>()
  for (const [name, one] of new URLSearchParams(value)) lists.set(name, [...(lists.get(name) ?? []), one])
  return Object.fromEntries(lists)
}

function readLists(value: unknown, at: Tokens, faults: Faults): Lists {
  return Object.fromEntries(
    Object.entries(faults.optionalMap(value, at)).map(([name, listed]) => {
      const here = [...at, name]
      if (!Array.isArray(listed)) return [name, [toText(listed, here, faults)]]
      return [name, listed.map((one, index) => toText(one, [...here, index], faults))]
    }),
  )
}

/** Some tools write numbers as such, and null for a parameter without a value. */
function toText(value: unknown, at: Tokens, faults: Faults): string {
  if (value === null) return ''
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : faults.text(value, at, 'a text or a list of texts')
}

function readGenerators(value: unknown, at: Tokens, faults: Faults): Generators {
  return Object.fromEntries(
    Object.entries(faults.optionalMap(value, at)).map(([category, entry]) => {
      const fills = faults.map(entry, [...at, category], 'a map of generators')
      // a parameter may be called `type`, too: its generator is a map
      if (typeof fills.type === 'string') return [category, { '': fills }]
      for (const [place, one] of Object.entries(fills))
        if (!isObject(one)) faults.expected('a generator, a map with its "type"', one, [...at, category, place])
      return [category, fills as Generators[string]]
    }),
  )
}

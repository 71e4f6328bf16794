import { isObject, nearest, valueAt } from '../kernel/index.ts'
import type { Api, Operation } from './api.ts'
import { parseCookies } from './cookies.ts'
import type { Node } from './document.ts'
import { bodyOf, type Draft, isJsonDraft, textInPath, toParts, withQuery } from './draft.ts'
import { chooseMedium, type Medium } from './medium.ts'
import { mendValue, removed } from './mend-value.ts'
import type { Parameter } from './parameters.ts'
import { mediaOf, parametersOf, sampleInBody, sampleParameter, schemaAt } from './sample.ts'
import type { Violation } from './violation.ts'
import { writeCookies, writeField } from './writing.ts'

/** A mended part may turn out to be wrong in another way; a draft that is not right by then can't be mended. */
const mostRounds = 8

/** What mending looks up in the document. */
interface Bench {
  readonly api: Api
  readonly operation: Operation
  readonly parameters: readonly Parameter[]
  readonly medium: Medium | undefined
}

/** The draft with everything put right that the document does not allow: by its own examples, or by the nearest value a rule allows. Undefined when that can't be done. */
export function mend(api: Api, draft: Draft): Draft | undefined {
  const { operation } = draft
  if (operation.unusable !== undefined) return undefined
  const bench: Bench = { api, operation, parameters: parametersOf(api, operation), medium: mediumOf(api, draft) }
  let mended = draft
  let before = ''
  for (let round = 0; round < mostRounds; round++) {
    const read = operation.read(toParts(mended))
    if (read.ok) return mended
    const now = JSON.stringify(read.violations.map(({ in: place, path, rule }) => [place, path, rule]))
    // what did not help once would not help again
    const isStuck = now === before
    before = now
    for (const violation of read.violations) mended = mendOne(bench, mended, violation, isStuck)
  }
  return undefined
}

function mediumOf(api: Api, { operation, headers }: Draft): Medium | undefined {
  const media = mediaOf(api, operation)
  return chooseMedium(media, headers['content-type']) ?? media[0]
}

function mendOne(bench: Bench, draft: Draft, violation: Violation, isStuck: boolean): Draft {
  if (violation.in === 'body') return mendBody(bench, draft, violation, isStuck)
  const { api, operation } = bench
  const name = String(violation.path[0])
  const parameter = bench.parameters.find((one) => one.in === violation.in && one.name === name)
  if (parameter === undefined) return draft
  const sample = sampleParameter(api, parameter)
  const value =
    isStuck && !parameter.required ? removed : violation.path.length > 1 ? sample : mendValue(violation, sample, parameter.schema)
  const isGone = value === removed || value === undefined
  switch (violation.in) {
    case 'path':
      return {
        ...draft,
        params: draft.params.map((old, index) => (operation.path.names[index] !== name || isGone ? old : textInPath(parameter, value))),
      }
    case 'query':
      return { ...draft, query: withQuery(draft.query, parameter, value === removed ? undefined : value) }
    case 'header':
      return { ...draft, headers: withEntry(draft.headers, name.toLowerCase(), isGone ? undefined : writeField(parameter, value)) }
    case 'cookie': {
      const { [name]: _, ...others } = Object.fromEntries(parseCookies(draft.headers.cookie))
      const pairs = [...Object.entries(others).map((pair) => pair.join('=')), ...(isGone ? [] : writeCookies(parameter, value))]
      return { ...draft, headers: withEntry(draft.headers, 'cookie', pairs.length === 0 ? undefined : pairs.join('; ')) }
    }
    default:
      return draft
  }
}

function withEntry(record: Readonly<Record<string, string>>, name: string, value: string | undefined): Readonly<Record<string, string>> {
  const { [name]: _, ...others } = record
  return value === undefined ? others : { ...others, [name]: value }
}

function mendBody(bench: Bench, draft: Draft, violation: Violation, isStuck: boolean): Draft {
  const { api, operation, medium } = bench
  const { path, rule } = violation
  const isValue = isJsonDraft(draft.headers) && draft.body !== undefined && typeof draft.body !== 'string'
  if (path.length === 0 || medium === undefined || !isObject(draft.body)) {
    // a value that was only sent under another name keeps what it says
    if (rule === 'mediaType' && isValue && medium?.codec === 'json')
      return { ...draft, headers: { ...draft.headers, 'content-type': medium.name } }
    return { ...draft, ...bodyOf(api, operation, draft.headers) }
  }
  const around = path.slice(0, -1)
  const name = path.at(-1) as string | number
  if (rule === 'required' && typeof name === 'string') {
    const misspelt = findMisspelt(api, medium, draft.body, around, name)
    if (misspelt !== undefined) {
      const value = valueAt(draft.body, [...around, misspelt])
      return { ...draft, body: put(put(draft.body, [...around, misspelt], removed), path, value) }
    }
  }
  const value = isStuck ? removed : mendValue(violation, sampleInBody(api, medium, path), schemaAt(api.root, medium.schema, path))
  return { ...draft, body: put(draft.body, path, value) }
}

/** A name that the document does not know, next to one that is missing. */
function findMisspelt(api: Api, medium: Medium, body: unknown, around: readonly (string | number)[], missing: string): string | undefined {
  const there = valueAt(body, around)
  if (!isObject(there)) return undefined
  const unknown = Object.keys(there).filter((key) => schemaAt(api.root, medium.schema, [...around, key]) === undefined)
  return nearest(missing, unknown)
}

/** A copy with another value at a path; a place that is not there stays as it is. */
function put(root: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [token, ...rest] = path
  if (token === undefined) return value === removed ? undefined : value
  if (Array.isArray(root)) {
    const items = root.map((item, index) => (index === token ? put(item, rest, value) : item))
    return value === removed && rest.length === 0 ? root.filter((_, index) => index !== token) : items
  }
  if (!isObject(root)) return root
  const { [token]: old, ...others } = root as Node
  if (value === removed && rest.length === 0) return others
  // in its place where it stood, at the end where it did not
  return token in root
    ? Object.fromEntries(Object.entries(root).map(([key, item]) => [key, key === String(token) ? put(old, rest, value) : item]))
    : { ...root, [token]: put(undefined, rest, value) }
}

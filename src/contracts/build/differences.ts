import type { IncomingHttpHeaders } from 'node:http'
import { isObject } from '../../kernel/index.ts'
import type { PactRequest } from '../pact/model.ts'
import { toPath } from './matchers.ts'

/** A request as it came over the wire. */
export interface ReceivedRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Beside those the document declares, headers that change what an API does; others are the client's own affair. */
const meant: ReadonlySet<string> = new Set(['authorization', 'content-type', 'cookie', 'if-match', 'if-none-match', 'prefer', 'x-api-key'])

/** In how far a request is not the one that was expected, one line each. Exact: the matchers of a pact are for providers. */
export function differencesOf(expected: PactRequest, got: ReceivedRequest, declared: ReadonlySet<string>): readonly string[] {
  const mark = got.url.indexOf('?')
  const path = mark === -1 ? got.url : got.url.slice(0, mark)
  const told: string[] = []
  const tell = (place: string, wanted: unknown, was: unknown) => {
    if (JSON.stringify(wanted) !== JSON.stringify(was)) told.push(`${place}: expected ${shown(wanted)}, was ${shown(was)}`)
  }
  tell('method', expected.method, got.method)
  if (segments(expected.path).join('\n') !== segments(path).join('\n')) tell('path', expected.path, path)
  const query = listsOf(new URLSearchParams(mark === -1 ? '' : got.url.slice(mark + 1)))
  for (const name of namesOf(expected.query, query)) tell(`query ${name}`, expected.query[name], query[name])
  for (const name of namesOf(expected.headers, got.headers)) {
    const wanted = expected.headers[name]?.join(', ')
    const was = [got.headers[name]].flat().join(', ')
    if (wanted === undefined && (got.headers[name] === undefined || !(meant.has(name) || declared.has(name)))) continue
    // A charset is part of what most clients send, and says nothing about JSON.
    if (name === 'content-type') tell(`header ${name}`, essence(wanted), essence(got.headers[name]))
    else tell(`header ${name}`, wanted, got.headers[name] === undefined ? undefined : was)
  }
  told.push(...bodyDifferences(expected, got.body.toString('utf8')))
  return told
}

function bodyDifferences({ body: wanted, contentType }: PactRequest, text: string): readonly string[] {
  if (text === '') return wanted === undefined ? [] : [`body: expected ${shown(wanted)}, was nothing`]
  if (wanted === undefined) return [`body: expected nothing, was ${cut(text)}`]
  if (!/[/+]json\b/.test(contentType ?? 'application/json'))
    return wanted === text ? [] : [`body: expected ${shown(wanted)}, was ${cut(text)}`]
  let was: unknown
  try {
    was = JSON.parse(text)
  } catch {
    return [`body: expected JSON, was ${cut(text)}`]
  }
  const told: string[] = []
  const visit = (at: string, left: unknown, right: unknown): void => {
    if (Array.isArray(left) && Array.isArray(right)) {
      for (let index = 0; index < Math.max(left.length, right.length); index++) visit(`${at}[${index}]`, left[index], right[index])
    } else if (isObject(left) && isObject(right) && !Array.isArray(left) && !Array.isArray(right)) {
      for (const name of namesOf(left, right)) visit(toPath(at, name), left[name], right[name])
    } else if (JSON.stringify(left) !== JSON.stringify(right)) told.push(`body ${at}: expected ${shown(left)}, was ${shown(right)}`)
  }
  visit('$', wanted, was)
  return told
}

function segments(path: string): readonly string[] {
  return path.split('/').map((segment) => {
    try {
      return decodeURIComponent(segment)
    } catch {
      return segment
    }
  })
}

function listsOf(query: URLSearchParams): Readonly<Record<string, readonly string[]>> {
  const lists: Record<string, string[]> = {}
  for (const [name, value] of query) lists[name] = [...(lists[name] ?? []), value]
  return lists
}

function namesOf(a: object, b: object): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
}

function essence(value: string | undefined): string | undefined {
  return value?.split(';', 1)[0]?.trim().toLowerCase()
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : cut(JSON.stringify(value))
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

import type { FaultEntry, RequestEntry } from '../../control/index.ts'
import { isObject, jsonOf } from '../../kernel/index.ts'
import { type Api, findOperation, operationsAt } from '../../openapi/index.ts'
import { bodyValueOf } from '../pact/body.ts'
import type { Pact } from '../pact/model.ts'
import { type Fields, fieldsOfMessage, noFields } from './fields.ts'
import { codeOf } from './targets.ts'

/** One answer somebody relied on or got; plain data, so that workers can write it down and one process adds it up. */
export interface Sighting {
  /** `fault`: the answer was asked for, by a fault or by `Prefer`; no request led there. */
  readonly by: 'pact' | 'journal' | 'fault'
  readonly operation: string
  readonly status: number
  readonly code: string | null
  /** Those of good answers and the requests that led to them; empty for refusals and faults, which prove nothing of a field. */
  readonly request: Fields
  readonly answer: Fields
  readonly states: readonly string[]
  readonly times: number
}

/** What was looked at, and what of it is about no operation of the document. */
export interface Seen {
  readonly sightings: readonly Sighting[]
  /** `METHOD path` of requests that the document does not know. */
  readonly strangers: readonly string[]
}

export function seenInPacts(api: Api, pacts: readonly Pact[]): Seen {
  const exchanges = pacts.flatMap(({ interactions }) =>
    interactions.map(({ request, response, states }): Exchanged => {
      const query = Object.keys(request.query)
      const given = { request: { ...request, query, body: bodyValueOf(request) }, response: { ...response, body: bodyValueOf(response) } }
      return { by: 'pact', ...given, states: states.map(({ name }) => name), operation: undefined }
    }),
  )
  return seenIn(api, exchanges)
}

/** What a world's journal holds; a connection that was broken off is nobody's answer. Faults that are no longer listed are taken to have answered. */
export function seenInJournal(
  api: Api,
  entries: readonly RequestEntry[],
  { scenario, faults = [] }: { readonly scenario: string; readonly faults?: readonly FaultEntry[] },
): Seen {
  const harmless = new Set(faults.filter(isHarmless).map(({ id }) => id))
  const exchanges = entries
    .filter(({ status }) => status !== 0)
    .map(({ method, path, operationId, status, fault, request, response }): Exchanged => {
      const { pathname, searchParams } = new URL(path, 'http://mock')
      return {
        by: (fault === null || harmless.has(fault)) && !isPreferred(response.headers) ? 'journal' : 'fault',
        request: { ...request, method, path: pathname, query: [...searchParams.keys()] },
        response: { status, body: response.body },
        states: [scenario],
        operation: operationId ?? undefined,
      }
    })
  return seenIn(api, exchanges)
}

/** It lets the operation play, and at most delays what that answers. */
function isHarmless({ status, code, rateLimit, connection }: FaultEntry): boolean {
  return [status, code, rateLimit, connection].every((one) => one === undefined)
}

function isPreferred(headers: Readonly<Record<string, string>>): boolean {
  return /(?:^|[\s,])(?:code|example)=/i.test(headers['preference-applied'] ?? '')
}

interface Exchanged {
  readonly by: Sighting['by']
  readonly request: {
    readonly method: string
    readonly path: string
    readonly query: readonly string[]
    readonly headers: Readonly<Record<string, unknown>>
    readonly body: unknown
  }
  readonly response: { readonly status: number; readonly body: unknown }
  readonly states: readonly string[]
  /** Undefined where nobody has said yet. */
  readonly operation: string | undefined
}

function seenIn(api: Api, exchanges: readonly Exchanged[]): Seen {
  const sightings: Sighting[] = []
  const strangers: string[] = []
  for (const { by, request, response, states, operation } of exchanges) {
    const { status, body } = response
    const isGood = status >= 200 && status < 300 && by !== 'fault'
    const operations = ownersOf(api, request.method, request.path, status, operation)
    if (operations.length === 0) strangers.push(`${request.method} ${request.path}`)
    for (const id of operations) {
      sightings.push({
        by,
        operation: id,
        status,
        code: status < 400 ? null : (codeOf(body) ?? null),
        request: isGood ? fieldsOfMessage(request) : noFields,
        answer: isGood ? fieldsOfMessage({ body }) : noFields,
        states,
        times: 1,
      })
    }
  }
  return { sightings, strangers }
}

/** A wrong method is refused for every operation of its path that documents the refusal: none of them was called. */
function ownersOf(api: Api, method: string, path: string, status: number, known: string | undefined): readonly string[] {
  const found = findOperation(api, method, path)
  const others = found === undefined && status === 405 ? operationsAt(api, path) : []
  if (others.length > 0) return others.filter(({ statuses }) => statuses.includes('405')).map(({ id }) => id)
  const id = known ?? found?.operation.id
  return id === undefined ? [] : [id]
}

/** Reads a shard: one sighting a line. Undefined when it is none. */
export function parseShard(text: string): readonly Sighting[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const read = lines.map(jsonOf)
  return read.every(isSighting) ? read : undefined
}

/** A shard's text: the same sighting once, with how often it was; sorted, so that the same run writes the same bytes. */
export function toShard(sightings: readonly Sighting[]): string {
  const counts = new Map<string, number>()
  for (const { times, ...one } of sightings) {
    const line = JSON.stringify(one)
    counts.set(line, (counts.get(line) ?? 0) + times)
  }
  return [...counts]
    .map(([line, times]) => `${line.slice(0, -1)},"times":${times}}\n`)
    .sort()
    .join('')
}

function isSighting(value: unknown): value is Sighting {
  if (!isObject(value)) return false
  const { by, operation, status, code, request, answer, states, times } = value
  const isTexts = (list: unknown) => Array.isArray(list) && list.every((one) => typeof one === 'string')
  const areFields = (fields: unknown) => isObject(fields) && isTexts(fields.given) && isTexts(fields.null)
  return (
    (by === 'pact' || by === 'journal' || by === 'fault') &&
    typeof operation === 'string' &&
    Number.isInteger(status) &&
    (code === null || typeof code === 'string') &&
    areFields(request) &&
    areFields(answer) &&
    isTexts(states) &&
    Number.isInteger(times) &&
    (times as number) > 0
  )
}

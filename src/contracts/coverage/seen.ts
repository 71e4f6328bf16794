import type { RequestEntry } from '../../control/index.ts'
import type { Api } from '../../openapi/index.ts'
import { findOperation } from '../check/find-operation.ts'
import type { Pact } from '../pact/model.ts'
import { codeOf } from './targets.ts'

/** One answer somebody relied on or got; plain data, so that workers can write it down and one process adds it up. */
export interface Sighting {
  readonly by: 'pact' | 'journal'
  readonly operation: string
  readonly status: number
  readonly code: string | null
  /** Paths of the fields in its body, list entries as `[*]`; a field that is null has `?` behind it. */
  readonly fields: readonly string[]
  readonly states: readonly string[]
}

export function seenInPacts(api: Api, pacts: readonly Pact[]): readonly Sighting[] {
  return pacts.flatMap(({ interactions }) =>
    interactions.flatMap(({ request, response, states }): Sighting[] => {
      const found = findOperation(api, request.method, request.path)
      if (found === undefined) return []
      const names = states.map(({ name }) => name)
      return [sighting('pact', found.operation.id, response.status, response.body, names)]
    }),
  )
}

/** What a world's journal holds; requests of no operation and broken connections are nobody's answer. */
export function seenInJournal(entries: readonly RequestEntry[], scenario: string): readonly Sighting[] {
  return entries.flatMap(({ operationId, status, response }) =>
    operationId === null || status === 0 ? [] : [sighting('journal', operationId, status, response.body, [scenario])],
  )
}

/** Reads a shard: one sighting a line. Undefined when it is none. */
export function parseShard(text: string): readonly Sighting[] | undefined {
  try {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    const read = lines.map((line) => JSON.parse(line) as Sighting)
    return read.every(isSighting) ? read : undefined
  } catch {
    return undefined
  }
}

/** A shard's text, without what it says twice; sorted, so that the same run writes the same bytes. */
export function toShard(sightings: readonly Sighting[]): string {
  return [...new Set(sightings.map((one) => JSON.stringify(one)))]
    .sort()
    .map((line) => `${line}\n`)
    .join('')
}

function sighting(by: Sighting['by'], operation: string, status: number, body: unknown, states: readonly string[]): Sighting {
  return { by, operation, status, code: status < 400 ? null : (codeOf(body) ?? null), fields: fieldsOf(body), states }
}

function fieldsOf(body: unknown): readonly string[] {
  const found = new Set<string>()
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, `${path}[*]`)
    else if (value !== null && typeof value === 'object') {
      for (const [name, child] of Object.entries(value)) {
        found.add(child === null ? `${path}.${name}?` : `${path}.${name}`)
        visit(child, `${path}.${name}`)
      }
    }
  }
  visit(body, '$')
  return [...found].sort()
}

function isSighting(value: unknown): value is Sighting {
  if (value === null || typeof value !== 'object') return false
  const { by, operation, status, code, fields, states } = value as Partial<Record<keyof Sighting, unknown>>
  const isTexts = (list: unknown) => Array.isArray(list) && list.every((one) => typeof one === 'string')
  if (by !== 'pact' && by !== 'journal') return false
  return (
    typeof operation === 'string' &&
    typeof status === 'number' &&
    (code === null || typeof code === 'string') &&
    isTexts(fields) &&
    isTexts(states)
  )
}

import type { Operation } from '../openapi/index.ts'
import { longestDelay } from '../world/index.ts'
import { type Answer, findAnswer, give } from './answer.ts'
import type { Effect, Engine } from './engine.ts'
import { parsePreferences, preferOf, toPreference } from './preferences.ts'
import type { Open } from './request.ts'

/** What a request's `Prefer` header comes to. */
export interface Preference {
  /** Answered instead of playing a call that was found valid. */
  readonly instead: Answer | undefined
  /** Milliseconds to wait before any answer. */
  readonly delay: number
  /** As `Preference-Applied` names it, whatever is answered. */
  readonly applied: readonly string[]
}

/**
 * `wait=2.5` delays by seconds; `code=409`, or `code=` with one of the API's error codes, and `example=name` choose the answer.
 * Others are passed over, and so is what the document has no answer for (RFC 7240 §2), unless `handling=strict` asks to be told: 400.
 */
export function prefer(engine: Engine, operation: Operation, { request, at: now }: Open): Preference {
  const { values, unreadable } = parsePreferences(preferOf(request) ?? '')
  const impossible: string[] = unreadable === undefined ? [] : [`${JSON.stringify(unreadable)} can't be read.`]
  const applied: string[] = []
  const wait = values.get('wait')
  const delay = wait === undefined ? undefined : toDelay(wait, impossible)
  if (delay !== undefined) applied.push(toPreference('wait', String(delay / 1000)))
  const chosen = engine.backend.answersPreferences === true ? undefined : choose(engine, operation, values, impossible)
  const isStrict = values.get('handling') === 'strict'
  if (isStrict) applied.push('handling=strict')
  // Told at once: whoever is strict did not ask for another wait than the one that can't be.
  if (isStrict && impossible.length > 0) return { instead: refusal(impossible), delay: 0, applied: [] }
  if (chosen === undefined) return { instead: undefined, delay: delay ?? 0, applied }
  const answer = give(operation, chosen.answer, now)
  // RFC 7240 §2: an answer that another preference would have made different must not be taken for it by a cache.
  const headers = { ...answer.headers, 'preference-applied': [...chosen.applied, ...applied].join(', '), vary: 'Prefer' }
  const because = { rule: 'preference', facts: { prefer: chosen.applied.join(', ') } }
  const instead: Answer = 'reason' in answer ? { ...answer, headers, because } : { ...answer, headers }
  return { instead, delay: delay ?? 0, applied }
}

/** Lays what was preferred over what faults do; an answer that was chosen names its preferences itself. */
export function withPreference(effect: Effect | undefined, { instead, delay, applied }: Preference, answer: unknown): Effect {
  // A backend that heeds preferences itself has named those already.
  const { headers = {} } = (answer ?? {}) as { readonly headers?: Readonly<Record<string, string>> }
  const all = [headers['preference-applied'] ?? [], applied].flat()
  const named = applied.length === 0 || answer === instead ? undefined : { 'preference-applied': all.join(', ') }
  return {
    faultId: effect?.faultId,
    delay: delay + (effect?.delay ?? 0),
    instead: effect?.instead,
    headers: { ...named, ...effect?.headers },
    connection: effect?.connection,
  }
}

interface Chosen {
  readonly answer: Answer
  readonly applied: readonly string[]
}

/** The answer that `code` and `example` choose together, or `code` alone when there is no such example. */
function choose(engine: Engine, operation: Operation, values: ReadonlyMap<string, string>, impossible: string[]): Chosen | undefined {
  const code = values.get('code')
  const example = values.get('example')
  const wanted = code === undefined ? {} : /^\d+$/.test(code) ? { status: Number(code) } : { code }
  for (const name of example === undefined ? [undefined] : [example, undefined]) {
    if (code === undefined && name === undefined) continue
    const answer = findAnswer(engine, operation, { ...wanted, example: name })
    if (typeof answer === 'string') impossible.push(answer)
    else
      return {
        answer,
        applied: [code === undefined ? [] : toPreference('code', code), name === undefined ? [] : toPreference('example', name)].flat(),
      }
  }
  return undefined
}

/** Seconds, fractions allowed, as milliseconds; more than the longest wait is cut to it. */
function toDelay(wait: string, impossible: string[]): number | undefined {
  const ms = /^\d+(?:\.\d+)?$/.test(wait) ? Math.round(Number(wait) * 1000) : undefined
  if (ms !== undefined && ms <= longestDelay) return ms
  impossible.push(`wait=${wait} is no time to wait; expected seconds from 0 to ${longestDelay / 1000}, fractions allowed.`)
  return ms === undefined ? undefined : longestDelay
}

/** The mock's own no, which no document speaks of. */
function refusal(impossible: readonly string[]): Answer {
  const reason = `The header Prefer asks for what can't be done, with handling=strict: ${impossible.join(' ')}`
  return { code: 'preference_impossible', status: 400, reason, isOurs: true, isForced: true, headers: { vary: 'Prefer' } }
}

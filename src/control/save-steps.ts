import { isDeepStrictEqual } from 'node:util'
import type { Engine, Mail, Request } from '../engine/index.ts'
import type { ClockSetting } from '../kernel/index.ts'
import type { Operation } from '../openapi/index.ts'
import type { CallStep, Exchange, StepFacts, WorldStart } from '../world/index.ts'
import { quoteText } from './answers.ts'
import { refusal } from './codes.ts'
import { type Played, StepFault, StepPlayer } from './play-steps.ts'
import { toCall } from './save-call.ts'
import { toClockSteps } from './save-clock.ts'

interface Written {
  facts: StepFacts
  readonly comment?: string
}

/** Where writing begins: how things are after the steps of the base. */
export interface Beginning {
  readonly clock: ClockSetting
  readonly assumptions: Readonly<Record<string, string>>
  /** Names that steps of the base have. */
  readonly names: readonly string[]
}

/** What an id made from a seed looks like; nothing else is worth a reference. */
const madeId = /^[a-z]+_[0-9a-f]{32}$/

/** Credentials are in nobody's path or body, and shall not be in a comment. */
const isSecret = /token|password|secret/i

/**
 * Writes what happened in a world as steps of a fixture. Each is played once more as it is written, so that ids which come from the answer
 * or the mail of an earlier step can refer to it: such a fixture outlives a change of its base and another seed.
 */
export class StepWriter {
  readonly #engine: Engine
  readonly #player: StepPlayer
  readonly #written: Written[] = []
  readonly #calls = new Map<string, number>()
  /** References by the value they stand for. */
  readonly #references = new Map<string, string>()
  readonly #named = new Set<string>()
  readonly #taken: Set<string>
  #clock: ClockSetting
  #assumptions: Readonly<Record<string, string>>

  constructor(engine: Engine, start: WorldStart, { clock, assumptions, names }: Beginning) {
    this.#taken = new Set(names)
    this.#engine = engine
    this.#clock = clock
    this.#assumptions = assumptions
    this.#player = new StepPlayer(engine, { ...start, clock, assumptions }, clock.mode === 'frozen' ? clock.now : 0)
  }

  /** Turns those assumptions that are not as they shall be. */
  assume(values: Readonly<Record<string, string>>): void {
    const assume = Object.fromEntries(Object.entries(values).filter(([name, value]) => this.#assumptions[name] !== value))
    if (Object.keys(assume).length === 0) return
    this.#assumptions = { ...this.#assumptions, ...assume }
    this.#add({ assume })
  }

  /** `now` is what it shows at that moment. */
  setClock(setting: ClockSetting, now: number): void {
    if (isDeepStrictEqual(setting, this.#clock)) return
    this.#clock = setting
    for (const { facts, comment } of toClockSteps(setting, now)) this.#add(facts, comment)
  }

  call(exchange: Exchange): void {
    const operation = this.#engine.api.operation(exchange.operationId ?? '')
    if (operation === undefined) throw this.#refusal(exchange, 'the document no longer has this operation')
    this.setClock({ mode: 'frozen', now: exchange.at }, exchange.at)
    const call = toCall(operation, exchange.request as Request)
    if (call === undefined) throw this.#refusal(exchange, 'its body is no text, which a fixture could hold')
    const as = this.#caller(operation, exchange)
    const { path, query, headers, body } = call
    const name = this.#nameOf(operation)
    const facts: CallStep = {
      call: operation.id,
      name,
      ...(as === undefined ? {} : { as }),
      ...(path === undefined ? {} : { path: this.#refer(path) as CallStep['path'] & object }),
      ...(query === undefined ? {} : { query: this.#refer(query) as CallStep['query'] & object }),
      ...(headers === undefined ? {} : { headers: this.#refer(headers) as CallStep['headers'] & object }),
      ...('body' in call ? { body: this.#refer(body) } : {}),
    }
    const played = this.#player.play(facts)
    if (played === undefined || played instanceof StepFault) throw this.#refusal(exchange, played?.message ?? 'it is no call')
    const born = this.#remember(name, facts, played)
    this.#written.push({ facts: { ...facts, expect: played.response.status }, ...(born === '' ? {} : { comment: born }) })
  }

  /** `3 calls (inviteUserV2 2, resendInvitation)`. */
  summary(): string {
    const count = this.#written.filter(({ facts }) => 'call' in facts).length
    const each = [...this.#calls].map(([id, times]) => (times === 1 ? id : `${id} ${times}`)).join(', ')
    return `${count === 0 ? 'no call' : count === 1 ? '1 call' : `${count} calls`}${each === '' ? '' : ` (${each})`}`
  }

  /** All steps; a name is left only where a later step makes use of it. */
  finish(): readonly Written[] {
    return this.#written.map(({ facts, comment }) => {
      if (!('call' in facts) || facts.name === undefined || this.#named.has(facts.name)) return { facts, ...(comment && { comment }) }
      const { name, ...rest } = facts
      return { facts: rest, ...(comment && { comment }) }
    })
  }

  #add(facts: StepFacts, comment?: string): void {
    const fault = this.#player.play(facts)
    if (fault instanceof StepFault) throw refusal('scenario_unsaveable', `A fixture can't hold this: ${fault.message}`)
    this.#written.push({ facts, ...(comment && { comment }) })
  }

  /** Steps are named after their operations, and counted. */
  #nameOf({ id }: Operation): string {
    this.#calls.set(id, (this.#calls.get(id) ?? 0) + 1)
    const stem = id.replaceAll(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+/, '') || 'step'
    let name = stem
    for (let count = 2; this.#taken.has(name); count++) name = `${stem}_${count}`
    this.#taken.add(name)
    return name
  }

  /** A token that the fixture lists where one was shown; otherwise the person, so that no credential gets into a file. */
  #caller({ security }: Operation, { request, principalId, actedAs }: Exchange): string | undefined {
    const { backend } = this.#engine
    const { world } = this.#player
    if (security.length === 0 || principalId === undefined) return undefined
    const shown = actedAs !== undefined ? [] : Object.values((request as Request).headers).flat()
    const isShown = (token: string) => shown.some((value) => value?.replace(/^bearer /i, '') === token)
    const listed = [...(backend.tokens?.(world) ?? [])].find(
      ({ token, principal }) => principal.id === principalId && isShown(token) && !madeId.test(token),
    )
    return listed?.token ?? backend.people?.nameOf(world, principalId) ?? principalId
  }

  /** A part of a request, with references in the place of ids that earlier steps made. */
  #refer(value: unknown): unknown {
    if (typeof value === 'string') {
      const reference = this.#references.get(value)
      if (reference === undefined) return quoteText(value)
      this.#named.add(reference.slice(1).split('.')[0] as string)
      return reference
    }
    if (Array.isArray(value)) return value.map((item) => this.#refer(item))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#refer(inner)]))
  }

  /** Makes the ids that a call made known to later ones; gives them in words. */
  #remember(name: string, call: CallStep, { response, mail }: Played): string {
    const sent = JSON.stringify(call)
    const born: string[] = []
    const walk = (value: unknown, path: readonly string[]) => {
      if (typeof value === 'string') {
        if (!madeId.test(value) || this.#references.has(value) || sent.includes(value)) return
        this.#references.set(value, `$${[name, ...path].join('.')}`)
        born.push(`${path.join('.')} ${value}`)
      } else if (value !== null && typeof value === 'object') {
        for (const [key, inner] of Object.entries(value)) if (/^[\w-]+$/.test(key) && !isSecret.test(key)) walk(inner, [...path, key])
      }
    }
    walk(withoutMail(response.body, mail), [])
    const made = born.join(', ')
    if (mail === undefined) return made
    born.length = 0
    walk({ invitation_key: mail.invitation_key }, ['mail'])
    return [made, [`mail to ${mail.to}`, ...born].join(', ')].filter((part) => part !== '').join('; ')
  }

  #refusal({ id, operationId }: Exchange, why: string): Error {
    return refusal('scenario_unsaveable', `Request ${id}, ${operationId}, can't be written as a step: ${why}`)
  }
}

/** A mail stands in the way of an answer's own key of that name. */
function withoutMail(answer: unknown, mail: Mail | undefined): unknown {
  if (mail === undefined || answer === null || typeof answer !== 'object') return answer
  return Object.fromEntries(Object.entries(answer).filter(([key]) => key !== 'mail'))
}

import { type Engine, type Mail, type Principal, type Problem, type Request, type Response, respond } from '../engine/index.ts'
import { Clock, type ClockSetting, didYouMean } from '../kernel/index.ts'
import type { Operation } from '../openapi/index.ts'
import {
  type CallStep,
  clockAfter,
  type Exchange,
  type FactPath,
  type ScenarioCode,
  type StepFacts,
  World,
  type WorldStart,
} from '../world/index.ts'
import { Answers, Unanswered } from './answers.ts'
import { toRequest } from './step-request.ts'

/** Why a step can't be played; `path` leads to the part of it that is to blame. */
export class StepFault {
  readonly code: ScenarioCode
  readonly message: string
  readonly path: FactPath
  constructor(code: ScenarioCode, message: string, path: FactPath) {
    this.code = code
    this.message = message
    this.path = path
  }
}

/** What a call came to. */
export interface Played {
  readonly response: Response
  /** What it sent, where the step has a name; the last one if several. */
  readonly mail: Mail | undefined
}

/**
 * Plays steps in a world of its own, for others to start from. Time stands still there but for the steps that move it,
 * so that a scenario on the real clock is the same however long its steps take.
 */
export class StepPlayer {
  readonly world: World
  readonly #engine: Engine
  readonly #answers = new Answers()
  #setting: ClockSetting

  /** `at` is the time of the first step. */
  constructor(engine: Engine, start: WorldStart, at: number) {
    this.#engine = engine
    this.#setting = start.clock
    const journal = { exchanges: 1, bytes: 0 }
    const clock = { mode: 'frozen', now: at } as const
    this.world = new World({ ...start, clock, delay: undefined }, { name: 'steps', origin: 'http://127.0.0.1', path: '', journal })
  }

  /** How the clock goes on after the steps that were played. */
  get setting(): ClockSetting {
    return this.#setting
  }

  /** What a call came to; undefined for a step of another kind. Steps have been checked. */
  play(step: StepFacts): Played | StepFault | undefined {
    const { world } = this
    if ('call' in step) return this.#call(step)
    if ('assume' in step) {
      world.perform({ verb: 'assumptions', values: step.assume })
      return undefined
    }
    const now = clockAfter(world.clock.setting, step)
    const setting = clockAfter(this.#setting, step)
    if (now === undefined || setting === undefined) {
      return new StepFault('scenario.value', 'The clock would leave the years 0 to 9999; expected a time within them.', [])
    }
    this.#setting = setting
    world.clock.setting = { mode: 'frozen', now: new Clock(now).now() }
    return undefined
  }

  #call(step: CallStep): Played | StepFault {
    const { world } = this
    const operation = this.#engine.api.operation(step.call) as Operation
    try {
      const call = this.#resolved(step)
      const request = toRequest(operation, call)
      const principal = this.#principal(operation, step)
      const before = step.name === undefined ? undefined : this.#latestMail()
      const response = respond(this.#engine, world, operation, request, principal)
      const fits = step.expect === undefined ? response.status < 400 : response.status === step.expect
      if (!fits) return this.#toFault(operation, call, response)
      if (step.name === undefined) return { response, mail: undefined }
      const latest = this.#latestMail()
      const mail = latest?.id === before?.id ? undefined : latest
      this.#answers.add(step.name, response.body, mail)
      return { response, mail }
    } catch (thrown) {
      if (thrown instanceof StepFault) return thrown
      throw thrown
    }
  }

  #latestMail(): Mail | undefined {
    return this.#engine.backend.mailbox?.list(this.world, { limit: 1 })[0]
  }

  #resolved(step: CallStep): CallStep {
    const parts = (['path', 'query', 'headers', 'body'] as const).filter((part) => part in step)
    return { ...step, ...Object.fromEntries(parts.map((part) => [part, this.#resolve(step[part], part)])) }
  }

  #resolve(value: unknown, part: string): unknown {
    try {
      return this.#answers.resolve(value, [part])
    } catch (thrown) {
      if (thrown instanceof Unanswered) throw new StepFault('scenario.step.unknown', thrown.reason, thrown.path)
      throw thrown
    }
  }

  /** Who calls. Nobody does where the operation asks for no credential. */
  #principal(operation: Operation, { call, as }: CallStep): Principal | undefined {
    const { backend } = this.#engine
    if (operation.security.length === 0) return undefined
    if (as === undefined) {
      if (operation.security.some((alternative) => alternative.length === 0)) return undefined
      const { defaultPrincipalId } = this.world.start
      if (defaultPrincipalId !== undefined) return { id: defaultPrincipalId }
      const message = `${call} wants to know who calls, and there is no default_principal; expected as.`
      throw new StepFault('scenario.key.missing', message, ['call'])
    }
    const tokens = [...(backend.tokens?.(this.world) ?? [])]
    const known = tokens.find(({ token }) => token === as)?.principal ?? backend.people?.find(this.world, as)
    if (known !== undefined) return known
    const names = [...tokens.map(({ token }) => token), ...(backend.people?.names(this.world) ?? [])]
    const message = `${JSON.stringify(as)} is neither a listed token nor a person who is there by then.${didYouMean(as, names)}`
    throw new StepFault('scenario.step.unknown', message, ['as'])
  }

  /** What was answered instead, at the part of the step it is about. */
  #toFault(operation: Operation, step: CallStep, { status }: Response): StepFault {
    const { api, backend } = this.#engine
    const { world } = this
    const exchange = [...world.journal.exchanges()][0] as Exchange<Request>
    const problem = exchange.problem as Problem | undefined
    const expected = `Expected ${step.expect ?? 'a success'}.`
    const refused = (what: string, path: FactPath) =>
      new StepFault('scenario.step.refused', `${step.call} answered ${status}${what} ${expected}`, path)
    if (problem === undefined) return refused('.', ['expect'])
    const [violation] = problem.violations ?? []
    if (violation !== undefined) {
      const place = [violation.in, ...violation.path]
      return refused(`: ${place.join('.')} ${violation.message}.`, place[0] === 'header' ? ['headers', ...place.slice(1)] : place)
    }
    const params = Object.fromEntries(Object.entries(step.path ?? {}).map(([name, value]) => [name, String(value)]))
    const query = Object.fromEntries(new URLSearchParams(exchange.request.query))
    const told = backend.explain?.({ api, operation, problem, exchange, world, params, query, body: step.body })
    const place = told?.blames[0]?.place ?? ['call']
    const says = told?.summary ?? (problem.reason.split('\n')[0] as string).replace(/\.?$/, '.')
    return refused(` (${problem.code}). ${says}`, place[1] === 'authorization' ? ['as'] : place)
  }
}

import { type Engine, hash, type Request, type Response, type SampleOptions, type Tools, toWords } from '../engine/index.ts'
import { type Api, type Callback, type Operation, type RequestInput, type Told, toFilled } from '../openapi/index.ts'
import type { Exchange, World } from '../world/index.ts'
import { makeOutgoing, type Outgoing, Unmakeable } from './outgoing.ts'

/** What every request of ours carries, so that a mock which calls itself does not go on for ever. */
export const callbackHeader = 'standin-callback'

/** A callback that an exchange has led to. */
export interface Due {
  /** Counts the callbacks of its exchange: `7.1`. */
  readonly id: string
  readonly exchange: Exchange
  readonly callback: Callback
  /** Undefined when there is something in the way. */
  readonly request: Outgoing | undefined
  /** Why it can't be sent. */
  readonly problem: string | undefined
}

type Recorded = Exchange<Request, Response>

const owners = new WeakMap<Api, Map<string, Callback[]>>()

/** Whether an exchange has led to callbacks: one that was answered with a success, and is no callback itself. */
export function isDue({ api }: Engine, exchange: Exchange): boolean {
  return callbacksOf(api, exchange as Recorded).length > 0
}

/** The callbacks an exchange has led to: a function of the exchange, its world's seed and the document, so the same whenever it is asked for. */
export function dueOf(engine: Engine, world: World, exchange: Exchange, tools: Tools): readonly Due[] {
  const { api } = engine
  const recorded = exchange as Recorded
  const callbacks = callbacksOf(api, recorded)
  const operation = callbacks.length === 0 ? undefined : api.operation(recorded.operationId ?? '')
  if (operation === undefined) return []
  const read = operation.read(recorded.request)
  if (!read.ok) return []
  const told = toldOf(operation, world, recorded, read.input)
  return callbacks.map((callback, index): Due => {
    const due = { id: `${exchange.id}.${index + 1}`, exchange, callback }
    try {
      const url = addressOf(callback, told)
      const seed = hash(`${callback.name} ${callback.expression} ${exchange.id}`, world.start.seed)
      const made = makeOutgoing(callback.operation, url, { api, tools, seed, now: exchange.at, given: knownFrom(told) })
      const mark = `${world.name}/${exchange.id}/${encodeURIComponent(callback.name)}`
      return { ...due, request: { ...made, headers: { ...made.headers, [callbackHeader]: mark } }, problem: undefined }
    } catch (thrown) {
      if (!(thrown instanceof Unmakeable)) throw thrown
      return { ...due, request: undefined, problem: thrown.message }
    }
  })
}

function callbacksOf(api: Api, { operationId, isRejected, request, response, defect }: Recorded): readonly Callback[] {
  if (api.callbacks.length === 0 || operationId === undefined || isRejected || defect !== undefined) return []
  if (response.status < 200 || response.status >= 400 || request.headers[callbackHeader] !== undefined) return []
  let byOwner = owners.get(api)
  if (byOwner === undefined) {
    byOwner = new Map()
    for (const one of api.callbacks) byOwner.set(one.owner, [...(byOwner.get(one.owner) ?? []), one])
    owners.set(api, byOwner)
  }
  return byOwner.get(operationId) ?? []
}

function toldOf(operation: Operation, world: World, { request, response }: Recorded, input: RequestInput): Told {
  return {
    url: world.origin + request.target,
    method: operation.method,
    status: response.status,
    request: { path: input.params, query: input.query, headers: request.headers, body: input.body },
    response: { headers: response.headers, body: response.body },
  }
}

function addressOf({ name, expression }: Callback, told: Told): string {
  const { text, missing } = toFilled(expression, told)
  if (text === undefined) throw new Unmakeable(`The callback "${name}" goes to ${expression}, and ${missing} has no value in this call.`)
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw new Unmakeable(
    `The callback "${name}" goes to ${expression}, which is ${JSON.stringify(text)} in this call; expected an address like http://127.0.0.1:3000/hook.`,
  )
}

/** What the call itself said of things that the callback names as well. */
function knownFrom({ request, response }: Told): NonNullable<SampleOptions['given']> {
  const known = new Map<string, unknown[]>()
  for (const source of [response.body, request.body, request.path]) {
    if (source === null || typeof source !== 'object' || Array.isArray(source)) continue
    for (const [name, value] of Object.entries(source)) known.set(toWords(name), [...(known.get(toWords(name)) ?? []), value])
  }
  return (pointer, name) => (/^(?:\/(?:data|object|payload))?\/[^/]+$/.test(pointer) ? (known.get(name) ?? []) : [])
}

import { type Delivery, type Due, dueOf, isDue, makeOutgoing, type Outgoing, Unmakeable } from '../../callbacks/index.ts'
import { type Engine, hash, loadTools } from '../../engine/index.ts'
import { didYouMean, toZuluTime } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import type { World } from '../../world/index.ts'
import { refusal } from '../codes.ts'
import { Secrets } from '../explain/secrets.ts'
import { type Recorded, secretsOfRequest, showHeader, showTarget } from '../explain/show.ts'
import type { CallbackEntry, CallbackVerbs, SentEntry, WebhookVerbs } from '../sending-verbs.ts'
import type { Target } from '../target.ts'
import { requireWhole } from './arguments.ts'
import { worldAt, worldWith } from './places.ts'

export function localCallbacks(target: Target, name: string): CallbackVerbs {
  const { messenger } = target
  return {
    async list({ requestId, limit = 100 } = {}) {
      requireWhole('limit', limit, 1, 1000)
      if (requestId !== undefined) requireWhole('request_id', requestId, 1)
      const world = worldAt(target, name)
      const engine = target.engine()
      if (engine.api.callbacks.length === 0) return []
      const tools = await loadTools()
      const found: CallbackEntry[] = []
      for (const exchange of world.journal.newestFirst()) {
        if ((requestId !== undefined && exchange.id !== requestId) || !isDue(engine, exchange)) continue
        for (const due of dueOf(engine, world, exchange, tools))
          if (found.push(showCallback(engine, due, messenger.deliveryOf(exchange, due.id))) === limit) return found
      }
      return found
    },

    async send(id) {
      const world = worldWith(target, name)
      const engine = target.engine()
      const due = await find(engine, world, id)
      if (due === undefined) {
        throw refusal(
          'callback_unknown',
          `No call in the world "${name}" has led to a callback ${JSON.stringify(id)}, or the journal keeps it no longer. GET /__standin/callbacks lists them.`,
        )
      }
      const { exchange, callback, request, problem } = due
      const obstacle = problem ?? (request === undefined ? undefined : messenger.refusal(request.url))
      if (request === undefined || obstacle !== undefined) throw refusal('validation_failed', `It can't be sent: ${obstacle}`)
      const delivery = await messenger.deliver(callback.operation, request)
      messenger.note(exchange, due.id, delivery)
      return showCallback(engine, due, delivery)
    },
  }
}

export function localWebhooks(target: Target, name: string): WebhookVerbs {
  return {
    list: async () =>
      target.engine().api.webhooks.map(({ name: webhook, operation: { method, summary, examples } }) => ({
        name: webhook,
        method,
        summary: summary ?? null,
        examples: [...new Set(examples.filter((one) => one.in === 'body').map((one) => one.name))],
      })),

    async send(webhook, { url, body, example }) {
      const world = worldAt(target, name)
      const { api } = target.engine()
      const found = api.webhooks.find((one) => one.name === webhook)
      if (found === undefined) {
        const names = api.webhooks.map((one) => one.name)
        const there = names.length === 0 ? ' It has none.' : didYouMean(webhook, names) || ` It has ${names.join(', ')}.`
        throw refusal('webhook_unknown', `The document has no webhook ${JSON.stringify(webhook)}.${there}`)
      }
      const place = placeFault(url) ?? target.messenger.refusal(url)
      if (place !== undefined) throw refusal('validation_failed', `It can't be sent: ${place}.`)
      const tools = await loadTools()
      const seed = hash(webhook, world.start.seed)
      try {
        const request = makeOutgoing(found.operation, url, { api, tools, seed, now: world.clock.now(), body, example })
        const delivery = await target.messenger.deliver(found.operation, request)
        return showSent(api, webhook, request, delivery, new Secrets([]))
      } catch (thrown) {
        if (!(thrown instanceof Unmakeable)) throw thrown
        throw refusal('validation_failed', `It can't be sent: ${thrown.message}`)
      }
    },
  }
}

async function find(engine: Engine, world: World, id: string): Promise<Due | undefined> {
  const number = /^(\d{1,15})\.\d+$/.exec(id)?.[1]
  const exchange = number === undefined ? undefined : world.journal.find(Number(number))
  if (exchange === undefined || !isDue(engine, exchange)) return undefined
  return dueOf(engine, world, exchange, await loadTools()).find((one) => one.id === id)
}

function placeFault(url: string): string | undefined {
  const isAddress = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  return isAddress ? undefined : `${JSON.stringify(url)} is no address; expected one like http://127.0.0.1:3000/hook`
}

export function showCallback(
  { api }: Engine,
  { id, exchange, callback, request, problem }: Due,
  delivery: Delivery | undefined,
): CallbackEntry {
  const secrets = secretsOfRequest(api, (exchange as Recorded).request)
  const { name, expression, owner, operation } = callback
  const sent =
    request === undefined
      ? {
          name,
          method: operation.method,
          url: null,
          headers: {},
          body: null,
          state: 'unsendable' as const,
          reason: problem ?? null,
          answer: null,
        }
      : showSent(api, name, request, delivery, secrets)
  return { id, requestId: exchange.id, operationId: owner, expression, at: toZuluTime(exchange.at), ...sent }
}

function showSent(
  api: Api,
  name: string,
  { method, url, headers, body }: Outgoing,
  delivery: Delivery | undefined,
  secrets: Secrets,
): SentEntry {
  const shown = Object.entries(headers).map(([key, value]) => [key, showHeader(api, key, value, secrets)])
  return {
    name,
    method,
    url: showTarget(api, url, secrets),
    headers: Object.fromEntries(shown),
    body: body === undefined ? null : body instanceof Uint8Array ? { bytes: body.length } : secrets.hideIn(body),
    state: delivery?.state ?? 'described',
    reason: delivery?.reason ?? null,
    answer: delivery?.answer ?? null,
  }
}

import type { Mail } from '../../engine/index.ts'
import { toMime } from '../../mail/index.ts'
import type { World } from '../../world/index.ts'
import { refusal } from '../codes.ts'
import type { Target } from '../target.ts'
import { after } from '../time-limit.ts'
import type { Message, WorldControl } from '../verbs.ts'
import { fromWire } from '../wire.ts'
import { requireText, requireWhole } from './arguments.ts'
import { mailboxOf, worldAt, worldWith } from './places.ts'

/** Milliseconds. */
export const waiting = { usual: 5000, most: 60_000 } as const

export function localOutbox(target: Target, name: string): WorldControl['outbox'] {
  const latest = (world: World, to: string | undefined) => mailboxOf(target).list(world, { to, limit: 1 })[0]
  return {
    async list({ to, limit = 100 } = {}) {
      requireText('to', to)
      const mails = mailboxOf(target).list(worldAt(target, name), { to, limit: requireWhole('limit', limit, 1, 1000) })
      return mails.map(toMessage)
    },

    async latest({ to } = {}) {
      requireText('to', to)
      const mail = latest(worldAt(target, name), to)
      if (mail === undefined) throw refusal('message_unknown', `No mail${addressed(to)} was sent yet in the world "${name}".`)
      return toMessage(mail)
    },

    find: async (id) => toMessage(mailOf(target, name, id)),

    async waitFor({ to, timeoutMs = waiting.usual, signal } = {}) {
      requireText('to', to)
      requireWhole('timeout_ms', timeoutMs, 0, waiting.most)
      const there = latest(worldAt(target, name), to)
      return toMessage(there ?? (await nextMail(target, name, to, timeoutMs, signal)))
    },

    // Async, so that an unknown id rejects rather than throws.
    eml: async (id) => toMime(mailOf(target, name, id)),
  }
}

export function toMessage(mail: Mail): Message {
  return fromWire(mail)
}

function mailOf(target: Target, name: string, id: string): Mail {
  const mailbox = mailboxOf(target)
  const mail = mailbox.find(worldWith(target, name), id)
  if (mail === undefined)
    throw refusal('message_unknown', `No mail in the world "${name}" has the id ${JSON.stringify(id)}. GET /__standin/outbox lists them.`)
  return mail
}

/** The next mail that is sent. Whoever waits leaves nothing behind, however the wait ends. */
function nextMail(target: Target, name: string, to: string | undefined, timeoutMs: number, left: AbortSignal | undefined): Promise<Mail> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      stopListening()
      stopClock()
      target.closing.removeEventListener('abort', close)
      left?.removeEventListener('abort', leave)
      finish()
    }
    const close = () => end(() => reject(refusal('closing', 'The mock was closed while a mail was waited for.')))
    const leave = () => end(() => reject(left?.reason))
    const stopListening = target.worlds.listen((event) => {
      if (event.type !== 'message' || event.world.name !== name) return
      const mail = mailboxOf(target).find(event.world, event.id)
      if (mail !== undefined && isTo(mail, to)) end(() => resolve(mail))
    })
    const stopClock = after(timeoutMs, () => end(() => reject(refusal('message_awaited', tooLate(name, to, timeoutMs)))))
    target.closing.addEventListener('abort', close)
    left?.addEventListener('abort', leave)
    if (target.closing.aborted) close()
    else if (left?.aborted === true) leave()
  })
}

function tooLate(name: string, to: string | undefined, timeoutMs: number): string {
  return `No mail${addressed(to)} was sent in the world "${name}" within ${timeoutMs} ms. Check that the call that sends it names this world, or wait longer with timeout_ms (at most ${waiting.most}).`
}

function isTo(mail: Mail, to: string | undefined): boolean {
  return to === undefined || mail.to.toLowerCase() === to.trim().toLowerCase()
}

function addressed(to: string | undefined): string {
  return to === undefined ? '' : ` to ${to}`
}

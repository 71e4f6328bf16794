import type { Mail, Mailbox } from '../../engine/index.ts'
import { defineLog, html, type Log, toZuluTime } from '../../kernel/index.ts'
import type { World } from '../../world/index.ts'
import type { MailDraft } from './handler.ts'

/** What a handler mailed. */
interface OwnMail {
  readonly serial: number
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string | undefined
  readonly link: string | undefined
  readonly sentAt: number
}

export const mailTable = 'own_mails'
export const mailSpecs = { [mailTable]: defineLog<OwnMail>() }

/** Puts a mail into the outbox; its id. Told on when the call has succeeded. */
export function sendMail(world: World, { to, subject, text, html, link }: MailDraft, now: number): string {
  const serial = world.store.nextSerial()
  mailsOf(world).add({ to, subject, text, html, link, sentAt: now, serial })
  const id = toId(serial)
  world.outgoing.push(id)
  return id
}

export const ownMailbox: Mailbox = {
  list(world, { to, limit }) {
    const wanted = to?.toLowerCase()
    const found: Mail[] = []
    for (const mail of mailsOf(world).newestFirst()) {
      if (wanted !== undefined && mail.to.toLowerCase() !== wanted) continue
      if (found.push(toMail(mail)) === limit) break
    }
    return found
  },
  find(world, id) {
    const serial = /^mail_(\d+)$/.exec(id)?.[1]
    const mail = serial === undefined ? undefined : mailsOf(world).find(Number(serial))
    return mail && toMail(mail)
  },
  invitation: () => undefined,
}

/** The mails of both, newest first. */
export function joinMailboxes(own: Mailbox, other: Mailbox): Mailbox {
  return {
    list: (world, filter) =>
      [...own.list(world, filter), ...other.list(world, filter)]
        .sort((a, b) => (a.sent_at < b.sent_at ? 1 : a.sent_at > b.sent_at ? -1 : 0))
        .slice(0, filter.limit),
    find: (world, id) => own.find(world, id) ?? other.find(world, id),
    invitation: (world, key, now) => other.invitation(world, key, now),
  }
}

function mailsOf({ store }: World): Log<OwnMail> {
  return store.tables[mailTable] as unknown as Log<OwnMail>
}

/** `find` reads it back. */
function toId(serial: number): string {
  return `mail_${serial}`
}

function toMail({ serial, to, subject, text, html: own, link = '', sentAt }: OwnMail): Mail {
  return {
    id: toId(serial),
    to,
    subject,
    text,
    html: own ?? html`<!doctype html><pre>${text}</pre>`.text,
    accept_link: link,
    invitation_key: '',
    custom_message: null,
    sent_at: toZuluTime(sentAt),
    organization_id: '',
  }
}

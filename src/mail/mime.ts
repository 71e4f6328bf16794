import type { Mail } from '../engine/index.ts'
import { fingerprint, parseTime, toHttpTime } from '../kernel/index.ts'

/** Who every mail is from. `.example` is nobody's domain (RFC 2606), so an answer goes nowhere. */
export const sender = 'no-reply@standin.example'

/**
 * A mail as MIME (RFC 5322), with its text and its HTML as alternatives; lines end with CRLF. All of it is ASCII but for an address that is not (RFC 6532).
 * A function of the mail alone: id, date and boundaries come from what stands in it, so the same mail is the same bytes.
 */
export async function toMime(mail: Mail): Promise<string> {
  const { id, to, subject, text, html, sent_at: sentAt, accept_link: link } = mail
  const [{ default: MailComposer }, { encodeWord }] = await Promise.all([
    import('nodemailer/lib/mail-composer'),
    import('nodemailer/lib/mime-funcs'),
  ])
  // The link is part of it: it holds the address of the world the mail comes from. Nobody can write a text that holds its own hash, so none can break out of its part.
  const mark = fingerprint([id, to, subject, text, html, sentAt, link].join('\n'))
  const composer = new MailComposer({
    from: sender,
    // An address and nothing else, so that a comma in it does not make two recipients.
    to: { name: '', address: to },
    subject,
    text: toLines(text),
    html: toLines(html),
    messageId: `<${id}.${mark}@standin.example>`,
    date: toDate(sentAt),
    baseBoundary: mark,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const node = composer.compile()
  // What looks like an encoded word (RFC 2047) would be taken for one by its reader.
  if (subject.includes('=?')) node.setHeader('subject', { prepared: true, foldLines: true, value: encodeWord(subject, 'Q', 52) })
  return (await node.build()).toString('utf8')
}

/** RFC 5322 §2.2 has no CR without its LF. */
function toLines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n')
}

/** `Mon, 22 Dec 2025 15:30:00 +0000` (RFC 5322 §3.3). */
function toDate(sentAt: string): string {
  return toHttpTime(parseTime(sentAt) ?? 0).replace('GMT', '+0000')
}

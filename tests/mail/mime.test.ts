import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { toMime } from '../../src/mail/index.ts'
import { mailOf } from './mail.ts'

/** Headers before the first empty line, unfolded, by name. */
function headersOf(mime: string): Map<string, string> {
  const [head = ''] = mime.split('\r\n\r\n')
  return new Map(
    head
      .replaceAll(/\r\n[ \t]/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  )
}

const names = ['content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']

describe('a mail as MIME', () => {
  it('has what RFC 5322 asks for, with the time of its own world', async () => {
    const mime = await toMime(mailOf({}))
    const headers = headersOf(mime)
    expect([...headers.keys()].sort()).toEqual(names)
    expect(headers.get('from')).toBe('no-reply@standin.example')
    expect(headers.get('to')).toBe('jane@example.com')
    expect(headers.get('date')).toBe('Mon, 22 Dec 2025 15:30:00 +0000')
    expect(headers.get('message-id')).toMatch(/^<msg_12\.[0-9a-f]{32}@standin\.example>$/)
    expect(headers.get('content-type')).toMatch(/^multipart\/alternative;/)
    expect(mime.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('is the same bytes for the same mail, and has another id in another world', async () => {
    expect(await toMime(mailOf({}))).toBe(await toMime(mailOf({})))
    const there = mailOf({ accept_link: 'http://127.0.0.1:4010/__standin/worlds/a/__standin/invitations/k' })
    expect(headersOf(await toMime(there)).get('message-id')).not.toBe(headersOf(await toMime(mailOf({}))).get('message-id'))
  })

  it('is ASCII, whatever the names are', async () => {
    const mime = await toMime(mailOf({ subject: 'Sie sind bei Zürich 🎉 GmbH eingeladen', text: 'Grüezi 🎉', html: '<p>Grüezi 🎉</p>' }))
    expect(mime).toMatch(/^[\x20-\x7e\r\n]*$/)
    expect(await simpleParser(mime)).toMatchObject({
      subject: 'Sie sind bei Zürich 🎉 GmbH eingeladen',
      text: 'Grüezi 🎉',
      html: '<p>Grüezi 🎉</p>',
    })
  })

  it('can not be broken out of by a text that looks like its own boundary', async () => {
    const first = await toMime(mailOf({}))
    const boundary = /boundary="([^"]+)"/.exec(first)?.[1]
    const text = `Hello\n--${boundary}\nContent-Type: text/html\n\n<script>alert(1)</script>\n--${boundary}--\n`
    const parsed = await simpleParser(await toMime(mailOf({ text })))
    expect(parsed.text).toBe(text)
    expect(parsed.html).toBe('<p>Hello</p>\n')
  })

  it('gives back recipient, subject, text and HTML, and never a header more', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.string({
        unit: fc.constantFrom(
          '\r',
          '\n',
          '\r\n',
          ':',
          ' ',
          '\t',
          '=',
          '?',
          '_',
          '.',
          '-',
          '"',
          '<',
          '>',
          ',',
          'a',
          'é',
          '🎉',
          '\u2028',
          'Bcc: x@y.z',
        ),
      }),
      fc.constantFrom(
        '\r\nBcc: evil@example.com',
        '=?UTF-8?Q?=0D=0ABcc:_evil@example.com?=',
        '\n\n<script>',
        '.',
        '\n.\n',
        'From me',
        '--',
        'a\u0000b',
        'x'.repeat(3000),
      ),
    )
    const address = fc.emailAddress()
    await fc.assert(
      fc.asyncProperty(address, hostile, hostile, hostile, async (to, subject, text, html) => {
        const mime = await toMime(mailOf({ to, subject, text: `${text}.`, html: `${html}.` }))
        const parsed = await simpleParser(mime)
        const expected = subject.trim() === '' ? names.filter((name) => name !== 'subject') : names
        expect(expected).toEqual(expect.arrayContaining([...parsed.headers.keys()].filter((name) => name !== 'subject')))
        expect(parsed.headers.size).toBeLessThanOrEqual(names.length)
        expect(parsed.attachments).toEqual([])
        expect([parsed.to].flat().flatMap((one) => one?.value)).toEqual([{ address: to, name: '' }])
        expect(plain(parsed.subject ?? '')).toBe(plain(subject))
        expect(parsed.text).toBe(lines(`${text}.`))
        expect(parsed.html).toBe(lines(`${html}.`))
      }),
      { numRuns: 300 },
    )
  })
})

/** A header is one line. */
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** Lines may end in three ways; in a mail they end in one. */
const lines = (text: string) => text.replaceAll(/\r\n?/g, '\n')

import { createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Courier, type CourierOptions, parseSmtpUrl, toMime } from '../../src/mail/index.ts'
import { gate, openInbox } from './inbox.ts'
import { mailOf } from './mail.ts'

function courierTo(url: string, options: Partial<CourierOptions> = {}): { courier: Courier; reports: string[] } {
  const reports: string[] = []
  const courier = new Courier({ server: parseSmtpUrl(url), report: (line) => reports.push(line), pauses: [1, 1], ...options })
  onTestFinished(() => courier.close())
  return { courier, reports }
}

/** A port where connections are treated as told: its address, and what connected. */
async function openPort(treat: (socket: Socket) => void): Promise<{ url: string; sockets: Socket[] }> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    treat(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { url: `smtp://127.0.0.1:${(server.address() as { port: number }).port}`, sockets }
}

describe('delivery by SMTP', () => {
  it('hands over the very bytes of the mail, to its reader alone', async () => {
    const inbox = await openInbox()
    const { courier, reports } = courierTo(inbox.url)
    const mail = mailOf({ subject: 'Zürich 🎉', text: '.\n..\nfrom me\n.\n' })
    courier.take(mail, 'default')
    await courier.idle()
    expect(inbox.received).toEqual([{ from: 'no-reply@standin.example', to: ['jane@example.com'], raw: await toMime(mail) }])
    expect([courier.delivered, courier.failed, courier.waiting, reports]).toEqual([1, 0, 0, []])
  })

  it('keeps the order of mails to one recipient, though a server puts the first off, and makes no other wait', async () => {
    let isFirst = true
    const other = gate()
    const inbox = await openInbox({
      onRcptTo({ address }, _session, done) {
        if (address !== 'jane@example.com') {
          done()
          return other.open()
        }
        if (!isFirst) return done()
        isFirst = false
        // Not before the other recipient's mail has overtaken.
        other.opened.then(() => done(Object.assign(new Error('come back later'), { responseCode: 450 })))
      },
    })
    const { courier } = courierTo(inbox.url)
    for (const [id, to] of [
      ['msg_1', 'jane@example.com'],
      ['msg_2', 'Jane@example.com'],
      ['msg_3', 'jane@example.com'],
      ['msg_4', 'paul@example.com'],
    ] as const)
      courier.take(mailOf({ id, to }), 'default')
    await courier.idle()
    const ids = inbox.received.map(({ raw }) => /^Message-ID: <(msg_\d)/m.exec(raw)?.[1])
    expect(ids.filter((id) => id !== 'msg_4')).toEqual(['msg_1', 'msg_2', 'msg_3'])
    expect(ids[0]).toBe('msg_4')
  })

  it('reports a recipient that is refused, at once and without a word about the others', async () => {
    let asked = 0
    const inbox = await openInbox({
      onRcptTo({ address }, _session, done) {
        if (address !== 'jane@example.com') return done()
        asked++
        done(Object.assign(new Error('no such user\r\nhere'), { responseCode: 550 }))
      },
    })
    const { courier, reports } = courierTo(inbox.url)
    courier.take(mailOf({ id: 'msg_1' }), 'a')
    courier.take(mailOf({ id: 'msg_2', to: 'paul@example.com' }), 'a')
    await courier.idle()
    expect(asked).toBe(1)
    expect(inbox.received.map(({ to }) => to)).toEqual([['paul@example.com']])
    expect(reports).toEqual([
      expect.stringMatching(
        /^Mail msg_1 to jane@example\.com \(world a\) was not delivered to smtp:\/\/127\.0\.0\.1:\d+: .*550.*no such user.*\. It stays in the outbox\.$/,
      ),
    ])
    expect([courier.delivered, courier.failed]).toEqual([1, 1])
  })

  it('tries a server that hangs up three times, and no more', async () => {
    const { url, sockets } = await openPort((socket) => socket.destroy())
    const { courier, reports } = courierTo(url)
    courier.take(mailOf(), 'default')
    await courier.idle()
    expect(sockets).toHaveLength(3)
    expect(reports).toHaveLength(1)
    expect(courier.failed).toBe(1)
  })

  it('gives up a server that says nothing, and takes no more mails than may wait', async () => {
    const { url } = await openPort(() => undefined)
    const { courier, reports } = courierTo(url, { patience: 20, pauses: [], limit: 2 })
    for (const id of ['msg_1', 'msg_2', 'msg_3']) courier.take(mailOf({ id }), 'default')
    expect(reports).toEqual([expect.stringMatching(/^Mail msg_3 .*2 mails wait already/)])
    await courier.idle()
    expect(reports).toHaveLength(3)
    expect([courier.failed, courier.waiting]).toEqual([3, 0])
  })

  it('is as patient with the last of many mails as with the first', async () => {
    const inbox = await openInbox({ onRcptTo: (_address, _session, done) => setTimeout(done, 40) })
    const { courier, reports } = courierTo(inbox.url, { patience: 1000, pauses: [] })
    for (let index = 0; index < 160; index++) courier.take(mailOf({ to: `person${index}@example.com` }), 'default')
    await courier.idle()
    expect([inbox.received.length, reports]).toEqual([160, []])
  })

  it('closes while a server says nothing, and leaves no connection', async () => {
    const gone = gate()
    const there = gate()
    const { url } = await openPort((socket) => {
      there.open()
      socket.on('close', () => gone.open())
    })
    const { courier, reports } = courierTo(url, { grace: 1 })
    courier.take(mailOf({ id: 'msg_1' }), 'default')
    courier.take(mailOf({ id: 'msg_2' }), 'default')
    await there.opened
    await courier.close()
    await gone.opened
    expect([courier.waiting, courier.failed, reports.length]).toEqual([0, 2, 2])
    courier.take(mailOf(), 'default')
    expect(reports[2]).toMatch(/the mock is being closed/)
  })

  it('signs in where it is told to, and tells nobody the password', async () => {
    const inbox = await openInbox({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        username === 'me@here' && password === 'p@ss:w/rd' ? done(null, { user: username }) : done(new Error('wrong')),
    })
    const [protocol, rest] = inbox.url.split('//')
    const right = courierTo(`${protocol}//me%40here:p%40ss%3Aw%2Frd@${rest}`)
    right.courier.take(mailOf(), 'default')
    await right.courier.idle()
    expect([inbox.received.length, right.reports]).toEqual([1, []])
    const wrong = courierTo(`${protocol}//me%40here:hunter2@${rest}`)
    wrong.courier.take(mailOf(), 'default')
    await wrong.courier.idle()
    expect(wrong.reports).toHaveLength(1)
    expect(wrong.reports.join()).not.toMatch(/hunter2|me@here/)
  })

  it('speaks TLS from the start with smtps', async () => {
    const inbox = await openInbox({ secure: true })
    const { courier, reports } = courierTo(inbox.url)
    courier.take(mailOf(), 'default')
    await courier.idle()
    expect([inbox.received.length, reports]).toEqual([1, []])
  })
})

describe("an SMTP server's address", () => {
  it.each([
    ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, isSecure: false, name: 'smtp://127.0.0.1:1025' }],
    ['smtp://mail.test', { host: 'mail.test', port: 25, isSecure: false, name: 'smtp://mail.test:25' }],
    ['smtps://[::1]', { host: '::1', port: 465, isSecure: true, name: 'smtps://[::1]:465' }],
    [
      'smtp://a%40b:c%20d@mail.test:587/',
      { host: 'mail.test', port: 587, credentials: { user: 'a@b', pass: 'c d' }, name: 'smtp://mail.test:587' },
    ],
  ])('%s', (url, server) => {
    expect(parseSmtpUrl(url)).toMatchObject(server)
  })

  it.each([
    '127.0.0.1:1025',
    'http://127.0.0.1:1025',
    'smtp://',
    'smtp://u:secret@host:x',
    'smtp://secret@host',
    'smtp://:secret@host',
    'smtp://u:%E0%A4%A@host',
    'smtp://u:secret@host/?tls=no',
    'smtp://u:secret@host:0',
  ])('%s is none, and the reason does not repeat it', (url) => {
    expect(() => parseSmtpUrl(url)).toThrow(/expected smtp:\/\/127\.0\.0\.1:1025/)
    expect(() => parseSmtpUrl(url)).not.toThrow(/secret/)
  })
})

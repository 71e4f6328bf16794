import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Unusable } from '../../src/kernel/index.ts'
import { createMock } from '../../src/mock.ts'
import { openInbox, type Received } from '../mail/inbox.ts'
import { acme, type Client, client } from './client.ts'

const invite = ({ call }: Client, email: string, headers = {}) =>
  call('POST', `${acme}/users/invite/v2`, { body: { email, custom_message: 'Schön, dass du kommst!' }, headers })

describe('mails of a mock with an SMTP server', () => {
  it('arrive, and their link is accepted', async () => {
    const inbox = await openInbox()
    const here = await client('over a socket', { smtp: inbox.url })
    expect((await invite(here, 'jane@example.com')).status).toBe(201)
    const [{ raw, to }] = (await inbox.holds(1)) as [Received]
    expect(to).toEqual(['jane@example.com'])
    const { subject, text, html } = await simpleParser(raw)
    expect([subject, text]).toEqual(['You are invited to join Acme', expect.stringContaining('Schön, dass du kommst!')])
    const link = /^http:\S+/m.exec(text ?? '')?.[0] as string
    expect(html).toContain(link)
    const page = await fetch(link, { method: 'POST', body: new URLSearchParams({ full_name: 'Jane Doe', password: 'correct horse' }) })
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Welcome to Acme')])
    expect(await here.mock.outbox.eml((await here.mock.outbox.latest()).id)).toBe(raw)
  })

  it('lead into the world they come from', async () => {
    const inbox = await openInbox()
    const here = await client('over a socket', { smtp: inbox.url })
    await invite(here, 'jane@example.com', { 'standin-world': 'a' })
    const [received] = await inbox.holds(1)
    const { text } = await simpleParser(received?.raw ?? '')
    const link = /^http:\S+/m.exec(text ?? '')?.[0] as string
    expect(new URL(link).pathname).toMatch(/^\/__standin\/worlds\/a\/__standin\/invitations\//)
    expect(await (await fetch(link)).text()).toContain('You are invited to join Acme')
  })

  it('all arrive when a hundred are sent at once, each once', async () => {
    const inbox = await openInbox()
    const here = await client('over a socket', { smtp: inbox.url })
    const emails = Array.from({ length: 100 }, (_, index) => `person${index}@example.com`)
    const answers = await Promise.all(emails.map((email) => invite(here, email)))
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    const received = await inbox.holds(100)
    expect(received.flatMap(({ to }) => to).sort()).toEqual(emails.sort())
  })

  it('are not sent for a call that was refused', async () => {
    const inbox = await openInbox()
    const here = await client('in process', { smtp: inbox.url })
    expect((await invite(here, 'olivia@example.com')).status).toBe(409)
    expect((await invite(here, 'jane@example.com')).status).toBe(201)
    const received = await inbox.holds(1)
    await here.mock.close()
    expect(received.map(({ to }) => to)).toEqual([['jane@example.com']])
  })

  it('are not sent again when worlds are read from the disk', async () => {
    const inbox = await openInbox()
    const data = mkdtempSync(join(tmpdir(), 'standin-mails-'))
    onTestFinished(() => rmSync(data, { recursive: true, force: true }))
    const before = await client('in process', { smtp: inbox.url, data })
    expect((await invite(before, 'jane@example.com')).status).toBe(201)
    await inbox.holds(1)
    await before.mock.close()
    const after = await client('in process', { smtp: inbox.url, data })
    expect((await after.mock.outbox.list()).map(({ to }) => to)).toEqual(['jane@example.com'])
    expect((await invite(after, 'jack@example.com')).status).toBe(201)
    await after.mock.close()
    expect(inbox.received.flatMap(({ to }) => to)).toEqual(['jane@example.com', 'jack@example.com'])
  })

  it('that can not be delivered fail no call, and are told of in one line', async () => {
    const told = new Promise<string>((resolve) => {
      // Nobody listens on port 1.
      void client('in process', { smtp: 'smtp://me:hunter2@127.0.0.1:1', report: resolve })
        .then((here) => invite(here, 'jane@example.com'))
        .then(({ status }) => expect(status).toBe(201))
    })
    expect(await told).toMatch(
      /^Mail msg_\d+ to jane@example\.com \(world default\) was not delivered to smtp:\/\/127\.0\.0\.1:1: .*ECONNREFUSED.*\.$/,
    )
  })

  it('have an address that is checked before anything else is done', async () => {
    await expect(createMock({ smtp: 'http://me:hunter2@127.0.0.1:1025' })).rejects.toThrow(Unusable)
    await expect(createMock({ smtp: 'http://me:hunter2@127.0.0.1:1025' })).rejects.not.toThrow(/hunter2/)
  })
})

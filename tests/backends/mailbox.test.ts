import { describe, expect, it } from 'vitest'
import type { Mail } from '../../src/engine/index.ts'
import { acme, type Client, client, pass } from '../journeys/client.ts'

const invitePath = `${acme}/users/invite/v2`
const jane = { email: 'jane@example.com', full_name: 'Jane Doe' }

async function open(options: Parameters<typeof client>[1] = {}) {
  const api = await client('in process', options)
  const { mailbox } = api.mock.engine.backend
  if (mailbox === undefined) throw new Error('The backend mails nothing')
  return {
    api,
    mails: (filter: { to?: string; limit?: number } = {}): readonly Mail[] =>
      mailbox.list(api.mock.registry.at('default'), { limit: 100, ...filter }),
    mail: (id: string) => mailbox.find(api.mock.registry.at('default'), id),
    invitation: (key: string) => mailbox.invitation(api.mock.registry.at('default'), key, api.mock.registry.at('default').clock.now()),
  }
}

const invite = async (api: Client, body: object) => expect((await api.call('POST', invitePath, { body })).status).toBe(201)

describe('mails', () => {
  it('carry the link and the message, as text and as HTML', async () => {
    const { api, mails } = await open()
    await invite(api, { ...jane, custom_message: 'See you on Monday!' })
    const [mail] = mails()
    const link = `http://127.0.0.1:4010/__standin/invitations/${mail?.invitation_key}`
    expect(mail).toEqual({
      id: expect.stringMatching(/^msg_\d+$/),
      to: 'jane@example.com',
      subject: 'You are invited to join Acme',
      text: `Hello,

you are invited to join Acme.

See you on Monday!

Accept the invitation:
${link}

The link works for seven days. If you did not expect this mail, there is nothing you have to do.
`,
      html: expect.stringContaining(`<a href="${link}"`),
      accept_link: link,
      invitation_key: expect.stringMatching(/^invkey_[0-9a-f]{32}$/),
      custom_message: 'See you on Monday!',
      sent_at: '2025-12-22T15:30:00Z',
      organization_id: 'org_xyz789',
    })
    expect(mail?.html).toContain('See you on Monday!</blockquote>')
  })

  // A custom message is a stranger's text in a page that a browser renders.
  it('escape what people wrote', async () => {
    const { api, mails } = await open()
    await invite(api, { ...jane, custom_message: '<script>alert("hi" & \'bye\')</script>' })
    expect(mails()[0]?.html).toContain('&lt;script&gt;alert(&quot;hi&quot; &amp; &#39;bye&#39;)&lt;/script&gt;</blockquote>')
    expect(mails()[0]?.html).not.toContain('<script')
    expect(mails()[0]?.text).toContain('<script>alert("hi" & \'bye\')</script>')
  })

  it('leave the message out where there is none', async () => {
    const { api, mails } = await open()
    await invite(api, jane)
    expect(mails()[0]?.custom_message).toBeNull()
    expect(mails()[0]?.html).not.toContain('blockquote')
    expect(mails()[0]?.text).not.toContain('\n\n\n')
  })

  it('are sent only when asked for, and not with a refusal', async () => {
    const { api, mails } = await open()
    await invite(api, { ...jane, send_invitation: false })
    await api.call('POST', invitePath, { body: jane })
    await api.call('POST', invitePath, { body: { email: 'joe@example.com', role_ids: ['role_nope'] } })
    expect(mails()).toEqual([])
  })

  it('are listed newest first, by address without regard to case, and no more than asked for', async () => {
    const { api, mails, mail } = await open()
    await invite(api, jane)
    await invite(api, { email: 'joe@example.com' })
    await api.call('POST', `${acme}/users/usr_pending1/resend-invitation`)
    expect(mails().map(({ to }) => to)).toEqual(['paul@example.com', 'joe@example.com', 'jane@example.com'])
    expect(mails({ limit: 1 }).map(({ to }) => to)).toEqual(['paul@example.com'])
    expect(mails({ to: 'JOE@Example.com' }).map(({ to }) => to)).toEqual(['joe@example.com'])
    expect(mail(mails()[1]?.id ?? '')).toEqual(mails()[1])
    expect(mail('msg_none')).toBeUndefined()
  })

  it('go out again with the old key and message when an invitation is sent again', async () => {
    const { api, mails } = await open()
    await api.call('POST', `${acme}/users/usr_pending1/resend-invitation`)
    expect(mails()).toMatchObject([{ to: 'paul@example.com', invitation_key: 'invkey_pending1', custom_message: 'Welcome aboard!' }])
  })

  it('link to where the mock is reached', async () => {
    const { api, mails } = await open({ publicUrl: 'https://mock.example' })
    await invite(api, jane)
    expect(mails()[0]?.accept_link).toMatch(/^https:\/\/mock\.example\/__standin\/invitations\/invkey_/)
  })
})

describe('the invitation behind a link', () => {
  it('tells what the page has to know', async () => {
    const { invitation } = await open()
    expect(invitation('invkey_pending1')).toMatchObject({
      email: 'paul@example.com',
      fullName: 'Paul Patel',
      organizationName: 'Acme',
      state: 'open',
      expiresAt: '2025-12-27T15:30:00Z',
      needsAccount: true,
    })
    expect(invitation('invkey_nobodys')).toBeUndefined()
  })

  it('is completed by a person without an account, and accepted by one with it', async () => {
    const { api, invitation, mails } = await open()
    const account = { fullName: 'Paul P.', password: 'correct horse' }
    expect(invitation('invkey_pending1')?.accept(account)).toMatchObject({
      operationId: 'completeInvitation',
      body: { email_key: 'invkey_pending1', full_name: 'Paul P.', password: 'correct horse' },
      as: undefined,
    })
    await invite(api, { email: 'gina@globex.example' })
    const key = mails()[0]?.invitation_key ?? ''
    expect(invitation(key)).toMatchObject({ needsAccount: false })
    expect(invitation(key)?.accept(account)).toMatchObject({
      operationId: 'acceptInvitation',
      body: { email_key: key },
      as: { id: 'usr_globex_owner1' },
    })
  })

  it('says every way in which it may have ended', async () => {
    const { api, invitation } = await open()
    const state = () => invitation('invkey_pending1')?.state
    const start = api.mock.registry.at('default').snapshot()
    const stateAfter = async (method: string, path: string, body: object, token: string | null = 'tok_owner') => {
      api.mock.registry.at('default').restore(start)
      expect((await api.call(method, path, { body, token })).status).toBeLessThan(300)
      return state()
    }
    const user = `${acme}/users/usr_pending1`
    const account = { email_key: 'invkey_pending1', full_name: 'Paul Patel', password: 'correct horse' }
    expect(await stateAfter('POST', '/v1/invitations/complete', account, null)).toBe('used')
    expect(await stateAfter('POST', `${user}/deactivate`, { transfer_resources_to_department_id: 'dept_eng001' })).toBe('deactivated')
    expect(await stateAfter('DELETE', user, { confirm: true })).toBe('withdrawn')
    api.mock.registry.at('default').restore(start)
    pass(api.mock, 5 * 86_400_000 - 1)
    expect(state()).toBe('open')
    pass(api.mock, 1)
    expect(state()).toBe('expired')
  })

  it('reads a refusal out to a person', async () => {
    const { api, invitation } = await open()
    const acceptance = invitation('invkey_pending1')?.accept({ fullName: '', password: 'short' })
    const short = await api.call('POST', '/v1/invitations/complete', { token: null, body: acceptance?.body })
    expect(acceptance?.messageOf(short.body)).toBe(
      'Please check your input and try again. Your name: String should have at least 1 character. Password: String should have at least 8 characters.',
    )
    const blank = await api.call('POST', '/v1/invitations/complete', {
      token: null,
      body: { email_key: 'invkey_pending1', full_name: '  ', password: 'correct horse' },
    })
    expect(acceptance?.messageOf(blank.body)).toBe(
      'Please check your input and try again. Your name: This is not in the form it must have.',
    )
    pass(api.mock, 6 * 86_400_000)
    const expired = await api.call('GET', '/v1/invitations/validate/invkey_pending1', { token: null })
    expect(acceptance?.messageOf(expired.body)).toBe('This invitation has expired.')
  })
})

import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import type { ControlEvent } from '../../src/index.ts'
import { subscriptions } from '../callbacks/document.ts'
import { openReceiver } from '../callbacks/receiver.ts'
import { acme, client } from '../journeys/client.ts'
import { called, type Face, type FaceName, faces, openFace, verbs } from './faces.ts'

const invite = (face: Face, email: string, world?: string) => face.call('POST', `${acme}/users/invite/v2`, { body: { email } }, world)

describe.each(Object.keys(faces) as FaceName[])('control, %s', (name) => {
  it('says that the server is up, and what it plays', async () => {
    const { control } = await openFace(name)
    expect(await control.health()).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      document: { title: 'Aitronos organisation membership', version: '1.0.0', operations: 32 },
      worlds: expect.any(Number),
    })
  })

  it('makes worlds, lists them, and drops them', async () => {
    const { control, mock } = await openFace(name)
    const clock = { mode: 'frozen', now: '2030-01-01T00:00:00Z' } as const
    const made = await control.worlds.create('b', {
      scenario: 'pending',
      seed: 7,
      clock,
      assumptions: { role_escalation: 'allowed' },
      auth: 'strict',
    })
    expect(made).toEqual({ name: 'b', scenario: 'pending', url: `${mock.url}/__standin/worlds/b`, isNew: true })
    expect(await control.worlds.find('b')).toEqual({ name: 'b', scenario: 'pending', createdAt: '2030-01-01T00:00:00Z', exchanges: 0 })
    expect((await control.worlds.list()).map((world) => world.name)).toEqual(['default', 'b'])
    const { start } = mock.registry.at('b')
    expect(start).toMatchObject({
      seed: 7,
      auth: 'strict',
      assumptions: { role_escalation: 'allowed', existing_user_state: 'pending_invitation' },
    })

    expect(await control.worlds.create('b')).toMatchObject({ scenario: 'default', isNew: false })
    expect((await control.worlds.find('b')).createdAt).toBe('2025-12-22T15:30:00Z')
    await control.worlds.drop('b')
    expect((await control.worlds.list()).map((world) => world.name)).toEqual(['default'])
  })

  it('takes a clock as a fixture writes it', async () => {
    const { control } = await openFace(name)
    await control.worlds.create('b', { clock: '2031-05-01T12:00:00+02:00' })
    expect(await control.world('b').clock.get()).toEqual({ mode: 'frozen', now: '2031-05-01T10:00:00Z' })
    await control.worlds.create('b', { clock: 'real' })
    expect((await control.world('b').clock.get()).mode).toBe('real')
  })

  it('makes a world when it is first spoken of', async () => {
    const { control } = await openFace(name)
    const other = control.world('other')
    expect((await control.worlds.list()).map((world) => world.name)).not.toContain('other')
    expect(await other.outbox.list()).toEqual([])
    expect((await control.worlds.list()).map((world) => world.name)).toContain('other')
  })

  it('is about one world each', async () => {
    const face = await openFace(name)
    const { control, mock, world } = face
    expect(control.name).toBe(world)
    expect(control.url).toBe(world === 'default' ? mock.url : `${mock.url}/__standin/worlds/${world}`)
    expect([control.world('b').name, control.world('b').url]).toEqual(['b', `${mock.url}/__standin/worlds/b`])
    await invite(face, 'jane@example.com')
    expect(await control.outbox.list()).toHaveLength(1)
    expect(await control.world('b').outbox.list()).toEqual([])
    expect(await control.world(world).outbox.list()).toHaveLength(1)
  })

  it('lists scenarios, goes to one, and back to its start', async () => {
    const face = await openFace(name)
    const { control, world, mock } = face
    const scenarios = await control.scenarios.list()
    expect(scenarios[0]).toMatchObject({ name: 'default', file: expect.stringContaining('default.yaml') })
    expect(scenarios.map((scenario) => scenario.name)).toContain('last-owner')

    const start = JSON.stringify(mock.registry.at(world).dump())
    await invite(face, 'jane@example.com')
    await control.clock.advance('1h')
    await control.faults.add({ operationId: 'getMember', status: 404 })
    expect(await control.reset()).toEqual({ world, scenario: 'default' })
    expect(JSON.stringify(mock.registry.at(world).dump())).toBe(start)
    expect([await control.outbox.list(), await control.requests.list(), await control.faults.list()]).toEqual([[], [], []])
    expect((await control.clock.get()).now).toBe('2025-12-22T15:30:00Z')

    expect(await control.scenario('last-owner')).toEqual({ world, scenario: 'last-owner' })
    expect(await control.reset()).toEqual({ world, scenario: 'last-owner' })
  })

  it('gives what was done as a fixture', async () => {
    const face = await openFace(name)
    await invite(face, 'jane@example.com')
    const { name: saved, fixture } = await face.control.saveScenario('jane-invited')
    expect(saved).toBe('jane-invited')
    expect(fixture).toContain('jane@example.com')
  })

  it('goes back to snapshots, again and again, and takes back the last change', async () => {
    const face = await openFace(name)
    const { control } = face
    await invite(face, 'first@example.com')
    const id = await control.snapshot()
    await invite(face, 'second@example.com')
    const later = await control.snapshot()
    expect(await control.snapshots()).toEqual([id, later])
    const recipients = async () => (await control.outbox.list()).map(({ to }) => to)
    for (const [snapshot, expected] of [
      [id, ['first@example.com']],
      [later, ['second@example.com', 'first@example.com']],
      [id, ['first@example.com']],
    ] as const) {
      await control.restore(snapshot)
      expect(await recipients()).toEqual(expected)
    }
    await invite(face, 'third@example.com')
    await control.clock.advance('1m')
    await face.call('GET', `${acme}/roles`)
    expect(await control.undo()).toEqual({ operationId: 'inviteUserV2', at: '2025-12-22T15:30:00Z' })
    expect(await recipients()).toEqual(['first@example.com'])
  })

  it('shows rows as the API would', async () => {
    const face = await openFace(name)
    const { control } = face
    const invited = await invite(face, 'jane@example.com')
    const state = await control.state()
    expect(Object.keys(state)).toEqual(
      'organizations members members_v1 roles departments invitations messages audit_log users tokens'.split(' '),
    )
    expect(state.members).toContainEqual(invited.body)
    expect(await control.table('members')).toEqual(state.members)
    const some = await control.table('members', { skip: 1, limit: 2 })
    expect(some).toEqual(state.members?.slice(1, 3))
    expect((await control.state({ limit: 1 })).members).toEqual(state.members?.slice(0, 1))
    const invitations = state.invitations as readonly { readonly user_id: string; readonly state: string }[]
    expect(invitations.find((row) => row.user_id === invited.body.id)?.state).toBe('open')
    expect(JSON.stringify(state)).not.toContain('tok_')
  })

  it('sets the clock and moves it on', async () => {
    const { control } = await openFace(name)
    expect(await control.clock.get()).toEqual({ mode: 'frozen', now: '2025-12-22T15:30:00Z' })
    for (const [duration, now] of [
      ['8d', '2025-12-30T15:30:00Z'],
      ['90m', '2025-12-30T17:00:00Z'],
      ['PT1H', '2025-12-30T18:00:00Z'],
      ['0s', '2025-12-30T18:00:00Z'],
    ] as const) {
      expect(await control.clock.advance(duration)).toEqual({ mode: 'frozen', now })
    }
    expect(await control.clock.set('frozen', '2026-02-28T23:59:59+01:00')).toEqual({ mode: 'frozen', now: '2026-02-28T22:59:59Z' })
    expect(await control.clock.set('frozen')).toEqual({ mode: 'frozen', now: '2026-02-28T22:59:59Z' })
    const { mode, now } = await control.clock.set('offset', '2040-01-01T00:00:00Z')
    expect([mode, now.slice(0, 16)]).toEqual(['offset', '2040-01-01T00:00'])
    expect((await control.clock.advance('1h')).now.slice(0, 13)).toBe('2040-01-01T01')
    expect((await control.clock.set('real')).mode).toBe('real')
  })

  it('finds mails', async () => {
    const face = await openFace(name)
    const { control, mock, world } = face
    for (const email of ['a@example.com', 'b@example.com']) await invite(face, email)
    const [b, a] = await control.outbox.list()
    expect(a).toEqual({
      id: expect.stringMatching(/^msg_/),
      to: 'a@example.com',
      subject: expect.any(String),
      text: expect.any(String),
      html: expect.stringContaining('<!doctype html>'),
      acceptLink: expect.stringContaining(`${world === 'default' ? mock.url : control.url}/__standin/invitations/`),
      invitationKey: expect.stringMatching(/^invkey_/),
      customMessage: null,
      sentAt: '2025-12-22T15:30:00Z',
      organizationId: 'org_xyz789',
    })
    expect(await control.outbox.list({ to: 'A@EXAMPLE.com' })).toEqual([a])
    expect(await control.outbox.list({ limit: 1 })).toEqual([b])
    expect(await control.outbox.latest()).toEqual(b)
    expect(await control.outbox.latest({ to: 'a@example.com' })).toEqual(a)
    expect(await control.outbox.find(a?.id as string)).toEqual(a)
    expect(await control.outbox.eml(a?.id as string)).toMatch(/^To: <?a@example\.com/m)
  })

  it('waits for a mail: for one that was sent, and for one that will be', async () => {
    const face = await openFace(name)
    const { control, mock, world } = face
    const waiting = control.outbox.waitFor({ to: 'Jane@example.com', timeoutMs: 60_000 })
    await until(() => mock.registry.find(world)?.watcher !== undefined)
    await invite(face, 'other@example.com')
    await invite(face, 'jane@example.com', 'another-world')
    await invite(face, 'jane@example.com')
    const mail = await waiting
    expect(mail.to).toBe('jane@example.com')
    expect(mail).toEqual((await control.outbox.list())[0])
    expect(await control.outbox.waitFor({ timeoutMs: 0 })).toEqual(mail)
    expect(mock.registry.find(world)?.watcher).toBeUndefined()
  })

  it('leaves nothing behind when a wait is given up', async () => {
    const { control, mock, world } = await openFace(name)
    const leaving = new AbortController()
    const waiting = control.outbox.waitFor({ timeoutMs: 60_000, signal: leaving.signal })
    await until(() => mock.registry.find(world)?.watcher !== undefined)
    leaving.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    await until(() => mock.registry.find(world)?.watcher === undefined)
  })

  it('remembers calls, finds them, and counts them', async () => {
    const face = await openFace(name)
    const { control } = face
    await invite(face, 'jane@example.com')
    const refused = await invite(face, 'jane@example.com')
    await face.call('GET', `${acme}/roles`)
    const [roles, conflict, created] = await control.requests.list()
    expect(roles).toMatchObject({
      id: 3,
      operationId: 'listRoles',
      method: 'GET',
      path: `${acme}/roles`,
      status: 200,
      principal: 'usr_owner1',
      fault: null,
    })
    expect(created).toMatchObject({ request: { body: { email: 'jane@example.com' } }, response: { body: { email: 'jane@example.com' } } })
    expect(created?.request.headers.authorization).toBe('Bearer [masked]')
    expect(await control.requests.list({ operationId: 'inviteUserV2', limit: 1 })).toEqual([conflict])
    expect(await control.requests.list({ status: 409 })).toEqual([conflict])
    expect(await control.requests.list({ search: 'jane@' })).toEqual([conflict, created])

    const found = await control.requests.find(2)
    expect(found).toMatchObject({ ...conflict, traceId: refused.headers.get('x-request-id') })
    expect(found.explanation).toMatchObject({ code: 'USER_ALREADY_EXISTS', causedBy: { id: 1 }, curl: expect.stringContaining('curl') })
    expect((await control.requests.find(3)).explanation).toBeNull()

    expect(await control.requests.count()).toBe(3)
    expect(await control.requests.count({ operationId: 'inviteUserV2' })).toBe(2)
    expect(await control.requests.count({ operationId: 'inviteUserV2', status: 201, body: { email: 'jane@example.com' } })).toBe(1)
    expect(await control.requests.count({ body: { email: 'nobody@example.com' } })).toBe(0)
  })

  it('adds faults, which strike, and takes them back', async () => {
    const face = await openFace(name)
    const { control } = face
    const spec = { operationId: 'listRoles', times: 1, code: 'INSUFFICIENT_PERMISSIONS', match: { headers: { 'X-Try': 'it' } } } as const
    const id = await control.faults.add(spec)
    const slow = await control.faults.add({ operationId: 'getMember', delayMs: [1, 2], share: 0.5 })
    expect(await control.faults.list()).toEqual([
      { ...spec, id, seen: 0, struck: 0 },
      { operationId: 'getMember', delayMs: [1, 2], share: 0.5, id: slow, seen: 0, struck: 0 },
    ])
    const statuses = []
    for (const headers of [{}, { 'x-try': 'it' }, { 'x-try': 'it' }])
      statuses.push((await face.call('GET', `${acme}/roles`, { headers })).status)
    expect(statuses).toEqual([200, 403, 200])
    expect((await control.faults.list())[0]).toMatchObject({ id, struck: 1 })
    expect((await control.requests.list({ status: 403 }))[0]?.fault).toBe(id)
    await control.faults.remove(id)
    expect((await control.faults.list()).map((fault) => fault.id)).toEqual([slow])
    await control.faults.clear()
    expect(await control.faults.list()).toEqual([])
  })

  it('shows assumptions and decides them otherwise', async () => {
    const face = await openFace(name)
    const { control } = face
    const chosenOf = (list: Awaited<ReturnType<typeof control.assumptions.list>>) => list.find((one) => one.name === 'existing_user_state')
    expect(chosenOf(await control.assumptions.list())).toEqual({
      name: 'existing_user_state',
      value: 'pending_invitation',
      default: 'pending_invitation',
      alternatives: ['active'],
      evidence: expect.any(String),
      says: expect.any(String),
    })
    expect(chosenOf(await control.assumptions.set({ existing_user_state: 'active' }))?.value).toBe('active')
    expect((await invite(face, 'hank@globex.example')).body.account_state).toBe('active')
    expect(chosenOf(await control.world('b').assumptions.list())?.value).toBe('pending_invitation')
  })

  it('shows callbacks, and sends them and webhooks when it is asked to', async () => {
    const receiver = await openReceiver()
    const { control, call } = await openFace(name, { document: subscriptions })
    await call('POST', '/topics/news/subscriptions', { body: { url: receiver.url, label: 'Mine' } })
    const [callback] = await control.callbacks.list({ requestId: 1, limit: 1 })
    expect(callback).toMatchObject({ id: '1.1', requestId: 1, operationId: 'subscribe', state: 'described', reason: null })
    const sent = { ...callback, state: 'delivered', answer: { status: 204, violations: [] } }
    expect(await control.callbacks.send('1.1')).toEqual(sent)
    expect(await control.callbacks.list({ limit: 1 })).toEqual(await control.callbacks.list({ requestId: 1, limit: 1 }))
    await expect(control.callbacks.send('1.2')).rejects.toMatchObject({
      code: 'validation_failed',
      message: expect.stringMatching(/has no value in this call/),
    })
    expect(await control.webhooks.list()).toEqual([
      { name: 'newTopic', method: 'POST', summary: 'A topic was made', examples: ['news', 'sports'] },
    ])
    const webhook = (choices: object) => control.webhooks.send('newTopic', { url: receiver.url, ...choices })
    expect(await webhook({})).toMatchObject({ body: { name: 'news' }, state: 'delivered' })
    expect(await webhook({ example: 'sports' })).toMatchObject({ body: { name: 'sports' }, state: 'delivered' })
    expect(await webhook({ body: { name: 'mine', more: 1 } })).toMatchObject({ body: { name: 'mine', more: 1 }, state: 'delivered' })
    const refused = [{ example: 'sprots' }, { body: { name: 'x' } }, { url: 'http://192.0.2.1' }, { url: 'nowhere' }]
    const says = [/It has news, sports/, /\/name must NOT have fewer than 3/, /is not this machine/, /expected one like http/]
    for (const [index, choices] of refused.entries())
      await expect(webhook(choices)).rejects.toMatchObject({ status: 422, message: expect.stringMatching(says[index] as RegExp) })
    expect(receiver.received.map(({ text }) => JSON.parse(text).name)).toEqual([undefined, 'news', 'sports', 'mine'])
  })

  it('tells what happens, in all worlds or in one, until the reader leaves', async () => {
    const face = await openFace(name)
    const { control, mock, world } = face
    mock.registry.at(world)
    const leaving = new AbortController()
    const everything = collect(control.events({ signal: leaving.signal }))
    const one = collect(control.events({ world: 'b', signal: leaving.signal }))
    await until(() => mock.registry.find(world)?.watcher !== undefined)
    // Both listen by now, over a socket too: the second asked before anything was done.
    await control.health()
    await invite(face, 'jane@example.com')
    await invite(face, 'jane@example.com', 'b')
    await mock.registry.at(world).perform({ verb: 'clock', setting: { mode: 'real' } })
    await mock.reload()
    await until(() => everything.at(-1)?.type === 'reload' && one.at(-1)?.type === 'reload')
    const told = everything.map((event) => [event.type, 'world' in event ? event.world : undefined])
    expect(told).toEqual([
      ['message', world],
      ['exchange', world],
      ['world', 'b'],
      ['message', 'b'],
      ['exchange', 'b'],
      ['world', world],
      ['reload', undefined],
    ])
    expect(everything[0]).toEqual({ type: 'message', world, message: (await control.outbox.list())[0] })
    // The transport's own headers are written after it was told.
    const [request] = await control.requests.list()
    expect(everything[1]).toMatchObject({ type: 'exchange', world, request: { ...request, response: { body: request?.response.body } } })
    expect(everything[6]).toEqual({ type: 'reload', isTaken: true, diagnostics: [] })
    expect(one.map(({ type }) => type)).toEqual(['world', 'message', 'exchange', 'reload'])
    leaving.abort()
    await until(() => mock.registry.find(world)?.watcher === undefined)
    await Promise.all([everything.ended, one.ended])
  })

  it('ends events and waits when the mock is closed', async () => {
    const { control, mock, world } = await openFace(name)
    const told = collect(control.events())
    const waiting = control.outbox.waitFor({ timeoutMs: 60_000 })
    waiting.catch(() => undefined)
    await until(() => mock.registry.find(world)?.watcher !== undefined)
    await mock.close()
    await expect(waiting).rejects.toMatchObject({ name: 'ControlError' })
    await told.ended.catch(() => undefined)
    await until(() => mock.registry.find(world)?.watcher === undefined)
  })
})

describe('the faces of control', () => {
  it('have the same verbs', async () => {
    const { mock } = await client('in process')
    const missing = verbs.filter(
      (verb) => typeof verb.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], mock) !== 'function',
    )
    expect(missing).toEqual([])
  })

  afterAll(() => {
    // A verb that no test above used is not known to be the same on both.
    expect(verbs.filter((verb) => !called.has(verb))).toEqual([])
  })
})

interface Collected extends Array<ControlEvent> {
  readonly ended: Promise<void>
}

function collect(events: AsyncIterable<ControlEvent>): Collected {
  const told: ControlEvent[] = []
  const iterate = async () => {
    for await (const event of events) told.push(event)
  }
  return Object.assign(told, { ended: iterate() })
}

/** Lets the event loop turn until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn()
}

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMock, type MockOptions } from '../../src/index.ts'
import { acme, type Client, client, type Transport, transports } from './client.ts'
import { Desk } from './desk.ts'
import { crashed, folder } from './folders.ts'

const invite = ({ call }: Client, email: string, more = {}, headers = {}) =>
  call('POST', `${acme}/users/invite/v2`, { body: { email, ...more }, headers })

/** The transport adds this to an answer that it sends, and not to one that is played again. */
function withoutLength(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part) => (key === 'content-length' ? undefined : part)))
}

/** A mock that can be ended and begun again with what it kept. */
async function life(transport: Transport, options: MockOptions = {}) {
  let data = folder()
  let here = await client(transport, { ...options, data })
  return {
    here: () => here,
    data: () => data,
    async again(how: 'closed' | 'crashed', others: MockOptions = options): Promise<Client> {
      if (how === 'crashed') data = crashed(data)
      else await here.mock.close()
      here = await client(transport, { ...others, data })
      return here
    },
  }
}

describe.each(transports.flatMap((transport) => [[transport, 'closed'] as const, [transport, 'crashed'] as const]))(
  'with data, %s, after it was %s,',
  (transport, how) => {
    it('people, invitations, mails and credentials are there, and the story goes on', async () => {
      const kept = await life(transport)
      const invited = await invite(kept.here(), 'jane@example.com')
      await invite(kept.here(), 'jack@example.com', { send_invitation: false })
      const mail = await kept.here().mock.outbox.latest({ to: 'jane@example.com' })

      const second = await kept.again(how)
      expect((await invite(second, 'jane@example.com')).status).toBe(409)
      expect(await second.mock.outbox.list()).toHaveLength(1)
      // A link leads to where the mock is reached now.
      const { acceptLink } = await second.mock.outbox.find(mail.id)
      expect(acceptLink).toBe(`${second.mock.url}/__standin/invitations/${mail.invitationKey}`)
      const page = await second.call('GET', new URL(acceptLink).pathname, { token: null })
      expect([page.status, page.text]).toEqual([200, expect.stringContaining('jane@example.com')])
      const body = { email_key: mail.invitationKey, full_name: 'Jane Doe', password: 'long enough' }
      const completed = await second.call('POST', '/v1/invitations/complete', { token: null, body })
      expect([completed.status, completed.body.user_id]).toEqual([200, invited.body.user_id ?? invited.body.id])

      const third = await kept.again(how)
      expect((await third.call('GET', `${acme}/departments`, { token: completed.body.token })).status).toBe(200)
      expect((await third.call('GET', new URL(acceptLink).pathname, { token: null })).text).toContain('data-state="used"')
    })

    it('numbers, trace ids, journal and explanations go on where they were', async () => {
      const kept = await life(transport)
      const other = await client(transport)
      const told = []
      for (const here of [kept.here(), other]) {
        await invite(here, 'jane@example.com')
        await invite(here, 'not an address', {}, { 'x-custom': 'ü' })
        await here.call('GET', '/v1/nowhere')
        await here.call('PUT', '/v1/capabilities', { raw: new Uint8Array([0xff, 0xfe, 0x00]), headers: { 'content-type': 'text/plain' } })
        told.push(await here.mock.requests.list())
      }
      const after = await kept.again(how)
      expect(withoutLength(await after.mock.requests.list())).toEqual(withoutLength(told[0]))
      expect((await after.mock.requests.find(2)).explanation).toMatchObject({ code: 'VALIDATION_ERROR' })
      const [next, same] = [await invite(after, 'jack@example.com'), await invite(other, 'jack@example.com')]
      expect([next.text, next.headers.get('x-request-id')]).toEqual([same.text, same.headers.get('x-request-id')])
    })

    it('clock, faults, assumptions, snapshots and what can be undone are as they were', async () => {
      const kept = await life(transport)
      const { mock } = kept.here()
      await mock.clock.advance('8d')
      await mock.assumptions.set({ expired_invitation: 'renew' })
      await mock.faults.add({ operationId: 'listCapabilities', status: 500, times: 2 })
      expect((await kept.here().call('GET', '/v1/capabilities')).status).toBe(500)
      const before = await mock.snapshot()
      await invite(kept.here(), 'jane@example.com')

      const after = await kept.again(how)
      const verbs = after.mock
      expect(await verbs.clock.get()).toEqual({ mode: 'frozen', now: '2025-12-30T15:30:00Z' })
      expect((await verbs.assumptions.list()).find(({ name }) => name === 'expired_invitation')?.value).toBe('renew')
      expect([(await after.call('GET', '/v1/capabilities')).status, (await after.call('GET', '/v1/capabilities')).status]).toEqual([
        500, 200,
      ])
      expect((await verbs.faults.list()).map(({ seen, struck }) => [seen, struck])).toEqual([[2, 2]])
      expect((await verbs.undo()).operationId).toBe('inviteUserV2')
      expect((await invite(after, 'jane@example.com')).status).toBe(201)
      await verbs.restore(before)
      expect((await verbs.faults.list()).map(({ seen, struck }) => [seen, struck])).toEqual([[1, 1]])
      expect((await invite(after, 'jane@example.com')).status).toBe(201)
      expect(await verbs.snapshots()).toEqual([before])
    })

    it('a clock that runs goes on, and a world is as old as it was', async () => {
      const kept = await life(transport, { clock: { mode: 'real' } })
      await invite(kept.here(), 'jane@example.com')
      await kept.here().mock.world('b').reset()
      const made = await kept.here().mock.worlds.list()
      const at = (await kept.here().mock.requests.list())[0]?.at
      const after = await kept.again(how)
      expect(await after.mock.worlds.list()).toEqual(made)
      expect((await after.mock.requests.list()).map((request) => request.at)).toEqual([at])
      expect((await after.mock.clock.get()).mode).toBe('real')
    })

    it('worlds that were made are there, each by itself, and those that were dropped are not', async () => {
      const kept = await life(transport, { worlds: 'strict' })
      const { mock } = kept.here()
      await mock.worlds.create('a', { scenario: 'existing-elsewhere', seed: 7, auth: 'strict' })
      await mock.worlds.create('gone')
      await mock.worlds.drop('gone')
      expect((await invite(kept.here(), 'jane@example.com', {}, { 'standin-world': 'b' })).status).toBe(201)
      const list = await mock.worlds.list()
      expect(list.map(({ name, scenario }) => [name, scenario])).toEqual([
        ['a', 'existing-elsewhere'],
        ['b', 'default'],
      ])
      const after = await kept.again(how)
      expect(await after.mock.worlds.list()).toEqual(list)
      expect((await after.call('GET', '/v1/capabilities', { token: 'nobody', headers: { 'standin-world': 'a' } })).status).toBe(401)
      expect((await invite(after, 'jane@example.com', {}, { 'standin-world': 'b' })).status).toBe(409)
      expect(await after.mock.world('b').reset()).toEqual({ world: 'b', scenario: 'default' })
      expect((await invite(after, 'jane@example.com', {}, { 'standin-world': 'b' })).status).toBe(201)
      expect((await after.mock.world('a').reset()).scenario).toBe('existing-elsewhere')
    })

    it('what was done can still be saved as a scenario', async () => {
      const kept = await life(transport)
      await invite(kept.here(), 'jane@example.com')
      await kept.here().mock.assumptions.set({ expired_invitation: 'renew' })
      const saved = await kept.here().mock.saveScenario('mine')
      expect(saved.fixture).toContain('jane@example.com')
      expect(await (await kept.again(how)).mock.saveScenario('mine')).toEqual(saved)
    })

    it('a fixture that was edited or removed meanwhile changes nothing', async () => {
      const desk = new Desk()
      const kept = await life(transport, { fixtures: [desk.folder] })
      await invite(kept.here(), 'jane@example.com')
      const dump = kept.here().mock.registry.at('default').dump()
      writeFileSync(desk.fixture, 'description: Nobody here.\n')
      const after = await kept.again(how)
      expect(after.mock.registry.at('default').dump()).toEqual(dump)
      expect((await invite(after, 'jack@example.com', {}, { 'standin-world': 'new' })).status).toBe(401)
    })
  },
)

it('a refusal is still traced to the line of the scenario after a restart, as long as that says what it said', async () => {
  const [desk, data] = [new Desk(), folder()]
  const first = await desk.open('in process', { data })
  expect((await invite(first, 'mia@example.com')).status).toBe(409)
  await first.mock.snapshot()
  const { explanation } = await first.mock.requests.find(1)
  expect(explanation?.scenario).toMatchObject({ file: desk.fixture, line: expect.any(Number) })
  await first.mock.close()

  const again = async () => (await (await desk.open('in process', { data: crashed(data) })).mock.requests.find(1)).explanation
  expect(await again()).toEqual(explanation)
  desk.edit(desk.fixture, 'description:', '# One line more.\ndescription:')
  expect((await again())?.scenario?.line).toBe((explanation?.scenario?.line ?? 0) + 1)
  desk.edit(desk.fixture, 'Mia Moreau', 'Mia Miller')
  expect(await again()).toEqual({ ...explanation, scenario: undefined })
})

describe('data', () => {
  it('keeps the worlds of any document', async () => {
    const desk = new Desk()
    writeFileSync(
      desk.document,
      `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things:
    get:
      operationId: listThings
      responses:
        '200':
          description: Things
          content: { application/json: { schema: { type: array, minItems: 1, items: { type: object, required: [id], properties: { id: { type: string, format: uuid }, size: { type: integer } } } } } }
`,
    )
    const kept = await life('in process', { document: desk.document })
    const other = await client('in process', { document: desk.document })
    const ask = ({ call }: Client) => call('GET', '/things', { headers: { prefer: 'dynamic=true' } })
    for (const here of [kept.here(), other]) await ask(here)
    const after = await kept.again('crashed')
    expect(await after.mock.requests.count()).toBe(1)
    expect((await ask(after)).text).toBe((await ask(other)).text)
  })

  it('of another document is refused while there are calls to be played again, and taken after a clean end', async () => {
    const desk = new Desk()
    const data = folder()
    const first = await client('in process', { data, document: desk.document })
    await invite(first, 'jane@example.com', { full_name: 'Jane Doe' })
    const left = crashed(data)
    desk.edit(desk.document, 'send_invitation: { type: boolean', 'send_invitation: { type: boolean, const: false')
    await expect(createMock({ data: left, document: desk.document })).rejects.toThrow(
      /1\.log:4 error Exchange 1 of the world "default", POST \S+invite\/v2 \(record 4\) can't be had again: it was answered 201 then, and 422 now\. Since it was written, the document is another\./,
    )
    await first.mock.close()
    const second = await client('in process', { data, document: desk.document })
    expect((await invite(second, 'jane@example.com', { send_invitation: false })).status).toBe(409)
  })

  it('goes on with a document that was saved while it ran', async () => {
    const desk = new Desk()
    const kept = await life('in process', { document: desk.document })
    await invite(kept.here(), 'jane@example.com')
    desk.edit(desk.document, 'send_invitation: { type: boolean', 'send_invitation: { type: boolean, const: false')
    expect((await kept.here().mock.reload()).document).toBe('taken')
    expect((await invite(kept.here(), 'jack@example.com')).status).toBe(422)
    const after = await kept.again('crashed')
    expect((await after.mock.requests.list()).map(({ status }) => status)).toEqual([422, 201])
  })

  it('says in one line what it cut off, and nothing else', async () => {
    const data = folder()
    const first = await client('in process', { data, report: (line) => expect(line).toBe('') })
    await invite(first, 'jane@example.com')
    await invite(first, 'jack@example.com')
    const left = crashed(data)
    writeFileSync(join(left, '1.log'), readFileSync(join(left, '1.log')).subarray(0, -9))
    const lines: string[] = []
    const second = await client('in process', { data: left, report: (line) => lines.push(line) })
    expect(lines).toEqual([
      expect.stringMatching(/^\S+1\.log:5 warning The last \d+ bytes, .* cut off\. .*never answered\. \[data\.record\.torn\]$/),
    ])
    expect((await invite(second, 'jane@example.com')).status).toBe(409)
    expect((await invite(second, 'jack@example.com')).status).toBe(201)
    const third = await client('in process', { data: crashed(left), report: (line) => expect(line).toBe('') })
    expect((await invite(third, 'jack@example.com')).status).toBe(409)
  })

  it('writes a snapshot when the log has grown long, and goes on answering meanwhile', async () => {
    const kept = await life('in process', { journalLimit: 10 })
    const { call, mock } = kept.here()
    const padding = 'x'.repeat(900_000)
    for (let index = 0; index < 22; index++) await invite(kept.here(), `p${index}@example.com`, { custom_message: padding })
    for (let turns = 0; !readdirSync(kept.data()).includes('2.snapshot'); turns++) {
      expect((await call('GET', '/v1/capabilities')).status).toBe(200)
      expect(turns).toBeLessThan(5000)
    }
    expect(readdirSync(kept.data())).not.toContain('1.log')
    expect(statSync(join(kept.data(), '2.log')).size).toBeLessThan(5_000_000)
    const dump = mock.registry.at('default').dump()
    expect((await kept.again('crashed')).mock.registry.at('default').dump()).toEqual(dump)
  })

  it('keeps a hundred thousand members once for all worlds', async () => {
    const data = folder()
    const first = await client('in process', { data, scenario: 'large' })
    for (const name of ['a', 'b', 'c']) expect((await invite(first, 'jane@example.com', {}, { 'standin-world': name })).status).toBe(201)
    await first.mock.close()
    expect(readdirSync(data).filter((name) => name.endsWith('.rows'))).toHaveLength(1)
    expect(statSync(join(data, '2.snapshot')).size).toBeLessThan(100_000)
    // Without its scenario at hand, the rows come from the folder.
    const second = await client('in process', { data })
    const tables = (name: string) => second.mock.registry.at(name).tables as unknown as { readonly users: { readonly size: number } }
    expect([tables('default').users.size > 100_000, tables('a').users.size - tables('default').users.size]).toEqual([true, 1])
    expect((await invite(second, 'jane@example.com', {}, { 'standin-world': 'b' })).status).toBe(409)
  })
})

describe.runIf(process.platform === 'linux')('a disk that is full', () => {
  it('has nothing acknowledged any more that is not kept, says why, and loses nothing that was', async () => {
    const { closeSync, openSync, readlinkSync } = await import('node:fs')
    const lines: string[] = []
    const data = folder()
    const here = await client('over a socket', { data, report: (line) => lines.push(line) })
    expect((await invite(here, 'jane@example.com')).status).toBe(201)
    // The log's own descriptor leads to a device that is always full.
    const log = readdirSync('/proc/self/fd').find((fd) => isLink(fd, join(data, '1.log')))
    closeSync(Number(log))
    expect(openSync('/dev/full', 'w')).toBe(Number(log))

    const refused = await invite(here, 'jack@example.com')
    expect([refused.status, refused.headers.get('content-type')]).toEqual([503, 'application/problem+json'])
    expect(refused.body).toMatchObject({
      code: 'data_unwritable',
      detail: expect.stringMatching(/ENOSPC.*Make room and start anew: all that was answered until now is kept/),
    })
    for (const path of ['/v1/capabilities', '/__standin/health', '/nowhere'])
      expect([path, (await here.call('GET', path)).status]).toEqual([path, 503])
    await expect(here.mock.clock.advance('1d')).rejects.toThrow('ENOSPC')
    expect(lines).toEqual([expect.stringMatching(/ error Nothing can be written .*\[data\.write\]$/)])
    await here.mock.close()
    expect(lines).toHaveLength(1)

    const after = await client('over a socket', { data })
    expect((await invite(after, 'jane@example.com')).status).toBe(409)
    expect((await invite(after, 'jack@example.com')).status).toBe(201)

    function isLink(fd: string, to: string): boolean {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === to
      } catch {
        return false
      }
    }
  })
})

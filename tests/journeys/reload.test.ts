import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get as httpGet, request as httpRequest, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Diagnostic } from '../../src/kernel/index.ts'
import { acme, type Client, transports } from './client.ts'
import { Desk } from './desk.ts'

const invite = ({ call }: Client, email: string, more = {}) => call('POST', `${acme}/users/invite/v2`, { body: { email, ...more } })
const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code)
const capability = '/v1/capabilities:'

describe.each(transports)('a saved document, %s', (transport) => {
  it('is answered by from then on, and worlds keep what they hold', async () => {
    const desk = new Desk()
    const here = await desk.open(transport)
    expect((await invite(here, 'jane@example.com', { full_name: 'Jane' })).status).toBe(201)
    desk.edit(desk.document, 'send_invitation: { type: boolean', 'send_invitation: { type: boolean, const: true')
    desk.edit(desk.document, capability, '/v1/abilities:')
    const report = await here.mock.reload()
    expect(report).toEqual({ document: 'taken', scenario: 'taken', isTaken: true, diagnostics: [], total: 0 })
    expect((await invite(here, 'jane@example.com')).status).toBe(409)
    expect((await invite(here, 'jack@example.com', { send_invitation: false })).status).toBe(422)
    expect((await here.call('GET', '/v1/abilities')).status).toBe(200)
    expect((await here.call('GET', '/v1/capabilities')).status).toBe(404)
    expect(await here.mock.requests.count({ operationId: 'inviteUserV2' })).toBe(3)
    expect((await here.call('GET', '/__standin/openapi.json')).text).toContain('/v1/abilities')
  })
})

describe('a saved document', () => {
  // what is read and judged knows no transport
  it('that is broken is not taken: the last good one goes on, and the place is named', async () => {
    const desk = new Desk()
    const here = await desk.open('over a socket')
    const whole = readFileSync(desk.document, 'utf8')
    for (const [from, to, code] of [
      [capability, '/v1/capabilities: [', 'document.syntax'],
      [
        "$ref: '#/components/schemas/InviteUserV2Request'",
        "$ref: '#/components/schemas/InviteUserV2Requst'",
        'document.reference.unresolved',
      ],
      ['operationId: listRoles\n', 'operationId: inviteUserV2\n', 'operation.id.duplicate'],
      ['send_invitation: { type: boolean', 'send_invitation: { type: bolean', 'schema.invalid'],
    ] as const) {
      const line = desk.edit(desk.document, from, to)
      const report = await here.mock.reload()
      expect(report).toMatchObject({ document: 'kept', isTaken: false })
      expect(codes(report.diagnostics)).toContain(code)
      const found = report.diagnostics.find((one) => one.code === code)
      expect(found?.where).toMatchObject({ file: desk.document, line: expect.any(Number), column: expect.any(Number) })
      expect(Math.abs((found?.where.line ?? 0) - line)).toBeLessThan(8)
      expect((await here.call('GET', '/v1/capabilities')).status).toBe(200)
      writeFileSync(desk.document, whole)
      expect((await here.mock.reload()).isTaken).toBe(true)
    }
    rmSync(desk.document)
    const report = await here.mock.reload()
    expect([report.document, codes(report.diagnostics)]).toEqual(['kept', ['document.file.missing']])
    expect((await invite(here, 'jane@example.com')).status).toBe(201)
  })
})

describe('a document that was imperfect when it was first read', () => {
  it('is not held back by what was wrong with it before', async () => {
    const desk = new Desk()
    desk.edit(desk.document, "$ref: '#/components/schemas/AuditPage'", "$ref: '#/components/schemas/AuditPag'")
    const here = await desk.open()
    desk.edit(desk.document, capability, '# Another line.\n  /v1/abilities:')
    const report = await here.mock.reload()
    expect([report.document, report.diagnostics]).toEqual(['taken', []])
  })

  it('names a broken file that it refers to by its own line', async () => {
    const desk = new Desk()
    const other = join(desk.folder, 'other.yaml')
    writeFileSync(other, 'Custom:\n  type: string\n')
    desk.edit(
      desk.document,
      'name: { type: string, x-evidence: stated }\n        description: { type: [string',
      "name: { $ref: 'other.yaml#/Custom' }\n        description: { type: [string",
    )
    const here = await desk.open()
    expect(here.mock.api.files).toEqual([desk.document, other])
    writeFileSync(other, 'Custom:\n  type: string\n  pattern: [\n')
    const report = await here.mock.reload()
    expect(report.document).toBe('kept')
    expect(report.diagnostics[0]).toMatchObject({ code: 'document.syntax', where: { file: other, line: expect.any(Number) } })
  })
})

describe('requests under way while the document is swapped', () => {
  it('all are answered, on connections that stay open', async () => {
    const desk = new Desk()
    const here = await desk.open('over a socket')
    const url = here.mock.url
    const agent = new Agent({ keepAlive: true, maxSockets: 4 })
    onTestFinished(() => agent.destroy())
    const ports = new Set<number | undefined>()
    let isOver = false
    const caller = async (): Promise<number[]> => {
      const statuses: number[] = []
      while (!isOver) {
        const response = await new Promise<IncomingMessage>((resolve, reject) => {
          const asked = httpGet(`${url}/v1/capabilities`, { agent, headers: { authorization: 'Bearer tok_owner' } }, resolve)
          asked.once('error', reject)
          asked.once('socket', (socket) => socket.connecting && socket.once('connect', () => ports.add(socket.localPort)))
        })
        response.resume()
        await once(response, 'end')
        statuses.push(response.statusCode as number)
      }
      return statuses
    }
    const callers = Promise.all(Array.from({ length: 4 }, caller))
    for (let round = 0; round < 10; round++) {
      desk.edit(desk.document, 'version: 1.0.', `version: 1.0.${round}`)
      expect((await here.mock.reload()).isTaken).toBe(true)
    }
    isOver = true
    const statuses = (await callers).flat()
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(statuses.length).toBeGreaterThan(20)
    expect(ports.size).toBe(4)
  })

  it('end by the document they began with', async () => {
    const desk = new Desk()
    const here = await desk.open('over a socket')
    const body = JSON.stringify({ email: 'jane@example.com', send_invitation: false })
    const asked = httpRequest(`${here.mock.url}${acme}/users/invite/v2`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer tok_owner',
        'content-type': 'application/json',
        'content-length': body.length,
        expect: '100-continue',
      },
    })
    const answered = new Promise<IncomingMessage>((resolve) => asked.once('response', resolve))
    asked.flushHeaders()
    // Its route is chosen once the server lets it go on.
    await once(asked, 'continue')
    asked.write(body.slice(0, 10))
    desk.edit(desk.document, 'send_invitation: { type: boolean', 'send_invitation: { type: boolean, const: true')
    expect((await here.mock.reload()).document).toBe('taken')
    asked.end(body.slice(10))
    const response = await answered
    response.resume()
    expect(response.statusCode).toBe(201)
    expect((await invite(here, 'jack@example.com', { send_invitation: false })).status).toBe(422)
  })

  it('and whoever listens to events stays on and is told', async () => {
    const desk = new Desk()
    const here = await desk.open('over a socket')
    const stop = new AbortController()
    const response = await fetch(`${here.mock.url}/__standin/events`, { signal: stop.signal })
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const decoder = new TextDecoder()
    const line = desk.edit(desk.document, capability, '/v1/capabilities: [')
    await here.mock.reload()
    let told = ''
    while (!told.includes('"diagnostics"')) told += decoder.decode((await reader.read()).value, { stream: true })
    expect(told).toMatch(/^event: reload$/m)
    expect(told).toMatch(/"is_taken":false/)
    expect(told).toMatch(new RegExp(`api\\.yaml:${line + 2}:`))
    stop.abort()
  })
})

describe('what a saved document breaks', () => {
  it('operations that the backend plays, that calls were recorded of, that faults wait for', async () => {
    const desk = new Desk()
    const here = await desk.open()
    await here.call('GET', '/v1/capabilities')
    await here.mock.world('a').faults.add({ operationId: 'listCapabilities', status: 500 })
    const gone = desk.edit(desk.document, '  /v1/capabilities:\n    get:\n', '  /v1/capabilities:\n    x-get:\n')
    desk.edit(desk.document, 'operationId: listRoles\n', 'operationId: listAllRoles\n')
    const { diagnostics, isTaken } = await here.mock.reload()
    expect(isTaken).toBe(true)
    expect(codes(diagnostics)).toEqual(
      ['reload.operation.renamed', 'reload.operation.removed'].sort(
        (a, b) => codes(diagnostics).indexOf(a) - codes(diagnostics).indexOf(b),
      ),
    )
    const removed = diagnostics.find(({ code }) => code === 'reload.operation.removed')
    expect(removed?.message).toMatch(
      /^listCapabilities \(GET \/v1\/capabilities, line \d+ until now\) is gone, but the backend plays it, 1 recorded call names it, 1 fault waits for it\./,
    )
    expect(removed?.where).toMatchObject({ file: desk.document, line: gone })
    const renamed = diagnostics.find(({ code }) => code === 'reload.operation.renamed')
    expect(renamed?.message).toMatch(/^listRoles is called listAllRoles now, but the backend plays it\..* 501/)
    expect((await here.call('GET', '/v1/capabilities')).status).toBe(404)
  })

  it('rows that do not fit any more, one finding for each rule with its line', async () => {
    const desk = new Desk()
    const here = await desk.open()
    await here.mock.worlds.create('a')
    const line = desk.edit(
      desk.document,
      'name: { type: string, x-evidence: stated }\n        description: { type: [string',
      'name: { type: string, maxLength: 8, x-evidence: stated }\n        description: { type: [string',
    )
    const { diagnostics, isTaken, total } = await here.mock.reload()
    expect([isTaken, total, codes(diagnostics)]).toEqual([true, 1, ['reload.row.unfit']])
    expect(diagnostics[0]?.message).toMatch(
      /^10 rows of roles in 2 worlds do not fit any more: name must NOT have more than 8 characters \(role_\w+ in the world "default"\)\./,
    )
    expect(diagnostics[0]?.where).toMatchObject({ file: desk.document, line })
  })

  it('a backend is not changed under the worlds', async () => {
    const desk = new Desk()
    const here = await desk.open()
    const line = desk.edit(desk.document, 'backend: organizations', 'backend: examples')
    const report = await here.mock.reload()
    expect([report.document, codes(report.diagnostics)]).toEqual(['kept', ['reload.backend.changed']])
    expect(report.diagnostics[0]?.where).toMatchObject({ file: desk.document, line })
    expect((await invite(here, 'jane@example.com')).status).toBe(201)
  })

  it('a fixture that no longer passes: the last good start goes on', async () => {
    const desk = new Desk()
    const here = await desk.open()
    desk.edit(desk.document, 'OrganizationId:\n      type: string\n', 'OrganizationId:\n      type: string\n      maxLength: 5\n')
    const { diagnostics, document, scenario } = await here.mock.reload()
    expect([document, scenario]).toEqual(['taken', 'kept'])
    expect(codes(diagnostics)).toContain('reload.scenario.unusable')
    const { where } = diagnostics.find(({ code }) => code === 'reload.scenario.unusable') as Diagnostic
    expect(where).toMatchObject({ file: desk.fixture, line: expect.any(Number) })
    await here.mock.worlds.create('b')
    expect((await here.mock.world('b').table('members')).length).toBe((await here.mock.table('members')).length)
  })
})

describe('a saved scenario', () => {
  const rename = 'full_name: Olivia Owens'
  const names = async ({ mock }: Client, world = 'default') => JSON.stringify(await mock.world(world).table('members'))

  it('is what reset and new worlds start from; running ones keep what they hold', async () => {
    const desk = new Desk()
    const here = await desk.open()
    await here.mock.worlds.create('seeded', { seed: 7 })
    await invite(here, 'jane@example.com')
    desk.edit(desk.fixture, rename, 'full_name: Olivia Oldenburg')
    expect(await here.mock.reload({ document: false })).toMatchObject({
      document: 'untouched',
      scenario: 'taken',
      isTaken: true,
      diagnostics: [],
    })
    expect(await names(here)).toContain('jane@example.com')
    expect(await names(here)).not.toContain('Oldenburg')
    expect((await here.call('GET', '/v1/capabilities', { headers: { 'standin-world': 'new' } })).status).toBe(200)
    expect(await names(here, 'new')).toContain('Oldenburg')
    for (const world of ['default', 'seeded']) {
      await here.mock.world(world).reset()
      expect(await names(here, world)).toContain('Oldenburg')
    }
    expect(await names(here)).not.toContain('jane@example.com')
  })

  it('that is broken is reported with its line, and the last good one stays in use', async () => {
    const desk = new Desk()
    const here = await desk.open()
    const line = desk.edit(desk.fixture, 'roles: [Owner]', 'roles: [Ownr]')
    const report = await here.mock.reload({ document: false })
    expect(report).toMatchObject({ document: 'untouched', scenario: 'kept', isTaken: false })
    expect(codes(report.diagnostics)[0]).toBe('reload.scenario.unusable')
    expect(report.diagnostics[1]?.where).toMatchObject({ file: desk.fixture, line })
    await invite(here, 'jane@example.com')
    await here.mock.reset()
    expect(await names(here)).not.toContain('jane@example.com')
    expect((await here.call('GET', '/v1/capabilities', { headers: { 'standin-world': 'new' } })).status).toBe(200)
    desk.edit(desk.fixture, 'roles: [Ownr]', 'roles: [Owner]')
    expect((await here.mock.reload({ document: false })).isTaken).toBe(true)
  })

  it('is not read anew by a reset before it was asked to be', async () => {
    const desk = new Desk()
    const here = await desk.open()
    desk.edit(desk.fixture, rename, 'full_name: Olivia Oldenburg')
    const before = here.mock.start
    await here.mock.reset()
    expect(here.mock.registry.at('default').start).toBe(before)
  })
})

describe('other settings', () => {
  it('hold for new worlds and resets', async () => {
    const desk = new Desk()
    const here = await desk.open()
    const { start } = here.mock
    const report = await here.mock.reload({
      document: false,
      settings: { fixtures: [desk.folder], scenario: 'pending', seed: 9, auth: 'strict' },
    })
    expect(report).toMatchObject({ isTaken: true, scenario: 'taken' })
    expect(here.mock.registry.at('default').start).toBe(start)
    expect(here.mock.registry.at('new').start).toMatchObject({ scenario: 'pending', seed: 9, auth: 'strict' })
    await here.mock.reset()
    expect(here.mock.registry.at('default').start).toMatchObject({ scenario: 'pending', seed: 9, auth: 'strict' })
  })
})

describe('reloading again and again', () => {
  it('takes requests one after the other, the last one last', async () => {
    const desk = new Desk()
    const here = await desk.open()
    const settings = (seed: number) => ({ fixtures: [desk.folder], seed })
    const reports = await Promise.all([1, 2, 3].map((seed) => here.mock.reload({ settings: settings(seed) })))
    expect(reports.map(({ isTaken }) => isTaken)).toEqual([true, true, true])
    expect(here.mock.start.seed).toBe(3)
  })
})

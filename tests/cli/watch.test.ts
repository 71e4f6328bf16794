import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openInbox } from '../mail/inbox.ts'
import { type Running, root, start } from './run.ts'

interface Desk {
  readonly server: Running
  readonly read: (name: string) => string
  /** Writes in place; the line of what was put in. */
  readonly edit: (name: string, from: string, to: string) => number
  readonly write: (name: string, text: string) => void
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>
}

/** `standin --watch` over copies of the document and the default scenario, in a folder of their own. */
async function openDesk({ args = [], config = 'auth: lenient\n' }: { args?: string[]; config?: string } = {}): Promise<Desk> {
  const cwd = mkdtempSync(join(tmpdir(), 'standin-watching-'))
  const path = (name: string) => join(cwd, name)
  copyFileSync(join(root, 'openapi/organizations.yaml'), path('api.yaml'))
  copyFileSync(join(root, 'fixtures/default.yaml'), path('default.yaml'))
  writeFileSync(path('standin.config.yaml'), config)
  const server = await start(['api.yaml', '--port', '0', '--fixtures', '.', '--watch', ...args], { cwd })
  onTestFinished(async () => {
    const { err } = await server.stop()
    rmSync(cwd, { recursive: true, force: true })
    expect(err).toBe('')
  })
  if (!args.includes('--json')) await server.prints(/^ready\n/m)
  const read = (name: string) => readFileSync(path(name), 'utf8')
  return {
    server,
    read,
    write: (name, text) => writeFileSync(path(name), text),
    edit(name, from, to) {
      const text = read(name)
      const at = text.indexOf(from)
      expect(at, `${from} is not in ${name}`).toBeGreaterThan(-1)
      // As most editors do it: written beside, then renamed.
      writeFileSync(path(`${name}.tmp`), text.slice(0, at) + to + text.slice(at + from.length))
      renameSync(path(`${name}.tmp`), path(name))
      return text.slice(0, at).split('\n').length
    },
    call: (method, path, body, headers = {}) =>
      fetch(server.url + path, {
        method,
        headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}

const invite = ({ call }: Desk, email: string) => call('POST', '/v1/organizations/org_xyz789/users/invite/v2', { email })
const capabilities = '/v1/capabilities:'

describe('standin --watch', () => {
  it('says so at the start', async () => {
    const { server } = await openDesk()
    expect(server.out()).toMatch(/^ {2}watch +document, fixtures and config are read anew when they are saved$/m)
  })

  it('answers by a document as soon as it is saved, and keeps what worlds hold', async () => {
    const desk = await openDesk()
    expect((await invite(desk, 'jane@example.com')).status).toBe(201)
    expect((await desk.call('GET', '/v1/abilities')).status).toBe(404)
    desk.edit('api.yaml', capabilities, '/v1/abilities:')
    expect(await desk.server.prints(/saved {5}api\.yaml\n[\s\S]*?for new worlds and resets\n/)).toMatch(
      /^ {2}document {2}taken: Aitronos organisation membership 1\.0\.0 \(32 operations on 24 paths\)$/m,
    )
    expect((await desk.call('GET', '/v1/abilities')).status).toBe(200)
    expect((await invite(desk, 'jane@example.com')).status).toBe(409)
  })

  it('goes on with the last good document when a broken one is saved, and names the line', async () => {
    const desk = await openDesk()
    const line = desk.edit(
      'api.yaml',
      "$ref: '#/components/schemas/InviteUserV2Request'",
      "$ref: '#/components/schemas/InviteUserV2Requst'",
    )
    const printed = await desk.server.prints(/saved {5}api\.yaml\n[\s\S]*?findings {2}\d+\n.*\n/)
    expect(printed).toContain('document  not taken, the last good one goes on')
    expect(printed).toMatch(
      new RegExp(
        `^ +api\\.yaml:${line}:\\d+ error .*InviteUserV2Requst.*Did you mean.*InviteUserV2Request.*\\[document\\.reference\\.unresolved\\]$`,
        'm',
      ),
    )
    expect((await invite(desk, 'jane@example.com')).status).toBe(201)
    desk.edit('api.yaml', 'InviteUserV2Requst', 'InviteUserV2Request')
    await desk.server.prints(/document {2}taken/)
  })

  it('starts new worlds and resets from a saved scenario; a broken one is named, and the last good one goes on', async () => {
    const desk = await openDesk()
    const state = async (world: string) =>
      (await desk.call('GET', '/__standin/state/members', undefined, { 'standin-world': world })).text()
    expect((await invite(desk, 'jane@example.com')).status).toBe(201)
    desk.edit('default.yaml', 'Olivia Owens', 'Olivia Oldenburg')
    await desk.server.prints(/saved {5}default\.yaml\n {2}scenario {2}taken: default, for new worlds and resets\n/)
    expect(await state('default')).toContain('jane@example.com')
    expect(await state('new')).toContain('Olivia Oldenburg')
    const line = desk.edit('default.yaml', 'roles: [Owner]', 'roles: [Ownr]')
    expect(await desk.server.prints(/saved {5}default\.yaml\n[\s\S]*?findings[\s\S]*?\[scenario\.unknown\.role\]\n/)).toMatch(
      new RegExp(
        `scenario {2}not taken, the last good one goes on[\\s\\S]*default\\.yaml:${line}:\\d+ error "Ownr" is no role.*Did you mean "Owner"`,
      ),
    )
    expect((await desk.call('POST', '/__standin/reset', {})).status).toBe(200)
    expect(await state('default')).toContain('Olivia Oldenburg')
    expect(await state('default')).not.toContain('jane@example.com')
  })

  it('names a fixture that is saved broken though no world uses it', async () => {
    const desk = await openDesk()
    desk.write('other.yaml', 'extends: default\npeople:\n  olivia@example.com: { full_nam: O }\n')
    expect(await desk.server.prints(/saved {5}other\.yaml\n[\s\S]*?\[scenario\.key\.unknown\]\n/)).toMatch(
      /other\.yaml:3:\d+ error .*full_nam/,
    )
  })

  it('takes settings from a saved config file where it can, and says which have to wait', async () => {
    const desk = await openDesk()
    expect((await desk.call('GET', '/v1/capabilities', undefined, { authorization: 'Bearer anything' })).status).toBe(200)
    desk.write('standin.config.yaml', 'auth: strict\nworldsLimit: 3\n')
    const printed = await desk.server.prints(/saved {5}standin\.config\.yaml\n[\s\S]*?restart\]\n/)
    expect(printed).toContain('settings  taken: auth\n')
    expect(printed).toMatch(/standin\.config\.yaml:2:1 warning "worldsLimit" takes effect at the next start \[reload\.setting\.restart\]/)
    const strange = (world: string) =>
      desk.call('GET', '/v1/capabilities', undefined, { authorization: 'Bearer anything', 'standin-world': world })
    expect((await strange('new')).status).toBe(401)
    expect((await strange('default')).status).toBe(200)
    desk.write('standin.config.yaml', 'auth: strict\nworldsLimt: 3\n')
    expect(await desk.server.prints(/\[config\]\n/)).toMatch(
      /settings {2}not taken[\s\S]*standin\.config\.yaml:2:1 error "worldsLimt" is no setting; did you mean "worldsLimit"\?/,
    )
    desk.write('standin.config.yaml', 'auth: [\n')
    expect(await desk.server.prints(/\[config\]\n/)).toMatch(/standin\.config\.yaml:2:1 error /)
    expect((await strange('another')).status).toBe(401)
    desk.write('standin.config.yaml', '# nothing any more\n')
    await desk.server.prints(/\[config\]\n/)
    desk.write('standin.config.yaml', 'worldsLimit: 3\n')
    await desk.server.prints(/settings {2}taken: auth\n/)
    expect((await strange('third')).status).toBe(200)
  })

  it('prints one JSON line for each with --json', async () => {
    const desk = await openDesk({ args: ['--json'] })
    const next = async () => JSON.parse((await desk.server.prints(/^.*\n/m)).trim())
    expect(await next()).toMatchObject({ url: desk.server.url })
    desk.edit('api.yaml', 'version: 1.0.0', 'version: 1.0.1')
    expect(await next()).toEqual({
      event: 'reload',
      files: [expect.stringMatching(/api\.yaml$/)],
      document: 'taken',
      scenario: 'taken',
      settings: [],
      is_taken: true,
      diagnostics: [],
      total: 0,
    })
    const line = desk.edit('api.yaml', capabilities, '/v1/capabilities: [')
    expect(await next()).toMatchObject({
      document: 'kept',
      is_taken: false,
      diagnostics: [{ code: 'document.syntax', severity: 'error', where: { file: 'api.yaml', line: line + 2 } }],
      total: 1,
    })
  })

  it('fails no request while files are saved', async () => {
    const desk = await openDesk()
    let isOver = false
    const caller = async (): Promise<Set<number>> => {
      const statuses = new Set<number>()
      while (!isOver) statuses.add((await desk.call('GET', '/v1/capabilities')).status)
      return statuses
    }
    const callers = Promise.all([caller(), caller(), caller()])
    for (const version of [1, 2, 3, 4, 5]) {
      desk.edit('api.yaml', `version: 1.0.${version - 1}`, `version: 1.0.${version}`)
      await desk.server.prints(new RegExp(`taken: .* 1\\.0\\.${version} `))
    }
    isOver = true
    for (const statuses of await callers) expect([...statuses]).toEqual([200])
  })
})

describe('standin --smtp', () => {
  it('delivers mails, and shows where to without the password', async () => {
    const inbox = await openInbox({ onAuth: (_auth, _session, done) => done(null, { user: 'me' }) })
    const server = await start(['--port', '0', '--smtp', inbox.url.replace('//', '//me:hunter2@')])
    expect(server.out()).toMatch(new RegExp(`^ {2}mail +delivered to ${inbox.url}$`, 'm'))
    await fetch(`${server.url}/v1/organizations/org_xyz789/users/invite/v2`, {
      method: 'POST',
      headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json' },
      body: '{"email":"jane@example.com"}',
    })
    expect((await inbox.holds(1))[0]?.to).toEqual(['jane@example.com'])
    const { code, out, err } = await server.stop()
    expect([code, err]).toEqual([130, ''])
    expect(out).not.toContain('hunter2')
  })

  it('prints one line for a mail that can not be delivered', async () => {
    const server = await start(['--port', '0'], { env: { STANDIN_SMTP: 'smtp://me:hunter2@127.0.0.1:1' } })
    const answer = await fetch(`${server.url}/v1/organizations/org_xyz789/users/invite/v2`, {
      method: 'POST',
      headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json' },
      body: '{"email":"jane@example.com"}',
    })
    expect(answer.status).toBe(201)
    const { err } = await server.stop()
    expect(err).toMatch(/^Mail msg_\d+ to jane@example\.com \(world default\) was not delivered to smtp:\/\/127\.0\.0\.1:1: .*\n$/)
    expect(err).not.toContain('hunter2')
  })

  it('refuses an address that is none, without repeating it', async () => {
    await expect(start(['--port', '0', '--smtp', 'smpt://me:hunter2@127.0.0.1'])).rejects.toThrow(
      /ended with 2 .*Mails can't be delivered[\s\S]*expected smtp:/,
    )
    await expect(start(['--port', '0', '--smtp', 'smpt://me:hunter2@127.0.0.1'])).rejects.not.toThrow(/hunter2/)
  })
})

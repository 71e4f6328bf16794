import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isGood, mockStates, type Report, remoteStates, type StateKeeper, verify } from '../../../src/contracts/index.ts'
import { createMock, type Mock } from '../../../src/mock.ts'
import { type Provider, startProvider } from '../provider/app.ts'

const roles = '/v1/organizations/org_xyz789/roles'

/** An interaction that the mock keeps, unless it is changed. */
function look(description: string, more: Readonly<Record<string, unknown>> = {}) {
  const request = { method: 'GET', path: roles, headers: { Authorization: 'Bearer tok_owner' } }
  return { type: 'Synchronous/HTTP', description, request, response: { status: 200 }, ...more }
}

const codesOf = ({ cases, findings }: Report) => [
  ...cases.flatMap(({ name, findings }) => findings.map(({ code, severity }) => `${name}: ${severity} ${code}`)),
  ...findings.map(({ code, severity }) => `${severity} ${code}`),
]

describe('a verification', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'standin-strict-'))
  let mock: Mock
  let provider: Provider
  beforeAll(async () => {
    mock = await createMock({ port: 0 })
    provider = await startProvider()
  })
  afterAll(async () => {
    await Promise.all([mock.close(), provider.close()])
    rmSync(folder, { recursive: true })
  })

  const held = async (
    interactions: readonly object[],
    states: StateKeeper,
    { version = '4.0', signal }: { version?: string; signal?: AbortSignal } = {},
  ) => {
    const file = join(folder, 'pact.json')
    const metadata = { pactSpecification: { version } }
    writeFileSync(file, JSON.stringify({ consumer: { name: 'web' }, provider: { name: 'users' }, interactions, metadata }))
    return (await verify({ pacts: [file], states, provider: 'it', mayMail: false, env: process.env, signal })).report
  }
  const statesAt = (more: Partial<Provider> = {}) => remoteStates({ ...provider, ...more, mailDomain: 'example.com', run: 'strict' })

  it('lays a failing state to its own interaction, and the next one begins anew', async () => {
    const report = await held(
      [
        look('two scenarios at once', { providerStates: [{ name: 'pending' }, { name: 'no-permission' }] }),
        look('a pending one', { providerStates: [{ name: 'nowhere' }], pending: true }),
        look('another', { providerStates: [{ name: 'pending' }] }),
      ],
      mockStates(mock),
    )
    expect(report.cases.map(({ status }) => status)).toEqual(['failed', 'pending', 'passed'])
    expect(codesOf(report)).toContain('two scenarios at once: error verify.state.failed')
    expect(codesOf(report).filter((code) => code.startsWith('a pending one'))).toContain('a pending one: warning verify.state.unknown')
    expect(report.findings).toEqual([])
  })

  it('does so in a pact of version 2 as well', async () => {
    const { type: _, ...plain } = look('of old', { providerState: 'nowhere' })
    const report = await held([plain], mockStates(mock), { version: '2.0.0' })
    expect(codesOf(report)).toContain('of old: error verify.state.failed')
  })

  it('asks once for what an interaction is about, however busy the provider is', async () => {
    let calls = 0
    const server = createServer((_request, response) => {
      calls++
      response.writeHead(503, { 'retry-after': '1' }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const report = await held([look('busy')], { ...mockStates(mock), target: async () => ({ url, token: undefined }) })
    server.close()
    expect([calls, isGood(report)]).toEqual([1, false])
    expect(report.cases[0]?.findings[0]?.message).toBe('status: expected 200, got 503')
  })

  it('says that a provider is down, and that a token is not known there', async () => {
    const down = await held([look('down')], statesAt({ url: 'http://127.0.0.1:2' }))
    expect(down.cases[0]?.findings.map(({ message }) => message).join('\n')).toMatch(/The state "default": fetch failed \(.*ECONNREFUSED/)
    expect(isGood(down)).toBe(false)
    const stranger = await held([look('a stranger', { providerStates: [{ name: 'pending' }] })], statesAt({ token: 'wrong' }))
    expect(stranger.cases[0]?.findings.map(({ message }) => message).join('\n')).toContain('answered 401; expected')
    expect(isGood(stranger)).toBe(false)
  })

  it('that is interrupted in the middle undoes what it did, and says so', async () => {
    const before = provider.members()
    const stop = new AbortController()
    const states = statesAt()
    const interrupting: StateKeeper = {
      ...states,
      async setUp(name, params) {
        const variables = await states.setUp(name, params)
        stop.abort()
        return variables
      },
    }
    const report = await held([look('first', { providerStates: [{ name: 'pending' }] }), look('second')], interrupting, {
      signal: stop.signal,
    })
    expect(codesOf(report)).toContain('error verify.interrupted')
    expect(codesOf(report).filter((code) => /left-behind|swallowed/.test(code))).toEqual([])
    expect(provider.members()).toBe(before)
  })

  it('mails nobody by what only mails', async () => {
    const request = { method: 'POST', path: '/v1/organizations/org_xyz789/users/usr_1/resend-invitation?again=1' }
    const report = await held([look('a reminder', { request })], statesAt())
    expect(report.cases[0]).toMatchObject({ status: 'skipped', reason: 'it would send a mail (--allow-mail lets it)' })
    expect(codesOf(report)).toEqual(['error verify.nothing'])
  })
})

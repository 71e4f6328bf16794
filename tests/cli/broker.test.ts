import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokerPactsOf } from '../../src/cli/verify-broker.ts'
import { type StandInBroker, startBroker } from '../contracts/broker/stand-in.ts'
import { startProvider } from '../contracts/provider/app.ts'
import { run } from './run.ts'

// each test starts the command line several times, which takes seconds apiece on a busy machine
describe('standin broker', { timeout: 180_000 }, () => {
  const token = 'tok-that-must-not-be-seen'
  const folder = mkdtempSync(join(tmpdir(), 'standin-broker-cli-'))
  let broker: StandInBroker
  beforeAll(async () => {
    broker = await startBroker(token)
    const interaction = {
      type: 'Synchronous/HTTP',
      description: 'a user',
      request: { method: 'GET', path: '/' },
      response: { status: 200 },
    }
    const metadata = { pactSpecification: { version: '4.0' } }
    const pact = { consumer: { name: 'web' }, provider: { name: 'users' }, interactions: [interaction], metadata }
    writeFileSync(join(folder, 'web.json'), JSON.stringify(pact))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await broker.close()
  })
  const ask = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    run(['broker', ...args], { env: { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: token, ...env } })

  it('publishes, names an environment, records what is there, and says no with 1 and yes with 0', async () => {
    const to = ['--broker', broker.url]
    expect(await ask(['publish', folder, '--version', '1', '--branch', 'main', '--tag', 'a', '--tag', 'b', ...to])).toMatchObject({
      code: 0,
    })
    expect(await ask(['create-environment', '--name', 'stage', '--production', ...to])).toMatchObject({ code: 0 })
    const no = await ask(['can-i-deploy', '--name', 'web', '--version', '1', '--to-environment', 'stage', ...to])
    expect(no).toMatchObject({ code: 1, err: '' })
    expect(no.out).toMatch(/^No: web 1 may not be deployed to stage\.\n {2}There is no verified pact between web \(1\) and users/)
    for (const kind of ['deployment', 'release'])
      expect(await ask([`record-${kind}`, '--name', 'users', '--version', '9', '--environment', 'stage', ...to])).toMatchObject({ code: 0 })
    // nobody needs what nobody has a pact with
    const yes = await ask(['can-i-deploy', '--name', 'users', '--version', '9', '--to-environment', 'stage', '--json', ...to])
    expect([yes.code, JSON.parse(yes.out).deployable]).toEqual([0, true])
  })

  it('takes the address of the environment when it is told to, and only then', async () => {
    const before = broker.calls.length
    const silent = await ask(['can-i-deploy', '--name', 'web', '--version', '1'])
    expect([silent.code, broker.calls.length]).toEqual([2, before])
    expect(silent.err).toContain("required option '--broker <url|env>' not specified")
    expect((await ask(['can-i-deploy', '--name', 'web', '--version', '1', '--broker', 'env'])).code).toBe(1)
    expect(broker.calls.at(-1)).toContain('q[][pacticipant]=web&q[][version]=1')
  })

  const verify = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    run(['verify', '--pacts', 'broker', '--name', 'organizations-api', ...args], {
      env: { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: token, ...env },
    })

  it('has what it selects verified at the mock and at a real provider, and is told of what was kept', async () => {
    const pact = fileURLToPath(new URL('../contracts/verify/admin.pact.json', import.meta.url))
    const given = JSON.parse(readFileSync(pact, 'utf8'))
    const name = ['--name', given.provider.name]
    expect(await ask(['publish', pact, '--version', '5', '--branch', 'main', '--broker', 'env'])).toMatchObject({ code: 0 })
    const atMock = await verify([...name, '--provider', 'mock', '--branch', 'main', '--publish', 'm1', '--json'])
    const { figures, findings, notes } = JSON.parse(atMock.out)
    const interactions = given.interactions.length
    expect({ code: atMock.code, findings, figures }).toEqual({
      code: 0,
      findings: [],
      figures: { interactions, passed: interactions, failed: 0, pending: 0, skipped: 0 },
    })
    expect(notes).toContain(`1 of 1 results were published for ${given.provider.name} m1.`)
    expect(broker.calls.at(-1)).toMatch(/^POST \/pacts\/\d+\/results$/)

    const provider = await startProvider()
    try {
      const before = provider.members()
      const calls = broker.calls.length
      const env = {
        STANDIN_PROVIDER_TOKEN: provider.token,
        STANDIN_PROVIDER_ORGANIZATION: provider.organization,
        STANDIN_PROVIDER_OTHER_ORGANIZATION: provider.otherOrganization,
      }
      const atReal = await verify([...name, '--provider', provider.url, '--publish', 'r1', '--json'], env)
      const real = JSON.parse(atReal.out)
      expect([atReal.code, real.findings, real.figures]).toMatchObject([0, [], { passed: interactions - 1, skipped: 1 }])
      expect(real.notes.join('\n')).toMatch(/0 of 1 results were published[\s\S]*some of it was skipped/)
      expect(broker.calls.slice(calls).filter((call) => call.endsWith('/results'))).toEqual([])
      expect([provider.members(), provider.mails()]).toEqual([before, 0])
    } finally {
      await provider.close()
    }
  })

  it('is a failure to verify where it has nothing, and bad usage where it refuses', async () => {
    const nobody = await verify(['--name', 'nobody', '--provider', 'mock'])
    expect(nobody.code).toBe(1)
    expect(nobody.out).toContain('The broker has no pact for "nobody"')
    const refused = await verify(['--provider', 'mock'], { PACT_BROKER_TOKEN: 'another-secret' })
    expect(refused).toMatchObject({ code: 2, out: '', err: expect.stringContaining('answered 401') })
    expect(refused.err).not.toContain('another-secret')
  })

  it('is not asked when flags do not go together', () => {
    const flags = { pacts: ['broker'], name: 'users', broker: 'http://broker.test', pending: true }
    expect(brokerPactsOf(flags)).toMatchObject({ asked: { provider: 'users' }, access: { url: 'http://broker.test' } })
    for (const [more, words] of [
      [{ wipSince: '2026-01-01' }, 'and --branch'],
      [{ wipSince: 'soon', branch: 'main' }, 'a day like'],
      [{ selector: ['[]'] }, 'Expected a JSON object'],
      [{ buildUrl: 'http://ci' }, 'expected --publish too'],
      [{ pacts: ['broker', 'pacts'] }, './broker is a folder'],
      [{ pacts: ['pacts'] }, 'goes with --pacts broker alone'],
    ] as const)
      expect(() => brokerPactsOf({ ...flags, ...more })).toThrow(words)
  })

  it('says what is wrong with an address, and never shows a secret', async () => {
    const missing = await ask(['publish', folder, '--version', '1', '--broker', 'env'], { PACT_BROKER_BASE_URL: '' })
    expect(missing).toMatchObject({ code: 2, out: '' })
    expect(missing.err).toContain('PACT_BROKER_BASE_URL is not set. Expected e.g. https://')
    const wrong = await ask(['publish', folder, '--version', '1', '--broker', 'broker.example.com'])
    expect(wrong.err).toContain('--broker is not an address')
    const refused = await ask(['publish', folder, '--version', '1', '--broker', 'env'], { PACT_BROKER_TOKEN: 'another-secret' })
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('401 Unauthorized')
    expect(refused.err).not.toContain('another-secret')
  })
})

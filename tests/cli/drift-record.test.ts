import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mergeShards } from '../../src/contracts/index.ts'
import { createMock, type Mock } from '../../src/index.ts'
import { run } from './run.ts'

let mock: Mock
beforeAll(async () => {
  mock = await createMock({ port: 0, auth: 'strict' })
})
afterAll(() => mock.close())

const folder = () => mkdtempSync(join(tmpdir(), 'standin-cli-'))
const env = { STANDIN_PROVIDER_TOKEN: 'tok_owner', STANDIN_PROVIDER_OTHER_TOKEN: 'tok_globex_owner' }
const organizations = ['--organization', 'org_xyz789', '--other-organization', 'org_globex1']

describe('standin drift', () => {
  it('compares with a provider, and fails below --min', async () => {
    const provider = await createMock({ port: 0, auth: 'strict', seed: 5, assumptions: { existing_user_state: 'active' } })
    try {
      const args = ['drift', '--provider', provider.url, ...organizations]
      const alike = await run(['drift', '--provider', mock.url, ...organizations, '--json'], { env })
      expect([alike.code, alike.err]).toEqual([0, ''])
      expect(JSON.parse(alike.out)).toMatchObject({ figures: { fidelity: 100 } })
      const unlike = await run(args, { env })
      expect([unlike.code, unlike.err]).toEqual([1, ''])
      expect(unlike.out).toContain('touches the assumption existing_user_state=pending_invitation, try --assume existing_user_state=active')
    } finally {
      await provider.close()
    }
  })

  it('says what is missing or wrong before it calls anything', async () => {
    const args = ['drift', '--provider', mock.url]
    const accepted = join(folder(), 'accepted.yaml')
    writeFileSync(accepted, '- at: $.locale\n')
    for (const [flags, given, words] of [
      [organizations, {}, 'STANDIN_PROVIDER_TOKEN'],
      [[...organizations, '--min', '101'], env, 'percentage'],
      [[...organizations, '--accepted', accepted], env, 'needs `reason`'],
    ] as const) {
      const { code, out, err } = await run([...args, ...flags], { env: given })
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain(words)
    }
  })
})

describe('standin record', () => {
  it('writes a pact for each consumer, and with --check fails when one would change', async () => {
    const pacts = folder()
    await mock.reset()
    await mock.fetch('/v1/organizations/org_xyz789/users/invite/v2', {
      method: 'POST',
      headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json', 'standin-consumer': 'admin web' },
      body: JSON.stringify({ email: 'sam@example.com', send_invitation: false }),
    })
    const args = ['record', '--from', mock.url, '--pacts', pacts]
    const file = join(pacts, 'admin-web-organizations.json')
    expect(await run([...args, '--check'])).toMatchObject({ code: 1, out: expect.stringContaining('record.pact.new') })
    expect(await run(args)).toMatchObject({ code: 0, err: '' })
    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain('tok_owner')
    expect(await run([...args, '--check'])).toMatchObject({ code: 0, err: '' })
    expect(await run(args)).toMatchObject({ code: 0 })
    expect(readFileSync(file, 'utf8')).toBe(text)
    writeFileSync(file, text.replace('"status": 201', '"status": 200'))
    expect(await run([...args, '--check'])).toMatchObject({ code: 1, out: expect.stringContaining('record.interaction.changed') })
  })

  it('leaves what several workers record for one merge', async () => {
    const pacts = join(folder(), 'pacts')
    const work = async (world: string, list: string) => {
      const headers = { authorization: 'Bearer tok_owner', 'standin-world': world, 'standin-consumer': 'admin-web' }
      expect((await fetch(`${mock.url}/v1/organizations/org_xyz789/${list}`, { headers })).status).toBe(200)
      const args = ['record', '--from', mock.url, '--world', world, '--pacts', pacts, '--shard']
      expect(await run(args)).toMatchObject({ code: 0, err: '' })
    }
    await Promise.all([work('w1', 'roles'), work('w2', 'departments')])
    const { pacts: merged, findings } = mergeShards(pacts)
    expect(findings).toEqual([])
    expect(merged.map(({ interactions }) => interactions.map(({ description }) => description))).toEqual([
      ['List departments (listDepartments): 200', 'List roles (listRoles): 200'],
    ])
    expect(readdirSync(pacts)).toEqual(['admin-web-organizations.json'])
  })

  it('says when no mock is there, and what a file of uses is', async () => {
    const uses = join(folder(), 'uses.yaml')
    writeFileSync(uses, 'inviteUserV2: id\n')
    expect(await run(['record', '--from', mock.url, '--uses', uses])).toMatchObject({
      code: 2,
      err: expect.stringContaining('a list of paths'),
    })
    expect(await run(['record', '--from', 'http://127.0.0.1:9'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('No Standin answers'),
    })
  })
})

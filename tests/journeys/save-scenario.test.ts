import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createMock, type Mock, type World } from '../../src/index.ts'
import type { ClockSetting } from '../../src/kernel/index.ts'
import { stepLimit, type WorldSnapshot } from '../../src/world/index.ts'
import { createFolder } from '../world/scenario-folder.ts'
import { client, transports } from './client.ts'
import { play, type RandomCall, randomCall } from './random-calls.ts'

/** Anything that can happen to a world between its start and the moment it is saved. */
type Happening =
  | { readonly does: 'call'; readonly call: RandomCall }
  | { readonly does: 'clock'; readonly setting: ClockSetting }
  | { readonly does: 'assume'; readonly values: Readonly<Record<string, string>> }
  | { readonly does: 'undo' }
  | { readonly does: 'snapshot' }
  | { readonly does: 'begin' }
  | { readonly does: 'restore'; readonly which: number }

const setting: fc.Arbitrary<ClockSetting> = fc.oneof(
  fc.constant({ mode: 'real' as const }),
  fc.integer({ min: -400 * 86_400_000, max: 400 * 86_400_000 }).map((offset) => ({ mode: 'offset' as const, offset })),
  fc.integer({ min: 0, max: 1_000_000_000 }).map((more) => ({ mode: 'frozen' as const, now: Date.parse('2025-12-22T15:30:00Z') + more })),
)
const assumption = fc.constantFrom(
  { existing_user_state: 'active' },
  { expired_invitation: 'renew' },
  { expired_invitation: 'conflict', role_escalation: 'allowed' },
  { link_when_not_mailed: 'null', unknown_reference: 'validation' },
)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: randomCall.map((call) => ({ does: 'call' as const, call })) },
  { weight: 1, arbitrary: setting.map((setting) => ({ does: 'clock' as const, setting })) },
  { weight: 2, arbitrary: assumption.map((values) => ({ does: 'assume' as const, values })) },
  { weight: 2, arbitrary: fc.constantFrom({ does: 'undo' as const }, { does: 'snapshot' as const }) },
  { weight: 1, arbitrary: fc.nat(3).map((which) => ({ does: 'restore' as const, which })) },
)

/** A fixture with steps of every kind, to save on top of. */
const stepped = `
extends: pending
steps:
  - call: inviteUserV2
    name: hank
    path: { organization_id: org_xyz789 }
    body: { email: hank@globex.example }
  - advance: 8d
  - assume: { expired_invitation: renew }
  - call: inviteUserV2
    path: { organization_id: org_xyz789 }
    body: { email: jane@example.com }
  - call: updateMemberships
    as: tok_admin
    path: { organization_id: org_xyz789, user_id: $hank.id }
    body: { role_ids: [role_member1], department_ids: [] }
  - clock: 2025-12-31T00:00:00.5Z
`

const choices = fc.record(
  {
    scenario: fc.constantFrom('default', 'pending', 'last-owner', 'deactivated-rejoins', 'stepped'),
    seed: fc.nat(1000),
    clock: fc.constantFrom(
      { mode: 'real' as const },
      { mode: 'offset' as const, now: '2025-12-22T15:30:00.25Z' },
      { mode: 'frozen' as const, now: '2026-01-31T08:00:00.123Z' },
    ),
    assumptions: assumption,
    auth: fc.constantFrom('strict' as const, 'lenient' as const),
  },
  { requiredKeys: ['scenario'] },
)

let folder: string
let mock: Mock
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standin-saved-'))
  await writeFile(join(folder, 'stepped.yaml'), stepped)
  mock = await createMock({ fixtures: [folder] })
})
afterAll(async () => {
  await mock.close()
  await rm(folder, { recursive: true })
})

function happen(world: World, happenings: readonly Happening[]): void {
  const snapshots: WorldSnapshot[] = []
  for (const one of happenings) {
    if (one.does === 'call') play(mock, world, [one.call])
    else if (one.does === 'clock') world.perform({ verb: 'clock', setting: one.setting })
    else if (one.does === 'assume') world.perform({ verb: 'assumptions', values: one.values })
    else if (one.does === 'undo') world.perform({ verb: 'undo' })
    else if (one.does === 'begin') world.perform({ verb: 'begin', start: world.start })
    else if (one.does === 'snapshot') snapshots.push(world.snapshot())
    else {
      const snapshot = snapshots[one.which % snapshots.length]
      if (snapshot !== undefined) world.restore(snapshot)
    }
  }
}

/** All that makes one world behave as another. */
function stateOf(world: World): unknown {
  const { exchanges: _, ...state } = world.dump() as { exchanges: number }
  return { ...state, clock: world.clock.setting, auth: world.start.auth, principal: world.start.defaultPrincipalId, seed: world.start.seed }
}

/** Saves a world, loads what came of it into another one, and compares the two. */
async function saveAndLoad(from: string, to: string, name: string): Promise<void> {
  const saved = mock.registry.at(from)
  const before = stateOf(saved)
  const { fixture } = await mock.world(from).saveScenario(name)
  expect(stateOf(saved)).toEqual(before)
  await writeFile(join(folder, `${name}.yaml`), fixture)
  await mock.worlds.create(to, { scenario: name })
  const loaded = mock.registry.at(to)
  expect(stateOf(loaded), fixture).toEqual(before)
  expect([loaded.exchanges, loaded.journal.size, loaded.steps, loaded.store.undo()]).toEqual([0, 0, [], undefined])
}

describe('a world that was saved as a scenario', () => {
  it('is there again when the fixture is loaded, whatever led to it, and can be saved anew', async () => {
    let number = 0
    let steps = 0
    const happenings = (maxLength: number) => fc.array(happening, { maxLength, size: 'max' })
    await fc.assert(
      fc.asyncProperty(choices, happenings(40), happenings(10), async (chosen, happened, later) => {
        const name = `saved-${++number}`
        await mock.worlds.create('first', chosen)
        happen(mock.registry.at('first'), happened)
        steps += mock.registry.at('first').steps?.length ?? 0
        await saveAndLoad('first', 'second', name)
        happen(mock.registry.at('second'), later)
        await saveAndLoad('second', 'third', `${name}-later`)

        // What is made next has the same ids.
        const next: RandomCall = { kind: 'createDepartment', token: 'tok_owner', pick: 3, other: 1, flag: false, wait: 0 }
        const [one, other] = ['second', 'third'].map((name) => {
          const world = mock.registry.at(name)
          world.clock.setting = { mode: 'frozen', now: Date.parse('2027-01-01T00:00:00Z') }
          return JSON.stringify(play(mock, world, [next])[0]?.body).replace(/"trace_id":"[^"]+"/, '')
        })
        expect(other).toBe(one)
      }),
      { numRuns: 300 },
    )
    // Most random calls are refused; a property about no steps at all would say nothing.
    expect(steps).toBeGreaterThan(600)
    expect(mock.defects).toEqual([])
  })
})

const acme = '/v1/organizations/org_xyz789'

describe.each(transports)('saving, %s', (transport) => {
  it('gives a fixture one can read: who called what, when, with what and what came of it', async () => {
    const { call, mock } = await client(transport)
    const jane = await call('POST', `${acme}/users/invite/v2`, { body: { email: 'jane@example.com', role_ids: ['role_abc123'] } })
    await call('POST', `${acme}/users/invite/v2`, { body: { email: 'jane@example.com' } })
    await call('GET', `${acme}/roles`)
    await mock.clock.advance('8d')
    await mock.assumptions.set({ expired_invitation: 'renew' })
    await call('POST', `${acme}/users/${jane.body.id}/resend-invitation`, { token: 'tok_admin' })
    const { invitationKey } = await mock.outbox.latest()
    const body = { email_key: invitationKey, full_name: 'Jane Doe', password: 'hunter-22-hunter' }
    const completed = await call('POST', '/v1/invitations/complete', { token: null, body })
    await mock.clock.advance('1h')
    const research = await call('POST', `${acme}/departments`, { token: completed.body.token, body: { name: 'Research' } })
    const { status, body: saved } = await call('POST', '/__standin/scenarios', { body: { name: 'jane-joins' } })
    expect([status, saved.name]).toEqual([201, 'jane-joins'])
    expect(saved.fixture).not.toMatch(/hunter|tok_[0-9a-f]{32}/)
    expect(saved.fixture).toBe(`# The world "default" as it was at 2025-12-30T16:30:00Z: loading it plays the steps on top of default.
description: default, and 4 calls (inviteUserV2, resendInvitation, completeInvitation, createDepartment) on top of it.
extends: default

steps:
  - call: inviteUserV2
    name: inviteUserV2
    as: tok_owner
    path: {organization_id: org_xyz789}
    body: {email: jane@example.com, role_ids: [role_abc123]}
    expect: 201 # id ${jane.body.id}; mail to jane@example.com, mail.invitation_key ${invitationKey}
  - assume: {expired_invitation: renew}
  - clock: 2025-12-30T15:30:00Z
  - call: resendInvitation
    as: tok_admin
    path: {organization_id: org_xyz789, user_id: $inviteUserV2.id}
    expect: 204 # mail to jane@example.com
  - call: completeInvitation
    body: {email_key: $inviteUserV2.mail.invitation_key, full_name: Jane Doe, password: not the real password}
    expect: 200 # device_id ${completed.body.device_id}
  - clock: 2025-12-30T16:30:00Z
  - call: createDepartment
    as: jane@example.com
    path: {organization_id: org_xyz789}
    body: {name: Research}
    expect: 201 # id ${research.body.id}
`)
  })

  it('lets no credential into the file: who was not shown as a listed token is a person', async () => {
    const { call, mock } = await client(transport)
    const invite = (email: string, token: string | null, headers = {}) =>
      call('POST', `${acme}/users/invite/v2`, { token, headers, body: { email } })
    await invite('a@example.com', 'eyJhbGciOi.whatever')
    await invite('b@example.com', null, { 'X-API-Key': 'ak_whatever' })
    await invite('c@example.com', null, { 'X-API-Key': 'tok_admin' })
    await invite('hank@globex.example', 'tok_owner')
    // The page behind the mailed link acts for Hank, who shows nothing.
    const { invitationKey } = await mock.outbox.latest({ to: 'hank@globex.example' })
    expect((await call('POST', `/__standin/invitations/${invitationKey}`, { token: null })).status).toBe(200)
    const { fixture } = await mock.saveScenario('people')
    expect([...fixture.matchAll(/ as: (.*)/g)].map(([, who]) => who)).toEqual([
      'olivia@example.com',
      'olivia@example.com',
      'tok_admin',
      'tok_owner',
      'hank@globex.example',
    ])
    expect(fixture).not.toMatch(/whatever/)
  })
})

describe('a fixture that was saved', () => {
  it('leads to the same when its base has got more in it, and with another seed', async () => {
    const own = await createFolder({ base: 'extends: default' })
    const { call, mock } = await client('in process', { fixtures: [own], scenario: 'base' })
    const jane = await call('POST', `${acme}/users/invite/v2`, { body: { email: 'jane@example.com' } })
    await call('POST', `${acme}/users/${jane.body.id}/deactivate`, { body: { transfer_resources_to_department_id: 'dept_eng001' } })
    await writeFile(join(own, 'joined.yaml'), (await mock.saveScenario('joined')).fixture)
    await writeFile(join(own, 'base.yaml'), 'extends: default\norganizations: { Acme: { members: { new@example.com: {} } } }')
    for (const seed of [undefined, 7]) {
      const { mock: other } = await client('in process', { fixtures: [own], scenario: 'joined', seed })
      const state = await other.state()
      expect(JSON.stringify(state)).toContain('jane@example.com')
      expect(JSON.stringify(state)).toContain('new@example.com')
      expect(JSON.stringify(state)).not.toContain(jane.body.id)
    }
  })

  it('stands on the clock it was made at when that clock runs, and runs on', async () => {
    const own = await createFolder({})
    const { call, mock } = await client('in process', { fixtures: [own], clock: { mode: 'real' } })
    await call('POST', `${acme}/users/invite/v2`, { body: { email: 'jane@example.com' } })
    const { fixture } = await mock.saveScenario('running')
    const times = [...fixture.matchAll(/clock: (\S+)/g)].map(([, time]) => time)
    expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
    expect([times.length, times.at(-1)]).toEqual([3, 'real'])
    await writeFile(join(own, 'running.yaml'), fixture)
    await mock.worlds.create('again', { scenario: 'running' })
    const { registry } = mock
    expect(registry.at('again').clock.setting).toEqual({ mode: 'real' })
    expect(registry.at('again').store.dump()).toEqual(registry.at('default').store.dump())
  })

  it('extends a fixture that was given as a path from beside it', async () => {
    const own = await createFolder({ mine: 'extends: default\nauth: strict' })
    const { call, mock } = await client('in process', { scenario: join(own, 'mine.yaml') })
    await call('POST', `${acme}/users/invite/v2`, { body: { email: 'jane@example.com' } })
    const { fixture } = await mock.saveScenario('more')
    expect(fixture).toMatch(/^# Keep it beside mine\.yaml\.$/m)
    expect(fixture).toMatch(/^extends: \.\/mine\.yaml$/m)
    await writeFile(join(own, 'more.yaml'), fixture)
    await mock.worlds.create('again', { scenario: join(own, 'more.yaml') })
    expect(mock.registry.at('again').store.dump()).toEqual(mock.registry.at('default').store.dump())
  })

  it('holds a world that nothing happened to', async () => {
    const { mock } = await client('in process', { assumptions: { role_escalation: 'allowed' }, seed: 5 })
    const { fixture } = await mock.saveScenario('same')
    expect(fixture).toContain(
      'description: default, and no call on top of it.\nextends: default\nseed: 5\nassumptions: {role_escalation: allowed}\n',
    )
    expect(fixture).not.toContain('steps:')
  })
})

describe('what can not be saved', () => {
  it.each(['', '../up', 'a/b', '.hidden', 'x.yaml', 'x'.repeat(65), 'a b'])('has the name %o', async (name) => {
    const { mock } = await client('in process')
    await expect(mock.saveScenario(name)).rejects.toMatchObject({ code: 'name_invalid', status: 422 })
  })

  it('has the name of what it stands on', async () => {
    const { mock } = await client('in process', { scenario: 'expired-invitation' })
    for (const name of ['expired-invitation', 'pending', 'default']) {
      await expect(mock.saveScenario(name)).rejects.toMatchObject({
        code: 'name_invalid',
        message: expect.stringContaining('Choose another name'),
      })
    }
  })

  const unsaveable = (message: RegExp) => ({ code: 'scenario_unsaveable', status: 409, message: expect.stringMatching(message) })

  it('has seen more than it remembers', async () => {
    const { mock } = await client('in process')
    const world = mock.registry.at('default')
    for (let count = 0; count <= stepLimit; count++) {
      world.perform({ verb: 'assumptions', values: { expired_invitation: count % 2 === 0 ? 'renew' : 'conflict' } })
    }
    await expect(mock.saveScenario('long')).rejects.toMatchObject(unsaveable(/more calls than it remembers.*reset it/))
    await mock.reset()
    await mock.saveScenario('long')
  })

  it('stands on a fixture that has changed, broken or gone since', async () => {
    const own = await createFolder({ base: 'extends: default' })
    const { mock } = await client('in process', { fixtures: [own], scenario: 'base' })
    await mock.saveScenario('x')
    const file = join(own, 'base.yaml')
    await writeFile(file, 'extends: default\npeople: { new@example.com: {} }')
    await expect(mock.saveScenario('x')).rejects.toMatchObject(
      unsaveable(/do not lead back to the world "default": users.*base\.yaml.* changed/),
    )
    await writeFile(file, 'extends: default\npeople: { new@example.com: 1 }')
    await expect(mock.saveScenario('x')).rejects.toMatchObject(unsaveable(/base\.yaml:2:\d+ error/))
    await rm(file)
    await expect(mock.saveScenario('x')).rejects.toMatchObject(unsaveable(/There is no scenario "base"/))
  })

  it('was made from no scenario', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'standin-none-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const document = join(folder, 'bare.yaml')
    await writeFile(document, "openapi: 3.1.0\ninfo: { title: Bare, version: '1' }\npaths: {}\n")
    const { mock } = await client('in process', { document })
    await expect(mock.saveScenario('x')).rejects.toMatchObject(unsaveable(/made from no scenario/))
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { controlCodes } from '../../src/control/index.ts'
import type { Control, MockOptions } from '../../src/index.ts'
import { type FaceName, faces, openFace } from './faces.ts'

/** A verb that can't be done: what it is, its code and status, and what its message must say. */
interface Row {
  readonly what: string
  readonly verb: (control: Control) => Promise<unknown>
  readonly code: string
  readonly status: number
  readonly says: RegExp
  readonly options?: MockOptions
}

const row = (what: string, verb: Row['verb'], code: string, status: number, says: RegExp, options?: MockOptions): Row => ({
  what,
  verb,
  code,
  status,
  says,
  ...(options !== undefined && { options }),
})

/** A folder with a fixture that nobody can use. */
const broken = mkdtempSync(join(tmpdir(), 'standin-broken-'))
writeFileSync(
  join(broken, 'broken.yaml'),
  'extends: default\norganizations:\n  Acme: { members: { jane@example.com: { roles: [Ownr] } } }\n',
)

const worlds = [
  row(
    'a world with a path for a name',
    (c) => c.worlds.create('../up'),
    'world_name_invalid',
    400,
    /"\.\.\/up" can't name a world.*1 to 64 letters/,
  ),
  row('a world with an empty name', (c) => c.world('').clock.get(), 'world_name_invalid', 400, /1 to 64 letters/),
  row('a world with a name in another script', (c) => c.world('mönde').reset(), 'world_name_invalid', 400, /1 to 64 letters/),
  row('finding by a name that none can have', (c) => c.worlds.find('a b'), 'world_name_invalid', 400, /1 to 64 letters/),
  row('dropping by a name that none can have', (c) => c.worlds.drop('..'), 'world_name_invalid', 400, /1 to 64 letters/),
  row('finding a world that is not there', (c) => c.worlds.find('nope'), 'world_unknown', 404, /no world "nope".*There are: default/),
  row('dropping a world that is not there', (c) => c.worlds.drop('nope'), 'world_unknown', 404, /no world "nope"/),
  row('one world more than may be', (c) => c.worlds.create('b'), 'worlds_exhausted', 503, /1 worlds, as many as may be.*DELETE/, {
    worldsLimit: 1,
  }),
  row('one world more by speaking of it', (c) => c.world('b').outbox.list(), 'worlds_exhausted', 503, /as many as may be/, {
    worldsLimit: 1,
  }),
  row('a world when memory has run out', (c) => c.worlds.create('b'), 'worlds_exhausted', 503, /MiB, as much as may be.*--worlds-memory/, {
    worldsMemory: 1,
  }),
  row(
    'a world from a scenario that is not there',
    (c) => c.worlds.create('b', { scenario: 'pendin' }),
    'scenario_unknown',
    404,
    /"pendin"\. Did you mean "pending"\? There are: default/,
  ),
  row('a world with a seed beyond the range', (c) => c.worlds.create('b', { seed: 2 ** 32 }), 'validation_failed', 422, /seed/),
  row('a world with half a seed', (c) => c.worlds.create('b', { seed: 0.5 }), 'validation_failed', 422, /seed/),
  row(
    'a world with an unknown way to check tokens',
    (c) => c.worlds.create('b', { auth: 'loose' as 'strict' }),
    'validation_failed',
    422,
    /auth/,
  ),
  row(
    'a world with an unknown assumption',
    (c) => c.worlds.create('b', { assumptions: { role_escalatio: 'allowed' } }),
    'assumption_unknown',
    422,
    /Did you mean "role_escalation"/,
  ),
  row(
    'a world with an unknown value',
    (c) => c.worlds.create('b', { assumptions: { role_escalation: 'alowed' } }),
    'assumption_value_unknown',
    422,
    /Did you mean "allowed"/,
  ),
  row(
    'a world with a clock that has no time',
    (c) => c.worlds.create('b', { clock: { mode: 'frozen' } }),
    'clock_setting_invalid',
    422,
    /needs a time/,
  ),
  row(
    'a world with a clock that is no time',
    (c) => c.worlds.create('b', { clock: 'noon' }),
    'clock_setting_invalid',
    422,
    /"noon" is no time/,
  ),
]

const states = [
  row(
    'a scenario with a mistake',
    (c) => c.scenario('broken'),
    'scenario_unusable',
    422,
    /broken\.yaml:3:\d+ error.*"Ownr".*Did you mean "Owner"/s,
    { fixtures: [broken] },
  ),
  row(
    'a world from a scenario with a mistake',
    (c) => c.worlds.create('default', { scenario: 'broken' }),
    'scenario_unusable',
    422,
    /"Ownr"/,
    { fixtures: [broken] },
  ),
  row('going to a scenario that is not there', (c) => c.scenario('lastowner'), 'scenario_unknown', 404, /Did you mean "last-owner"/),
  row('saving under the name of a path', (c) => c.saveScenario('../default'), 'name_invalid', 422, /"\.\.\/default"/),
  row('saving under the name of a file', (c) => c.saveScenario('mine.yaml'), 'name_invalid', 422, /"mine\.yaml"/),
  row('saving over what it is based on', (c) => c.saveScenario('default'), 'name_invalid', 422, /Choose another name/),
  row('restoring what was never taken', (c) => c.restore('snap_9'), 'snapshot_unknown', 404, /no snapshot "snap_9"/),
  row('restoring in a world that is not there', (c) => c.world('b').restore('snap_1'), 'world_unknown', 404, /no world "b"/),
  row('undoing nothing', (c) => c.undo(), 'nothing_to_undo', 409, /no call changed it/),
  row(
    'a table that is not there',
    (c) => c.table('member'),
    'table_unknown',
    404,
    /"member"; there is organizations, members.*Did you mean "members"/,
  ),
  row('fewer rows than none', (c) => c.table('members', { limit: -1 }), 'validation_failed', 422, /limit/),
  row('rows before the first', (c) => c.state({ skip: -1 }), 'validation_failed', 422, /skip/),
]

const clocks = [
  row('moving on by nonsense', (c) => c.clock.advance('soon'), 'duration_invalid', 422, /"soon".*8d or PT1H/),
  row('moving back', (c) => c.clock.advance('-1h'), 'duration_invalid', 422, /"-1h".*not below zero/),
  row('moving on beyond all clocks', (c) => c.clock.advance('9999999w'), 'clock_setting_invalid', 422, /year 9999/),
  row(
    'setting it to a day that no calendar has',
    (c) => c.clock.set('frozen', '2026-02-30T00:00:00Z'),
    'clock_setting_invalid',
    422,
    /"2026-02-30T00:00:00Z" is no time/,
  ),
  row('setting a real clock', (c) => c.clock.set('real', '2026-01-01T00:00:00Z'), 'clock_setting_invalid', 422, /Use the mode offset/),
  row('a clock of an unknown kind', (c) => c.clock.set('slow' as 'real'), 'validation_failed', 422, /mode/),
]

const mails = [
  row(
    'the latest mail before the first',
    (c) => c.outbox.latest({ to: 'jane@example.com' }),
    'message_unknown',
    404,
    /No mail to jane@example\.com was sent yet/,
  ),
  row('a callback of no call', (c) => c.callbacks.send('1.1'), 'callback_unknown', 404, /"1\.1".*GET \/__standin\/callbacks/),
  row('a webhook the document lacks', (c) => c.webhooks.send('a/b', { url: 'http://127.0.0.1' }), 'webhook_unknown', 404, /It has none/),
  row('a mail that is not there', (c) => c.outbox.find('msg_0'), 'message_unknown', 404, /"msg_0"/),
  row('a mail by an id that looks like a path', (c) => c.outbox.find('../outbox'), 'message_unknown', 404, /"\.\.\/outbox"/),
  row('the source of a mail that is not there', (c) => c.outbox.eml('msg_0'), 'message_unknown', 404, /"msg_0"/),
  row('a mail of a world that is not there', (c) => c.world('b').outbox.find('msg_1'), 'world_unknown', 404, /no world "b"/),
  row('no mails', (c) => c.outbox.list({ limit: 0 }), 'validation_failed', 422, /limit/),
  row('more mails than one call gives', (c) => c.outbox.list({ limit: 1001 }), 'validation_failed', 422, /limit/),
  row('mails to nobody', (c) => c.outbox.list({ to: '' }), 'validation_failed', 422, /to/),
  row(
    'a mail that does not come',
    (c) => c.outbox.waitFor({ to: 'jane@example.com', timeoutMs: 1 }),
    'message_awaited',
    408,
    /No mail to jane@example\.com.*within 1 ms/,
  ),
  row('waiting for longer than may be', (c) => c.outbox.waitFor({ timeoutMs: 60_001 }), 'validation_failed', 422, /timeout_ms/),
]

const calls = [
  row('a call that is not there', (c) => c.requests.find(1), 'request_unknown', 404, /has the id 1/),
  row('a call by no number', (c) => c.requests.find(Number.NaN), 'validation_failed', 422, /id/),
  row(
    'calls of an operation that is not there',
    (c) => c.requests.list({ operationId: 'inviteUser' }),
    'operation_unknown',
    422,
    /Did you mean "inviteUserV2"/,
  ),
  row(
    'a count of an operation that is not there',
    (c) => c.requests.count({ operationId: 'inviteUser' }),
    'operation_unknown',
    422,
    /Did you mean "inviteUserV2"/,
  ),
  row('no calls', (c) => c.requests.list({ limit: 0 }), 'validation_failed', 422, /limit/),
  row('calls of a status that none has', (c) => c.requests.list({ status: 1000 }), 'validation_failed', 422, /status/),
]

const faults = [
  row(
    'a fault of an operation that is not there',
    (c) => c.faults.add({ operationId: 'inviteUser', status: 409 }),
    'fault_unusable',
    422,
    /Did you mean "inviteUserV2".*No fault was added/,
  ),
  row(
    'a fault with a status that is not declared',
    (c) => c.faults.add({ operationId: 'listRoles', status: 418 }),
    'fault_unusable',
    422,
    /418/,
  ),
  row('a fault that does nothing', (c) => c.faults.add({}), 'fault_unusable', 422, /No fault was added/),
  row('removing a fault that is not there', (c) => c.faults.remove('fault_0_1'), 'fault_unknown', 404, /no fault "fault_0_1"/),
  row(
    'an unknown assumption',
    (c) => c.assumptions.set({ role_escalation: 'allowed', rol_escalation: 'allowed' }),
    'assumption_unknown',
    422,
    /Did you mean "role_escalation"/,
  ),
  row(
    'an unknown value',
    (c) => c.assumptions.set({ role_escalation: 'alowed' }),
    'assumption_value_unknown',
    422,
    /refused or allowed.*Did you mean "allowed"/,
  ),
]

const rows = [...worlds, ...states, ...clocks, ...mails, ...calls, ...faults]

describe.each(Object.keys(faces) as FaceName[])('control says no, %s', (name) => {
  it.each(rows)('to $what', async ({ verb, code, status, says, options = {} }) => {
    const face = await openFace(name, options)
    // The address of a world names one that is there by then, as does the world `default`.
    if (options.worldsLimit === undefined && options.worldsMemory === undefined) face.mock.registry.at(face.world)
    const before = everything(face)
    const thrown = await verb(face.control).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(thrown).toBeInstanceOf(Error)
    expect(thrown).toMatchObject({ name: 'ControlError', code, status, message: expect.stringMatching(says) })
    expect(everything(face)).toEqual(before)
  })
})

function everything({ mock }: Awaited<ReturnType<typeof openFace>>): unknown {
  return mock.registry.list().map((world) => [world.name, world.createdAt, world.clock.setting, world.dump(), world.start.scenario])
}

describe('the codes of control', () => {
  it('are each met by a verb above, or where a verb alone can not meet them', () => {
    const elsewhere = {
      host_not_allowed: 'journeys/control-guard.test.ts',
      origin_not_allowed: 'journeys/control-guard.test.ts',
      closing: 'conformance/control.test.ts',
      outbox_missing: 'control/local.test.ts',
      scenario_unsaveable: 'journeys/save-scenario.test.ts',
      journal_only: 'proxy/journal.test.ts',
    }
    const met = new Set([...rows.map(({ code }) => code), ...Object.keys(elsewhere)])
    expect([...met].sort()).toEqual(Object.keys(controlCodes).sort())
  })

  it('have the status that the table gives them', () => {
    expect(rows.filter(({ code, status }) => controlCodes[code as keyof typeof controlCodes] !== status)).toEqual([])
  })
})

import { basename } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Start, Starts } from '../../src/control/index.ts'
import { checkInvariants, type OrganizationTables } from '../../src/domain/index.ts'
import { createMock, type Mock } from '../../src/index.ts'
import { Unusable } from '../../src/kernel/index.ts'
import { ownFixtures } from '../../src/mock.ts'
import { World } from '../../src/world/index.ts'
import { createFolder } from '../world/scenario-folder.ts'

let mock: Mock
beforeAll(async () => {
  mock = await createMock()
})
afterAll(() => mock.close())

async function load(fixtures: Readonly<Record<string, string>>, choices: Parameters<Starts['load']>[1] = {}): Promise<Start> {
  return new Starts(mock.engine, [await createFolder(fixtures), ownFixtures], {}).load('x', choices)
}

function worldOf({ start }: Start): World & { readonly tables: OrganizationTables } {
  return new World(start, { name: 'a', path: '', origin: 'http://x.test', journal: { exchanges: 10, bytes: 1000 } }) as never
}

const user = (start: Start, email: string) => worldOf(start).tables.users.by('email', email)
const acme = 'path: { organization_id: org_xyz789 }'
const invite = (more = '') => `call: inviteUserV2, ${acme}, body: { email: jane@example.com }${more}`
const noon = Date.parse('2025-12-22T15:30:00Z')
const day = 86_400_000

describe('a scenario with steps', () => {
  it('starts worlds in the state they led to, with nothing behind them', async () => {
    const start = await load({ x: `extends: default\nsteps:\n  - { ${invite()} }\n  - { advance: 8d }` })
    const world = worldOf(start)
    expect(user(start, 'jane@example.com')?.email).toBe('jane@example.com')
    expect([...world.tables.messages.newestFirst()].map(({ to, sentAt }) => [to, sentAt])).toEqual([['jane@example.com', noon]])
    expect([...world.tables.audit.newestFirst()]).toHaveLength(1)
    expect([world.exchanges, world.journal.size, world.steps, world.store.undo(), world.defects]).toEqual([0, 0, [], undefined, []])
    expect(world.clock.setting).toEqual({ mode: 'frozen', now: noon + 8 * day })
    expect(start.population.counts).toMatchObject({ members: 7, steps: 2 })
    expect(checkInvariants(world.tables)).toEqual([])
  })

  it('are played once: worlds share what came of them', async () => {
    const start = await load({ x: `extends: default\nsteps: [{ ${invite()} }]` })
    expect(user(start, 'jane@example.com')).toBe(user(start, 'jane@example.com'))
  })

  it('calls as the default principal, a listed token, or a person; as nobody where nobody is asked for', async () => {
    const start = await load({
      x: `extends: pending
steps:
  - { ${invite().replace('jane', 'one')} }
  - { ${invite().replace('jane', 'two')}, as: tok_admin }
  - { ${invite().replace('jane', 'three')}, as: ADAM@example.com }
  - { call: completeInvitation, as: tok_member, body: { email_key: invkey_f87d706d08504aacb5fec46316ce5f23, full_name: Jane Doe, password: long enough } }`,
    })
    const actors = [...worldOf(start).tables.audit.newestFirst()].map(({ actorId }) => actorId).reverse()
    expect(actors).toEqual(['usr_owner1', 'usr_admin1', 'usr_admin1', 'usr_jane1'])
  })

  it('takes values from earlier answers and mails', async () => {
    const start = await load({
      x: `extends: default
steps:
  - { ${invite()}, name: jane }
  - { call: completeInvitation, body: { email_key: $jane.mail.invitation_key, full_name: $$100 Jane, password: long enough } }
  - { call: createRole, name: made, ${acme}, body: { name: Made, capabilities: [view_audit_log] } }
  - { call: updateMemberships, path: { organization_id: org_xyz789, user_id: $jane.id }, body: { role_ids: [role_abc123, $made.id], department_ids: $jane.department_ids } }`,
    })
    const jane = user(start, 'jane@example.com')
    expect(jane).toMatchObject({ fullName: '$100 Jane', userName: expect.any(String) })
    const roles = [...worldOf(start).tables.memberships.rows()].find(({ userId }) => userId === jane?.id)?.roles
    expect(roles).toHaveLength(2)
  })

  it('turns assumptions, which stay turned', async () => {
    const start = await load({ x: 'extends: default\nsteps: [{ assume: { expired_invitation: renew, link_when_not_mailed: null } }]' })
    expect(start.start.assumptions).toMatchObject({ expired_invitation: 'renew', link_when_not_mailed: 'null', role_escalation: 'refused' })
  })

  it('may expect a refusal, which leaves no trace', async () => {
    const start = await load({ x: `extends: already-member\nsteps: [{ ${invite()}, expect: 409 }]` })
    expect(start.start.rows?.serial).toBe((await new Starts(mock.engine, [ownFixtures], {}).load('already-member')).start.rows?.serial)
  })

  it('plays those it extends first, on the facts of both', async () => {
    const base = `extends: default\nsteps:\n  - { ${invite()}, name: jane }\n  - { advance: 1h }`
    const x = `extends: base\npeople: { jane@example.com: { id: usr_pinned1 } }\nsteps: [{ call: resendInvitation, path: { organization_id: org_xyz789, user_id: $jane.id } }]`
    const start = await load({ base, x })
    expect(user(start, 'jane@example.com')?.id).toBe('usr_pinned1')
    expect([...worldOf(start).tables.messages.newestFirst()].map(({ sentAt }) => sentAt)).toEqual([noon + 3_600_000, noon])
  })
})

describe('the clock of a scenario with steps', () => {
  const sent = (start: Start) => [...worldOf(start).tables.messages.newestFirst()].map(({ sentAt }) => sentAt).reverse()

  it('stands still while they are played, though it is the real one', async () => {
    const steps = Array.from({ length: 20 }, (_, index) => `  - { ${invite().replace('jane', `jane${index}`)} }`).join('\n')
    const start = await load({ x: `extends: default\nclock: real\nsteps:\n${steps}` })
    expect(new Set(sent(start))).toEqual(new Set([start.start.source?.at]))
    expect(start.start.clock).toEqual({ mode: 'real' })
    const offset = await load({ x: `extends: default\nclock: real\nsteps:\n  - { ${invite()} }\n  - { advance: 8d }` })
    expect(offset.start.clock).toEqual({ mode: 'offset', offset: 8 * day })
  })

  it('begins with the one that is chosen, where no step sets another', async () => {
    const x = `extends: default\nsteps:\n  - { ${invite()} }\n  - { advance: 8d }`
    const clock = { mode: 'frozen', now: noon + 100 * day } as const
    const start = await load({ x }, { clock })
    expect([sent(start), start.start.clock]).toEqual([[noon + 100 * day], { mode: 'frozen', now: noon + 108 * day }])
  })

  it('goes on as it is chosen after steps that set it themselves', async () => {
    const x = `extends: default\nsteps:\n  - { ${invite()} }\n  - { clock: 2025-12-31T00:00:00Z }`
    const start = await load({ x }, { clock: { mode: 'real' } })
    expect([sent(start), start.start.clock]).toEqual([[noon], { mode: 'real' }])
    expect((await load({ x })).start.clock).toEqual({ mode: 'frozen', now: Date.parse('2025-12-31T00:00:00Z') })
  })

  it('writes facts at a time that is asked for, so that a start on a running clock can be made again', async () => {
    const x = `extends: default\nclock: real\nsteps: [{ ${invite()} }]`
    const [one, other] = [await load({ x }, { at: noon }), await load({ x }, { at: noon })].map((start) => worldOf(start).dump())
    expect(other).toEqual(one)
  })
})

describe('assumptions that are chosen', () => {
  it('hold before the steps and after them', async () => {
    const x = `extends: expired-invitation\nsteps:\n  - { ${invite()} }\n  - { assume: { expired_invitation: conflict } }`
    const start = await load({ x }, { assumptions: { expired_invitation: 'renew' } })
    expect(start.start.assumptions.expired_invitation).toBe('renew')
    await expect(load({ x })).rejects.toThrow(/USER_ALREADY_EXISTS/)
  })
})

describe('a step that fails', () => {
  const head = 'extends: default\nsteps:\n'
  const role = 'call: createRole, path: { organization_id: org_xyz789 }'
  /** Each with the text its finding points at. */
  const broken: readonly [title: string, steps: string, code: string, at: string, message: RegExp][] = [
    [
      'an operation that is not there',
      '  - { call: inviteUserV3 }',
      'scenario.step.unknown',
      'inviteUserV3',
      /"inviteUserV3" is no operation of .*Did you mean "inviteUserV2"\?/,
    ],
    [
      'a path without what it needs',
      '  - { call: deactivateUser, path: { organization_id: a } }',
      'scenario.key.missing',
      'path',
      /needs user_id for its path/,
    ],
    ['no path at all', '  - call: deactivateUser', 'scenario.key.missing', 'deactivateUser', /needs organization_id and user_id/],
    [
      'a misspelt parameter',
      '  - { call: listRoles, path: { organisation_id: a } }',
      'scenario.step.unknown',
      'organisation_id',
      /Did you mean "organization_id"\?/,
    ],
    [
      'a body where none is taken',
      '  - { call: reactivateUser, path: { organization_id: a, user_id: b }, body: {} }',
      'scenario.value',
      'body',
      /takes no body/,
    ],
    [
      'a body that is neither JSON nor text',
      `  - { ${role}, headers: { Content-Type: text/plain }, body: { a: 1 } }`,
      'scenario.type',
      'body',
      /expected a text/,
    ],
    [
      'a name that is taken',
      `  - { ${invite()}, name: first }\n  - { ${role}, name: first }`,
      'scenario.value',
      'first',
      /"first" names an earlier step/,
    ],
    [
      'an assumption that is none',
      '  - { assume: { expired_invitatoin: renew } }',
      'scenario.step.unknown',
      'expired_invitatoin',
      /Did you mean "expired_invitation"\?/,
    ],
    [
      'a value it can not have',
      '  - { assume: { expired_invitation: renewed } }',
      'scenario.value',
      'renewed',
      /expected conflict or renew\. Did you mean "renew"\?/,
    ],
    [
      'a person who is not there',
      `  - { ${invite()}, as: adan@example.com }`,
      'scenario.step.unknown',
      'adan@example.com',
      /neither a listed token nor a person .*Did you mean "adam@example.com"\?/,
    ],
    [
      'a token that is not listed',
      `  - { ${invite()}, as: tok_ovner }`,
      'scenario.step.unknown',
      'tok_ovner',
      /Did you mean "tok_owner"\?/,
    ],
    [
      'a credential that is always refused',
      `  - { ${invite()}, as: tok_expired }`,
      'scenario.step.unknown',
      'tok_expired',
      /"tok_expired" is neither/,
    ],
    [
      'a reference to no step',
      `  - { ${invite()}, name: jane }\n  - { ${role}, body: { name: $jean.id } }`,
      'scenario.step.unknown',
      '$jean.id',
      /none is named "jean"\. Did you mean "jane"\?/,
    ],
    [
      'a reference to a later step',
      `  - { ${role}, body: { name: $jane.id } }\n  - { ${invite()}, name: jane }`,
      'scenario.step.unknown',
      '$jane.id',
      /refers to a step before this one/,
    ],
    [
      'a reference that leads nowhere',
      `  - { ${invite()}, name: jane }\n  - { ${role}, body: { name: R, capabilities: [$jane.user_id] } }`,
      'scenario.step.unknown',
      '$jane.user_id',
      /there is no "user_id", only id, full_name/,
    ],
    [
      'a body the document refuses',
      `  - { ${invite().replace('jane@example.com', '77')} }`,
      'scenario.step.refused',
      '77',
      /inviteUserV2 answered 422: body\.email must be string\. Expected a success/,
    ],
    ['a body that is not there', `  - { ${role} }`, 'scenario.step.refused', '{ call', /createRole answered 422: body is required/],
    [
      'a refusal',
      `  - { ${invite(', as: tok_member')} }`,
      'scenario.step.refused',
      'tok_member',
      /answered 403 \(INSUFFICIENT_PERMISSIONS\)\. Mia.* Expected a success/,
    ],
    [
      'a refusal of one part',
      `  - { ${invite().replace('jane@example.com', 'jane@example.com, role_ids: [role_nope]')} }`,
      'scenario.step.refused',
      'role_nope',
      /ROLE_NOT_FOUND/,
    ],
    [
      'a success that was not expected',
      `  - { ${invite(', expect: 409')} }`,
      'scenario.step.refused',
      '409',
      /inviteUserV2 answered 201\. Expected 409/,
    ],
    [
      'another refusal than expected',
      `  - { ${invite(', expect: 409, as: tok_member')} }`,
      'scenario.step.refused',
      'tok_member',
      /answered 403 .*Expected 409/,
    ],
    [
      'a clock beyond all years',
      '  - { advance: 2000000d }\n  - { advance: 1999999d }',
      'scenario.value',
      '{ advance: 1999999d',
      /The clock would leave the years 0 to 9999/,
    ],
  ]

  it.each(broken)('%s', async (_, steps, code, at, message) => {
    const error = await load({ x: head + steps }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Unusable)
    const [found, ...more] = (error as Unusable).diagnostics
    expect(more).toEqual([])
    expect(found).toMatchObject({ code, severity: 'error', message: expect.stringMatching(message) })
    const { file, line = 0, column = 0 } = found?.where ?? { file: '' }
    expect(basename(file)).toBe('x.yaml')
    expect((head + steps).split('\n')[line - 1]?.slice(column - 1)).toSatisfy((text: string) => text.startsWith(at))
  })

  it('is told with all others that can be seen without playing, facts included', async () => {
    const x = `${head}  - { call: nothing }\n  - { call: deactivateUser }\n  - { assume: { a: b } }\ntokens: { tok_x: nobody@example.com }`
    await expect(load({ x })).rejects.toMatchObject({ diagnostics: { length: 4 } })
  })

  it('is found in the file it was inherited from', async () => {
    const error = await load({ base: `${head}  - { call: nothing }`, x: 'extends: base' }).catch((thrown: unknown) => thrown)
    expect(basename((error as Unusable).diagnostics[0]?.where.file ?? '')).toBe('base.yaml')
  })

  it('says so when another seed may be why', async () => {
    const id = /usr_[0-9a-f]{32}/.exec(JSON.stringify(user(await load({ x: `${head}  - { ${invite()} }` }), 'jane@example.com')))?.[0]
    const x = `${head}  - { ${invite()} }\n  - { call: resendInvitation, path: { organization_id: org_xyz789, user_id: ${id} } }`
    await load({ x })
    await expect(load({ x }, { seed: 7 })).rejects.toThrow(/The seed chosen is 7 where the scenario has 1/)
  })

  it('needs to know who calls', async () => {
    const x = `organizations: { A: { id: org_xyz789, members: { a@example.com: { roles: [Owner] } } } }\nsteps: [{ ${invite()} }]`
    await expect(load({ x })).rejects.toThrow(/inviteUserV2 wants to know who calls, and there is no default_principal/)
    await load({ x: x.replace('} }]', '}, as: a@example.com }]') })
  })
})

it('the week of changes is what it says', async () => {
  const start = await new Starts(mock.engine, [ownFixtures], {}).load('week-of-changes')
  const world = worldOf(start)
  expect(world.clock.now()).toBe(noon + 7 * day + 60_000)
  expect([...world.tables.messages.newestFirst()].map(({ to }) => to)).toEqual([
    'paul@example.com',
    'hank@globex.example',
    'jane@example.com',
    'sam@example.com',
  ])
  expect(world.tables.audit.size).toBeGreaterThanOrEqual(10)
  expect(user(start, 'jane@example.com')?.userName).toBe('janedoe')
  expect(checkInvariants(world.tables)).toEqual([])
})

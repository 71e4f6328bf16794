import { describe, expect, it } from 'vitest'
import {
  accept,
  complete,
  deactivate,
  getInvitation,
  invitationLifetime,
  type Member,
  remove,
  resend,
  validateInvitation,
} from '../../src/domain/index.ts'
import { ask, createWorld, day, inviteJane, jane, keyOf, noon, type OrganizationWorld, refused, run } from './world.ts'

/** Ways to spoil Jane's invitation, and what a key then answers. */
const spoilt: [code: string, spoil: (world: OrganizationWorld, member: Member) => void][] = [
  ['invitation-used', (world, member) => run({ ...world, actorId: member.user.id }, accept, { key: keyOf(world, member) })],
  [
    'invitation-withdrawn',
    (world, { user }) => run(world, remove, { organizationId: 'org_a', userId: user.id, confirm: true, transferToDepartmentId: null }),
  ],
  [
    'invitation-deactivated',
    (world, { user }) => run(world, deactivate, { organizationId: 'org_a', userId: user.id, transferToDepartmentId: 'dept_eng' }),
  ],
  [
    'invitation-expired',
    (world) => {
      world.now += invitationLifetime
    },
  ],
]

describe.each(spoilt)('a key that is %s', (code, spoil) => {
  it('is refused by validate, accept and complete alike', () => {
    const world = createWorld()
    const member = inviteJane(world)
    const key = keyOf(world, member)
    spoil(world, member)
    expect(refused(world, validateInvitation, { key }).code).toBe(code)
    expect(refused({ ...world, actorId: member.user.id }, accept, { key }).code).toBe(code)
    expect(refused(world, complete, { key, fullName: 'Jane' }).code).toBe(code)
  })
})

describe('validate', () => {
  it('tells anyone who is invited where', () => {
    const world = createWorld()
    const member = inviteJane(world, { roleIds: ['role_editor', 'role_member'] })
    const view = ask({ ...world, actorId: '' }, validateInvitation, { key: keyOf(world, member) })
    expect(view).toMatchObject({
      user: { id: member.user.id },
      organization: { name: 'A' },
      role: { name: 'Editor' },
      expiresAt: noon + 7 * day,
    })
  })

  it('works until the last moment of the seventh day', () => {
    const world = createWorld()
    const key = keyOf(world, inviteJane(world))
    world.now += 7 * day - 1
    expect(ask(world, validateInvitation, { key }).expiresAt).toBe(world.now + 1)
  })

  it('refuses an unknown key', () => {
    expect(refused(createWorld(), validateInvitation, { key: 'invkey_0' })).toMatchObject({
      code: 'invitation-unknown',
      facts: { by: 'key', value: 'invkey_0' },
    })
  })
})

describe('accept', () => {
  it('makes the member active and keeps when he was invited', () => {
    const world = createWorld()
    const member = inviteJane(world, { email: 'other@example.com' })
    world.now += day
    const { value } = run({ ...world, actorId: 'usr_other' }, accept, { key: keyOf(world, member) })
    expect(value.membership).toMatchObject({ state: 'active', invitedAt: noon, joinedAt: noon + day })
    expect(value.organization.id).toBe('org_a')
  })

  it('refuses everybody else, whatever became of the key', () => {
    const world = createWorld()
    const key = keyOf(world, inviteJane(world))
    world.now += 8 * day
    expect(refused(world, accept, { key }).code).toBe('invitation-foreign')
  })
})

describe('complete', () => {
  it('makes an account, activates and signs in', () => {
    const world = createWorld()
    const member = inviteJane(world)
    const { value } = run({ ...world, actorId: '' }, complete, { key: keyOf(world, member), fullName: 'Jane D. Smith' })
    expect(value.user).toMatchObject({ id: member.user.id, fullName: 'Jane D. Smith', userName: 'janedsmith' })
    expect(value.membership).toMatchObject({ state: 'active', invitedAt: noon, joinedAt: noon })
    expect(world.store.tables.tokens.get(value.token)).toMatchObject({ userId: member.user.id })
    expect(value.refreshToken.expiresAt).toBe(noon + 30 * day)
  })

  it('refuses someone who has an account', () => {
    const world = createWorld()
    const member = inviteJane(world, { email: 'other@example.com' })
    const refusal = refused(world, complete, { key: keyOf(world, member), fullName: 'Other' })
    expect(refusal).toMatchObject({ code: 'account-exists', facts: { email: 'other@example.com', organizationId: 'org_a' } })
  })

  it.each([
    ['Jane Doe', 'jane@example.com', 'janedoe'],
    ['José Ñandú', 'jose@example.com', 'josenandu'],
    ['Анна', 'anna.k@example.com', 'annak'],
    ['Анна', 'анна@example.com', 'user'],
    ['Jo', 'jo@example.com', 'jou'],
    ['The Owner', 'x@example.com', 'theowner'],
    ['owner', 'x@example.com', 'owner2'],
    ['x'.repeat(255), 'x@example.com', 'x'.repeat(100)],
  ])('names %s <%s> %s', (fullName, email, userName) => {
    const world = createWorld()
    const member = inviteJane(world, { email })
    expect(run(world, complete, { key: keyOf(world, member), fullName }).value.user.userName).toBe(userName)
  })

  it('never gives a user name twice', () => {
    const world = createWorld()
    const names = ['a', 'b', 'c'].map((local) => {
      const member = inviteJane(world, { email: `${local}@example.com` })
      return run(world, complete, { key: keyOf(world, member), fullName: 'x'.repeat(150) }).value.user.userName
    })
    expect(names).toEqual(['x'.repeat(100), `${'x'.repeat(99)}2`, `${'x'.repeat(99)}3`])
  })
})

describe('resend', () => {
  it('keeps the key, begins the seven days anew and mails again, expired or never mailed', () => {
    const world = createWorld()
    const member = inviteJane(world, { sendInvitation: false, customMessage: 'Hello' })
    const key = keyOf(world, member)
    world.now += 9 * day
    const { value, events } = run(world, resend, { organizationId: 'org_a', id: member.membership.id })
    expect(events).toMatchObject([{ key, to: jane.email, customMessage: 'Hello', sentAt: world.now }])
    expect(value).toMatchObject({ linkKey: null, membership: { invitedAt: world.now, state: 'pending_invitation' } })
    expect(ask(world, validateInvitation, { key }).expiresAt).toBe(world.now + 7 * day)
  })

  it.each(['active', 'deactivated'])('refuses a member who is %s', (state) => {
    const world = createWorld()
    const of = { organizationId: 'org_a', userId: 'usr_member' }
    if (state === 'deactivated') run(world, deactivate, { ...of, transferToDepartmentId: 'dept_eng' })
    expect(refused(world, resend, { organizationId: 'org_a', id: 'usr_member' })).toMatchObject({ code: 'not-pending', facts: of })
  })
})

describe('get invitation', () => {
  it('finds it by e-mail in any letter case, by user and by its own id, expired too', () => {
    const world = createWorld()
    const { user } = inviteJane(world)
    world.now += 8 * day
    const found = ask(world, getInvitation, { organizationId: 'org_a', by: 'email', value: 'JANE@example.com' })
    expect(found.user.id).toBe(user.id)
    expect(ask(world, getInvitation, { organizationId: 'org_a', by: 'userId', value: user.id })).toEqual(found)
    expect(ask(world, getInvitation, { organizationId: 'org_a', by: 'invitationId', value: found.invitation.id })).toEqual(found)
    const foreign = { organizationId: 'org_b', by: 'invitationId', value: found.invitation.id } as const
    expect(refused({ ...world, actorId: 'usr_other' }, getInvitation, foreign).code).toBe('invitation-unknown')
  })

  it.each([
    ['email', 'nobody@example.com'],
    ['userId', 'usr_member'],
    ['invitationId', 'inv_none'],
  ] as const)('refuses an unknown %s', (by, value) => {
    expect(refused(createWorld(), getInvitation, { organizationId: 'org_a', by, value })).toMatchObject({
      code: 'invitation-unknown',
      facts: { by, value },
    })
  })
})

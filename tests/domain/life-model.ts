import type { Assumptions } from '../../src/domain/index.ts'

/** A second, much smaller telling of a membership's life: one organisation, people by address, three kinds of roles. */

export type Kind = 'owner' | 'admin' | 'plain'

export interface Person {
  state: 'none' | 'pending' | 'active' | 'deactivated'
  kind: Kind
  hasAccount: boolean
  /** What became of the newest key; null: there never was one. */
  key: 'open' | 'used' | 'withdrawn' | null
  sentAt: number
}

export interface Life {
  readonly people: Map<string, Person>
  now: number
}

export type Step =
  | { readonly do: 'invite'; readonly actor: string; readonly whom: string; readonly kind: Kind }
  | { readonly do: 'update'; readonly actor: string; readonly whom: string; readonly kind: Kind }
  | { readonly do: 'deactivate' | 'reactivate' | 'remove' | 'resend'; readonly actor: string; readonly whom: string }
  | { readonly do: 'accept'; readonly actor: string; readonly whom: string }
  | { readonly do: 'complete'; readonly whom: string }
  | { readonly do: 'wait'; readonly days: number }

const week = 7 * 24 * 60 * 60 * 1000

/** What the step must answer, `ok` or a refusal's code; carries it out when it is ok. */
export function predict(life: Life, step: Step, assumptions: Assumptions): string {
  if (step.do === 'wait') {
    life.now += (step.days * week) / 7
    return 'ok'
  }
  const whom = life.people.get(step.whom) as Person
  const isExpired = life.now >= whom.sentAt + week
  if (step.do === 'accept' || step.do === 'complete') {
    if (whom.key === null) return 'invitation-unknown'
    if (step.do === 'accept' && step.actor !== step.whom) return 'invitation-foreign'
    if (whom.key !== 'open') return `invitation-${whom.key}`
    if (whom.state === 'deactivated') return 'invitation-deactivated'
    if (isExpired) return 'invitation-expired'
    if (step.do === 'complete' && whom.hasAccount) return 'account-exists'
    Object.assign(whom, { state: 'active', key: 'used', hasAccount: whom.hasAccount || step.do === 'complete' })
    return 'ok'
  }

  const actor = life.people.get(step.actor) as Person
  if (actor.state !== 'active') return 'access-denied'
  if (actor.kind === 'plain') return 'capability-missing'
  const gives = step.do === 'invite' || step.do === 'update' ? step.kind : undefined
  if (step.do !== 'invite' && whom.state === 'none') return 'user-unknown'
  const isNew = step.do === 'invite' || whom.kind !== gives
  if (gives === 'owner' && isNew && actor.kind !== 'owner') return 'escalation'
  const isLastOwner = whom.state === 'active' && whom.kind === 'owner' && [...life.people.values()].filter(isActiveOwner).length === 1

  switch (step.do) {
    case 'invite': {
      const isRenewed = whom.state === 'pending' && isExpired && assumptions.expired_invitation === 'renew'
      if (whom.state !== 'none' && !isRenewed) return 'member-exists'
      const isAtOnce = assumptions.existing_user_state === 'active' && whom.hasAccount && !isRenewed
      Object.assign(whom, { kind: step.kind, state: isAtOnce ? 'active' : 'pending' })
      if (!isAtOnce) Object.assign(whom, { key: 'open', sentAt: life.now })
      return 'ok'
    }
    case 'update':
      if (isLastOwner && step.kind !== 'owner') return 'last-owner'
      whom.kind = step.kind
      return 'ok'
    case 'deactivate':
      if (whom.state === 'deactivated') return 'already-deactivated'
      if (isLastOwner) return 'last-owner'
      whom.state = 'deactivated'
      return 'ok'
    case 'reactivate':
      if (whom.state !== 'deactivated') return 'not-deactivated'
      Object.assign(whom, { state: 'active', key: whom.key === 'open' ? 'withdrawn' : whom.key })
      return 'ok'
    case 'remove':
      if (isLastOwner) return 'last-owner'
      Object.assign(whom, { state: 'none', key: whom.key === 'open' ? 'withdrawn' : whom.key })
      return 'ok'
    case 'resend':
      if (whom.state !== 'pending') return 'not-pending'
      whom.sentAt = life.now
      return 'ok'
  }
}

function isActiveOwner(person: Person): boolean {
  return person.state === 'active' && person.kind === 'owner'
}

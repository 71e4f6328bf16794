import { randomBytes, randomUUID } from 'node:crypto'
import type { DriftName } from './drifts.ts'

/** Someone known by address, wherever he is a member. */
export interface Account {
  readonly id: string
  readonly email: string
  name: string | null
  userName: string | null
}

export interface Membership {
  readonly id: string
  readonly account: Account
  readonly organization: string
  state: 'pending_invitation' | 'active' | 'deactivated'
  roles: string[]
  departments: string[]
  link: string | null
  readonly invited: Date
  joined: Date | null
  deactivated: Date | null
  readonly key: string
  isKeyUsed: boolean
  readonly shownId: string
}

export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('hex')}`
}

/** What the provider holds: accounts, and who is a member where. */
export class Accounts {
  readonly memberships: Membership[] = []
  readonly #accounts = new Map<string, Account>()
  readonly #drift: DriftName | undefined

  constructor(drift: DriftName | undefined) {
    this.#drift = drift
  }

  account(email: string): Account {
    const known = this.#accounts.get(this.#fold(email))
    if (known !== undefined) return known
    const id = this.#drift === 'user-id-format' ? randomUUID() : newId('usr')
    const account: Account = { id, email, name: null, userName: null }
    this.#accounts.set(this.#fold(email), account)
    return account
  }

  isKnown(email: string): boolean {
    return this.#accounts.has(this.#fold(email))
  }

  join(account: Account, organization: string, given: Partial<Membership> = {}): Membership {
    const isElsewhere = this.memberships.some((other) => other.account === account)
    const membership: Membership = {
      id: newId('orgusr'),
      account,
      organization,
      state: 'pending_invitation',
      roles: [],
      departments: [],
      link: null,
      invited: new Date(),
      joined: null,
      deactivated: null,
      key: newId('invkey'),
      isKeyUsed: false,
      shownId: this.#drift === 'existing-user-new-id' && isElsewhere ? newId('usr') : account.id,
      ...given,
    }
    this.memberships.push(membership)
    return membership
  }

  find(organization: string, userId: string): Membership | undefined {
    return this.memberships.find((one) => one.organization === organization && (one.shownId === userId || one.id === userId))
  }

  isMember(account: Account, organization: string): boolean {
    return this.memberships.some((one) => one.account === account && one.organization === organization)
  }

  remove(membership: Membership): void {
    this.memberships.splice(this.memberships.indexOf(membership), 1)
  }

  withKey(key: unknown): Membership | undefined {
    return this.memberships.find((one) => one.key === key)
  }

  #fold(email: string): string {
    return this.#drift === 'letter-case' ? email : email.toLowerCase()
  }
}

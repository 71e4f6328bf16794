import {
  type Capability,
  type Membership,
  type OrganizationTables,
  type organizationSpecs,
  pair,
  type RefusalCode,
  type RefusalFacts,
  roleIdsOf,
  type User,
} from '../../domain/index.ts'
import type { Blame, Reasons, RefusedCall, Remedy, Request } from '../../engine/index.ts'
import { Store, valueAt } from '../../kernel/index.ts'
import type { FactPath } from '../../world/index.ts'
import type { OrganizationWorld } from './context.ts'

export type Refused = RefusedCall<typeof organizationSpecs>

/** What a rule has to say about a call that broke it; `expected` is about the place the rule names, unless there are blames of its own. */
export interface Tale extends Pick<Reasons, 'summary' | 'causedBy' | 'facts' | 'remedies'> {
  readonly expected: string
  readonly blames?: readonly Blame[]
}

/** What there is to say about each no of the domain. */
export type Tales = { readonly [Code in RefusalCode]: (facts: RefusalFacts<Code>, on: Case) => Tale }

/** Rows looked through for one that is like another; enough for a list that people read. */
const mostLookedAt = 2000

/** A refused call and the world around it, by the names people know. */
export class Case {
  readonly refused: Refused
  readonly world: OrganizationWorld
  readonly tables: OrganizationTables
  readonly now: number
  readonly callerId: string

  constructor(refused: Refused) {
    const { world, exchange } = refused
    this.refused = refused
    this.world = world
    this.tables = world.tables
    this.now = world.clock.now()
    this.callerId = exchange.principalId ?? ''
  }

  get organizationId(): string {
    return this.refused.params.organization_id ?? ''
  }

  /** `Mia Moreau (mia@example.com)`. */
  who(userId: string): string {
    const user = this.tables.users.get(userId)
    if (user === undefined) return userId
    return user.fullName === null ? user.email : `${user.fullName} (${user.email})`
  }

  get caller(): string {
    return this.callerId === '' ? 'The caller' : this.who(this.callerId)
  }

  organization(organizationId: string): string {
    return this.tables.organizations.get(organizationId)?.name ?? organizationId
  }

  /** `Owner (role_owner1)`. */
  role(roleId: string): string {
    return named(this.tables.roles.get(roleId)?.name, roleId)
  }

  department(departmentId: string): string {
    return named(this.tables.departments.get(departmentId)?.name, departmentId)
  }

  membership(organizationId: string, userId: string): Membership | undefined {
    return this.tables.memberships.by('live', pair(organizationId, userId))
  }

  *members(organizationId: string): Generator<Membership> {
    let looked = 0
    for (const membership of this.tables.memberships.where('organization', organizationId)) {
      if (++looked > mostLookedAt) return
      yield membership
    }
  }

  /** The organisations in which somebody is an active member. */
  activeIn(userId: string): readonly string[] {
    const ids: string[] = []
    for (const { id } of this.tables.organizations.rows()) if (this.membership(id, userId)?.state === 'active') ids.push(id)
    return ids
  }

  holds(organizationId: string, userId: string, capabilities: readonly Capability[]): boolean {
    const membership = this.membership(organizationId, userId)
    if (membership?.state !== 'active') return false
    const held = new Set(roleIdsOf(membership).flatMap((roleId) => this.tables.roles.get(roleId)?.capabilities ?? []))
    return held.has('override_all_permissions') || capabilities.every((capability) => held.has(capability))
  }

  /** People with a listed token who hold capabilities: whom one may ask. */
  holders(organizationId: string, capabilities: readonly Capability[]): string {
    const ids = new Set([...tokens(this.world)].map(({ principal }) => principal.id))
    const names = [...ids].filter((id) => this.holds(organizationId, id, capabilities)).map((id) => this.who(id))
    return names.length === 0 ? 'nobody with a listed token' : listed(names)
  }

  /** Where the scenario speaks of a member. */
  memberFacts(organizationId: string, userId: string, ...keys: readonly string[]): readonly FactPath[] {
    const user = this.tables.users.get(userId)
    const organization = this.tables.organizations.get(organizationId)
    if (user === undefined || organization === undefined) return []
    const member = ['organizations', organization.name, 'members', user.email]
    return [...keys.map((key) => [...member, key]), member, ['organizations', organization.name, 'generate']]
  }

  roleFacts(organizationId: string, name: string): readonly FactPath[] {
    return [
      ['organizations', this.organization(organizationId), 'roles', name],
      ['roles', name],
    ]
  }

  departmentFacts(organizationId: string, departmentId: string, ...keys: readonly string[]): readonly FactPath[] {
    const name = this.tables.departments.get(departmentId)?.name ?? departmentId
    const department = ['organizations', this.organization(organizationId), 'departments', name]
    return [...keys.map((key) => [...department, key]), department]
  }

  personFacts(user: User, ...keys: readonly string[]): readonly FactPath[] {
    return [...keys.map((key) => ['people', user.email, key]), ['people', user.email]]
  }

  /** The place in the request that an input of the domain came from. */
  placeOf(input: readonly (string | number)[]): readonly (string | number)[] {
    const [first = '', ...inside] = input
    const name = wireNames[String(first)] ?? String(first).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    const { operation, query } = this.refused
    if (operation.path.names.includes(name)) return ['path', name]
    return operation.method === 'GET' || Object.hasOwn(query, name) ? ['query', name, ...inside] : ['body', name, ...inside]
  }

  blame(place: readonly (string | number)[], expected: string): Blame {
    return { place, value: this.#valueAt(place), expected }
  }

  /** The credential that was shown. */
  blameCredential(expected: string): Blame {
    const { headers } = this.refused.exchange.request
    const name = headers.authorization === undefined && headers['x-api-key'] !== undefined ? 'x-api-key' : 'authorization'
    return { place: ['headers', name], value: (headers as Request['headers'])[name], expected }
  }

  /** A list of texts in the body; undefined where none was sent. Nobody has checked the fields an operation does not declare. */
  texts(name: string): readonly string[] | undefined {
    const value = valueAt(this.refused.body, [name])
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined
  }

  /** The change that puts another value at a place; in a list, undefined takes the item out. */
  change(place: readonly (string | number)[], value: string | undefined): Pick<Remedy, 'params' | 'query' | 'body'> {
    const [part, name, index] = place as readonly [string, string, number?]
    if (part === 'path') return { params: { [name]: value ?? '' } }
    if (part === 'query') {
      const items = (this.refused.query[name] ?? '').split(',')
      const text = index === undefined ? value : replaced(items, index, value).join(',')
      return { query: { [name]: text === undefined || text === '' ? null : text } }
    }
    const before = valueAt(this.refused.body, [name])
    return { body: { [name]: Array.isArray(before) && index !== undefined ? replaced(before, index, value) : (value ?? null) } }
  }

  #valueAt([part, name = '', ...inside]: readonly (string | number)[]): unknown {
    const { params, query, body } = this.refused
    if (part === 'path') return params[name]
    if (part !== 'query') return valueAt(body, [name, ...inside])
    const [index] = inside
    return typeof index === 'number' ? query[name]?.split(',')[index] : query[name]
  }
}

/** The inputs that have another name in requests than snake case gives. */
const wireNames: Readonly<Record<string, string>> = { key: 'email_key', transferToDepartmentId: 'transfer_resources_to_department_id' }

function named(name: string | undefined, id: string): string {
  return name === undefined ? id : `${name} (${id})`
}

function replaced(items: readonly unknown[], index: number, value: string | undefined): readonly unknown[] {
  return items.flatMap((item, at) => (at === index ? (value ?? []) : item))
}

/** `Owner, Admin and 3 more`. */
export function listed(names: readonly string[], most = 8): string {
  if (names.length > most) return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** A name like this one that is not taken. */
export function free(name: string, isTaken: (name: string) => boolean): string {
  for (let number = 2; ; number++) if (!isTaken(`${name} ${number}`)) return `${name} ${number}`
}

/** The tokens a scenario lists. Those handed out since then are somebody's secrets. */
export function* tokens({ start }: OrganizationWorld) {
  // where calls are refused that name no world, there is nothing
  if (start.rows === undefined) return
  for (const { token, userId } of new Store(start.specs, start.rows).tables.tokens.rows()) yield { token, principal: { id: userId } }
}

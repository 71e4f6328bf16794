import { randomBytes } from 'node:crypto'
import fastify, { type FastifyRequest } from 'fastify'
import { Accounts, type Membership, newId } from './accounts.ts'
import type { DriftName } from './drifts.ts'
import { Refusal, toError, toMember, toUser } from './shapes.ts'

export { type DriftName, driftNames, drifts } from './drifts.ts'

/** A provider of the same API, written apart from the mock: nothing here comes from src. */
export interface Provider {
  readonly url: string
  /** Of the owner of both organisations. */
  readonly token: string
  readonly organization: string
  readonly otherOrganization: string
  /** How many members both organisations have together, the owner's two memberships included. */
  members(): number
  /** Messages it would have sent. */
  mails(): number
  close(): Promise<void>
}

type Body = Readonly<Record<string, unknown>>

export async function startProvider({ drift }: { readonly drift?: DriftName } = {}): Promise<Provider> {
  const accounts = new Accounts(drift)
  const token = `live_${randomBytes(12).toString('hex')}`
  const [organization, otherOrganization] = [newId('org'), newId('org')]
  const [role, otherRole, department] = [newId('role'), newId('role'), newId('dept')]
  const owner = accounts.account('owner@provider.test')
  for (const id of [organization, otherOrganization]) accounts.join(owner, id, { state: 'active', roles: [otherRole], joined: new Date() })
  const tokens = new Map([[token, owner]])
  let mails = 0
  const app = fastify()

  const caller = (request: FastifyRequest) => {
    const { authorization, 'x-api-key': apiKey } = request.headers
    const given = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? apiKey
    if (given === undefined) throw new Refusal(401, 'AUTHENTICATION_REQUIRED', 'Authentication required')
    const known = tokens.get(String(given))
    if (known !== undefined) return known
    if (drift === 'bad-token-403') throw new Refusal(403, 'TOKEN_INVALID', 'Forbidden')
    if (given === 'tok_expired') throw new Refusal(401, 'TOKEN_EXPIRED', 'Your session has expired')
    throw new Refusal(401, 'TOKEN_INVALID', 'Invalid token')
  }
  const inside = (request: FastifyRequest) => {
    const { organization: id } = request.params as { organization: string }
    if (!accounts.isMember(caller(request), id)) {
      throw new Refusal(403, 'ORGANIZATION_ACCESS_DENIED', 'You do not have access to this organization', { organization_id: id })
    }
    return id
  }
  /** Only an owner changes anything. */
  const managed = (request: FastifyRequest) => {
    const id = inside(request)
    const who = caller(request)
    const isOwner = accounts.memberships.some((one) => one.organization === id && one.account === who && one.roles.includes(otherRole))
    if (!isOwner) throw new Refusal(403, 'INSUFFICIENT_PERMISSIONS', 'You may not do this here.', { organization_id: id })
    return id
  }
  const member = (request: FastifyRequest) => {
    const id = request.method === 'GET' ? inside(request) : managed(request)
    const { user } = request.params as { user: string }
    const found = accounts.find(id, user)
    if (found !== undefined) return found
    const details = { user_id: user, organization_id: id }
    throw new Refusal(drift === 'unknown-user-403' ? 403 : 404, 'USER_NOT_FOUND', 'The requested user could not be found.', details)
  }
  const malformed = (field: string, message: string) => {
    const details = { fields: [{ field, message, type: 'value_error' }] }
    return new Refusal(drift === 'validation-as-400' ? 400 : 422, 'VALIDATION_ERROR', 'Please check your input and try again.', details)
  }
  const ids = (body: Body, field: string, known: readonly string[], code: string) => {
    const given = body[field] ?? []
    if (!Array.isArray(given) || given.some((id) => typeof id !== 'string')) throw malformed(field, 'expected a list of ids')
    const wrong = given.find((id) => !known.includes(id))
    if (wrong !== undefined) throw new Refusal(404, code, 'It could not be found.', { id: wrong })
    return [...new Set(given as string[])]
  }
  const keep = ({ roles, state }: Membership) => {
    if (roles.includes(otherRole) && state === 'active') {
      throw new Refusal(422, 'LAST_OWNER_CANNOT_BE_REMOVED', 'The last owner cannot be removed.')
    }
  }
  const invitation = (key: unknown) => {
    const found = accounts.withKey(key)
    if (found === undefined)
      throw new Refusal(404, 'INVITATION_NOT_FOUND', 'The requested invitation could not be found.', { email_key: key })
    if (found.isKeyUsed) throw new Refusal(409, 'INVITATION_ALREADY_USED', 'This invitation has been used.')
    if (found.state === 'deactivated') throw new Refusal(422, 'INVITATION_DEACTIVATED', 'This invitation no longer works.')
    return found
  }
  const activate = (found: Membership) => Object.assign(found, { state: 'active', joined: new Date(), isKeyUsed: true, link: null })

  // A client may send a JSON content type without a body (reactivate has none).
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(text as string))
    } catch {
      done(malformed('body', 'JSON decode error'))
    }
  })
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof Refusal)) throw error
    return reply.status(error.status).send(toError(error, drift))
  })
  app.setNotFoundHandler((_request, reply) => reply.status(404).send({ detail: 'Not Found' }))
  const base = '/v1/organizations/:organization'

  app.post(`${base}/users/invite/v2`, (request, reply) => {
    caller(request)
    const body = (request.body ?? {}) as Body
    const { email, full_name: name, send_invitation: isMailed = true } = body
    if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      throw malformed('email', 'value is not a valid email address')
    const id = managed(request)
    const given = { roles: ids(body, 'role_ids', [role, otherRole], 'ROLE_NOT_FOUND') }
    const departments = ids(body, 'department_ids', [department], 'DEPARTMENT_NOT_FOUND')
    const isKnown = accounts.isKnown(email)
    const account = accounts.account(email)
    if (accounts.isMember(account, id)) {
      const code = drift === 'conflict-code' ? 'USER_EXISTS' : 'USER_ALREADY_EXISTS'
      const details = { email, organization_id: id }
      throw new Refusal(drift === 'conflict-status' ? 400 : 409, code, 'An account with this email already exists.', details)
    }
    if (typeof name === 'string') account.name ??= name
    const isActive = drift === 'existing-user-active' && isKnown
    const added = accounts.join(account, id, { ...given, departments, ...(isActive ? { state: 'active' } : {}) })
    if (isMailed === true) mails++
    else added.link = `https://app.provider.test/invite/${added.key}`
    return reply.status(drift === 'created-as-200' ? 200 : 201).send(toUser(added, drift))
  })
  app.patch(`${base}/users/:user/memberships`, (request) => {
    const found = member(request)
    const body = (request.body ?? {}) as Body
    for (const field of ['role_ids', 'department_ids']) if (body[field] === undefined) throw malformed(field, 'Field required')
    const roles = ids(body, 'role_ids', [role, otherRole], 'ROLE_NOT_FOUND')
    const departments = ids(body, 'department_ids', [department], 'DEPARTMENT_NOT_FOUND')
    if (!roles.includes(otherRole)) keep(found)
    return toUser(Object.assign(found, { roles, departments }), drift)
  })
  app.post(`${base}/users/:user/deactivate`, (request) => {
    const found = member(request)
    const to = (request.body as Body | undefined)?.transfer_resources_to_department_id
    if (to === undefined) throw malformed('transfer_resources_to_department_id', 'Field required')
    if (to !== department) throw new Refusal(404, 'DEPARTMENT_NOT_FOUND', 'The requested department could not be found.')
    if (found.state === 'deactivated') throw new Refusal(422, 'USER_ALREADY_DEACTIVATED', 'The user is deactivated already.')
    keep(found)
    return toUser(Object.assign(found, { state: 'deactivated', deactivated: new Date() }), drift)
  })
  app.post(`${base}/users/:user/reactivate`, (request) => {
    const found = member(request)
    if (found.state !== 'deactivated' && drift !== 'reactivate-anyone') {
      throw new Refusal(422, 'USER_NOT_DEACTIVATED', 'The user is not deactivated.')
    }
    return toUser(Object.assign(found, { state: 'active', deactivated: null }), drift)
  })
  app.delete(`${base}/users/:user`, (request, reply) => {
    const found = member(request)
    if ((request.body as Body | undefined)?.confirm !== true) throw new Refusal(422, 'CONFIRMATION_REQUIRED', 'Confirm the removal.')
    keep(found)
    accounts.remove(found)
    return drift === 'removed-with-body' ? reply.send({ success: true }) : reply.status(204).send()
  })
  app.get(`${base}/users/:user`, (request) => toMember(member(request)))
  app.post(`${base}/users`, (request) => {
    const id = inside(request)
    const { skip = 0, take = 10, search_term: term = '' } = (request.body ?? {}) as { skip?: number; take?: number; search_term?: string }
    const all = accounts.memberships.filter((one) => one.organization === id && one.account.email.includes(term ?? '')).toReversed()
    return { users: all.slice(skip, skip + take).map(toMember), total_users_count: all.length, skip, take }
  })
  app.get(`${base}/roles`, (request) =>
    [
      { id: role, name: 'Member' },
      { id: otherRole, name: 'Owner' },
    ].map((one) => ({ ...one, organization_id: inside(request) })),
  )
  app.get(`${base}/departments`, (request) => [{ id: department, name: 'Everyone', parent_id: null, organization_id: inside(request) }])
  // Nothing is written down here: a page is empty.
  app.get(`${base}/audit-log`, (request) => {
    managed(request)
    const { skip = '0', limit = '50' } = request.query as { skip?: string; limit?: string }
    return { items: [], total: 0, skip: Number(skip), limit: Number(limit), has_more: false }
  })
  app.get('/v1/invitations/validate/:key', (request) => {
    const { account, organization: id, roles } = invitation((request.params as { key: string }).key)
    const expires = new Date(Date.now() + 7 * 86_400_000).toISOString()
    const where = {
      organization_id: id,
      organization_name: 'Live',
      role_id: roles[0] ?? null,
      role_name: roles[0] === undefined ? null : 'Member',
    }
    return { valid: true, invitation_id: newId('inv'), email: account.email, ...where, expires_at: expires, locale: 'en-GB' }
  })
  app.post('/v1/invitations/accept', (request) => {
    const who = caller(request)
    const found = invitation((request.body as Body).email_key)
    if (found.account !== who) throw new Refusal(403, 'INVITATION_FOR_ANOTHER_USER', 'This invitation is for someone else.')
    activate(found)
    return { success: true, organization_id: found.organization, organization_name: 'Live', role_id: null, role_name: null }
  })
  app.post('/v1/invitations/complete', (request) => {
    const { email_key: key, full_name: name, password } = request.body as { email_key: string; full_name?: string; password?: string }
    if (typeof password !== 'string') throw malformed('password', 'Field required')
    const { account } = activate(invitation(key))
    account.name = name ?? account.name
    account.userName = account.email.split('@')[0] as string
    const made = `live_${randomBytes(12).toString('hex')}`
    tokens.set(made, account)
    const refresh = { token: newId('refresh'), expires_at: new Date(Date.now() + 30 * 86_400_000).toISOString() }
    return { success: true, user_id: account.id, token: made, refresh_token: refresh, device_id: newId('device') }
  })

  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    token,
    organization,
    otherOrganization,
    members: () => accounts.memberships.length,
    mails: () => mails,
    close: () => app.close(),
  }
}

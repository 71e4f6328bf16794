import { catalogue, isStateName, type StateKeeper, type StateName, type Variables } from './catalogue.ts'
import { membershipMailing } from './organizations.ts'
import { callProvider, type ProviderAccess } from './provider-client.ts'

type Body = Readonly<Record<string, unknown>>

/** What the public API alone can't bring about, and why. */
const mockOnly: Partial<Record<StateName, string>> = {
  'expired-invitation': 'mock-only: an invitation expires after seven days, and no call moves a live clock',
  'last-owner': 'mock-only: it would take the real owner of the organization to be tried',
}

/** StateKeeper brought about by calls of a real provider's public API, with addresses that no other run has. */
export function remoteStates(access: ProviderAccess): StateKeeper & { sweep(): Promise<readonly string[]> } {
  const { organization, otherOrganization, mailDomain, run } = access
  const undo: (() => Promise<unknown>)[] = []
  let count = 0
  let token = access.token
  const call = (method: string, path: string, expected: readonly number[], body?: unknown) =>
    callProvider(access, method, path, expected, body)
  const users = (id: string) => `/v1/organizations/${id}/users`

  const remove = (id: string, user: string) =>
    call('DELETE', `${users(id)}/${encodeURIComponent(user)}`, [204, 200, 404], { confirm: true })
  const found = async (id: string, term: string) => {
    const { body } = await call('POST', users(id), [200], { skip: 0, take: 100, search_term: term })
    return ((body as Body).users ?? []) as readonly { readonly user_id: string; readonly email: string }[]
  }
  const removeAll = async (term: string, isOurs: (email: string) => boolean) => {
    for (const id of [organization, otherOrganization]) {
      for (const { user_id: user, email } of await found(id, term)) if (isOurs(email)) await remove(id, user)
    }
  }
  const invite = async (id: string, email: string, name: string) => {
    const { body } = await call('POST', `${users(id)}/invite/v2`, [201, 200], { email, full_name: name, send_invitation: false })
    const { id: user, invitation_link: link } = body as Body
    if (typeof user !== 'string')
      throw new Error(`The invitation's answer has no id; expected one in ${JSON.stringify(body).slice(0, 200)}.`)
    undo.push(() => remove(id, user))
    return { user, key: typeof link === 'string' ? /(invkey_\w+)/.exec(link)?.[1] : undefined }
  }
  const complete = async (key: string | undefined, name: string) => {
    if (key === undefined) throw new Error('The invitation has no link with a key in it, so that it can not be completed without a mail.')
    const sent = { email_key: key, full_name: name, password: 'Standin-5-contract!' }
    const { body } = await call('POST', '/v1/invitations/complete', [200], sent)
    return String((body as Body).token)
  }
  const first = async (id: string, list: string): Promise<string> => {
    const { body } = await call('GET', `/v1/organizations/${id}/${list}`, [200])
    return String((Array.isArray(body) ? (body[0] as Body | undefined) : undefined)?.id ?? '')
  }
  let places: Promise<Variables> | undefined
  const common = () => {
    places ??= (async () => ({
      organization_id: organization,
      other_organization_id: otherOrganization,
      role_id: await first(organization, 'roles'),
      department_id: await first(organization, 'departments'),
    }))()
    return places
  }

  const reach: Record<StateName, (email: string, name: string) => Promise<Variables>> = {
    default: async () => ({}),
    'no-user': async () => ({}),
    async 'existing-elsewhere'(email, name) {
      const { user, key } = await invite(otherOrganization, email, name)
      if (key !== undefined) await complete(key, name)
      return { user_id: user }
    },
    async 'already-member'(email, name) {
      const { user, key } = await invite(organization, email, name)
      await complete(key, name)
      return { user_id: user }
    },
    async pending(email, name) {
      const { user, key } = await invite(organization, email, name)
      return { user_id: user, ...(key === undefined ? {} : { email_key: key }) }
    },
    async 'pending-with-account'(email, name) {
      const { key: other } = await invite(otherOrganization, email, name)
      const own = await complete(other, name)
      const { user, key } = await invite(organization, email, name)
      // Only the person invited may accept.
      token = own
      return { user_id: user, ...(key === undefined ? {} : { email_key: key }) }
    },
    async 'deactivated-rejoins'(email, name) {
      const { user, key } = await invite(organization, email, name)
      if (key !== undefined) await complete(key, name)
      const { department_id: department } = await common()
      await call('POST', `${users(organization)}/${user}/deactivate`, [200], { transfer_resources_to_department_id: department })
      return { user_id: user }
    },
    async 'removed-rejoins'(email, name) {
      const { user, key } = await invite(organization, email, name)
      if (key !== undefined) await complete(key, name)
      await remove(organization, user)
      return { user_id: user }
    },
    async 'no-permission'(email, name) {
      const { key } = await invite(organization, email, name)
      token = await complete(key, name)
      return {}
    },
    'expired-invitation': async () => ({}),
    'last-owner': async () => ({}),
  }

  return {
    mailing: membershipMailing,
    knows: isStateName,
    unreachable: (name) => mockOnly[name as StateName],
    async setUp(name, params) {
      if (!Object.hasOwn(reach, name))
        throw new Error(`There is no state ${JSON.stringify(name)}. There are: ${Object.keys(catalogue).join(', ')}.`)
      const reason = mockOnly[name as StateName]
      if (reason !== undefined) throw new Error(reason)
      const email = `standin-${run}-${++count}@${mailDomain}`
      const fullName = typeof params.full_name === 'string' ? params.full_name : 'Jane Doe'
      // Whatever the interaction makes of the address goes too, invitations elsewhere included.
      if (name !== 'default') undo.push(() => removeAll(email, (one) => one.toLowerCase() === email))
      const own = await reach[name as StateName](email, fullName)
      return { ...(await common()), ...(catalogue[name as StateName].gives.length === 0 ? {} : { email, full_name: fullName }), ...own }
    },
    async tearDown() {
      token = access.token
      const left: string[] = []
      for (let deed = undo.pop(); deed !== undefined; deed = undo.pop()) {
        await deed().catch((error: Error) => left.push(`Something may be left behind at the provider: ${error.message}`))
      }
      return left
    },
    target: async () => ({ url: access.url.replace(/\/+$/, ''), token }),
    saw(method, path, status, body) {
      const place = /^\/v1\/organizations\/([^/]+)\/users\/invite\/v2$/.exec(path)?.[1]
      const user = ((body as Body | undefined)?.data as Body | undefined)?.id ?? (body as Body | undefined)?.id
      if (method === 'POST' && place !== undefined && status < 300 && typeof user === 'string') undo.push(() => remove(place, user))
    },
    async sweep() {
      const isOld = (email: string) =>
        /^standin-[0-9a-z]+-\d+@/.test(email) && email.endsWith(`@${mailDomain}`) && !email.startsWith(`standin-${run}-`)
      return removeAll('standin-', isOld).then(
        () => [],
        (error: Error) => [`Leftovers of earlier runs could not be swept: ${error.message}`],
      )
    },
  }
}

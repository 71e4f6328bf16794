/** The part of an admin's web client that manages members. */
export class MembersClient {
  readonly #url: string
  readonly #token: string
  readonly #organization: string

  constructor(url: string, token: string, organization: string) {
    this.#url = url
    this.#token = token
    this.#organization = organization
  }

  invite(invitation: { readonly email?: string; readonly full_name?: string; readonly role_ids?: readonly string[] }): Promise<Member> {
    return this.#call('POST', '/users/invite/v2', invitation)
  }

  setMemberships(user: string, memberships: { readonly role_ids: readonly string[]; readonly department_ids: readonly string[] }) {
    return this.#call<Member>('PATCH', `/users/${user}/memberships`, memberships)
  }

  deactivate(user: string, department: string): Promise<Member> {
    return this.#call('POST', `/users/${user}/deactivate`, { transfer_resources_to_department_id: department })
  }

  reactivate(user: string): Promise<Member> {
    return this.#call('POST', `/users/${user}/reactivate`)
  }

  remove(user: string): Promise<void> {
    return this.#call('DELETE', `/users/${user}`, { confirm: true })
  }

  async #call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.#url}/v1/organizations/${this.#organization}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (response.status === 204) return undefined as Answer
    const answer = await response.json()
    if (!response.ok) throw new Refused(response.status, answer.error)
    return answer
  }
}

/** What the client shows of a member. */
export interface Member {
  readonly id: string
  readonly email: string
  readonly full_name: string | null
  readonly account_state: 'active' | 'pending_invitation' | 'deactivated'
  readonly role_ids: readonly string[]
  readonly department_ids: readonly string[]
}

/** A no of the API; the client decides by its code and shows its message. */
export class Refused extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, { code, message }: { readonly code: string; readonly message: string }) {
    super(message)
    this.status = status
    this.code = code
  }
}

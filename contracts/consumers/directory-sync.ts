/** A nightly job that copies members, roles and departments of an organization into a company's directory. */
export class DirectorySync {
  readonly #url: string
  readonly #token: string
  readonly #organization: string

  constructor(url: string, token: string, organization: string) {
    this.#url = url
    this.#token = token
    this.#organization = organization
  }

  /** One page of those whose name or address has the term in it. */
  async people(term: string, skip = 0): Promise<{ readonly people: readonly Person[]; readonly isLast: boolean }> {
    const page = await this.#call<Page>('POST', '/users', { search_term: term, skip, take: 100 })
    const people = page.users.map(({ user_id: id, full_name: name, email, status }) => ({
      id,
      name: name ?? email,
      email,
      status: status?.name ?? 'none',
    }))
    return { people, isLast: skip + people.length >= page.total_users_count }
  }

  /** Null for somebody who has left. */
  async person(id: string): Promise<{ readonly email: string; readonly since: string | null } | null> {
    try {
      const { email, joined_at: since } = await this.#call<Member>('GET', `/users/${id}`)
      return { email, since }
    } catch (error) {
      if (error instanceof SyncError && error.code === 'USER_NOT_FOUND') return null
      throw error
    }
  }

  roles(): Promise<readonly Named[]> {
    return this.#call('GET', '/roles')
  }

  departments(): Promise<readonly (Named & { readonly parent_id: string | null })[]> {
    return this.#call('GET', '/departments')
  }

  /** What happened since a day, oldest first. */
  async changes(since: string): Promise<readonly Change[]> {
    const query = new URLSearchParams({ from_date: since, entity_type: 'user', limit: '100' })
    const { items } = await this.#call<{ readonly items: readonly Change[] }>('GET', `/audit-log?${query}`)
    return items.toReversed()
  }

  async #call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.#url}/v1/organizations/${this.#organization}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = await response.json()
    if (!response.ok) throw new SyncError(answer.error.code)
    return answer
  }
}

/** Why a night's copy broke off: the operator's page has a text for each code. */
export class SyncError extends Error {
  readonly code: string

  constructor(code: string) {
    super(`The directory can't be copied: ${code}`)
    this.code = code
  }
}

interface Named {
  readonly id: string
  readonly name: string
}

interface Member {
  readonly user_id: string
  readonly full_name: string | null
  readonly email: string
  readonly status: Named | null
  readonly joined_at: string | null
}

interface Page {
  readonly users: readonly Member[]
  readonly total_users_count: number
}

interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly status: string
}

interface Change {
  readonly timestamp: string
  readonly action_type: string
  readonly actor_email: string | null
}

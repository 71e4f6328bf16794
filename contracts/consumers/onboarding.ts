/** The service behind the page where somebody answers an invitation. */
export class OnboardingClient {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  /** Who is invited where; nobody has to sign in for it. */
  look(key: string): Promise<Invitation> {
    return this.#call('GET', `validate/${key}`)
  }

  /** For somebody who has an account and is signed in. */
  accept(key: string, token: string): Promise<{ readonly organization_id: string; readonly organization_name: string }> {
    return this.#call('POST', 'accept', { email_key: key }, token)
  }

  /** For somebody new: makes the account, and signs in. */
  complete(key: string, name: string, password: string): Promise<{ readonly user_id: string; readonly token: string }> {
    return this.#call('POST', 'complete', { email_key: key, full_name: name, password })
  }

  async #call<Answer>(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const response = await fetch(`${this.#url}/v1/invitations/${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = await response.json()
    if (!response.ok) throw new Unanswerable(response.status, answer.error.code)
    return answer
  }
}

export interface Invitation {
  readonly valid: boolean
  readonly email: string
  readonly organization_name: string
  readonly expires_at: string
}

/** An invitation that can't be answered, and why: the page has a text for each code. */
export class Unanswerable extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(`The invitation can't be answered: ${code}`)
    this.status = status
    this.code = code
  }
}

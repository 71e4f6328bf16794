import { Clock, createSecret, jsonOrText } from '../../kernel/index.ts'

/** A real provider, and what a run may use of it. */
export interface ProviderAccess {
  readonly url: string
  readonly token: string
  readonly organization: string
  readonly otherOrganization: string
  /** Where the addresses of a run are; nobody should read mail there. */
  readonly mailDomain: string
  /** What tells this run's addresses from those of others: lower-case letters and digits. */
  readonly run: string
}

export interface ProviderAnswer {
  readonly status: number
  readonly body: unknown
}

/** How often a call of the set-up is made again after 429 or 5xx. */
const tries = 4

/** Calls of the public API while states are set up and torn down; rejects with a sentence when the answer is none of those expected. */
export async function callProvider(
  { url, token }: ProviderAccess,
  method: string,
  path: string,
  expected: readonly number[],
  body?: unknown,
): Promise<ProviderAnswer> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    const text = await response.text()
    const { status } = response
    if (expected.includes(status)) return { status, body: jsonOrText(text) }
    if ((status === 429 || status >= 500) && attempt < tries) continue
    throw new Error(`${method} ${path} answered ${status}; expected ${expected.join(' or ')}: ${text.slice(0, 300)}`)
  }
}

/** A name that no other run has, by time and chance: lower-case letters and digits. */
export function createRunName(): string {
  const chance = createSecret()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 6)
  return new Clock({ mode: 'real' }).now().toString(36) + chance
}

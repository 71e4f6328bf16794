import { Clock, createSecret, jsonOrText } from '../../kernel/index.ts'
import { fetchPatiently } from './patient.ts'

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
  /** Waits so many milliseconds before a call of the set-up is made again; given where time must not pass. */
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined
}

export interface ProviderAnswer {
  readonly status: number
  readonly body: unknown
}

/** So much a provider may ask for: it counts calls by the minute as a rule. */
const patience = { tries: 4, longest: 60_000 }

/**
 * Calls of the public API while states are set up and torn down, made again while the provider is busy; rejects with a sentence when the answer is
 * none of those expected. What a pact is about goes another way, and once.
 */
export async function callProvider(
  { url, token, wait }: ProviderAccess,
  method: string,
  path: string,
  expected: readonly number[],
  body?: unknown,
): Promise<ProviderAnswer> {
  const init = (): RequestInit => ({
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
  })
  const response = await fetchPatiently(`${url.replace(/\/+$/, '')}${path}`, init, { ...patience, wait })
  const { status, headers } = response
  const text = await response.text()
  if (expected.includes(status)) return { status, body: jsonOrText(text) }
  const later = headers.get('retry-after')
  const said = later === null ? '' : ` (Retry-After: ${later})`
  throw new Error(`${method} ${path} answered ${status}${said}; expected ${expected.join(' or ')}: ${text.slice(0, 300)}`)
}

/** A name that no other run has, by time and chance: lower-case letters and digits. */
export function createRunName(): string {
  const chance = createSecret()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 6)
  return new Clock({ mode: 'real' }).now().toString(36) + chance
}

import { fileURLToPath } from 'node:url'
import { MatchersV3 } from '@pact-foundation/pact'

/** Where a run leaves its pacts; `kept.test.ts` holds them to those in `contracts/pacts`. */
export const folder = fileURLToPath(new URL('../../node_modules/.cache/standin-pacts', import.meta.url))

export const json = { 'Content-Type': 'application/json' }

// A regex of Pact has to match the whole value, unlike a pattern of JSON Schema.
export const userId = MatchersV3.regex('usr_[A-Za-z0-9_]+', 'usr_jane1')
export const organizationId = MatchersV3.regex('org_[A-Za-z0-9_]+', 'org_xyz789')

/** A refusal as clients read it: by status and code; the message is shown, whatever it says. */
export function refusal(status: number, code: string, more: object = {}): object {
  return { success: false, error: { code, message: MatchersV3.string('A sentence for people.'), status, ...more } }
}

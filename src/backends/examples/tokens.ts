import type { Credential, Principal, Problem } from '../../engine/index.ts'
import { defineTable } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import { checkShape, type FactSchema, mapOf, type Scenario, type World } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'

/** A credential that a scenario lists under `tokens`, with the scopes it has. */
interface TokenRow {
  readonly token: string
  readonly scopes: readonly string[]
}

export const tokenSpecs = {
  known_tokens: defineTable<TokenRow>()({ key: ({ token }) => token, unique: {}, many: {} }),
}
type TokenSpecs = typeof tokenSpecs

const tokensSchema: FactSchema = mapOf(
  { type: 'array', title: 'a list of scopes', items: { type: 'string', title: 'a scope', minLength: 1 } },
  { title: 'scopes by token' },
)

/** What a scenario's tokens come to; a scope that the document never asks for does nothing, and is told. */
export function readTokens(scenario: Scenario, api: Api): { readonly rows: readonly TokenRow[]; readonly diagnostics: BackendFinding[] } {
  const given = scenario.facts.tokens
  if (given === undefined) return { rows: [], diagnostics: [] }
  const misshapen = checkShape(tokensSchema, given, ['tokens'])
  if (misshapen.length > 0) {
    const diagnostics = misshapen.map(
      ({ message, path, part }): BackendFinding => ({
        code: 'scenario.token.invalid',
        severity: 'error',
        message,
        where: scenario.locate(path, part),
      }),
    )
    return { rows: [], diagnostics }
  }
  const rows = Object.entries(given as Readonly<Record<string, readonly string[]>>).map(([token, scopes]) => ({ token, scopes }))
  const asked = new Set(api.operations.flatMap(({ security }) => security.flat().flatMap(({ scopes }) => scopes)))
  const diagnostics = rows.flatMap(({ token, scopes }) =>
    scopes.flatMap((scope, index): BackendFinding[] => {
      if (asked.has(scope)) return []
      const message = `No operation asks for the scope ${JSON.stringify(scope)}; they ask for ${[...asked].join(', ') || 'none'}.`
      return [{ code: 'scenario.token.invalid', severity: 'warning', message, where: scenario.locate(['tokens', token, index]) }]
    }),
  )
  return { rows, diagnostics }
}

/** How a token is told at the start. */
export function stands({ scopes }: TokenRow): string {
  return scopes.length === 0 ? 'has no scope' : `has ${scopes.join(', ')}`
}

/** A listed token has its scopes; any other credential has all, or is refused where auth is strict. */
export function principalOf(world: World<TokenSpecs>, { type, value }: Credential): Principal | Problem {
  const token = world.store.tables.known_tokens.get(type === 'basic' ? atob(value) : value)
  if (token !== undefined) return { id: type === 'basic' ? (token.token.split(':', 1)[0] as string) : token.token, scopes: token.scopes }
  const { auth, scenario } = world.start
  if (auth === 'lenient') return { id: 'anyone' }
  const reason = `The scenario "${scenario}" does not list this credential, and auth is strict: list it under tokens with its scopes, or let auth be lenient`
  return { code: 'credential_unknown', status: 401, reason }
}

export function* tokensOf(world: World<TokenSpecs>): Generator<{ readonly token: string; readonly principal: Principal }> {
  for (const { token, scopes } of world.store.tables.known_tokens.rows()) yield { token, principal: { id: token, scopes } }
}

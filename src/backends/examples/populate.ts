import { isProvider, type Population, type Tools } from '../../engine/index.ts'
import { type Store, toPointer } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import type { Scenario } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'
import { type RecordedSpecs, readRecorded } from './recorded.ts'
import { readTokens, stands, type tokenSpecs } from './tokens.ts'

/** The facts that mean something for any document. */
export const commonFacts: readonly string[] = ['answers', 'tokens']

/** What a scenario holds here is answers that were recorded, and tokens; what a document asks for that can't be made up is told as well. */
export function populate(scenario: Scenario, api: Api, tools: Tools, store: Store<RecordedSpecs & typeof tokenSpecs>): Population {
  const unknown = Object.keys(scenario.facts)
    .filter((fact) => !commonFacts.includes(fact))
    .map(
      (fact): BackendFinding => ({
        code: 'scenario.fact.unknown',
        severity: 'error',
        message: `"${fact}" means nothing here: the document names no backend that could hold such facts. It may have "answers" and "tokens".`,
        where: scenario.locate([fact]),
      }),
    )
  const { rows, diagnostics } = readRecorded(scenario, api)
  const tokens = readTokens(scenario, api)
  const findings = [...unknown, ...diagnostics, ...tokens.diagnostics]
  if (findings.every(({ severity }) => severity !== 'error')) {
    store.transact('populate', () => {
      for (const row of rows) store.tables.answers.put(row)
      for (const row of tokens.rows) store.tables.known_tokens.put(row)
    })
  }
  const counts: Record<string, number> = rows.length === 0 ? {} : { answers: store.tables.answers.size }
  return {
    diagnostics: [...findings, ...checkProviders(api, tools)],
    tokens: tokens.rows.map((row) => ({ token: row.token, stands: stands(row) })),
    defaultPrincipal: tokens.rows.length === 0 ? undefined : { id: 'anyone', stands: 'anyone, with every scope' },
    counts,
  }
}

function checkProviders(api: Api, tools: Tools): BackendFinding[] {
  return [...providersIn(api.document)].flatMap(({ pointer, provider }): BackendFinding[] => {
    if (isProvider(provider, tools)) return []
    const message = `"x-faker" is ${JSON.stringify(provider)}, which names no method of faker, so it is passed over. Write e.g. "internet.email".`
    return [{ code: 'schema.provider.unknown', severity: 'warning', message, where: api.locate(pointer) }]
  })
}

/** Every `x-faker` of a document, wherever it stands; a walk without recursion, since documents may be deep. */
function* providersIn(document: object): Generator<{ readonly pointer: string; readonly provider: unknown }> {
  const waiting: { readonly node: object; readonly pointer: string }[] = [{ node: document, pointer: '' }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [key, value] of Object.entries(next.node)) {
      const pointer = next.pointer + toPointer([key])
      if (key === 'x-faker') yield { pointer, provider: value }
      else if (value !== null && typeof value === 'object') waiting.push({ node: value, pointer })
    }
  }
}

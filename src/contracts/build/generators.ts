import type { Generators, PactRequest } from '../pact/model.ts'
import { toPath } from './matchers.ts'

/** Whatever equals a value that a state gives is filled in by what sets the state up. */
export function generatorsOf(
  { path, query, headers, body }: Pick<PactRequest, 'path' | 'query' | 'headers' | 'body'>,
  variables: Readonly<Record<string, unknown>>,
): Generators {
  const named = Object.entries(variables).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value] as const] : [],
  )
  const expressionFor = (value: unknown) => named.find(([, known]) => known === value)?.[0]
  const fromState = (expression: string) => ({ type: 'ProviderState', expression })
  const fill = (lists: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(lists).flatMap(([name, [value, ...more]]) => {
      const from = more.length === 0 ? expressionFor(value) : undefined
      return from === undefined ? [] : [[name, fromState(`\${${from}}`)] as const]
    })
  const generators: Record<string, Record<string, Record<string, unknown>>> = {}
  const segments = path.split('/').map((segment) => {
    const name = expressionFor(decodeURIComponent(segment))
    return name === undefined ? segment : `\${${name}}`
  })
  if (segments.join('/') !== path) generators.path = { '': fromState(segments.join('/')) }
  for (const [category, filled] of [['query', fill(query)] as const, ['header', fill(headers)] as const])
    if (filled.length > 0) generators[category] = Object.fromEntries(filled)
  const inBody: Record<string, Record<string, unknown>> = {}
  const visit = (value: unknown, at: string): void => {
    const from = expressionFor(value)
    if (from !== undefined) inBody[at] = fromState(`\${${from}}`)
    else if (Array.isArray(value)) for (const [index, entry] of value.entries()) visit(entry, `${at}[${index}]`)
    else if (typeof value === 'object' && value !== null) for (const [name, entry] of Object.entries(value)) visit(entry, toPath(at, name))
  }
  visit(body, '$')
  if (Object.keys(inBody).length > 0) generators.body = inBody
  return generators
}

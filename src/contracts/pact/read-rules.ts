import type { Faults, Node, Tokens } from './faults.ts'
import type { MatchingRule, MatchingRules } from './model.ts'

/** Version 2 has one flat map, `$.body.a` and `$.headers.X`; later ones have a map for each category. The keys show which. */
export function readRules(value: unknown, at: Tokens, faults: Faults): MatchingRules {
  const entries = Object.entries(faults.optionalMap(value, at))
  if (entries.some(([key]) => key.startsWith('$'))) return readFlat(entries, at, faults)
  return Object.fromEntries(
    entries.map(([category, given]) => {
      const node = faults.map(given, [...at, category], 'a map of matching rules')
      if (Array.isArray(node.matchers)) return [category, { '': toRule(node, [...at, category], faults) }]
      const rules = Object.entries(node).map(([place, rule]) => {
        const here = [...at, category, place]
        return [place, toRule(faults.map(rule, here, 'a map with a list of "matchers"'), here, faults)]
      })
      return [category, Object.fromEntries(rules)]
    }),
  )
}

function readFlat(entries: readonly (readonly [string, unknown])[], at: Tokens, faults: Faults): MatchingRules {
  const categories = new Map<string, [place: string, rule: MatchingRule][]>()
  for (const [key, value] of entries) {
    const [, part, rest = ''] = /^\$\.(body|headers?|query|path)(?=[.[]|$)(.*)$/s.exec(key) ?? []
    if (part === undefined) {
      const message = `The matching rule ${JSON.stringify(key)} applies to nothing; expected $.body, $.headers, $.query or $.path at its beginning.`
      faults.tell([...at, key], message)
      continue
    }
    const category = part.startsWith('header') ? 'header' : part
    const place = category === 'body' ? `$${rest}` : rest.replace(/^\.|^\[(['"])(.*)\1\]$/s, '$2')
    const given = faults.map(value, [...at, key], 'a matcher, a map')
    const matcher = given.match === undefined ? { ...given, match: given.regex === undefined ? 'type' : 'regex' } : given
    categories.set(category, [...(categories.get(category) ?? []), [place, { combine: 'AND', matchers: [matcher] }]])
  }
  return Object.fromEntries([...categories].map(([category, rules]) => [category, Object.fromEntries(rules)]))
}

function toRule({ combine = 'AND', matchers }: Node, at: Tokens, faults: Faults): MatchingRule {
  if (combine !== 'AND' && combine !== 'OR') faults.expected('"AND" or "OR"', combine, [...at, 'combine'])
  const list = faults.items(matchers, [...at, 'matchers'], 'a list of matchers')
  return {
    combine: combine === 'OR' ? 'OR' : 'AND',
    matchers: list.map((one, index) => faults.map(one, [...at, 'matchers', index], 'a matcher, a map')),
  }
}

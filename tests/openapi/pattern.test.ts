import { describe, expect, it } from 'vitest'
import { apiOf, bodyOf } from './given.ts'

function findings(pattern: string): string[] {
  const api = apiOf({
    '/a': { post: { requestBody: { content: { 'application/json': { schema: { type: 'string', pattern } } } }, responses: {} } },
  })
  return api.compileAll().map(({ code }) => code)
}

describe('patterns that may take for ever', () => {
  it.each(['^(a+)+$', '^(a*)*$', '(?:[a-z]+)*x', '^(\\w+\\s?)+$', '(a|a)*', '(\\d|\\w)+', '^((ab)*)*$', '^([a-z]{1,20})+$', '(x+x)+y'])(
    '%s',
    (pattern) => {
      expect(findings(pattern)).toEqual(['schema.pattern.slow'])
    },
  )
})

describe('patterns that do not', () => {
  it.each([
    '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z$',
    '^(usr|orgusr)_[A-Za-z0-9_]+$',
    '^([a-z]+\\.)+com$',
    '(a|b)*',
    '^(?:[A-Z][a-z]+ )*$',
    '^[^@]+@[^@]+$',
    '\\S',
    '[\\]a]+',
    '^\\p{L}+$',
  ])('%s', (pattern) => {
    expect(findings(pattern)).toEqual([])
  })
})

it('a pattern that JavaScript can not take is reported and not enforced', () => {
  expect(findings('(?i)abc')).toEqual(['schema.pattern.invalid'])
  expect(bodyOf({ type: 'string', pattern: '(?P<a>b)' }).unusable).toBeUndefined()
})

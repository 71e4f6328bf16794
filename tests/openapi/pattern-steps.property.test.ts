import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Steps } from '../../src/openapi/pattern-steps.ts'
import { toTerm } from '../../src/openapi/pattern-terms.ts'

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '\\w',
  '\\W',
  '[ab]',
  '[^a]',
  '\\b',
  '\\B',
  '^',
  '$',
  '\\s',
  '\\S',
  'é',
  '[a-é]',
  '\\d',
  '😀',
  '[^]',
)
const count = fc.constantFrom('', '', '*', '+', '?', '*?', '{2}', '{1,2}', '{0,3}', '{2,}')
const pattern = fc.letrec<{ term: string; choice: string }>((tie) => ({
  choice: fc
    .array(fc.array(tie('term'), { maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one) => one.join('')).join('|')),
  term: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    fc.tuple(atom, count).map(([one, times]) => (/^(?:\\[bB]|[$^])$/.test(one) ? one : one + times)),
    fc.tuple(tie('choice'), count).map(([one, times]) => `(${one})${times}`),
    fc.tuple(fc.constantFrom('?=', '?!', '?<=', '?<!', '?:'), tie('choice')).map(([sign, one]) => `(${sign}${one})`),
  ),
})).choice
const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '1', 'é', '😀', '\ud83d'), maxLength: 8 })

/** What a search is to find. V8 searches between the halves of a character too, even with `u`, where ECMAScript goes on behind it (§22.2.7.2, AdvanceStringIndex). */
function isMatched(source: string, flags: string, text: string): boolean {
  const expression = new RegExp(source, `${flags}y`)
  for (let index = 0; index <= text.length; index += flags === 'u' && (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1) {
    expression.lastIndex = index
    if (expression.test(text)) return true
  }
  return false
}

describe('a pattern that is matched step by step', () => {
  it.each(['u', ''])('says what ECMAScript says (flags "%s")', (flags) => {
    fc.assert(
      // V8 takes seconds for many that are longer
      fc.property(
        pattern.filter((source) => source.length <= 100),
        fc.array(text, { minLength: 1, maxLength: 6 }),
        (source, texts) => {
          const steps = Steps.from(toTerm(new RegExp(source, flags)), flags === 'u', 20_000)
          for (const one of texts) expect([one, steps?.test(one)]).toEqual([one, isMatched(source, flags, one)])
        },
      ),
      { numRuns: 300 },
    )
  })
})

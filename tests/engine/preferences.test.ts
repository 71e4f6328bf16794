import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePreferences, toPreference } from '../../src/engine/preferences.ts'

const read = (header: string | readonly string[]) => Object.fromEntries(parsePreferences(header).values)

describe('the header Prefer (RFC 7240 §2)', () => {
  it.each<[string, string | readonly string[], Record<string, string>]>([
    ['a name alone', 'respond-async', { 'respond-async': '' }],
    ['a value', 'wait=10', { wait: '10' }],
    ['a fraction', 'wait=0.25', { wait: '0.25' }],
    ['a quoted value', 'example="two words, and a comma; \\"quoted\\" \\\\"', { example: 'two words, and a comma; "quoted" \\' }],
    ['names in any letter case, values as they are', 'HANDLING=Strict', { handling: 'Strict' }],
    ['several of them', 'code=409, wait=2,handling=strict', { code: '409', wait: '2', handling: 'strict' }],
    ['several header lines', ['code=409', 'wait=2'], { code: '409', wait: '2' }],
    ['bad white space around "="', 'wait = \t10', { wait: '10' }],
    ['empty elements of the list', ', ,wait=1,,', { wait: '1' }],
    ['parameters, which mean nothing here', 'code=409; foo; bar="a,b" ;baz=1, wait=1', { code: '409', wait: '1' }],
    ['parameters that are left out', 'code=409;; ;foo', { code: '409' }],
    ['an empty value, which is none', 'foo="", bar=, baz', { foo: '', bar: '', baz: '' }],
    ['one given twice: the first counts', 'wait=1, wait=2', { wait: '1' }],
    ['nothing', '', {}],
  ])('takes %s', (_name, header, want) => {
    expect(read(header)).toEqual(want)
    expect(parsePreferences(header).unreadable).toBeUndefined()
  })

  it.each<[string, string, Record<string, string>, string]>([
    ['a value of two words', 'wait=1 2, code=409', { code: '409' }, 'wait=1 2'],
    ['no name', '=1, code=409', { code: '409' }, '=1'],
    ['a quotation that does not end', 'code=409, example="a, wait=1', { code: '409' }, 'example="a, wait=1'],
    ['a quoted name', '"wait"=1, code=409', { code: '409' }, '"wait"=1'],
    ['a parameter without a name', 'wait=1; =2, code=409', { code: '409' }, 'wait=1; =2'],
    ['a comma in quotation marks in between', 'a b="x,y", code=409', { code: '409' }, 'a b="x,y"'],
    ['letters beyond ASCII', 'wärme=1, code=409', { code: '409' }, 'wärme=1'],
  ])('passes over %s and takes the rest', (_name, header, want, unreadable) => {
    expect(read(header)).toEqual(want)
    expect(parsePreferences(header).unreadable).toBe(unreadable)
  })

  const name = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9a-z-]{1,12}$/)
  const value = fc.string({ unit: fc.constantFrom(...'ab09.-_ ,;="\\\t~\u00e9'), maxLength: 12 })
  const space = fc.constantFrom('', ' ', '\t', '  ')
  const preference = fc.record({ name, value, isUpper: fc.boolean(), parameter: fc.option(fc.tuple(name, value)), space })

  it('reads whatever can be written, however it is spread over spaces, letter cases and header lines', () => {
    fc.assert(
      fc.property(fc.array(preference), fc.array(fc.nat(20)), space, (preferences, cuts, gap) => {
        const written = preferences.map(({ name, value, isUpper, parameter, space }) => {
          const own = toPreference(isUpper ? name.toUpperCase() : name, value)
          return parameter === null ? own : `${own}${space};${space}${toPreference(...parameter)}`
        })
        const lines: string[][] = [[]]
        written.forEach((text, index) => {
          if (cuts.includes(index)) lines.push([])
          lines.at(-1)?.push(text)
        })
        const want = new Map<string, string>()
        for (const { name, value } of preferences) if (!want.has(name)) want.set(name, value)
        const parsed = parsePreferences(lines.map((line) => line.join(`${gap},${gap}`)))
        expect(parsed).toEqual({ values: want, unreadable: undefined })
      }),
      { numRuns: 2000 },
    )
  })

  it('reads what stands beside anything else, and never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab=;,"\\ \t', '\u00e9', '\u0000'), maxLength: 40 }), (noise) => {
        const { values } = parsePreferences(['code=409', noise])
        expect(values.get('code')).toBe('409')
      }),
      { numRuns: 2000 },
    )
  })

  it('takes time that grows with the header and no faster', () => {
    // Sixteen kilobytes of what an expression with a wrong repetition would go mad over; quadratic time would be minutes at this size times a hundred.
    for (const piece of ['; ', ' ', '"\\', 'a;', '= ', '","']) {
      const header = `wait=1 ${piece.repeat(800_000 / piece.length)}!\u0000`
      expect(parsePreferences(header).values.size).toBeLessThanOrEqual(800_000)
    }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAccepted } from '../../../src/contracts/drift/accepted.ts'
import { compare } from '../../../src/contracts/drift/compare.ts'
import { fill, missing } from '../../../src/contracts/drift/template.ts'

const lens = { mask: (text: string) => text, isOwn: () => false }
const answer = (body: unknown, status = 200) => ({ status, headers: {}, body, lens })

describe('the parts of drift', () => {
  it('finds no difference between a body and itself, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(compare(answer(body), answer(structuredClone(body)), undefined).differences).toEqual([])
      }),
    )
  })

  it('finds a field more, a field less and another type, whatever else is there', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue()), fc.integer(), (rest, value) => {
        const [without, fuller] = [
          { ...rest, zzzzzzzzz: undefined },
          { ...rest, zzzzzzzzz: value },
        ]
        const bare = JSON.parse(JSON.stringify(without))
        expect(compare(answer(bare), answer(fuller), undefined).differences.map(({ at }) => at)).toEqual(['$.zzzzzzzzz'])
        expect(compare(answer(fuller), answer(bare), undefined).differences.map(({ at }) => at)).toEqual(['$.zzzzzzzzz'])
        expect(compare(answer(fuller), answer({ ...rest, zzzzzzzzz: 'x' }), undefined).differences.map(({ at }) => at)).toEqual([
          '$.zzzzzzzzz',
        ])
      }),
    )
  })

  it('reads any value as accepted differences or says what is wrong, without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { accepted, findings } = parseAccepted(value, 'a.yaml')
        expect(findings.length > 0 ? accepted : []).toEqual([])
      }),
    )
    expect(
      parseAccepted([{ at: '$.a', reason: 'known', real: 409 }, { att: '$.a', reason: 'x' }, 'no'], 'a.yaml').findings.map(
        ({ where }) => where.pointer,
      ),
    ).toEqual(['/0/real', '/1/att', '/1', '/2'])
    expect(parseAccepted(null, 'a.yaml')).toEqual({ accepted: [], findings: [] })
  })

  it('fills variables in, and names those that are not there', () => {
    expect(fill({ a: ['{x}', '{x|upper}', 1, null], b: '{y}' }, { x: 'me' })).toEqual({ a: ['me', 'ME', 1, null], b: '{y}' })
    expect(missing({ a: '{x} {y}', b: ['{y}', '{toString}'] }, { x: '1' })).toEqual(['y', 'toString'])
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toOutcomes } from '../../../src/contracts/verify/mismatch.ts'

it('tells mismatches in the same order, whatever order they were found in', () => {
  const mismatches = ['$.b', '$.a'].map((path) => ({ type: 'BodyMismatch', path, expected: '1', actual: '2', mismatch: 'x' }))
  const report = (list: unknown) => ({
    interactionResults: [{ interactionDescription: '#1# one', result: 'Error', duration: '12ms' }],
    errors: [{ interaction: 'a pact between a and b - #1# one', mismatch: { mismatches: list } }],
  })
  const outcome = { duration: 12, isFailed: true, mismatches: ['$.a: expected 1, got 2', '$.b: expected 1, got 2'] }
  expect(toOutcomes(report(mismatches)).byId.get('#1#')).toEqual(outcome)
  expect(toOutcomes(report(mismatches.toReversed())).byId.get('#1#')).toEqual(outcome)
})

it('takes any report without falling over', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (errors, interactionResults) => void toOutcomes({ errors, interactionResults })))
})

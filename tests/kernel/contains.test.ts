import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contains } from '../../src/kernel/index.ts'

describe('a part of a value', () => {
  it.each([
    ['keys, as deep as they are given', { a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1 } }, true],
    ['a key with another value', { a: { b: 1 } }, { a: { b: 2 } }, false],
    ['a key that is not there', { a: 1 }, { b: undefined }, false],
    ['a key that every object inherits', {}, { toString: {} }, false],
    ['items, wherever they stand', [1, { a: 1, b: 2 }, 3], [{ b: 2 }, 1], true],
    ['an item that is not there', [1, 2], [3], false],
    ['an empty list of an empty one', { a: [] }, { a: [] }, true],
    ['an empty list of a full one', { a: [1] }, { a: [] }, false],
    ['null of null', { a: null }, { a: null }, true],
    ['an object of null', null, {}, false],
    ['an object of a list', [1], { 0: 1 }, false],
    ['a list of an object', { 0: 1, length: 1 }, [1], false],
    ['a text of a number', { a: '1' }, { a: 1 }, false],
    ['anything of nothing', undefined, { a: 1 }, false],
  ])('%s', (_name, value, part, want) => {
    expect(contains(value, part)).toBe(want)
  })

  it('is every value of itself, and stays one when the value gets more keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value))
        expect(contains(json, json)).toBe(true)
        expect(contains({ ...json, more: 1 }, { ...json })).toBe(true)
      }),
    )
  })
})

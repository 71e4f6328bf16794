import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Unusable } from '../../src/kernel/index.ts'
import { readFrames, type Torn, toFrame } from '../../src/storage/frame.ts'

const file = join(mkdtempSync(join(tmpdir(), 'standin-frames-')), 'log')

/** What can be read from bytes: the records, and what is said about their end. */
function read(bytes: Uint8Array): { readonly records: readonly string[]; readonly torn?: Torn | undefined; readonly refused?: string } {
  writeFileSync(file, bytes)
  const records: string[] = []
  try {
    const frames = readFrames(file)
    for (let next = frames.next(); ; next = frames.next()) {
      if (next.done === true) return { records, torn: next.value }
      records.push(next.value.json)
    }
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown
    return { records, refused: thrown.message }
  }
}

const values = fc.array(fc.jsonValue(), { minLength: 1, maxLength: 6 }).map((list) => list.map((value) => JSON.stringify(value)))
const first = fc.constantFrom(0, 1, 9, 99_999)
const written = fc.record({ records: values, first })

function toBytes({ records, first: number }: { readonly records: readonly string[]; readonly first: number }): Buffer {
  return Buffer.from(records.map((json, index) => toFrame(number + index, json)).join(''))
}

/** Where records end, the beginning included. */
function boundsOf({ records, first: number }: { readonly records: readonly string[]; readonly first: number }): number[] {
  const ends = [0]
  for (const [index, json] of records.entries()) ends.push((ends.at(-1) as number) + Buffer.byteLength(toFrame(number + index, json)))
  return ends
}

describe('records in a file', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(written, (given) => {
        expect(read(toBytes(given))).toEqual({ records: given.records, torn: undefined })
      }),
    )
  })

  it('are larger than what is read at once, and still come back', () => {
    const records = ['a', 'bb', 'c'].map((letter, index) => JSON.stringify(letter.repeat(700_000 + index)))
    expect(read(toBytes({ records, first: 1 }))).toEqual({ records, torn: undefined })
  })

  it('cut at any byte give those before the cut, and say what was torn unless it was cut between two', () => {
    fc.assert(
      fc.property(written, fc.nat(), (given, at) => {
        const bytes = toBytes(given)
        const bounds = boundsOf(given)
        const cut = at % (bytes.length + 1)
        const whole = bounds.filter((bound) => bound <= cut).length - 1
        const begin = bounds[whole] as number
        const torn = begin === cut ? undefined : { offset: begin, bytes: cut - begin, line: whole + 1 }
        expect(read(bytes.subarray(0, cut))).toEqual({ records: given.records.slice(0, whole), torn })
      }),
      { numRuns: 1000 },
    )
  })

  it('cut and filled up with zeros, as a power cut leaves them, are the same', () => {
    fc.assert(
      fc.property(written, fc.nat(), fc.integer({ min: 1, max: 5000 }), (given, at, zeros) => {
        const bytes = toBytes(given)
        const cut = at % bytes.length
        const found = read(Buffer.concat([bytes.subarray(0, cut), Buffer.alloc(zeros)]))
        expect(found.refused).toBeUndefined()
        expect(found.records).toEqual(given.records.slice(0, boundsOf(given).filter((bound) => bound <= cut).length - 1))
        expect(found.torn).toBeDefined()
      }),
    )
  })

  it('with any byte changed are refused, with the file and the place, and never read as others', () => {
    fc.assert(
      fc.property(written, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, at, mask) => {
        const bytes = toBytes(given)
        const place = at % bytes.length
        bytes[place] = (bytes[place] as number) ^ mask
        const found = read(bytes)
        expect(found.records).toEqual(given.records.slice(0, found.records.length))
        const hit = boundsOf(given).filter((bound) => bound <= place).length - 1
        expect(found.records).toHaveLength(hit)
        // A last line end that became a zero looks like a record whose end never came to the disk.
        if (place === bytes.length - 1 && bytes[place] === 0) expect(found.torn).toBeDefined()
        else
          expect(found.refused).toMatch(
            new RegExp(`^.*\\n.*log:${hit + 1} error Record ${hit + 1}, at byte ${boundsOf(given)[hit]}, was changed`),
          )
      }),
      { numRuns: 2000 },
    )
  })

  it('with any byte changed and the end torn too are refused or cut, and never read as others', () => {
    fc.assert(
      fc.property(written, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (given, at, where, mask) => {
        const bytes = toBytes(given).subarray(0, (where % toBytes(given).length) + 1)
        const place = at % bytes.length
        bytes[place] = (bytes[place] as number) ^ mask
        const found = read(bytes)
        expect(found.records).toEqual(given.records.slice(0, found.records.length))
        if (found.refused === undefined && found.torn === undefined)
          expect(place).toBeGreaterThanOrEqual(boundsOf(given)[found.records.length] as number)
      }),
      { numRuns: 1000 },
    )
  })

  it('taken out, put in twice or exchanged are refused', () => {
    const records = ['1', '2', '3', '4']
    const lines = records.map((json, index) => toFrame(index, json))
    for (const order of [
      [0, 2, 3],
      [0, 1, 1, 2],
      [0, 2, 1, 3],
    ]) {
      const found = read(Buffer.from(order.map((index) => lines[index]).join('')))
      expect(found.refused).toMatch(/it is record \d, and record \d was expected/)
    }
  })
})

import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../src/index.ts'
import { Unusable } from '../../src/kernel/index.ts'
import { play } from '../journeys/random-calls.ts'
import { crashed, everything, folder, open } from './house.ts'

/** A folder after a story: a snapshot and a log, and what there was to see after each record of the log. */
interface Story {
  readonly data: string
  readonly log: string
  /** Where the records of the log end, the header first, and the state by then. */
  readonly moments: readonly { readonly end: number; readonly state: unknown }[]
}

let mock: Mock
let story: Story

beforeAll(async () => {
  mock = await createMock()
  const data = folder()
  const kept = open(mock, data)
  const call = { token: 'tok_owner', other: 0, flag: true, wait: 0 }
  play(mock, kept.worlds.at('default'), [{ ...call, kind: 'invite', pick: 0 }])
  play(mock, kept.worlds.at('a'), [{ ...call, kind: 'createRole', pick: 1 }])
  await kept.storage?.checkpoint()
  const log = join(data, '2.log')
  const header = statSync(log).size
  const moments = [{ end: header, state: everything(kept) }]
  const [first, second] = [kept.worlds.at('default'), kept.worlds.at('a')]
  const acts = [
    () => play(mock, first, [{ ...call, kind: 'invite', pick: 5 }]),
    () => first.perform({ verb: 'snapshot', id: 'snap_1' }),
    () => play(mock, second, [{ ...call, kind: 'createDepartment', pick: 3 }]),
    () => play(mock, second, [{ ...call, kind: 'invite', pick: 6 }]),
    () => second.perform({ verb: 'fault', fault: { id: 'f', status: 500, times: 1 } }),
    () => play(mock, second, [{ ...call, kind: 'list', pick: 0 }]),
    () => kept.worlds.add('c'),
    () => first.perform({ verb: 'restore', id: 'snap_1' }),
    () => kept.worlds.drop('a'),
  ]
  for (const act of acts) {
    act()
    expect(kept.storage?.settle()).toBeUndefined()
    moments.push({ end: statSync(log).size, state: everything(kept) })
  }
  // With the first thing that happens goes a record that says who plays.
  moments.splice(1, 0, { end: readFileSync(log).indexOf('\n', header) + 1, state: moments[0]?.state })
  await mock.close()
  story = { data: crashed(data), log: '2.log', moments }
  await kept.storage?.close()
}, 60_000)
afterAll(() => mock.close())

/** The folder of the story with one file changed. */
async function reopened(
  name: string,
  change: (bytes: Buffer) => Uint8Array,
): Promise<{ state: unknown; reported: readonly string[] } | string> {
  const data = folder()
  cpSync(story.data, data, { recursive: true })
  writeFileSync(join(data, name), change(readFileSync(join(data, name))))
  const before = contents(data)
  try {
    const kept = open(mock, data)
    const found = { state: everything(kept), reported: kept.reported }
    await kept.storage?.close()
    return found
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown
    expect(contents(data)).toEqual(before)
    return thrown.message
  }
}

function contents(data: string): unknown {
  return readdirSync(data)
    .filter((name) => name !== 'lock')
    .map((name) => [name, readFileSync(join(data, name), 'latin1')])
}

const flip = (at: number, mask: number) => (bytes: Buffer) => {
  const place = at % bytes.length
  bytes[place] = (bytes[place] as number) ^ mask
  return bytes
}

describe('a data folder', () => {
  it('starts with what stands before the cut, wherever its log is cut, and says what it cut off', async () => {
    const size = (story.moments.at(-1) as { end: number }).end
    const bounds = story.moments.map(({ end }) => end)
    const cuts = fc.oneof(fc.constantFrom(...bounds), fc.integer({ min: 1, max: size }))
    await fc.assert(
      fc.asyncProperty(cuts, async (cut) => {
        const found = await reopened(story.log, (bytes) => bytes.subarray(0, cut))
        const last = story.moments.findLast(({ end }) => end <= cut)
        // The header was on the disk before the file had its name: one that is cut was cut by hand.
        if (last === undefined) expect(found).toMatch(/2\.log:1 error Record 1, at byte 0, was changed.*the file has no records/)
        else {
          const torn = `2\\.log:\\d+ warning The last ${cut - last.end} bytes, from byte ${last.end}, are a record that was not written`
          expect(found).toEqual({ state: last.state, reported: last.end === cut ? [] : [expect.stringMatching(torn)] })
        }
      }),
      { numRuns: 120 },
    )
  })

  it('refuses any changed byte of any file, or cuts it off at the end, and never starts with another state', async () => {
    const files = readdirSync(story.data).filter((name) => name !== 'lock' && name !== '1.log')
    expect(files.map((name) => name.replace(/.*\./, '')).sort()).toEqual(['log', 'rows', 'snapshot'])
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.nat(), fc.integer({ min: 1, max: 255 }), async (name, at, mask) => {
        const found = await reopened(name, flip(at, mask))
        if (typeof found === 'string') expect(found).toMatch(/^The kept worlds can't be used\n.* error /)
        else
          expect(found).toEqual({ state: story.moments.at(-2)?.state, reported: [expect.stringContaining('was not written to its end')] })
      }),
      { numRuns: 150 },
    )
  })

  it('says what was changed where, and what to do', async () => {
    const { end } = story.moments[2] as { end: number }
    expect(await reopened(story.log, flip(end + 100, 1))).toMatch(
      new RegExp(
        `2\\.log:4 error Record 4, at byte ${end}, was changed after it was written: its checksum or length does not fit\\. Put the file back from a copy\\..*truncate -s ${end} .*\\[data\\.record\\.damaged\\]`,
      ),
    )
  })

  it('refuses a snapshot that is not whole', async () => {
    expect(await reopened('2.snapshot', (bytes) => bytes.subarray(0, bytes.lastIndexOf('\n', bytes.length - 2) + 1))).toMatch(
      /2\.snapshot.*the rest of the file is gone/,
    )
    for (const size of [0, 5])
      expect(await reopened('2.snapshot', (bytes) => bytes.subarray(0, size))).toMatch(/2\.snapshot.*the file has no records/)
    expect(await reopened('2.snapshot', (bytes) => bytes.subarray(0, bytes.length - 10))).toMatch(
      /2\.snapshot.*the rest of the file is gone/,
    )
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../src/index.ts'
import { toFrame } from '../../src/storage/frame.ts'
import { play, type RandomCall } from '../journeys/random-calls.ts'
import { crashed, everything, folder, open } from './house.ts'

const call: RandomCall = { kind: 'invite', token: 'tok_owner', pick: 0, other: 0, flag: true, wait: 0 }
const names = (data: string) => readdirSync(data).map((name) => name.replace(/^[0-9a-f]{32}/, 'HASH'))

let mock: Mock
let others: readonly Mock[]
beforeAll(async () => {
  mock = await createMock()
  others = await Promise.all([createMock({ seed: 7 }), createMock({ seed: 8 })])
})
afterAll(() => Promise.all([mock, ...others].map((each) => each.close())))

/** A folder with one world and one call in it, let go as `how` says. */
async function left(how: 'closed' | 'crashed'): Promise<string> {
  const data = folder()
  const kept = open(mock, data)
  play(mock, kept.worlds.at('default'), [call])
  kept.storage?.settle()
  const copy = crashed(data)
  await kept.storage?.close()
  return how === 'closed' ? data : copy
}

const opening = (data: string) => () => open(mock, data)

describe('what stands in a data folder', () => {
  it('is for its owner only', async () => {
    const data = join(folder(), 'made/as/needed')
    const kept = open(mock, data)
    play(mock, kept.worlds.at('default'), [call])
    await kept.storage?.checkpoint()
    expect(statSync(data).mode & 0o777).toBe(0o700)
    expect(names(data).sort()).toEqual(['2.log', '2.snapshot', 'HASH.rows', 'lock'])
    for (const name of readdirSync(data)) expect([name, statSync(join(data, name)).mode & 0o777]).toEqual([name, 0o600])
    await kept.storage?.close()
    expect(names(data)).not.toContain('lock')
  })

  it('is one snapshot and an empty log after a clean end, and stays so when nothing happens', async () => {
    const data = await left('closed')
    expect(names(data).sort()).toEqual(['2.log', '2.snapshot', 'HASH.rows'])
    const before = statSync(join(data, '2.snapshot')).mtimeMs
    await open(mock, data).storage?.close()
    expect(statSync(join(data, '2.snapshot')).mtimeMs).toBe(before)
    expect(readFileSync(join(data, '2.log'), 'utf8').split('\n')).toHaveLength(2)
  })

  it('has the rows of a scenario once, however many worlds start from them', async () => {
    const data = folder()
    const kept = open(mock, data)
    for (const name of ['a', 'b', 'c']) kept.worlds.add(name)
    kept.worlds.at('a').perform({ verb: 'begin', start: others[0]?.start as never })
    kept.storage?.settle()
    expect(names(data).filter((name) => name === 'HASH.rows')).toHaveLength(2)
    await kept.storage?.close()
  })

  it('forgets dropped worlds, and rows that no world needs any more, with the next snapshot', async () => {
    const data = folder()
    const kept = open(mock, data)
    const secret = 'somebody@example.com'
    kept.worlds.add('gone', others[0]?.start)
    const body = Buffer.from(JSON.stringify({ email: secret }))
    const { respond } = await import('../../src/engine/index.ts')
    const operation = mock.api.operation('inviteUserV2') as never
    const request = {
      method: 'POST',
      target: '/',
      params: ['org_xyz789'],
      query: '',
      headers: { authorization: 'Bearer tok_owner', 'content-type': 'application/json' },
      body,
      unreadable: undefined,
    }
    expect(respond(mock.engine, kept.worlds.at('gone'), operation, request).status).toBe(201)
    kept.worlds.at('stays')
    kept.worlds.drop('gone')
    kept.storage?.settle()
    const all = () =>
      readdirSync(data)
        .map((name) => readFileSync(join(data, name), 'utf8'))
        .join('')
    expect([all().includes(secret), names(data).filter((name) => name === 'HASH.rows').length]).toEqual([true, 2])
    await kept.storage?.checkpoint()
    expect([all().includes(secret), names(data).filter((name) => name === 'HASH.rows').length]).toEqual([false, 1])
    await kept.storage?.close()
  })

  it('keeps what a world began with while a snapshot was being written', async () => {
    const data = folder()
    const kept = open(mock, data)
    for (let index = 0; index < 40; index++) play(mock, kept.worlds.at(`w${index}`), [call])
    const done = kept.storage?.checkpoint()
    while (!existsSync(join(data, '2.log'))) await nextTurn()
    kept.worlds.at('w0').perform({ verb: 'begin', start: others[0]?.start as never })
    kept.worlds.add('late', others[1]?.start)
    const during = crashed(data)
    expect(names(during)).not.toContain('2.snapshot')
    await done
    const after = crashed(data)
    expect(names(after)).not.toContain('1.log')
    for (const copy of [during, after]) {
      const again = open(mock, copy)
      expect(everything(again)).toEqual(everything(kept))
      await again.storage?.close()
    }
    await kept.storage?.close()
  })
})

describe('a data folder is refused, and left as it is,', () => {
  const refused = (data: string, says: RegExp) => {
    const others = () => names(data).filter((name) => name !== 'lock')
    const before = others()
    expect(opening(data)).toThrow(says)
    expect(others()).toEqual(before)
  }

  it('when something else is in it', () => {
    const data = folder()
    writeFileSync(join(data, 'thesis.txt'), '')
    refused(data, /There is "thesis\.txt" in it, which is not ours\. Choose a folder of its own.*\[data\.folder\.foreign\]/)
    const fresh = folder()
    for (const name of ['.gitignore', '.DS_Store']) writeFileSync(join(fresh, name), '')
    mkdirSync(join(fresh, 'lost+found'))
    expect(opening(fresh)).not.toThrow()
  })

  it('when it can not be made', () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    expect(opening(file)).toThrow(/file error EEXIST.*Choose a folder that this user may make, read and write\. \[data\.folder\.unusable\]/)
    expect(opening('/proc/nowhere')).toThrow(/nowhere error .*\[data\.folder\.unusable\]/)
  })

  it('when a file of it is missing', async () => {
    for (const [ending, says] of [
      ['.snapshot', /2\.snapshot error It is not there, and 2\.log goes on from it\..*\[data\.file\.missing\]/],
      ['.log', /2\.log error It is not there, and the other files here build on it\..*\[data\.file\.missing\]/],
      ['.rows', /\.rows error Worlds that are kept here started from its rows\..*\[data\.file\.missing\]/],
    ] as const) {
      const data = await left('closed')
      for (const name of readdirSync(data)) if (name.endsWith(ending)) rmSync(join(data, name))
      refused(data, says)
    }
    const data = await left('crashed')
    rmSync(join(data, '1.log'))
    refused(data, /1\.log error It is not there.*\[data\.file\.missing\]/)
  })

  it('when a file is of another format, or another kind of file', async () => {
    const data = await left('crashed')
    writeFileSync(join(data, '1.log'), toFrame(0, '{"standin":"log","format":2}'))
    refused(
      data,
      /1\.log error It is of format 2, and this version reads format 1\. Start it with the version that wrote it.*\[data\.file\.unknown-format\]/,
    )
    writeFileSync(join(data, '1.log'), toFrame(0, '{"standin":"snapshot","format":1}'))
    refused(data, /1\.log:1 error .*it is a snapshot, and a log was expected/)
  })

  it('when a log that another one follows has lost its end', async () => {
    const data = folder()
    const kept = open(mock, data)
    for (let index = 0; index < 40; index++) play(mock, kept.worlds.at(`w${index}`), [call])
    const done = kept.storage?.checkpoint()
    while (!existsSync(join(data, '2.log'))) await nextTurn()
    const during = crashed(data)
    await done
    await kept.storage?.close()
    const first = join(during, '1.log')
    const bytes = readFileSync(first)
    writeFileSync(first, bytes.subarray(0, -5))
    refused(during, /1\.log:\d+ error .*its end is gone/)
    writeFileSync(first, bytes.subarray(0, bytes.lastIndexOf('\n', -2) + 1))
    refused(during, /2\.log:1 error .*it goes on from record \d+, and what comes before ends with \d+/)
  })

  it('when the answers to what is in it would be others now, naming the call and what has changed', async () => {
    const data = await left('crashed')
    const lines = readFileSync(join(data, '1.log'), 'utf8').trimEnd().split('\n')
    const changed = (status: number) => (line: string, index: number) => {
      const json = line.slice(line.indexOf('{'))
      return toFrame(index, index === 3 ? json.replace('"status":201', `"status":${status}`) : json)
    }
    writeFileSync(join(data, '1.log'), lines.map(changed(200)).join(''))
    refused(
      data,
      /1\.log:4 error Exchange 1 of the world "default", POST \S+ \(record 4\) can't be had again: it was answered 200 then, and 201 now\. .*Start once more with what wrote it and stop it in the ordinary way.*\[data\.record\.unplayable\]/,
    )
    expect(() => open(mock, data, '9.9.9')).toThrow(/Since it was written, it was Standin test and is 9\.9\.9\./)
    writeFileSync(join(data, '1.log'), lines.map(changed(201)).join(''))
    expect(opening(data)).not.toThrow()
  })
})

describe('a lock', () => {
  it('refuses a second one in this process, until the first lets go', async () => {
    const data = folder()
    const kept = open(mock, data)
    expect(opening(data)).toThrow(
      /lock error This process keeps its worlds here\. Stop it, or choose another --data folder.*\[data\.folder\.in-use\]/,
    )
    expect(opening(join(data, '../', data.split('/').at(-1) as string))).toThrow(/in-use/)
    await kept.storage?.close()
    await open(mock, data).storage?.close()
  })

  it("refuses while another process lives, and is nobody's when it has ended", async () => {
    const data = await left('closed')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(child, 'spawn')
    const begin = existsSync('/proc/self/stat') ? readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] : ''
    writeFileSync(join(data, 'lock'), `${child.pid} ${begin}\n`)
    expect(opening(data)).toThrow(new RegExp(`Process ${child.pid} keeps its worlds here`))
    expect(readFileSync(join(data, 'lock'), 'utf8')).toBe(`${child.pid} ${begin}\n`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await open(mock, data).storage?.close()
    expect(names(data)).not.toContain('lock')
  })

  it("of a process whose number went to another one since is nobody's", async () => {
    const data = await left('closed')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(child, 'spawn')
    if (existsSync('/proc/self/stat')) {
      writeFileSync(join(data, 'lock'), `${child.pid} 1\n`)
      await open(mock, data).storage?.close()
    }
    child.kill('SIGKILL')
  })

  it('that can not be read is taken for a living one', async () => {
    const data = await left('closed')
    for (const text of ['', 'nonsense']) {
      writeFileSync(join(data, 'lock'), text)
      expect(opening(data)).toThrow(/if nothing runs there any more, remove this file/)
    }
  })
})

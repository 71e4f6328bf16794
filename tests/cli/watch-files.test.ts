import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FileWatch } from '../../src/cli/watch.ts'

interface Desk {
  readonly folder: string
  readonly path: (name: string) => string
  readonly write: (name: string, text: string) => void
  /** The next call of the watch, by file names. */
  readonly saved: () => Promise<readonly string[]>
}

/** A folder with `a` and `b` in it, and a watch on these and on a file `later` that is not there. */
function openDesk(files = ['a', 'b', 'later'], prepare = (_folder: string) => undefined as unknown): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'standin-watch-'))
  const path = (name: string) => join(folder, name)
  const write = (name: string, text: string) => writeFileSync(path(name), text)
  write('a', '1')
  write('b', '1')
  prepare(folder)
  const calls: (readonly string[])[] = []
  const waiting: ((call: readonly string[]) => void)[] = []
  const errors: Error[] = []
  const watch = new FileWatch(
    () => files.map(path),
    async (saved) => {
      const names = saved.map((file) => basename(file))
      const next = waiting.shift()
      if (next === undefined) calls.push(names)
      else next(names)
    },
    (error) => errors.push(error),
  )
  onTestFinished(() => {
    watch.close()
    rmSync(folder, { recursive: true, force: true })
    expect([errors, calls]).toEqual([[], []])
  })
  return {
    folder,
    path,
    write,
    async saved() {
      const names = await new Promise<readonly string[]>((resolve) =>
        calls.length > 0 ? resolve(calls.shift() as string[]) : waiting.push(resolve),
      )
      // The watch has to come back from its call before it hears the next event.
      await nextTurn()
      return names
    },
  }
}

describe('a watch on files', () => {
  it('says which were written with another content, and not which were written with the same', async () => {
    const { write, saved } = openDesk()
    write('a', '1')
    write('b', '2')
    expect(await saved()).toEqual(['b'])
    write('a', '2')
    expect(await saved()).toEqual(['a'])
  })

  it('says a burst of saves once, or goes on until the last one', async () => {
    const { write, saved } = openDesk()
    for (let round = 2; round < 30; round++) write('a', String(round))
    write('b', 'last')
    const names = new Set<string>()
    while (!names.has('b')) for (const name of await saved()) names.add(name)
    expect([...names].sort()).toEqual(['a', 'b'])
  })

  it('follows editors that write another file and rename it, more than once', async () => {
    const { path, write, saved } = openDesk()
    for (const text of ['2', '3', '4']) {
      write('a.tmp', text)
      renameSync(path('a.tmp'), path('a'))
      expect(await saved()).toEqual(['a'])
    }
  })

  it('follows editors that put the old file aside first', async () => {
    const { path, write, saved } = openDesk()
    renameSync(path('a'), path('a~'))
    write('a', '2')
    expect(await saved()).toEqual(['a'])
  })

  it('does not mind a file that is gone for a moment, and says so when it stays away', async () => {
    const { path, write, saved } = openDesk()
    unlinkSync(path('a'))
    write('b', '2')
    // b is told of while a is waited for.
    expect(await saved()).toEqual(['b'])
    write('a', '1')
    write('b', '3')
    expect(await saved()).toEqual(['b'])
    unlinkSync(path('a'))
    expect(await saved()).toEqual(['a'])
  })

  it('does not take a file that is being written for an empty one, and says so when it stays empty', async () => {
    const { write, saved } = openDesk()
    write('a', '')
    write('b', '2')
    expect(await saved()).toEqual(['b'])
    write('a', '1')
    write('b', '3')
    expect(await saved()).toEqual(['b'])
    write('a', '')
    expect(await saved()).toEqual(['a'])
  })

  it('says when a file is there for the first time', async () => {
    const { write, saved } = openDesk()
    write('later', '1')
    expect(await saved()).toEqual(['later'])
  })

  it('follows a folder that is replaced by another, and one that comes back', async () => {
    const { path, saved } = openDesk(['sub/a'], (folder) => {
      mkdirSync(join(folder, 'sub'))
      writeFileSync(join(folder, 'sub', 'a'), '1')
    })
    mkdirSync(path('other'))
    writeFileSync(path('other/a'), '2')
    renameSync(path('sub'), path('old'))
    renameSync(path('other'), path('sub'))
    expect(await saved()).toEqual(['a'])
    writeFileSync(path('sub/a'), '3')
    expect(await saved()).toEqual(['a'])
    rmSync(path('sub'), { recursive: true })
    expect(await saved()).toEqual(['a'])
    mkdirSync(path('sub'))
    writeFileSync(path('sub/a'), '4')
    expect(await saved()).toEqual(['a'])
    writeFileSync(path('sub/a'), '5')
    expect(await saved()).toEqual(['a'])
  })

  it('follows links that are turned to another folder, as mounted configuration is saved', async () => {
    const { path, saved } = openDesk(['a'], (folder) => {
      for (const version of ['v1', 'v2']) {
        mkdirSync(join(folder, version))
        writeFileSync(join(folder, version, 'a'), version)
      }
      unlinkSync(join(folder, 'a'))
      symlinkSync('v1', join(folder, 'current'))
      symlinkSync('current/a', join(folder, 'a'))
    })
    symlinkSync('v2', path('next'))
    renameSync(path('next'), path('current'))
    expect(await saved()).toEqual(['a'])
    writeFileSync(path('v2/a'), 'v3')
    expect(await saved()).toEqual(['a'])
  })

  it('is not kept from looking by a folder where something is always going on', async () => {
    const { write, saved } = openDesk()
    let count = 0
    const noise = setInterval(() => write('noise', String(count++)), 1)
    onTestFinished(() => clearInterval(noise))
    write('a', '2')
    expect(await saved()).toEqual(['a'])
  })

  it('looks again after what was saved meanwhile', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'standin-watch-'))
    const file = join(folder, 'a')
    writeFileSync(file, '1')
    const seen = await new Promise<number>((resolve) => {
      let calls = 0
      const watch = new FileWatch(
        () => [file],
        async () => {
          calls++
          if (calls === 1) writeFileSync(file, '3')
          if (calls < 2) return
          watch.close()
          resolve(calls)
        },
        (error) => {
          throw error
        },
      )
      writeFileSync(file, '2')
    })
    expect(seen).toBe(2)
    rmSync(folder, { recursive: true })
  })
})

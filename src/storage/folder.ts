import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs'
import { platform } from 'node:os'
import { dirname, join } from 'node:path'
import { reasonOf, unusable } from './finding.ts'
import { lock } from './lock.ts'

/** What stands in a data folder, by its names. */
export interface Inventory {
  /** Generations of which there is a log, lowest first. */
  readonly logs: readonly number[]
  readonly snapshots: readonly number[]
  /** Names of row files, without their ending. */
  readonly rows: readonly string[]
}

/** The files of one data folder, which is ours alone until it is let go. Everything in it is for its owner only. */
export class Folder {
  readonly path: string
  readonly release: () => void

  /** Makes the folder if it is not there. Throws `Unusable` when it can't be had. */
  constructor(path: string) {
    this.path = path
    try {
      make(path)
      refuseForeign(path)
      this.release = lock(path)
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === undefined) throw thrown
      throw unusable('data.folder.unusable', path, `${reasonOf(thrown)}. Choose a folder that this user may make, read and write.`)
    }
  }

  log(generation: number): string {
    return join(this.path, `${generation}.log`)
  }

  snapshot(generation: number): string {
    return join(this.path, `${generation}.snapshot`)
  }

  rows(name: string): string {
    return join(this.path, `${name}.rows`)
  }

  list(): Inventory {
    const names = readdirSync(this.path)
    const generations = (ending: string) =>
      names
        .filter((name) => name.endsWith(ending) && /^\d+$/.test(name.slice(0, -ending.length)))
        .map((name) => Number(name.slice(0, -ending.length)))
        .sort((a, b) => a - b)
    return {
      logs: generations('.log'),
      snapshots: generations('.snapshot'),
      rows: names.filter((name) => name.endsWith('.rows')).map((name) => name.slice(0, -'.rows'.length)),
    }
  }

  /** Removes what fits none of the names that stay, of ours. */
  keep(stays: { readonly from: number; readonly rows: ReadonlySet<string> }): void {
    for (const name of readdirSync(this.path)) {
      if (!ours.test(name)) continue
      const [stem, ending] = [name.replace(/\.[^.]*$/, ''), name.replace(/^.*\./, '')]
      const isOld = (ending === 'log' || ending === 'snapshot') && Number(stem) < stays.from
      if (isOld || ending === 'new' || (ending === 'rows' && !stays.rows.has(stem))) unlinkSync(join(this.path, name))
    }
  }

  /** Writes a file whole: nobody ever sees half of it under its name, not even after a power cut. */
  write(file: string, pieces: Iterable<string>): void {
    const fresh = `${file}.new`
    const fd = openSync(fresh, 'w', 0o600)
    try {
      for (const piece of pieces) writeAll(fd, piece)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    this.name(fresh, file)
  }

  /** Gives a file that is on the disk its name, and has the name on the disk too. */
  name(fresh: string, file: string): void {
    renameSync(fresh, file)
    this.sync()
  }

  /** Has the names of all files on the disk. */
  sync(): void {
    // Windows opens no folders, and keeps names without being asked.
    if (!isWindows) withFile(this.path, fsyncSync)
  }
}

const isWindows = platform() === 'win32'

/** Also when the system takes only a part at a time. */
export function writeAll(fd: number, text: string): number {
  const bytes = Buffer.from(text)
  let written = 0
  while (written < bytes.length) written += writeSync(fd, bytes, written)
  return written
}

function withFile(path: string, work: (fd: number) => void): void {
  const fd = openSync(path, 'r')
  try {
    work(fd)
  } finally {
    closeSync(fd)
  }
}

/** A folder and those above it that are not there. Node's own way to do so never ends where nothing can be made, as in /proc. */
function make(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(path).isDirectory()) return
    if (code !== 'ENOENT' || dirname(path) === path) throw thrown
    make(dirname(path))
    mkdirSync(path, { mode: 0o700 })
  }
}

const ours = /^(?:lock|\d+\.log|\d+\.snapshot|[0-9a-f]{32}\.rows)(?:\.\d+)?(?:\.new)?$/

/** A folder that holds something else and nothing of ours is somebody's home, or a slip. A volume's own entries don't count. */
function refuseForeign(path: string): void {
  const names = readdirSync(path)
  const foreign = names.find((name) => !ours.test(name) && !name.startsWith('.') && name !== 'lost+found')
  if (foreign === undefined || names.some((name) => name.endsWith('.log') && ours.test(name))) return
  throw unusable(
    'data.folder.foreign',
    path,
    `There is "${foreign}" in it, which is not ours. Choose a folder of its own, which need not be there yet.`,
  )
}

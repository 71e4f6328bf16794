import { type FSWatcher, readFileSync, realpathSync, statSync, watch } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fingerprint, stopwatch, Unusable } from '../kernel/index.ts'

/** Milliseconds without another event before files are looked at: an editor saves in several steps. */
const quiet = 50
/** Milliseconds for which events may put a look off. */
const longest = 500
/** For how many looks a file may be gone before it counts: some editors remove it before they write it anew. */
const patience = 10

interface Known {
  /** Changes with every save, and costs nothing to ask for. */
  readonly signature: string
  /** Undefined for a file that is not there. */
  readonly content: string | undefined
}

/**
 * Says which files were saved with another content. Folders are watched rather than files, which an editor may replace by others of the same name;
 * a folder that is replaced or comes back is watched anew.
 */
export class FileWatch {
  readonly #files: () => readonly string[]
  readonly #saved: (files: readonly string[]) => Promise<void>
  readonly #fail: (error: Error) => void
  readonly #known = new Map<string, Known>()
  readonly #folders = new Map<string, { readonly watcher: FSWatcher; readonly inode: number }>()
  #timer: NodeJS.Timeout | undefined
  #latest = 0
  #misses = 0
  #isBusy = false
  #isClosed = false

  /**
   * `files` is asked anew whenever something has happened; those that are not there yet count too. `saved` is called with the paths as `files` gave them, one call after the other.
   * Throws `Unusable` when a folder can't be watched; what goes wrong later is told to `fail`.
   */
  constructor(files: () => readonly string[], saved: (files: readonly string[]) => Promise<void>, fail: (error: Error) => void) {
    this.#files = files
    this.#saved = saved
    this.#fail = fail
    for (const file of files()) this.#known.set(file, look(file, undefined))
    try {
      this.#watchFolders()
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Resolves at once; a call of `saved` that is under way ends by itself. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    for (const { watcher } of this.#folders.values()) watcher.close()
    this.#folders.clear()
  }

  /** Puts the next look off, but not for ever: there are folders where something is always going on. */
  #schedule(after = quiet): void {
    if (this.#isClosed || this.#isBusy) return
    const now = stopwatch()
    if (this.#timer === undefined) this.#latest = now + after + longest
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#check().catch(this.#fail), Math.min(after, this.#latest - now))
  }

  async #check(): Promise<void> {
    this.#isBusy = true
    this.#timer = undefined
    const changed = this.#findChanges()
    try {
      if (changed.length > 0) await this.#saved(changed)
    } finally {
      this.#isBusy = false
    }
    this.#watchFolders()
    // What happened while `saved` was under way sent its events to nobody.
    if (changed.length > 0) this.#schedule()
    else if (this.#misses > 0) this.#schedule(quiet * 2)
  }

  #findChanges(): string[] {
    const files = this.#files()
    for (const file of this.#known.keys()) if (!files.includes(file)) this.#known.delete(file)
    const changed: string[] = []
    let isGone = false
    for (const file of files) {
      const before = this.#known.get(file)
      const now = look(file, before)
      // An editor that writes in place empties the file first.
      const hasVanished = before?.content !== undefined && before.content !== empty && (now.content === undefined || now.content === empty)
      isGone ||= hasVanished
      if (hasVanished && this.#misses < patience) continue
      this.#known.set(file, now)
      if (before?.content !== now.content) changed.push(file)
    }
    this.#misses = isGone && this.#misses < patience ? this.#misses + 1 : 0
    return changed
  }

  #watchFolders(): void {
    if (this.#isClosed) return
    const wanted = new Set([...this.#known.keys()].flatMap(foldersOf))
    for (const [folder, { watcher, inode }] of this.#folders) {
      if (wanted.has(folder) && inodeOf(folder) === inode) continue
      watcher.close()
      this.#folders.delete(folder)
    }
    for (const folder of wanted) {
      if (this.#folders.has(folder)) continue
      const inode = inodeOf(folder)
      if (inode === undefined) {
        // A folder that is gone sends no event when it is back: here is the one case that has to be asked for.
        if (this.#folders.size < wanted.size) this.#schedule(1000)
        continue
      }
      const watcher = open(folder, () => this.#schedule())
      watcher.on('error', (error) => this.#fail(error))
      this.#folders.set(folder, { watcher, inode })
    }
  }
}

function open(folder: string, changed: () => void): FSWatcher {
  try {
    return watch(folder, changed)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const isFull = code === 'ENOSPC' || code === 'EMFILE'
    const reason = isFull ? `this user may watch no more (${code}); stop other watchers, or raise fs.inotify.max_user_watches` : message
    throw new Unusable("Saved files can't be watched", [{ code: 'watch', severity: 'error', message: reason, where: { file: folder } }])
  }
}

function look(file: string, before: Known | undefined): Known {
  const signature = signatureOf(file)
  if (before !== undefined && signature === before.signature && signature !== gone) return before
  return { signature, content: signature === gone ? undefined : contentOf(file) }
}

const gone = ''
const empty = fingerprint('')

function signatureOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true })
  return stat === undefined || !stat.isFile() ? gone : [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ')
}

function contentOf(file: string): string | undefined {
  try {
    return fingerprint(readFileSync(file))
  } catch {
    return undefined
  }
}

/** The folder where a file's name stands, and the one where the file itself does when the name is a link. */
function foldersOf(file: string): string[] {
  const path = resolve(file)
  try {
    return [...new Set([dirname(path), dirname(realpathSync(path))])]
  } catch {
    return [dirname(path)]
  }
}

function inodeOf(folder: string): number | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.ino
}

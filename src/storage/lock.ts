import { readFileSync, realpathSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unusable } from './finding.ts'

/** Folders this process keeps worlds in. Its own number in a lock may be that of an earlier life: in a container it is the same after every start. */
const held = new Set<string>()

/** Takes a folder for this process alone; the answer lets it go. Throws `Unusable` when another process has it. A lock whose process has ended is nobody's. */
export function lock(folder: string): () => void {
  const place = realpathSync(folder)
  const file = join(folder, 'lock')
  if (held.has(place)) throw inUse(file, 'this process')
  const own = `${process.pid} ${beginOf(process.pid)}\n`
  if (!take(file, own)) {
    const found = readOr(file, '')
    // An empty one is one that is being written, or was let go just now.
    refuseIfAlive(file, found)
    // Renamed rather than removed: of two that find the same old lock, one alone can take it away, and sees whose it took.
    const aside = `${file}.${process.pid}.new`
    renameSync(file, aside)
    const isOld = readOr(aside, '') === found
    if (!isOld) renameSync(aside, file)
    else unlinkSync(aside)
    if (!isOld || !take(file, own)) throw inUse(file, 'another process that began just now')
  }
  held.add(place)
  return () => {
    held.delete(place)
    if (readOr(file, '') === own) unlinkSync(file)
  }
}

function take(file: string, own: string): boolean {
  try {
    writeFileSync(file, own, { flag: 'wx', mode: 0o600 })
    return true
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    // made, but not filled
    if (readOr(file, own) === '') unlinkSync(file)
    throw thrown
  }
}

function refuseIfAlive(file: string, found: string): void {
  const [pid, begin] = found.trim().split(' ')
  const number = Number(pid)
  if (!Number.isSafeInteger(number) || number < 1) throw inUse(file, 'a process that does not say its number')
  if (number === process.pid || !isAlive(number)) return
  // Numbers of processes are given again; when one began is not.
  const now = beginOf(number)
  if (now !== '' && begin !== undefined && begin !== '' && now !== begin) return
  throw inUse(file, `process ${number}`)
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** When a process began, in ticks since the machine did, where the system tells (Linux, proc(5), field 22 of stat); else empty. */
function beginOf(pid: number): string {
  const stat = readOr(`/proc/${pid}/stat`, '')
  // the second field, a name in brackets, may hold spaces
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}

function inUse(file: string, by: string): Error {
  return unusable(
    'data.folder.in-use',
    file,
    `${by[0]?.toUpperCase()}${by.slice(1)} keeps its worlds here. Stop it, or choose another --data folder; if nothing runs there any more, remove this file.`,
  )
}

import { statSync } from 'node:fs'
import { type Engine, replay } from '../engine/index.ts'
import type { Diagnostic } from '../kernel/index.ts'
import { type Exchange, revive, type Watcher, type World, type WorldStart } from '../world/index.ts'
import { checkOf, fromPlayed } from './exchange.ts'
import { damaged, finding, reasonOf, unusable } from './finding.ts'
import type { Folder } from './folder.ts'
import { readHeader, readWhole } from './format.ts'
import { type Frame, readFrames } from './frame.ts'
import { haveAgain } from './outcome.ts'
import { describe, fromDo, type LogRecord, type Player, type PlayRecord } from './record.ts'
import type { KeptStarts } from './starts.ts'
import { type SnapshotRecord, WorldReader } from './worlds.ts'

/** What a folder held. */
export interface Recovered {
  /** In the order they were made, each with where it was reached when its last record was written. */
  readonly worlds: readonly { readonly world: World; readonly origin: string }[]
  /** The oldest generation that is needed. */
  readonly first: number
  /** Of the log to go on with; 0 when the folder is new. */
  readonly generation: number
  /** Of the last record. */
  readonly number: number
  /** How far that log holds, in bytes. */
  readonly end: number
  /** What was half written there, and is to be cut off. */
  readonly torn: Diagnostic | undefined
  /** In bytes; 0 without one. */
  readonly snapshotSize: number
  /** How many things happened after the snapshot. */
  readonly played: number
}

export interface Recovery {
  readonly folder: Folder
  readonly starts: KeptStarts
  readonly engine: Engine
  readonly player: Player
  readonly create: (name: string, start: WorldStart) => World
}

/** Reads what a folder holds: the newest snapshot, and what was logged after it, played again. Changes nothing there. Throws `Unusable`. */
export function recover(recovery: Recovery): Recovered {
  const { folder } = recovery
  const { first, last, hasSnapshot } = chainOf(folder)
  const again = new Again(recovery)
  let number = hasSnapshot ? again.readSnapshot(folder.snapshot(first)) : 0
  let end = 0
  let torn: Diagnostic | undefined
  for (let generation = first; generation <= last; generation++) {
    const file = folder.log(generation)
    const frames = readFrames(file)
    const header = readHeader(file, frames, 'log')
    if (header.number !== number)
      throw damaged(file, 1, 0, `it goes on from record ${header.number}, and what comes before ends with ${number}`)
    end = header.end
    for (let next = frames.next(); ; next = frames.next()) {
      if (next.done === true) {
        if (next.value !== undefined && generation < last) throw damaged(file, next.value.line, next.value.offset, 'its end is gone')
        if (next.value !== undefined) torn = toTorn(file, next.value)
        break
      }
      again.take(file, next.value)
      ;({ number, end } = next.value)
    }
  }
  const snapshotSize = hasSnapshot ? statSync(folder.snapshot(first)).size : 0
  return { worlds: again.worlds(), first, generation: last, number, end, torn, snapshotSize, played: again.played }
}

/** Which generations to read: from the newest snapshot, or from the very first log, to the newest log. */
function chainOf(folder: Folder): { readonly first: number; readonly last: number; readonly hasSnapshot: boolean } {
  const { logs, snapshots, rows } = folder.list()
  const snapshot = snapshots.at(-1)
  const first = snapshot ?? 1
  const last = Math.max(logs.at(-1) ?? 0, snapshot ?? 0)
  if (last === 0 && rows.length === 0) return { first: 1, last: 0, hasSnapshot: false }
  if (snapshot === undefined && !logs.includes(1) && logs[0] !== undefined)
    throw missing(folder.snapshot(logs[0]), `${logs[0]}.log goes on from it`)
  for (let generation = first; generation <= Math.max(last, 1); generation++) {
    if (!logs.includes(generation)) throw missing(folder.log(generation), 'the other files here build on it')
  }
  return { first, last, hasSnapshot: snapshot !== undefined }
}

function missing(file: string, why: string): Error {
  return unusable('data.file.missing', file, `It is not there, and ${why}. Put it back from a copy, or choose another --data folder.`)
}

function toTorn(
  file: string,
  { offset, bytes, line }: { readonly offset: number; readonly bytes: number; readonly line: number },
): Diagnostic {
  const message = `The last ${bytes} bytes, from byte ${offset}, are a record that was not written to its end: cut off. The call it was about was never answered.`
  return finding('data.record.torn', 'warning', file, message, line)
}

/** Worlds as they come about again. */
class Again {
  readonly #recovery: Recovery
  readonly #worlds = new Map<string, World>()
  /** Where worlds are reached now. */
  readonly #homes = new Map<World, string>()
  played = 0
  #player: Player | undefined
  #last: Exchange | undefined

  constructor(recovery: Recovery) {
    this.#recovery = recovery
  }

  /** They are reached where they are now, and nobody watches any more. */
  worlds(): Recovered['worlds'] {
    return Array.from(this.#worlds.values(), (world) => {
      const { origin } = world
      world.origin = this.#homes.get(world) as string
      world.watcher = undefined
      return { world, origin }
    })
  }

  /** The number of the last record it holds. */
  readSnapshot(file: string): number {
    const { engine, starts } = this.#recovery
    const reader = new WorldReader(engine.backend.specs, starts)
    const records = readWhole<SnapshotRecord>(file, 'snapshot')
    let next = records.next()
    for (; next.done !== true; next = records.next()) {
      const { entry, frame } = next.value
      this.#attempt(file, frame, 'A world', () => {
        const kept = reader.take(entry)
        if (kept !== undefined) revive(this.#make(kept.name, kept.captured.state.start), kept.captured)
      })
    }
    return next.value
  }

  take(file: string, frame: Frame): void {
    const record: LogRecord = JSON.parse(frame.json)
    this.#attempt(file, frame, describe(record), () => this.#do(record))
    if (record.event !== 'open') this.played++
  }

  #do(record: LogRecord): void {
    const { starts } = this.#recovery
    switch (record.event) {
      case 'open':
        this.#player = record
        return
      case 'make': {
        const world = this.#make(record.world, starts.load(record.start))
        world.createdAt = record.createdAt
        world.origin = record.origin
        return
      }
      case 'drop':
        this.#worlds.delete(record.world)
        return
      case 'do': {
        const world = this.#at(record.world)
        world.perform(fromDo(record.deed, starts))
        world.createdAt = record.createdAt
        return
      }
      case 'play':
        this.#play(record)
        return
      case 'outcome':
        haveAgain(this.#at(record.world), record)
        return
      default:
        throw new Error(`this version knows no event "${(record satisfies never as LogRecord).event}"`)
    }
  }

  #play(record: PlayRecord): void {
    const world = this.#at(record.world)
    if (record.origin !== undefined) world.origin = record.origin
    replay(this.#recovery.engine, world, [fromPlayed(record)])
    const exchange = this.#last as { -readonly [Key in keyof Exchange]: Exchange[Key] }
    const { status } = exchange.response as { readonly status: number }
    if (exchange.id !== record.id) throw new Error(`it was exchange ${record.id} then, and is exchange ${exchange.id} now`)
    if (status !== record.status) throw new Error(`it was answered ${record.status} then, and ${status} now`)
    if (checkOf(world, exchange) !== record.check)
      throw new Error(`it was answered ${status} with another body, or left something else behind`)
    // how long it took when it was answered
    exchange.durationMs = record.ms
  }

  #make(name: string, start: WorldStart): World {
    const world = this.#recovery.create(name, start)
    this.#homes.set(world, world.origin)
    world.watcher = this.#watcher
    // In the place of one of the same name it is the last, as it was then.
    this.#worlds.delete(name)
    this.#worlds.set(name, world)
    return world
  }

  readonly #watcher: Watcher = {
    exchange: (_world, exchange) => {
      this.#last = exchange
    },
    deed: () => undefined,
    message: () => undefined,
  }

  #at(name: string): World {
    const world = this.#worlds.get(name)
    if (world === undefined) throw new Error(`there is no world "${name}"`)
    return world
  }

  /** A record that can't be used refuses the whole folder: anything else would be another state. */
  #attempt(file: string, { line }: Frame, what: string, work: () => void): void {
    try {
      work()
    } catch (thrown) {
      if (thrown instanceof Error && thrown.name === 'Unusable') throw thrown
      const message = `${what} (record ${line}) can't be had again: ${reasonOf(thrown)}. ${this.#changes()}`
      throw unusable('data.record.unplayable', file, message, line)
    }
  }

  /** What is not as it was when the record was written. */
  #changes(): string {
    const [then, now] = [this.#player, this.#recovery.player]
    const other = []
    if (then !== undefined && then.standin !== now.standin) other.push(`it was Standin ${then.standin} and is ${now.standin}`)
    if (then !== undefined && then.document !== now.document) other.push('the document is another')
    const cause =
      other.length > 0 ? `Since it was written, ${other.join(', and ')}` : 'The document, its backend or Standin has changed since'
    return `${cause}. Start once more with what wrote it and stop it in the ordinary way, which leaves nothing to be played again; or choose another --data folder.`
  }
}

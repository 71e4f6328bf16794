import type { Engine, Response } from '../engine/index.ts'
import { type Diagnostic, toLine } from '../kernel/index.ts'
import { capture, type World, type WorldStart, type Worlds, type WorldsEvent } from '../world/index.ts'
import { finding, reasonOf, toUnkept } from './finding.ts'
import type { Folder } from './folder.ts'
import { Log } from './log.ts'
import { toOutcome } from './outcome.ts'
import { type LogRecord, toDo, toMake, toPlay, toPlayer } from './record.ts'
import type { Recovered } from './recover.ts'
import { writeSnapshot } from './snapshot.ts'
import type { KeptStarts } from './starts.ts'
import { WorldWriter } from './worlds.ts'

export interface StorageOptions {
  /** The folder; made when it is not there. */
  readonly data?: string | undefined
  /** Has every answer wait until what led to it would outlive a power cut, and not only the end of the process. */
  readonly dataSync?: boolean | undefined
  /** Is told, in one line, of what was found or went wrong and did not stop anything. */
  readonly report?: ((line: string) => void) | undefined
}

/** What worlds live in. */
export interface House {
  readonly engine: Engine
  /** What is kept joins them, and what happens to them is kept. */
  readonly worlds: Worlds
  readonly create: (name: string, start: WorldStart) => World
  /** A start that is in memory anyway. */
  readonly start: WorldStart
  /** Of Standin. */
  readonly version: string
}

/** A folder that was read. */
interface Opened {
  readonly folder: Folder
  readonly starts: KeptStarts
  readonly log: Log
  readonly found: Recovered
}

/** A log shorter than this is not worth a snapshot, in bytes; one longer than half the snapshot it follows is. */
const shortLog = 16 * 1_048_576

/** Keeps what happens to worlds, as it happens. */
export class Storage {
  readonly #options: StorageOptions
  readonly #folder: Folder
  readonly #starts: KeptStarts
  readonly #worlds: Worlds
  readonly #version: string
  readonly #stop: () => void
  readonly #origins = new WeakMap<World, string>()
  /** Plays from the newest checkpoint on. */
  #engine: Engine
  /**
   * Who would play again what the logs hold: only what it played is kept as a request, and anything else with its outcome.
   * Undefined while a snapshot is written that hands over to another: until it is there, nobody knows which of the two will read.
   */
  #player: Engine | undefined
  #log: Log
  #snapshotSize: number
  /** Records that are not in the log yet. */
  #pending: string[] = []
  /** Names of row files that records of the present log speak of. */
  #rows = new Set<string>()
  /** Whether something happened that the newest snapshot does not hold. */
  #isAhead: boolean
  /** Whether the present log says already who goes on with it. */
  #isSigned = false
  #failure: string | undefined
  #compacting: Promise<void> = Promise.resolve()
  #isCompacting = false
  #closing: Promise<void> | undefined

  constructor(options: StorageOptions, house: House, { folder, starts, log, found }: Opened) {
    this.#options = options
    this.#worlds = house.worlds
    this.#version = house.version
    this.#engine = house.engine
    this.#player = house.engine
    this.#folder = folder
    this.#starts = starts
    this.#log = log
    this.#snapshotSize = found.snapshotSize
    this.#isAhead = found.played > 0
    for (const { world, origin } of found.worlds) this.#origins.set(world, origin)
    this.#stop = house.worlds.listen((event) => this.#hear(event))
  }

  /**
   * Writes down what happened; has to be called before anybody is told of it. When that can't be done, it gives what everybody is to be told instead,
   * then and from then on: what was kept before is safe, and a new start goes on from there.
   */
  settle(): Response | undefined {
    this.#write()
    return this.#failure === undefined ? undefined : toUnkept(this.#failure)
  }

  /** Writes the worlds down as they are now, so that nothing that happened before needs to be played again; from now on `engine` plays. Serving goes on meanwhile. */
  checkpoint(engine: Engine = this.#engine): Promise<void> {
    this.#engine = engine
    this.#isCompacting = true
    this.#compacting = this.#compacting.then(() => this.#compact())
    return this.#compacting
  }

  /** Lets the folder go, with a snapshot in it. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#write()
    await this.#compacting
    if (this.#isAhead && this.#failure === undefined) await this.checkpoint()
    this.#stop()
    this.#write()
    if (this.#failure === undefined) this.#log.sync()
    this.#log.close()
    this.#folder.release()
  }

  #hear(event: WorldsEvent): void {
    if (event.type === 'message') return
    this.#tell(() => this.#toRecord(event))
    if (event.type === 'exchange') return
    // Not all of these come with a request that waits for `settle`.
    this.#write()
    if (event.type === 'deed' && this.#failure !== undefined) throw new Error(this.#failure)
  }

  #toRecord(event: Exclude<WorldsEvent, { type: 'message' }>): LogRecord {
    const { world } = event
    switch (event.type) {
      case 'exchange':
        return (event.by === this.#player ? toPlay : toOutcome)(world, event.exchange, this.#hasMoved(world))
      case 'made':
        this.#origins.set(world, world.origin)
        return toMake(world, this.#starts)
      case 'dropped':
        return { event: 'drop', world: world.name }
      case 'deed':
        return toDo(world, event.deed, this.#starts)
      default:
        return event satisfies never
    }
  }

  /** Whether it is reached elsewhere than its last record said. */
  #hasMoved(world: World): boolean {
    if (this.#origins.get(world) === world.origin) return false
    this.#origins.set(world, world.origin)
    return true
  }

  #tell(toRecord: () => LogRecord): void {
    this.#isAhead = true
    if (this.#failure !== undefined) return
    try {
      const record = toRecord()
      if ('start' in record) this.#rowsOf(record.start.rows)
      else if ('deed' in record && record.deed.verb === 'begin') this.#rowsOf(record.deed.start.rows)
      this.#pending.push(JSON.stringify(record))
    } catch (thrown) {
      // a start whose rows could not be written
      this.#fail(thrown)
    }
  }

  #rowsOf(name: string | null): void {
    if (name !== null) this.#rows.add(name)
  }

  #write(): void {
    if (this.#pending.length === 0) return
    const { records, player } = { records: this.#pending, player: this.#player }
    if (!this.#isSigned && player !== undefined) records.unshift(JSON.stringify(this.#signature(player)))
    this.#pending = []
    this.#isSigned ||= player !== undefined
    try {
      this.#log.append(records)
      if (this.#options.dataSync === true) this.#log.sync()
    } catch (thrown) {
      this.#fail(thrown)
      return
    }
    if (!this.#isCompacting && this.#log.size > Math.max(shortLog, this.#snapshotSize / 2)) this.checkpoint()
  }

  #signature(player: Engine): LogRecord {
    return { event: 'open', ...toPlayer(player, this.#version) }
  }

  #report(diagnostic: Diagnostic): void {
    this.#options.report?.(toLine(diagnostic))
  }

  /** Memory is ahead of the disk from now on, and only what is on the disk was promised to anybody. */
  #fail(thrown: unknown): void {
    this.#pending = []
    this.#failure = `Nothing can be written to the data folder any more (${reasonOf(thrown)}), so nothing is played. Make room and start anew: all that was answered until now is kept.`
    this.#report(finding('data.write', 'error', this.#folder.path, this.#failure))
  }

  async #compact(): Promise<void> {
    const before = this.#player
    try {
      // Most of the log comes to the disk while others are served.
      await this.#log.syncLater()
      if (this.#failure === undefined) await this.#writeSnapshot(...this.#turnOver())
    } catch (thrown) {
      this.#player ??= before
      this.#isAhead = true
      const message = `The worlds could not be written down (${reasonOf(thrown)}): the log goes on and gets longer. Nothing is lost.`
      this.#report(finding('data.write', 'warning', this.#folder.path, message))
    }
    this.#isCompacting = false
  }

  /** Begins the log that the snapshot of this very moment will precede; the old ones are good until it is there. */
  #turnOver(): readonly [WorldWriter, generation: number, number: number, player: Engine] {
    this.#write()
    const player = this.#engine
    const worlds = this.#worlds.list().map((world) => ({ name: world.name, captured: capture(world) }))
    const writer = new WorldWriter(worlds, this.#starts)
    const before = this.#log
    before.sync()
    this.#log = Log.create(this.#folder, before.generation + 1, before.number)
    before.close()
    this.#rows = new Set()
    this.#isSigned = false
    this.#isAhead = false
    if (player !== this.#player) this.#player = undefined
    return [writer, this.#log.generation, this.#log.number, player]
  }

  async #writeSnapshot(writer: WorldWriter, generation: number, number: number, player: Engine): Promise<void> {
    this.#snapshotSize = await writeSnapshot(this.#folder, generation, number, writer)
    this.#player = player
    const rows = new Set([...writer.rows, ...this.#rows])
    this.#folder.keep({ from: generation, rows })
    this.#starts.keep(rows)
  }
}

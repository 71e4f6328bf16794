import { Clock, type ClockSetting, Random, type Snapshot, Store, type TableSpecs, type Tables, toId, toUuid } from '../kernel/index.ts'
import type { Deed } from './deed.ts'
import { Faults } from './faults.ts'
import { type Exchange, Journal, type JournalLimits } from './journal.ts'
import type { WorldStart } from './start.ts'

export interface WorldOptions {
  readonly name: string
  /** Where this world is reached from outside, for links in mails; no trailing slash. */
  readonly origin: string
  /** The part of `origin` after the server's own address: empty, or the prefix that names this world. */
  readonly path: string
  readonly journal: JournalLimits
}

/** Is told what happens to a world, when it has happened. */
export interface Watcher {
  /** `by` is whatever played it, told apart from others by identity. */
  exchange(world: World, exchange: Exchange, by: object): void
  deed(world: World, deed: Deed): void
  /** A message was put into the outbox, by the exchange that is told of next. */
  message(world: World, id: string): void
}

/** What led from a world's start to its rows: a call that wrote something, or assumptions turned the other way. */
export type Step = { readonly exchange: Exchange } | { readonly assumptions: Readonly<Record<string, string>> }

/** How many steps a world remembers. */
export const stepLimit = 5000

/** Everything that can change. As many as there are tests; making one copies nothing. */
export class World<Specs extends TableSpecs = TableSpecs> {
  readonly name: string
  readonly clock: Clock
  readonly random: Random
  readonly journal: Journal
  readonly faults = new Faults()
  /** By id, oldest first. */
  readonly snapshots = new Map<string, WorldSnapshot>()
  /** When it was made or begun anew, milliseconds since 1970 by its own clock. */
  createdAt: number
  start: WorldStart<Specs>
  store: Store<Specs>
  assumptions: Readonly<Record<string, string>>
  readonly path: string
  origin: string
  /** How many exchanges began here. */
  exchanges = 0
  /** Why the mock failed, one line for each time; a test that finds one here fails. */
  readonly defects: string[] = []
  /** Messages put into the outbox by the exchange under way. */
  readonly outgoing: string[] = []
  watcher: Watcher | undefined
  /** Undefined once there were more than `stepLimit`. */
  #steps: Step[] | undefined = []
  #isShared = false

  constructor(start: WorldStart<Specs>, options: WorldOptions) {
    this.name = options.name
    this.path = options.path
    this.origin = options.origin
    this.start = start
    this.store = this.#createStore(start)
    this.clock = new Clock(start.clock)
    this.random = new Random(start.seed)
    this.journal = new Journal(options.journal)
    this.assumptions = start.assumptions
    this.createdAt = this.clock.now()
  }

  get tables(): Tables<Specs> {
    return this.store.tables
  }

  get steps(): readonly Step[] | undefined {
    return this.#steps
  }

  newId(prefix: string): string {
    return toId(prefix, this.start.seed, this.store.nextSerial())
  }

  /** The trace id of an exchange; a function of its number, so that it is the same when replayed. */
  traceId(exchange: number): string {
    return toUuid(this.start.seed ^ traceSalt, exchange)
  }

  /** The one way to change a world from outside its API, so that whoever watches can do it again. What `undo` gives is the exchange taken back. */
  perform(deed: Deed): unknown {
    const result = this.#apply(deed)
    this.watcher?.deed(this, deed)
    return result
  }

  snapshot(): WorldSnapshot {
    this.#isShared = true
    return {
      store: this.store.snapshot(),
      start: this.start,
      clock: this.clock.setting,
      random: this.random.state,
      assumptions: this.assumptions,
      exchanges: this.exchanges,
      faults: this.faults.save(),
      steps: this.#steps,
    }
  }

  /** Goes back to a snapshot, journal included; what was undoable before it no longer is. */
  restore(snapshot: WorldSnapshot): void {
    this.start = snapshot.start as WorldStart<Specs>
    this.store.restore(snapshot.store)
    this.clock.setting = snapshot.clock
    this.random.state = snapshot.random
    this.assumptions = snapshot.assumptions
    this.exchanges = snapshot.exchanges
    this.faults.load(snapshot.faults)
    this.#steps = snapshot.steps as Step[] | undefined
    this.#isShared = true
    this.journal.cut(snapshot.exchanges)
  }

  /** An estimate of the bytes it holds of its own; what it shares with its scenario does not count. */
  weigh(): number {
    return 8192 + this.journal.bytes + this.store.writes * 1024
  }

  /** The state as plain data; equal worlds give equal dumps. */
  dump(): unknown {
    return {
      rows: this.store.dump(),
      serial: this.store.serial,
      random: this.random.state,
      assumptions: this.assumptions,
      exchanges: this.exchanges,
      faults: this.faults.save(),
    }
  }

  /** Goes on in tables of other specifications; what was done to tables that are gone can't be undone any more. */
  adopt({ rows, start, snapshots }: Refitted): void {
    const before = this.store
    this.start = start as WorldStart<Specs>
    this.store = this.#createStore({ ...this.start, rows })
    const isKept = before.history().every(({ changes }) => changes.every(({ table }) => Object.hasOwn(start.specs, table)))
    this.store.recall(isKept ? before.history() : [], before.writes)
    for (const [id, snapshot] of snapshots) this.snapshots.set(id, snapshot)
  }

  #apply(deed: Deed): unknown {
    switch (deed.verb) {
      case 'begin':
        return this.#begin(deed.start as WorldStart<Specs>)
      case 'clock':
        this.clock.setting = deed.setting
        return undefined
      case 'assumptions':
        this.assumptions = { ...this.assumptions, ...deed.values }
        return this.#take({ assumptions: deed.values })
      case 'fault':
        return this.faults.add(deed.fault)
      case 'heal':
        return deed.id === undefined ? this.faults.clear() : this.faults.remove(deed.id)
      case 'snapshot':
        return this.snapshots.set(deed.id, this.snapshot())
      case 'restore': {
        const snapshot = this.snapshots.get(deed.id)
        if (snapshot === undefined) throw new Error(`The world "${this.name}" has no snapshot ${deed.id}`)
        return this.restore(snapshot)
      }
      case 'undo': {
        const undone = this.store.undo()
        this.#steps = this.#steps?.filter((step) => !('exchange' in step) || step.exchange !== undone)
        return undone
      }
      default:
        return deed satisfies never
    }
  }

  /** Begins anew; only snapshots and defects outlast it. */
  #begin(start: WorldStart<Specs>): void {
    this.start = start
    this.store = this.#createStore(start)
    this.clock.setting = start.clock
    this.random.state = new Random(start.seed).state
    this.assumptions = start.assumptions
    this.exchanges = 0
    this.createdAt = this.clock.now()
    this.#steps = []
    this.faults.clear()
    this.journal.cut(0)
  }

  #createStore({ specs, rows }: WorldStart<Specs>): Store<Specs> {
    const store = new Store(specs, rows)
    store.onCommit = (exchange) => this.#take({ exchange: exchange as Exchange })
    return store
  }

  #take(step: Step): void {
    if (this.#steps === undefined) return
    // A snapshot may hold the list as it stands; it is copied once then, not with every step.
    if (this.#isShared) this.#steps = [...this.#steps]
    this.#isShared = false
    if (this.#steps.push(step) > stepLimit) this.#steps = undefined
  }
}

/** A world's rows in tables that are made otherwise. */
export interface Refitted {
  readonly rows: Snapshot
  readonly start: WorldStart
  readonly snapshots: readonly (readonly [id: string, snapshot: WorldSnapshot])[]
}

/** A frozen state of a world; costs what changed since the one before. */
export interface WorldSnapshot {
  readonly store: Snapshot
  readonly start: WorldStart
  readonly clock: ClockSetting
  readonly random: number
  readonly assumptions: Readonly<Record<string, string>>
  readonly exchanges: number
  readonly faults: unknown
  readonly steps: readonly Step[] | undefined
}

/** Keeps trace ids apart from the ids of rows, which come from the same seed. */
const traceSalt = 0x7ace1d

import { Clock, type ClockSetting, Random, type Snapshot, Store, type TableSpecs, type Tables, toId, toUuid } from '../kernel/index.ts'
import { Journal } from './journal.ts'

/** Everything a world begins with; two worlds made from one start and sent the same exchanges stay equal. */
export interface WorldStart<Specs extends TableSpecs = TableSpecs> {
  readonly scenario: string
  readonly specs: Specs
  /** The scenario's rows, frozen and shared; empty tables if left out. */
  readonly rows?: Snapshot | undefined
  readonly seed: number
  readonly clock: ClockSetting
  /** By assumption name; the backend knows what they mean. */
  readonly assumptions: Readonly<Record<string, string>>
  /** `strict` lets only listed credentials pass. */
  readonly auth: 'lenient' | 'strict'
  /** Whom any other well-formed credential stands for when `auth` is lenient. */
  readonly defaultPrincipalId: string | undefined
  /** Every answer waits this long, in milliseconds; drawn evenly between the two. */
  readonly delay?: { readonly min: number; readonly max: number } | undefined
}

export interface WorldOptions {
  readonly name: string
  /** Where this world is reached from outside, for links in mails; no trailing slash. */
  readonly origin: string
  /** How many exchanges the journal keeps. */
  readonly journalLimit: number
}

/** Everything that can change. As many as there are tests; making one copies nothing. */
export class World<Specs extends TableSpecs = TableSpecs> {
  readonly name: string
  readonly start: WorldStart<Specs>
  readonly store: Store<Specs>
  readonly clock: Clock
  readonly random: Random
  readonly journal: Journal
  assumptions: Readonly<Record<string, string>>
  origin: string
  /** How many exchanges began here. */
  exchanges = 0
  /** Why the mock failed, one line for each time; a test that finds one here fails. */
  readonly defects: string[] = []

  constructor(start: WorldStart<Specs>, options: WorldOptions) {
    this.name = options.name
    this.origin = options.origin
    this.start = start
    this.store = new Store(start.specs, start.rows)
    this.clock = new Clock(start.clock)
    this.random = new Random(start.seed)
    this.journal = new Journal(options.journalLimit)
    this.assumptions = start.assumptions
  }

  get tables(): Tables<Specs> {
    return this.store.tables
  }

  newId(prefix: string): string {
    return toId(prefix, this.start.seed, this.store.nextSerial())
  }

  /** The trace id of an exchange; a function of its number, so that it is the same when replayed. */
  traceId(exchange: number): string {
    return toUuid(this.start.seed ^ traceSalt, exchange)
  }

  snapshot(): WorldSnapshot {
    return {
      store: this.store.snapshot(),
      clock: this.clock.setting,
      random: this.random.state,
      assumptions: this.assumptions,
      exchanges: this.exchanges,
    }
  }

  restore(snapshot: WorldSnapshot): void {
    this.store.restore(snapshot.store)
    this.clock.setting = snapshot.clock
    this.random.state = snapshot.random
    this.assumptions = snapshot.assumptions
    this.exchanges = snapshot.exchanges
  }

  /** The state as plain data; equal worlds give equal dumps. */
  dump(): unknown {
    return {
      rows: this.store.dump(),
      serial: this.store.serial,
      random: this.random.state,
      assumptions: this.assumptions,
      exchanges: this.exchanges,
    }
  }
}

/** A frozen state of a world; costs what changed since the one before. */
export interface WorldSnapshot {
  readonly store: Snapshot
  readonly clock: ClockSetting
  readonly random: number
  readonly assumptions: Readonly<Record<string, string>>
  readonly exchanges: number
}

/** Keeps trace ids apart from the ids of rows, which come from the same seed. */
const traceSalt = 0x7ace1d

import { fromPiles, type Piles, type TableSpecs, toPiles } from '../kernel/index.ts'
import type { Captured, CapturedState, Exchange, Step, WorldSnapshot } from '../world/index.ts'
import { type ExchangeRecord, fromExchangeRecord, toExchangeRecord } from './exchange.ts'
import { type RowsRecord, SheetReader, type SheetRecord, SheetWriter } from './sheets.ts'
import type { KeptStarts, StartRecord } from './starts.ts'

/** What a snapshot file is made of: the sheets and exchanges of a world, then the world. */
export type SnapshotRecord = SheetRecord | ExchangeEntry | WorldRecord

interface ExchangeEntry {
  /** Counts from 0 in its world. */
  readonly exchange: number
  readonly is: ExchangeRecord
}

/** Exchanges stand as their numbers, since steps, journal and what can be undone mean the same ones. */
interface WorldRecord extends Omit<Captured, 'state' | 'snapshots' | 'journal' | 'history'> {
  readonly world: string
  readonly state: StateRecord
  readonly snapshots: readonly (readonly [id: string, state: StateRecord])[]
  readonly journal: readonly (readonly [exchange: number, bytes: number])[]
  readonly history: readonly HistoryRecord[]
}

interface HistoryRecord extends Omit<Captured['history'][number], 'cause'> {
  readonly cause: number | null
}

interface StateRecord extends Omit<WorldSnapshot, 'store' | 'start' | 'steps'> {
  readonly store: RowsRecord
  readonly start: StartRecord
  readonly steps: readonly (number | Assumed)[] | null
}

type Assumed = Exclude<Step, { readonly exchange: Exchange }>

/** A world as it was at a moment. */
export interface Kept {
  readonly name: string
  readonly captured: Captured
}

type State = CapturedState | WorldSnapshot
type Numbers = ReadonlyMap<unknown, number>

/** Writes worlds down, a record at a time, as they were when it was made. The starts they have are saved at once. */
export class WorldWriter {
  readonly #worlds: readonly Kept[]
  readonly #sheets: SheetWriter
  readonly #starts = new Map<State, StartRecord>()

  constructor(worlds: readonly Kept[], starts: KeptStarts) {
    this.#worlds = worlds
    this.#sheets = new SheetWriter(starts.sheetName)
    for (const { captured } of worlds) for (const state of statesOf(captured)) this.#starts.set(state, starts.save(state.start))
  }

  /** Names of the row files the worlds stand on. */
  get rows(): ReadonlySet<string> {
    return new Set(Array.from(this.#starts.values(), ({ rows }) => rows).filter((name) => name !== null))
  }

  *records(): Generator<SnapshotRecord> {
    for (const kept of this.#worlds) yield* this.#write(kept)
  }

  *#write({ name, captured }: Kept): Generator<SnapshotRecord> {
    for (const { store } of statesOf(captured)) yield* this.#sheets.write(pilesOf(store))
    const numbers = new Map<unknown, number>()
    for (const exchange of exchangesOf(captured)) {
      if (numbers.has(exchange)) continue
      yield { exchange: numbers.size, is: toExchangeRecord(exchange) }
      numbers.set(exchange, numbers.size)
    }
    yield {
      ...captured,
      world: name,
      state: this.#toState(captured.state, numbers),
      snapshots: captured.snapshots.map(([id, snapshot]) => [id, this.#toState(snapshot, numbers)]),
      journal: captured.journal.map(([exchange, bytes]) => [numbers.get(exchange) as number, bytes]),
      history: captured.history.map(({ cause, ...rest }) => ({ ...rest, cause: numbers.get(cause) ?? null })),
    }
  }

  #toState(state: State, numbers: Numbers): StateRecord {
    const { store, start: _start, steps, ...rest } = state
    return {
      ...rest,
      store: this.#sheets.toRecord(pilesOf(store)),
      start: this.#starts.get(state) as StartRecord,
      steps: steps?.map((step) => ('exchange' in step ? (numbers.get(step.exchange) as number) : step)) ?? null,
    }
  }
}

/** Puts worlds together again from the records of a snapshot file. */
export class WorldReader {
  readonly #starts: KeptStarts
  readonly #sheets: SheetReader
  #exchanges: Exchange[] = []

  constructor(specs: TableSpecs, starts: KeptStarts) {
    this.#starts = starts
    this.#sheets = new SheetReader(specs, starts.sheetAt)
  }

  /** The world that a record ends. Throws when it does not fit the document's backend. */
  take(record: SnapshotRecord): Kept | undefined {
    if ('sheet' in record) return void this.#sheets.take(record)
    if ('exchange' in record) {
      this.#exchanges[record.exchange] = fromExchangeRecord(record.is)
      return undefined
    }
    const exchanges = this.#exchanges
    this.#exchanges = []
    const { world, state, snapshots, journal, history, ...rest } = record
    const captured: Captured = {
      ...rest,
      state: this.#fromState(state, exchanges),
      snapshots: snapshots.map(([id, snapshot]) => [id, this.#toSnapshot(this.#fromState(snapshot, exchanges))]),
      journal: journal.map(([number, bytes]) => [exchanges[number] as Exchange, bytes]),
      history: history.map(({ cause, changes, ...others }) => ({
        ...others,
        cause: cause === null ? null : exchanges[cause],
        // a row that was not there before is left out by JSON
        changes: changes.map(({ table, key, before }) => ({ table, key, before: before && Object.freeze(before) })),
      })),
    }
    return { name: world, captured }
  }

  #toSnapshot(state: CapturedState): WorldSnapshot {
    return { ...state, store: fromPiles(state.start.specs, state.store, false) }
  }

  #fromState({ store, start, steps, ...rest }: StateRecord, exchanges: readonly Exchange[]): CapturedState {
    return {
      ...rest,
      start: this.#starts.load(start),
      store: this.#sheets.toPiles(store),
      steps: steps?.map((step) => (typeof step === 'number' ? { exchange: exchanges[step] as Exchange } : step)),
    }
  }
}

function pilesOf(store: State['store']): Piles {
  return 'tables' in store ? store : toPiles(store)
}

function statesOf({ state, snapshots }: Captured): readonly State[] {
  return [state, ...snapshots.map(([, snapshot]) => snapshot)]
}

/** Every exchange that is spoken of, some of them more than once. */
function* exchangesOf(captured: Captured): Generator<Exchange> {
  for (const { steps } of statesOf(captured)) for (const step of steps ?? []) if ('exchange' in step) yield step.exchange
  for (const { cause } of captured.history) if (isExchange(cause)) yield cause
  for (const [exchange] of captured.journal) yield exchange
}

function isExchange(cause: unknown): cause is Exchange {
  return typeof cause === 'object' && cause !== null && 'traceId' in cause
}

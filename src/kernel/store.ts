import type { Layer } from './layer.ts'
import { Log, type LogSpec, type Pages } from './log.ts'
import { type AnyTable, type Recorder, Table, type TableSpec } from './table.ts'

/** Table specifications by name; the only source of a store's shape. */
// biome-ignore lint/suspicious/noExplicitAny: a specification is contravariant in its row, so no narrower type admits all of them
export type TableSpecs = Readonly<Record<string, TableSpec<any> | LogSpec<any>>>

export type Tables<Specs extends TableSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends LogSpec<infer Row>
    ? Log<Row & { readonly serial: number }>
    : Specs[Name] extends TableSpec<infer Row, infer Unique, infer Many>
      ? Table<Row & object, Unique, Many>
      : never
}

/** A frozen state of a whole store; costs what changed since the one before. */
export interface Snapshot {
  readonly frozen: Readonly<Record<string, unknown>>
  readonly serial: number
}

/** Rows as sheets, lowest first, by table: what a store is written down as, and put together from again. */
export interface Piles {
  readonly tables: Readonly<Record<string, readonly object[]>>
  readonly serial: number
}

interface Change {
  /** By name, so that a change is plain data. */
  readonly table: string
  readonly key: string
  readonly before: object | undefined
}

/** A committed transaction that changed something. */
export interface Committed {
  readonly cause: unknown
  readonly changes: readonly Change[]
  /** The serial before it. */
  readonly serial: number
}

const historyLimit = 100

/** The tables of one world: transactions with rollback, undo of the last changes, snapshots. Holds no time and asks nobody for any. */
export class Store<Specs extends TableSpecs = TableSpecs> {
  readonly #specs: Specs
  readonly #from: Snapshot | undefined
  /** Made when they are first asked for: what a store begins with may be dear to work out, and most of a store's begins with nothing done to it. */
  #made: Readonly<Record<string, AnyTable>> | undefined
  #changes: Change[] = []
  #depth = 0
  #serial = 0
  #history: Committed[] = []
  #writes = 0
  /** Told the cause of every transaction that changed something, once it is committed. */
  onCommit: ((cause: unknown) => void) | undefined

  constructor(specs: Specs, from?: Snapshot) {
    this.#specs = specs
    this.#from = from
  }

  get tables(): Tables<Specs> {
    return this.#all as unknown as Tables<Specs>
  }

  get #all(): Readonly<Record<string, AnyTable>> {
    return this.#made ?? this.#make()
  }

  #make(): Readonly<Record<string, AnyTable>> {
    const record = (table: AnyTable, key: string, before: object | undefined) => {
      if (this.#depth === 0) throw new Error(`A write to ${key} outside a transaction: wrap it in transact()`)
      this.#changes.push({ table: table.name, key, before })
    }
    const from = this.#from
    const all: Record<string, AnyTable> = {}
    for (const name in this.#specs) all[name] = create(name, this.#specs[name] as Specs[string], record, from?.frozen[name])
    if (from !== undefined) this.#serial = from.serial
    this.#made = all
    return all
  }

  /** The next number, never given before in this store; taken back with a failed transaction. */
  nextSerial(): number {
    if (this.#made === undefined) this.#make()
    return ++this.#serial
  }

  /** How many changes were ever committed, those taken back included. */
  get writes(): number {
    return this.#writes
  }

  get serial(): number {
    if (this.#made === undefined) this.#make()
    return this.#serial
  }

  /** All or nothing: a throw from `change` leaves no trace, and neither does an inner one that is caught outside of it. `undo` gives `cause` back. */
  transact<T>(cause: unknown, change: () => T): T {
    if (this.#made === undefined) this.#make()
    const mark = this.#changes.length
    const serial = this.#serial
    this.#depth++
    try {
      const result = change()
      this.#depth--
      if (this.#depth === 0) this.#commit(cause, serial)
      return result
    } catch (error) {
      this.#depth--
      this.#rollBack(mark)
      this.#serial = serial
      throw error
    }
  }

  /** Takes back the last committed transaction that changed something; its cause, or undefined when there is none left (the last 100 are kept). */
  undo(): unknown {
    const last = this.#history.pop()
    if (last === undefined) return undefined
    for (const change of last.changes.toReversed()) this.#revert(change)
    this.#serial = last.serial
    return last.cause
  }

  /** What stands, by table, to be written down; nothing is frozen for it. */
  piles(): Piles {
    return { tables: Object.fromEntries(Object.entries(this.#all).map(([name, table]) => [name, table.pile()])), serial: this.serial }
  }

  snapshot(): Snapshot {
    if (this.#made === undefined && this.#from !== undefined) return this.#from
    const frozen = Object.fromEntries(Object.entries(this.#all).map(([name, table]) => [name, table.freeze()]))
    return { frozen, serial: this.serial }
  }

  /** Goes back to a snapshot; what was undoable before it no longer is. */
  restore(snapshot: Snapshot): void {
    for (const [name, table] of Object.entries(this.#all)) table.thaw(snapshot.frozen[name] as never)
    this.#serial = snapshot.serial
    this.#history = []
  }

  /** What `undo` would take back, oldest first. */
  history(): readonly Committed[] {
    return [...this.#history]
  }

  /** Takes over what can be undone, and the count of writes, from the store whose rows this one has. */
  recall(history: readonly Committed[], writes: number): void {
    this.#history = [...history]
    this.#writes = writes
  }

  /** Every row by table and key, sorted: equal stores give equal dumps. */
  dump(): Record<string, Record<string, object>> {
    const dump: Record<string, Record<string, object>> = {}
    for (const [name, table] of Object.entries(this.#all)) {
      dump[name] = Object.fromEntries([...table.entries()].sort(([a], [b]) => (a < b ? -1 : 1)))
    }
    return dump
  }

  #commit(cause: unknown, serial: number): void {
    if (this.#changes.length === 0) return
    this.#history.push({ cause, changes: this.#changes, serial })
    if (this.#history.length > historyLimit) this.#history.shift()
    this.#writes += this.#changes.length
    this.#changes = []
    this.onCommit?.(cause)
  }

  #rollBack(mark: number): void {
    while (this.#changes.length > mark) {
      this.#revert(this.#changes.pop() as Change)
    }
  }

  #revert({ table, key, before }: Change): void {
    ;(this.#all[table] as AnyTable).revert(key, before)
  }
}

function create(name: string, spec: TableSpecs[string], record: Recorder, frozen: unknown): AnyTable {
  return 'isLog' in spec
    ? new Log(name, record, frozen as Pages<never> | undefined)
    : new Table(name, spec, record, frozen as Layer<object> | undefined)
}

import type { Layer } from './layer.ts'
import { type AnyTable, Table, type TableSpec } from './table.ts'

/** Table specifications by name; the only source of a store's shape. */
// biome-ignore lint/suspicious/noExplicitAny: a specification is contravariant in its row, so no narrower type admits all of them
export type TableSpecs = Readonly<Record<string, TableSpec<any>>>

export type Tables<Specs extends TableSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends TableSpec<infer Row, infer Unique, infer Many>
    ? Table<Row & object, Unique, Many>
    : never
}

/** A frozen state of a whole store; costs what changed since the one before. */
export interface Snapshot {
  readonly layers: Readonly<Record<string, Layer<object>>>
  readonly serial: number
}

interface Change {
  readonly table: AnyTable
  readonly key: string
  readonly before: object | undefined
}

/** A committed transaction that changed something. */
interface Committed {
  readonly label: string
  readonly changes: readonly Change[]
  /** The serial before it. */
  readonly serial: number
}

const historyLimit = 100

/** The tables of one world: transactions with rollback, undo of the last changes, snapshots. Holds no time and asks nobody for any. */
export class Store<Specs extends TableSpecs = TableSpecs> {
  readonly tables: Tables<Specs>
  #changes: Change[] = []
  #depth = 0
  #serial = 0
  #history: Committed[] = []

  constructor(specs: Specs, from?: Snapshot) {
    const record = (table: AnyTable, key: string, before: object | undefined) => {
      if (this.#depth === 0) throw new Error(`A write to ${key} outside a transaction: wrap it in transact()`)
      this.#changes.push({ table, key, before })
    }
    const tables: Record<string, Table<object>> = {}
    for (const name in specs) tables[name] = new Table(name, specs[name] as TableSpec<object>, record, from?.layers[name])
    this.tables = tables as Tables<Specs>
    if (from !== undefined) this.#serial = from.serial
  }

  /** The next number, never given before in this store; taken back with a failed transaction. */
  nextSerial(): number {
    return ++this.#serial
  }

  get serial(): number {
    return this.#serial
  }

  /** All or nothing: a throw from `change` leaves no trace, and neither does an inner one that is caught outside of it. */
  transact<T>(label: string, change: () => T): T {
    const mark = this.#changes.length
    const serial = this.#serial
    this.#depth++
    try {
      const result = change()
      this.#depth--
      if (this.#depth === 0) this.#commit(label, serial)
      return result
    } catch (error) {
      this.#depth--
      this.#rollBack(mark)
      this.#serial = serial
      throw error
    }
  }

  /** Takes back the last committed transaction that changed something; its label, or undefined when there is none left (the last 100 are kept). */
  undo(): string | undefined {
    const last = this.#history.pop()
    if (last === undefined) return undefined
    for (const change of last.changes.toReversed()) change.table.revert(change.key, change.before)
    this.#serial = last.serial
    return last.label
  }

  snapshot(): Snapshot {
    const layers: Record<string, Layer<object>> = {}
    for (const name in this.tables) layers[name] = this.tables[name].freeze() as Layer<object>
    return { layers, serial: this.#serial }
  }

  /** Goes back to a snapshot; what was undoable before it no longer is. */
  restore(snapshot: Snapshot): void {
    for (const name in this.tables) this.tables[name].thaw(snapshot.layers[name] as Layer<never>)
    this.#serial = snapshot.serial
    this.#history = []
  }

  /** Every row by table and key, sorted: equal stores give equal dumps. */
  dump(): Record<string, Record<string, object>> {
    const dump: Record<string, Record<string, object>> = {}
    for (const name in this.tables) {
      const rows = [...this.tables[name].entries()].sort(([a], [b]) => (a < b ? -1 : 1))
      dump[name] = Object.fromEntries(rows)
    }
    return dump
  }

  #commit(label: string, serial: number): void {
    if (this.#changes.length === 0) return
    this.#history.push({ label, changes: this.#changes, serial })
    if (this.#history.length > historyLimit) this.#history.shift()
    this.#changes = []
  }

  #rollBack(mark: number): void {
    while (this.#changes.length > mark) {
      const change = this.#changes.pop() as Change
      change.table.revert(change.key, change.before)
    }
  }
}

import type { Unmade } from './layer.ts'
import type { Snapshot, Store } from './store.ts'
import type { AnyTable, Table } from './table.ts'

/** Rows of a table that are made together. */
export interface Part {
  readonly name: string
  /** The part whose rows it looks at; it may look at its own and at those of no other. */
  readonly needs: string | undefined
  /** How many numbers it takes, or more: what it takes beyond them, those after it take too. So its rows are the same whichever part is made first. */
  readonly numbers: number
  /** Makes them, in a transaction. */
  readonly make: (nextSerial: () => number) => void
}

/** How a table is made in parts. */
export interface Parts {
  readonly table: string
  /** In the order in which they number their rows. Asked for when the first of them is needed. */
  readonly all: () => readonly Part[]
  /** The name of the part that a key or a value of an index is of; undefined where it may be of any. */
  readonly of: (text: string) => string | undefined
}

/**
 * What stands in a store, of which one table has rows still to make: each part when something of it is first asked for, or one after the other before.
 * Worlds stand on the rows as they are made, since nobody was told anything of them before. A part that throws is not made again: whoever asks for it is told the same.
 */
export class Later implements Unmade {
  readonly #store: Store
  readonly #parts: Parts
  /** Those begun: what a part reads of itself is what it has made so far. */
  readonly #begun = new Set<string>()
  readonly #failures = new Map<string, unknown>()
  #made = 0
  #planned: Plan | undefined

  /** The store is this one's alone from here on. */
  constructor(store: Store, parts: Parts) {
    this.#store = store
    this.#parts = parts
    this.#table.top.later = this
  }

  need(text: string): void {
    const name = this.#parts.of(text)
    if (name === undefined) this.finish()
    else this.#make(name)
  }

  finish(): void {
    for (const name of this.#plan.byName.keys()) this.#make(name)
  }

  /** Makes a part that nobody has asked for; whether there may be more. What it throws is for those who ask for it. */
  advance(): boolean {
    for (const name of this.#plan.byName.keys()) {
      if (this.#begun.has(name)) continue
      try {
        this.#make(name)
      } catch {
        // kept for whoever asks
      }
      return true
    }
    return false
  }

  /** What stands, now and later. */
  snapshot(): Snapshot {
    const frozen = Object.entries(this.#store.tables as Readonly<Record<string, AnyTable>>).map(([name, table]) => [
      name,
      name === this.#parts.table ? this.#table.top : table.freeze(),
    ])
    const lastNumber = () => Math.max(this.#store.serial, this.#plan.last)
    return {
      frozen: Object.fromEntries(frozen),
      get serial() {
        return lastNumber()
      },
    }
  }

  get #table(): Table<object> {
    return this.#store.tables[this.#parts.table] as unknown as Table<object>
  }

  get #plan(): Plan {
    if (this.#planned !== undefined) return this.#planned
    const byName = new Map<string, Numbered>()
    let last = this.#store.serial
    for (const part of this.#parts.all()) {
      byName.set(part.name, { part, after: last })
      last += part.numbers
    }
    this.#planned = { byName, last }
    return this.#planned
  }

  #make(name: string): void {
    if (this.#begun.has(name)) {
      if (this.#failures.has(name)) throw this.#failures.get(name)
      return
    }
    const { byName } = this.#plan
    const numbered = byName.get(name)
    if (numbered === undefined) return
    this.#begun.add(name)
    const { part, after } = numbered
    let serial = after
    try {
      if (part.needs !== undefined) this.#make(part.needs)
      this.#store.transact('populate', () => part.make(() => ++serial))
    } catch (thrown) {
      this.#failures.set(name, thrown)
      throw thrown
    }
    if (++this.#made === byName.size) this.#table.top.later = undefined
  }
}

interface Numbered {
  readonly part: Part
  /** The last number of the part before it. */
  readonly after: number
}

interface Plan {
  readonly byName: ReadonlyMap<string, Numbered>
  /** The last number of all. */
  readonly last: number
}

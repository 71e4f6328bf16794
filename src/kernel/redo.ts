import { Log } from './log.ts'
import type { Committed, Store } from './store.ts'
import type { Table } from './table.ts'

/** One write of a transaction: the row that was put, or the key of the one that went. */
export interface Written {
  readonly table: string
  readonly row?: object
  readonly gone?: string
}

type Rows = Table<object> | Log<{ readonly serial: number }>

/** What the last committed transaction of a store wrote, in its order, so that it can be written again without whatever decided on it. */
export function writtenBy(store: Store, { changes }: Committed): readonly Written[] {
  const written: Written[] = []
  const added = new Map<string, Iterator<object>>()
  const after = new Map<string, object | undefined>()
  // Backwards: what a change left is what the next one to the same key met, or what stands there now.
  for (const { table: name, key, before } of changes.toReversed()) {
    const table = tableOf(store, name)
    let row: object | undefined
    if (table instanceof Log) {
      const rows = added.get(name) ?? table.newestFirst()
      added.set(name, rows)
      row = rows.next().value
    } else {
      const place = `${name} ${key}`
      row = after.has(place) ? after.get(place) : table.get(key)
      after.set(place, before)
    }
    written.push(row === undefined ? { table: name, gone: key } : { table: name, row })
  }
  return written.reverse()
}

/** Writes the same once more, in one transaction; `serial` is what the store's was after it. */
export function writeAgain(store: Store, cause: unknown, written: readonly Written[], serial: number): void {
  store.transact(cause, () => {
    for (const { table: name, row, gone } of written) {
      const table = tableOf(store, name)
      if (row === undefined) (table as Table<object>).delete(gone as string)
      else if (table instanceof Log) table.add(row as { readonly serial: number })
      else table.put(row)
    }
    while (store.serial < serial) store.nextSerial()
  })
}

function tableOf(store: Store, name: string): Rows {
  const table = (store.tables as Readonly<Record<string, Rows>>)[name]
  if (table === undefined) throw new Error(`the document's backend has no table ${name}`)
  return table
}

import type { Log, LogSpec } from './log.ts'
import { type Snapshot, Store, type TableSpecs } from './store.ts'
import type { Table } from './table.ts'

/**
 * A snapshot's rows in tables that are made otherwise, by name: another key, other indexes; tables that are gone are left out, new ones are empty.
 * Throws when rows can't stand there, such as two with one value in a unique index.
 */
export function refit(before: TableSpecs, snapshot: Snapshot, after: TableSpecs): Snapshot {
  const [from, to] = [new Store(before, snapshot), new Store(after)]
  to.transact('refit', () => {
    for (const name of Object.keys(after)) {
      if (before[name] === undefined || isLog(before[name]) !== isLog(after[name])) continue
      if (isLog(after[name])) move(from.tables[name] as unknown as AnyLog, to.tables[name] as unknown as AnyLog)
      else fill(name, from.tables[name] as unknown as AnyTable, to.tables[name] as unknown as AnyTable)
    }
  })
  while (to.serial < snapshot.serial) to.nextSerial()
  return to.snapshot()
}

type AnyTable = Table<object>
type AnyLog = Log<{ readonly serial: number }>

function isLog(spec: TableSpecs[string] | undefined): spec is LogSpec<{ readonly serial: number }> {
  return spec !== undefined && 'isLog' in spec
}

function move(from: AnyLog, to: AnyLog): void {
  for (const row of [...from.newestFirst()].reverse()) to.add(row)
}

function fill(name: string, from: AnyTable, to: AnyTable): void {
  for (const row of from.rows()) {
    const size = to.size
    to.put(row)
    if (to.size === size) throw new Error(`${name}: two rows have one key`)
  }
}

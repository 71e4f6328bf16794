import { fingerprint, fromPiles, type Sheet, type Snapshot, type TableSpecs, toPiles } from '../kernel/index.ts'
import type { WorldStart } from '../world/index.ts'
import { damaged, reasonOf, unusable } from './finding.ts'
import type { Folder } from './folder.ts'
import { checkWhole, joined, readWhole, toWhole } from './format.ts'
import { type RowsRecord, SheetReader, type SheetRecord, SheetWriter } from './sheets.ts'

/** A start as a record: its rows stand in a file of their own, named for their content, however many worlds share them. */
export interface StartRecord extends Omit<WorldStart, 'specs' | 'rows'> {
  /** Null for empty tables. */
  readonly rows: string | null
}

/** The states that worlds started from, kept as they were: nothing depends on a fixture that was edited since. */
export class KeptStarts {
  readonly #folder: Folder
  readonly #specs: TableSpecs
  readonly #present: Set<string>
  readonly #names = new WeakMap<Snapshot, string>()
  readonly #sheetNames = new WeakMap<Sheet, string>()
  /** Rows that were read or met, while worlds are put together from them. */
  readonly #rows = new Map<string, Snapshot>()
  readonly #starts = new Map<string, WorldStart>()

  constructor(folder: Folder, specs: TableSpecs) {
    this.#folder = folder
    this.#specs = specs
    this.#present = new Set(folder.list().rows)
  }

  /** Writes rows down that are not in the folder yet. */
  save({ specs: _specs, rows, ...rest }: WorldStart): StartRecord {
    return { ...rest, rows: rows === undefined ? null : this.#saveRows(rows) }
  }

  load(record: StartRecord): WorldStart {
    const key = JSON.stringify(record)
    const known = this.#starts.get(key)
    if (known !== undefined) return known
    const start = { ...record, specs: this.#specs, rows: record.rows === null ? undefined : this.#loadRows(record.rows) }
    this.#starts.set(key, start)
    return start
  }

  /** Rows that are in memory anyway need not be put together again; their file has to be sound all the same. */
  meet({ rows }: WorldStart): void {
    if (rows === undefined || this.#present.size === 0) return
    const name = nameOf(rows)
    if (!this.#present.has(name)) return
    checkWhole(this.#folder.rows(name), 'rows')
    this.#know(name, rows)
    this.#rows.set(name, rows)
  }

  /** Where a sheet of kept rows stands. */
  readonly sheetName = (sheet: Sheet): string | undefined => this.#sheetNames.get(sheet)

  /** The sheet of that name. */
  readonly sheetAt = (name: string): Sheet => {
    const [file, number] = name.split('/') as [string, string]
    const sheet = allSheets(this.#loadRows(file))[Number(number)]
    if (sheet === undefined) throw new Error(`${file} has no sheet ${number}`)
    return sheet
  }

  /** The worlds are put together, and nothing else needs their rows in memory. The names of all row files they asked for. */
  settle(): ReadonlySet<string> {
    const names = new Set(this.#rows.keys())
    this.#rows.clear()
    this.#starts.clear()
    return names
  }

  /** Row files with other names are gone. */
  keep(names: ReadonlySet<string>): void {
    for (const name of this.#present) if (!names.has(name)) this.#present.delete(name)
  }

  #saveRows(rows: Snapshot): string {
    const name = this.#names.get(rows) ?? nameOf(rows)
    if (!this.#present.has(name)) this.#folder.write(this.#folder.rows(name), joined(toWhole('rows', 0, recordsOf(rows))))
    this.#know(name, rows)
    return name
  }

  #know(name: string, rows: Snapshot): void {
    this.#present.add(name)
    this.#names.set(rows, name)
    for (const [index, sheet] of allSheets(rows).entries()) this.#sheetNames.set(sheet, `${name}/${index}`)
  }

  #loadRows(name: string): Snapshot {
    const known = this.#rows.get(name)
    if (known !== undefined) return known
    const file = this.#folder.rows(name)
    if (!this.#present.has(name)) {
      throw unusable(
        'data.file.missing',
        file,
        'Worlds that are kept here started from its rows. Put it back from a copy, or choose another --data folder.',
      )
    }
    const rows = readRows(file, this.#specs)
    this.#know(name, rows)
    this.#rows.set(name, rows)
    return rows
  }
}

/** In the order in which `SheetWriter` numbers them. */
function allSheets(rows: Snapshot): readonly Sheet[] {
  return Object.values(toPiles(rows).tables).flat()
}

function* recordsOf(rows: Snapshot): Generator<SheetRecord | RowsRecord> {
  const writer = new SheetWriter()
  const piles = toPiles(rows)
  yield* writer.write(piles)
  yield writer.toRecord(piles)
}

/** Of the content, so that equal rows have one file. */
function nameOf(rows: Snapshot): string {
  let name = ''
  for (const piece of joined(toWhole('rows', 0, recordsOf(rows)))) name = fingerprint(name + piece)
  return name
}

function readRows(file: string, specs: TableSpecs): Snapshot {
  const reader = new SheetReader(specs, () => {
    throw new Error('a row file stands on no other')
  })
  let rows: Snapshot | undefined
  for (const { entry, frame } of readWhole<SheetRecord | RowsRecord>(file, 'rows')) {
    try {
      if ('sheet' in entry) reader.take(entry)
      else rows = fromPiles(specs, reader.toPiles(entry), false)
    } catch (thrown) {
      throw unusable('data.record.unplayable', file, `Record ${frame.line} can't be read: ${reasonOf(thrown)}.`, frame.line)
    }
  }
  if (rows === undefined) throw damaged(file, 2, 0, 'it holds no rows')
  return rows
}

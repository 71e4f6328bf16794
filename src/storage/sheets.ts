import { contentOf, type Piles, type Sheet, type TableSpecs, toSheet } from '../kernel/index.ts'

/** Some rows of a sheet; a large one takes several of these, one behind the other. */
export interface SheetRecord {
  /** Counts from 0 in its file. */
  readonly sheet: number
  readonly table: string
  readonly below: readonly SheetName[]
  readonly rows: readonly object[]
  readonly gone: readonly string[]
}

/** A sheet of the same file by its number, one of a row file as `<name of the file>/<number>`. */
export type SheetName = number | string

/** Rows as a record: by table, the names of the sheets they are put together from. */
export interface RowsRecord {
  readonly tables: Readonly<Record<string, readonly SheetName[]>>
  readonly serial: number
}

/** Few enough that writing one of them blocks nobody for long. */
const rowsAtOnce = 200

/** Gives the sheets of one file their names, and writes each down once, however many snapshots stand on it. */
export class SheetWriter {
  readonly #names = new Map<Sheet, SheetName>()
  readonly #known: (sheet: Sheet) => SheetName | undefined

  /** `known`: the name of a sheet that stands in another file. */
  constructor(known: (sheet: Sheet) => SheetName | undefined = () => undefined) {
    this.#known = known
  }

  /** What has to stand in the file before `toRecord` of the same rows. */
  *write({ tables }: Piles): Generator<SheetRecord> {
    for (const [table, pile] of Object.entries(tables)) {
      const below: SheetName[] = []
      for (const sheet of pile) {
        const known = this.#nameOf(sheet)
        if (known === undefined) yield* this.#writeSheet(sheet, table, [...below])
        below.push(this.#nameOf(sheet) as SheetName)
      }
    }
  }

  toRecord({ tables, serial }: Piles): RowsRecord {
    const name = (sheet: Sheet) => this.#nameOf(sheet) as SheetName
    return { tables: Object.fromEntries(Object.entries(tables).map(([table, pile]) => [table, pile.map(name)])), serial }
  }

  #nameOf(sheet: Sheet): SheetName | undefined {
    return this.#names.get(sheet) ?? this.#known(sheet)
  }

  *#writeSheet(sheet: Sheet, table: string, below: readonly SheetName[]): Generator<SheetRecord> {
    const number = this.#names.size
    this.#names.set(sheet, number)
    const { rows, gone } = contentOf(sheet)
    let from = 0
    do {
      const [some, lost] = [rows.slice(from, from + rowsAtOnce), gone.slice(from, from + rowsAtOnce)]
      yield { sheet: number, table, below, rows: some, gone: lost }
      from += rowsAtOnce
    } while (from < rows.length || from < gone.length)
  }
}

/** Puts rows together again from the records of one file. */
export class SheetReader {
  readonly #specs: TableSpecs
  readonly #known: (name: string) => Sheet
  readonly #sheets: Sheet[] = []
  #unfinished: SheetRecord[] = []

  /** `known`: a sheet that stands in another file. */
  constructor(specs: TableSpecs, known: (name: string) => Sheet) {
    this.#specs = specs
    this.#known = known
  }

  take(record: SheetRecord): void {
    if (this.#unfinished[0]?.sheet !== record.sheet) this.#finish()
    this.#unfinished.push(record)
  }

  /** Throws when it holds other tables than there are. */
  toPiles({ tables, serial }: RowsRecord): Piles {
    this.#finish()
    const [kept, wanted] = [Object.keys(tables).sort(), Object.keys(this.#specs).sort()]
    if (kept.join() !== wanted.join()) throw new Error(`its tables are ${listed(kept)}, and the document's backend has ${listed(wanted)}`)
    return { tables: Object.fromEntries(Object.entries(tables).map(([table, names]) => [table, names.map(this.#sheetAt)])), serial }
  }

  readonly #sheetAt = (name: SheetName): Sheet => {
    const sheet = typeof name === 'number' ? this.#sheets[name] : this.#known(name)
    if (sheet === undefined) throw new Error(`there is no sheet ${name}`)
    return sheet
  }

  #finish(): void {
    const [first] = this.#unfinished
    if (first === undefined) return
    const rows = this.#unfinished.flatMap((record) => record.rows)
    const gone = this.#unfinished.flatMap((record) => record.gone)
    this.#unfinished = []
    if (!Object.hasOwn(this.#specs, first.table)) throw new Error(`the document's backend has no table ${first.table}`)
    this.#sheets[first.sheet] = toSheet(this.#specs, first.table, first.below.map(this.#sheetAt), { rows, gone })
  }
}

function listed(names: readonly string[]): string {
  return names.join(', ') || 'none'
}

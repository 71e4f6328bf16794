import { isObject, type Store, type Table, type Where } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import type { Scenario } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'
import type { OwnBackend } from './define.ts'
import type { OwnTable } from './table.ts'

/** Writes the rows of the tables' own starts, or those a scenario has in their place: `orders: [{ id: ord_1, … }]`. */
export function fillTables({ tables, file }: OwnBackend, scenario: Scenario, api: Api, store: Store): BackendFinding[] {
  const findings: BackendFinding[] = []
  const filling = Object.entries(tables).map(([name, table]) => {
    const fact = scenario.facts[name]
    const rows = fact === undefined ? table.start : Array.isArray(fact) ? fact : undefined
    if (rows === undefined) findings.push(unfit(scenario.locate([name]), `"${name}" is one of your tables: expected a list of its rows`))
    return { name, table, rows: rows ?? [], isFact: fact !== undefined }
  })
  store.transact('start', () => {
    for (const { name, table, rows, isFact } of filling) {
      const check = table.schema === undefined ? undefined : api.schema(`/components/schemas/${table.schema}`)
      rows.forEach((row, index) => {
        const wrong = check?.(row).map(({ path, message }) => `${path.join('.')} ${message}`.trim()) ?? []
        const fault = wrong[0] ?? put(store, name, table, row)
        const where = isFact ? scenario.locate([name, index]) : { file: file ?? api.source }
        if (fault !== undefined) findings.push(unfit(where, `Row ${index + 1} of "${name}" can't stand there: ${fault}`))
      })
    }
  })
  passIds(store, Object.keys(tables))
  return findings
}

/** What is wrong with a row, if anything is. */
function put(store: Store, name: string, { key }: OwnTable, row: unknown): string | undefined {
  if (!isObject(row)) return 'expected an object'
  const table = store.tables[name] as unknown as Table<object>
  try {
    const own: unknown = key(row as never)
    if (typeof own !== 'string') return `its key is ${String(own)}; expected a text`
    if (table.get(own) !== undefined) return `another row has the key ${JSON.stringify(own)} already`
    table.put(row)
    return undefined
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}

/** Numbers up to here are passed over one by one. */
const mostPassed = 100_000

/** New ids must not be those of rows that were there from the start. */
function passIds(store: Store, names: readonly string[]): void {
  for (const name of names) {
    for (const row of (store.tables[name] as unknown as Table<{ readonly id?: unknown }>).rows()) {
      const id = Number(row.id)
      if (Number.isSafeInteger(id) && id <= mostPassed) while (store.serial < id) store.nextSerial()
    }
  }
}

function unfit(where: Where, message: string): BackendFinding {
  return { code: 'scenario.row.unfit', severity: 'error', message, where }
}

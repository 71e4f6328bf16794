import type { StateTable } from '../../engine/index.ts'
import { didYouMean } from '../../kernel/index.ts'
import { refusal } from '../codes.ts'
import type { Target } from '../target.ts'
import type { RowRange, WorldControl } from '../verbs.ts'
import { requireWhole } from './arguments.ts'
import { worldAt } from './places.ts'

export function localState(target: Target, name: string): Pick<WorldControl, 'state' | 'table'> {
  const tables = (): readonly StateTable[] => target.engine().backend.state?.(worldAt(target, name)) ?? []
  return {
    async state(range = {}) {
      requireRange(range)
      return Object.fromEntries(tables().map((table) => [table.name, take(table, range)]))
    },
    async table(wanted, range = {}) {
      requireRange(range)
      const all = tables()
      const table = all.find((one) => one.name === wanted)
      if (table === undefined) {
        const names = all.map((one) => one.name)
        throw refusal(
          'table_unknown',
          `There is no table ${JSON.stringify(wanted)}; there is ${names.join(', ') || 'none: this backend keeps nothing'}.${didYouMean(wanted, names)}`,
        )
      }
      return take(table, range)
    },
  }
}

function requireRange({ skip = 0, limit = 1 }: RowRange): void {
  requireWhole('skip', skip, 0)
  requireWhole('limit', limit, 1)
}

/** Only rows that are asked for are made. */
function take(table: StateTable, { skip = 0, limit }: RowRange): readonly unknown[] {
  const rows: unknown[] = []
  let index = 0
  for (const row of table.rows()) {
    if (index++ < skip) continue
    if (rows.push(row) === limit) break
  }
  return rows
}

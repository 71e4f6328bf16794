import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Engine, StateTable } from '../engine/index.ts'
import { type Diagnostic, parsePointer, valueAt } from '../kernel/index.ts'
import type { Api, Violation } from '../openapi/index.ts'
import type { World } from '../world/index.ts'
import type { ReloadCode } from './codes.ts'

/** How many rows are looked at; a check of more would keep callers waiting. */
const rowLimit = 100_000

/** Rows that break one rule. */
interface Break {
  readonly table: string
  readonly violation: Violation
  /** The first of them. */
  readonly example: string
  readonly worlds: Set<string>
  rows: number
}

/** Rows of the worlds that the document's schemas refuse: one finding for each rule that is broken, whatever the number of rows. Lets callers in between two worlds. */
export async function findUnfitRows({ api, backend }: Engine, worlds: readonly World[]): Promise<Diagnostic[]> {
  if (backend.state === undefined) return []
  const breaks = new Map<string, Break>()
  const removed = new Map<string, Diagnostic>()
  let left = rowLimit
  for (const world of worlds) {
    for (const table of backend.state(world)) {
      if (table.schema === undefined || left <= 0) continue
      if (valueAt(api.document, parsePointer(table.schema)) === undefined) removed.set(table.name, withoutSchema(api, table))
      else left -= checkTable(api, table, table.schema, world.name, left, breaks)
    }
    await nextTurn()
  }
  return [...removed.values(), ...Array.from(breaks.values(), (broken) => toFinding(api, broken))]
}

/** How many rows were looked at. */
function checkTable(api: Api, table: StateTable, schema: string, world: string, limit: number, breaks: Map<string, Break>): number {
  const check = api.schema(schema)
  let seen = 0
  for (const row of table.rows()) {
    for (const violation of check(row)) {
      const key = `${table.name} ${violation.rulePointer} ${violation.path.map((step) => (typeof step === 'number' ? '*' : step)).join('/')}`
      const known = breaks.get(key)
      const example = `${nameOf(row, seen)} in the world "${world}"`
      const broken = known ?? { table: table.name, violation, example, worlds: new Set<string>(), rows: 0 }
      broken.rows++
      broken.worlds.add(world)
      breaks.set(key, broken)
    }
    if (++seen === limit) break
  }
  return seen
}

function toFinding(api: Api, { table, violation, example, worlds, rows }: Break): Diagnostic {
  const { path, message, rulePointer } = violation
  const place = path.length === 0 ? '' : `${path.join('.')} `
  const many = `${rows} ${rows === 1 ? 'row' : 'rows'} of ${table}${worlds.size === 1 ? '' : ` in ${worlds.size} worlds`}`
  return finding(
    'reload.row.unfit',
    `${many} ${rows === 1 ? 'does' : 'do'} not fit any more: ${place}${message} (${example}). An answer that shows one is refused as a defect (500).`,
    rulePointer === undefined ? { file: api.source } : api.locate(rulePointer),
  )
}

function withoutSchema(api: Api, { name, schema }: StateTable): Diagnostic {
  return finding('reload.schema.removed', `Rows of ${name} were held to #${schema}, which is gone.`, api.locate(schema as string))
}

function nameOf(row: unknown, index: number): string {
  const id = (row as { readonly id?: unknown } | null)?.id
  return typeof id === 'string' ? id : `row ${index + 1}`
}

function finding(code: ReloadCode, message: string, where: Diagnostic['where']): Diagnostic {
  return { code, severity: 'warning', message, where }
}

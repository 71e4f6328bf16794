/** A row as the API would show it; what its fields mean is not known here, only how such fields are usually called. */
export type Row = Readonly<Record<string, unknown>>
export type Rows = readonly unknown[]

/** What ids stand for, over all tables of a world. */
export type Labels = ReadonlyMap<string, string>

/** A column that says something about the rows it was made for. */
export interface Field {
  readonly name: string
  readonly kind: keyof typeof ranks
}

/** How many columns a person can take in; the rest stands in the row's details. */
const mostColumns = 7
/** How many rows are looked at to find columns. */
const sample = 50

/** The most telling first. */
const ranks = { label: 0, state: 1, other: 2, time: 3, flag: 4, address: 5, nested: 6 }

const labelNames = ['full_name', 'name', 'title', 'subject', 'email', 'user_name', 'username', 'label', 'key']

/** `department_members` → `Department members` */
export function toTitle(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What tells a row from others: its own id, or the first field that ends like one. */
export function idOf(row: Row): string | undefined {
  const own = row.id ?? Object.entries(row).find(([name, value]) => name.endsWith('_id') && typeof value === 'string')?.[1]
  return typeof own === 'string' || typeof own === 'number' ? String(own) : undefined
}

export function labelOf(row: Row): string | undefined {
  for (const name of labelNames) if (typeof row[name] === 'string' && row[name] !== '') return row[name]
  return undefined
}

/** Names for ids: a row's own id first; an id that some other row knows a name for, after that. */
export function toLabels(state: Readonly<Record<string, Rows>>): Labels {
  const labels = new Map<string, string>()
  const known = Object.values(state).flat().filter(isRow)
  for (const row of known) {
    const label = labelOf(row)
    if (typeof row.id === 'string' && label !== undefined) labels.set(row.id, label)
  }
  for (const row of known) {
    const label = labelOf(row)
    if (typeof row.user_id === 'string' && label !== undefined && !labels.has(row.user_id)) labels.set(row.user_id, label)
  }
  return labels
}

/** The fields worth a column, the telling ones first; fields that are empty everywhere are none, nor is an id beside its name. */
export function toFields(rows: Rows): readonly Field[] {
  const looked = rows.slice(0, sample).filter(isRow)
  const names = new Set(looked.flatMap((row) => Object.keys(row).filter((name) => !isEmpty(row[name]))))
  // An id of the row's own stands below its name.
  const isOwnId = (name: string) => looked.every((row) => row[name] === idOf(row))
  const isNamed = (name: string) => name.endsWith('_id') && names.has(name.replace(/_id$/, '_name'))
  const fields = [...names].filter((name) => !isOwnId(name) && !isNamed(name)).map((name): Field => ({ name, kind: kindOf(name, looked) }))
  const order = (field: Field) => ranks[field.kind] + (field.kind === 'label' ? labelNames.indexOf(field.name) / 100 : 0)
  return fields.sort((a, b) => order(a) - order(b)).slice(0, mostColumns)
}

function kindOf(name: string, rows: readonly Row[]): Field['kind'] {
  if (labelNames.includes(name)) return 'label'
  if (/(?:^|_)(?:state|status)$/.test(name)) return 'state'
  const value = rows.find((row) => !isEmpty(row[name]))?.[name]
  if (isTime(value)) return 'time'
  if (typeof value === 'boolean') return 'flag'
  if (isRow(value) && labelOf(value) === undefined) return 'nested'
  return typeof value === 'string' && /^https?:/.test(value) ? 'address' : 'other'
}

export function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(value)
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
}

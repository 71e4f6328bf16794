import { isObject } from '../../kernel/index.ts'

/** What the verifier's JSON says of one interaction, by the id its description begins with. */
export interface Outcome {
  readonly duration: number | undefined
  /** Sorted: the order in which the verifier finds them changes from run to run. */
  readonly mismatches: readonly string[]
  readonly isFailed: boolean
}

export interface Outcomes {
  readonly byId: ReadonlyMap<string, Outcome>
  /** Errors that belong to no interaction. */
  readonly rest: readonly string[]
}

/** Reads a report of `pact verifier --json`; mismatches stand under `errors` and `pendingErrors` only, interactions under `interactionResults`. */
export function toOutcomes(report: unknown): Outcomes {
  const found = new Map<string, { duration: number | undefined; mismatches: string[]; isFailed: boolean }>()
  const rest: string[] = []
  if (!isObject(report)) return { byId: found, rest: ['The verifier wrote no report; expected JSON.'] }
  for (const one of maps(report.interactionResults)) {
    const id = idOf(one.interactionDescription ?? one.description)
    if (id === undefined) continue
    found.set(id, { duration: toMilliseconds(one.duration), mismatches: [], isFailed: one.result !== 'OK' })
  }
  for (const error of [...maps(report.errors), ...maps(report.pendingErrors)]) {
    const id = idOf(error.interaction)
    const told = toLines(error.mismatch)
    const outcome = id === undefined ? undefined : found.get(id)
    if (outcome === undefined) rest.push(...told)
    else {
      outcome.isFailed = true
      outcome.mismatches.push(...told)
    }
  }
  for (const outcome of found.values()) outcome.mismatches = [...new Set(outcome.mismatches)].sort()
  return { byId: found, rest }
}

function toLines(mismatch: unknown): string[] {
  if (!isObject(mismatch)) return [String(mismatch)]
  const listed = maps(mismatch.mismatches)
  if (listed.length === 0) return [String(mismatch.message ?? JSON.stringify(mismatch))]
  return listed.flatMap((one) => toMissing(one) ?? [toLine(one)])
}

/** A line for each key that is not there; undefined when something else is wrong. */
function toMissing({ mismatch, path }: Readonly<Record<string, unknown>>): string[] | undefined {
  const keys = /^Actual map is missing the following keys: (.+)$/.exec(String(mismatch))?.[1]
  return keys?.split(', ').map((key) => `${String(path)}.${key}: expected it to be there, and it is missing`)
}

function toLine(one: Readonly<Record<string, unknown>>): string {
  const said = String(one.mismatch ?? one.description ?? '')
  const place = String(one.path ?? one.key ?? '')
  if (String(one.type) === 'StatusMismatch') return `status: expected ${plain(one.expected)}, got ${plain(one.actual)}`
  const [expected, actual] = [plain(one.expected), plain(one.actual)]
  const where = String(one.type) === 'HeaderMismatch' ? `header ${place}` : place === '' ? String(one.type ?? 'answer') : place
  // Of a whole object or list the sentence says more than both values would.
  const isLong = expected.length + actual.length > 120 || expected.startsWith('{') || /missing|Actual map is/i.test(said)
  return isLong || expected === ''
    ? `${where}: ${said}`
    : `${where}: expected ${expected}, got ${actual}${/ match /.test(said) && expected !== actual ? hint(said) : ''}`
}

/** What a matcher asked for, where it asked for more than the example. */
function hint(said: string): string {
  const regex = /to match '(.*)'$/s.exec(said)?.[1]
  return regex === undefined ? '' : ` (must match ${regex})`
}

function plain(value: unknown): string {
  // Bodies come as bytes.
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number'))
    return Buffer.from(value as number[]).toString('utf8')
  if (value === undefined) return ''
  if (typeof value !== 'string') return JSON.stringify(value)
  return value === '' ? '""' : value.replace(/^"(.+)"$/s, '$1')
}

function idOf(description: unknown): string | undefined {
  return /#(\d+)# /.exec(String(description ?? ''))?.[0].trim()
}

function toMilliseconds(duration: unknown): number | undefined {
  if (typeof duration === 'number') return duration
  const [, amount, unit] = /^([\d.]+)\s*(ms|s|µs)?$/.exec(String(duration ?? '')) ?? []
  if (amount === undefined) return undefined
  return Number(amount) * (unit === 's' ? 1000 : unit === 'µs' ? 0.001 : 1)
}

function maps(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

import type { Api, JsonSchema } from '../../openapi/index.ts'
import { viewOf } from '../build/view.ts'

/**
 * What a consumer reads of answers, by operation: paths like `email`, `error.code` or `members[].email`, `[].id` for a list at the root.
 * An operation that is not listed is taken to need what its schema requires.
 */
export type Uses = Readonly<Record<string, readonly string[]>>

/** Of an error's envelope, what clients go by; the rest is for logs. */
const ofErrors = ['success', 'error.code', 'error.message', 'error.status']

/** The part of an answer that the consumer relies on. */
export function prune(
  api: Api,
  schema: JsonSchema | undefined,
  body: unknown,
  listed: readonly string[] | undefined,
  isError: boolean,
): unknown {
  if (listed !== undefined) return pick(body, listed)
  if (isError && isEnvelope(body)) return pick(body, ofErrors)
  return keepRequired(api, schema, body)
}

function isEnvelope(body: unknown): boolean {
  return typeof (body as { error?: { code?: unknown } } | null)?.error?.code === 'string'
}

/** Only what is at one of the paths; undefined when nothing is. */
function pick(value: unknown, paths: readonly string[]): unknown {
  if (paths.includes('')) return value
  if (Array.isArray(value)) {
    const inside = paths.filter((path) => path.startsWith('[]')).map((path) => path.slice(2).replace(/^\./, ''))
    return inside.length === 0 ? undefined : value.map((entry) => pick(entry, inside)).filter((entry) => entry !== undefined)
  }
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.entries(value).flatMap(([name, entry]) => {
    const inside = paths.flatMap((path) => below(path, name))
    const kept = inside.length === 0 ? undefined : pick(entry, inside)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** The rest of a path behind a name. */
function below(path: string, name: string): readonly string[] {
  if (path === name) return ['']
  if (path.startsWith(`${name}.`)) return [path.slice(name.length + 1)]
  return path.startsWith(`${name}[]`) ? [path.slice(name.length)] : []
}

/** What the schema requires; all of an object that it says nothing about. */
function keepRequired(api: Api, schema: JsonSchema | undefined, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { properties, required, items } = viewOf(api, schema, value)
  if (Array.isArray(value)) return value.map((entry) => keepRequired(api, items, entry))
  const isOpen = required.size === 0
  // A map of whatever: its keys are data.
  if (schema !== undefined && isOpen && properties.size === 0) return {}
  const entries = Object.entries(value).filter(([name]) => isOpen || required.has(name))
  return Object.fromEntries(entries.map(([name, entry]) => [name, keepRequired(api, properties.get(name), entry)]))
}

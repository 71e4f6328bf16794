import { CORE_SCHEMA, load, YAMLException } from 'js-yaml'
import { type Diagnostic, toPointer, type Where } from '../kernel/index.ts'
import type { FactPath } from './scenario.ts'
import { type Place, placeOf, readPlaces } from './scenario-places.ts'

/** One fixture file, read but not merged with what it extends. */
export interface Fixture {
  readonly file: string
  readonly value: Readonly<Record<string, unknown>>
  /** How many steps of a path lead somewhere in this file, and where they lead. */
  find(path: FactPath, part: 'key' | 'value'): { readonly steps: number; readonly where: Where }
}

/** Reads a fixture's text; a diagnostic when it is not YAML, or no map. */
export function parseFixture(text: string, file: string): Fixture | Diagnostic {
  // A missing value and an empty file are the same to YAML; the loader of js-yaml throws a TypeError on the latter.
  let value: unknown
  try {
    value = text.trim() === '' ? null : load(text, { schema: CORE_SCHEMA, filename: file })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const isDouble = error.reason === 'duplicated mapping key'
    const mark = error.mark as YAMLException['mark'] | undefined
    const where = mark === undefined ? { file } : { file, line: mark.line + 1, column: mark.column + 1 }
    if (!isDouble) return { code: 'scenario.syntax', severity: 'error', message: `This is not YAML: ${error.reason}.`, where }
    const message = 'This key stands twice in one map; expected each key once. Merge the two entries.'
    return { code: 'scenario.key.duplicate', severity: 'error', message, where }
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const where = { file, line: 1, column: 1 }
    return { code: 'scenario.type', severity: 'error', message: 'A fixture is a map; expected keys such as description and people.', where }
  }
  let places: Place | undefined
  return {
    file,
    value: value as Record<string, unknown>,
    find(path, part) {
      // Places are asked for when something is wrong, which is seldom: the text is read again then, not kept track of always.
      places ??= readPlaces(text)
      const { steps, line, column } = placeOf(places, path, part)
      return { steps, where: { file, line, column, pointer: toPointer(path) } }
    },
  }
}

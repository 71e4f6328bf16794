import { isObject } from '../kernel/index.ts'
import type { Node } from './document.ts'
import type { DiagnosticCode } from './finding.ts'
import type { Patterns } from './pattern.ts'

/** A schema in the validator's one dialect, JSON Schema 2020-12. */
export type JsonSchema = Record<string, unknown>

/** The same schema means different things by direction: what is required of whom, and whether defaults are filled in. */
export type Variant = 'request' | 'choice' | 'response' | 'value'

/**
 * What `$dynamicRef` leads to: dynamic anchors and where their schemas stand. JSON Schema 2020-12 §8.2.3.2 asks at the time of validation
 * through which schemas a value came; here a schema is converted once for each such way, so that a validator needs to know nothing of it.
 */
export type Scope = ReadonlyMap<string, string>

/** What a conversion needs from outside: where references go, which formats exist, who hears of faults. */
export interface Conversion {
  readonly root: Node
  /** OpenAPI 3.0, whose schemas are a dialect of their own. */
  readonly legacy: boolean
  readonly scope: Scope
  readonly hasFormat: (name: string) => boolean
  readonly patterns: Patterns
  /** The validator's name for the schema that a site refers to. */
  readonly reference: (pointer: string, site: Site) => string
  readonly remember: (converted: JsonSchema, pointer: string) => void
  readonly report: (code: DiagnosticCode, pointer: string, message: string, severity?: 'error' | 'warning') => void
}

/** One schema on its way from the document's dialect to the validator's. */
export interface Site {
  readonly source: Node
  readonly converted: JsonSchema
  readonly pointer: string
  readonly variant: Variant
  /** The referenced schema that this one is a part of and applies to the same value, if any. */
  readonly owner: string | undefined
  readonly by: Conversion
}

/** Keywords whose schema is applied to the very same value. */
export const inPlace: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'])
/** Keywords that try a schema: a default filled in by a branch that fails in the end would corrupt the value. */
const choices = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains'])

/** How a schema under a keyword is to be converted. */
export function variantUnder(key: string, variant: Variant): Variant {
  return variant === 'request' && choices.has(key) ? 'choice' : variant
}

/** `anyOf: [X, null]`, the usual way of saying optional: the position of X. */
export function positionBesideNull(choice: readonly unknown[]): number | undefined {
  const isNull = (schema: unknown): boolean => isObject(schema) && schema.type === 'null'
  const others = choice.flatMap((schema, index) => (isNull(schema) ? [] : [index]))
  return choice.length === 2 && others.length === 1 ? others[0] : undefined
}

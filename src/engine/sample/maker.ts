import type { JsonSchema, SchemaSource } from '../../openapi/index.ts'
import type { Heights } from './height.ts'
import type { Place } from './place.ts'
import type { Source } from './source.ts'
import type { Tools } from './tools.ts'

/** Values for a place, whatever is made elsewhere, the best first; by JSON pointer, and the nearest property's name in words. */
export type Given = (pointer: string, name: string) => readonly unknown[]

/** What makes the parts of a value: a maker of objects asks it for their properties. */
export interface Maker {
  readonly schemas: SchemaSource
  readonly heights: Heights
  readonly tools: Tools
  /** Milliseconds since 1970. */
  readonly now: number
  readonly direction: 'request' | 'response'
  /** Whether examples of the document are used as they stand. */
  readonly usesExamples: boolean
  /** A value to some schemas. Throws `DeadEnd` when there is none. */
  make(schemas: readonly JsonSchema[], place: Place, hint: unknown): unknown
  readonly given: Given
  /** Whether so much was made that what may be left out is. */
  readonly isLong: boolean
  /** How often what stood at a place was refused. */
  rollsAt(key: string): number
  /** Randomness for one use at a place; drawn anew when what stands there was refused. */
  sourceAt(key: string, use?: string): Source
}

/** How often the kind of value that a schema seems to be about is refused before others are tried. */
export const patience = 4

/** No value can be made at a place. */
export class DeadEnd extends Error {
  readonly place: string
  /** The schema that is in the way. */
  readonly schema: JsonSchema | undefined
  constructor(place: string, reason: string, schema: JsonSchema | undefined) {
    super(reason)
    this.place = place
    this.schema = schema
  }
}

/** A dead end that no other choice leads around, since none may be tried any more. */
export class GivenUp extends DeadEnd {}

import type { JsonSchema, SchemaSource, Violation } from '../../openapi/index.ts'
import { Draft } from './draft.ts'
import { DeadEnd, type Given, GivenUp } from './maker.ts'
import { topPlace } from './place.ts'
import type { Tools } from './tools.ts'

export interface SampleOptions {
  readonly schemas: SchemaSource
  readonly tools: Tools
  /** The same seed gives the same value. */
  readonly seed: number
  /** The time that dates are told from, milliseconds since 1970. */
  readonly now: number
  readonly direction: 'request' | 'response'
  /** Whether examples of the schemas are used as they stand; otherwise they only show what values look like. */
  readonly usesExamples: boolean
  /** A value to keep as far as it fits, such as an example of the whole. */
  readonly hint?: unknown
  /** Values for certain places, kept where they fit. */
  readonly given?: Given
  /** What the value is about, in words: the `user` or `users` of an answer. */
  readonly subject?: string
  /** The check that has the last word; empty = allowed. */
  readonly check: (value: unknown) => readonly Violation[]
}

/** Why no value was found for a schema. */
export class Unsatisfiable extends Error {
  /** The schema's place in the document. */
  readonly pointer: string | undefined
  constructor(reason: string, pointer: string | undefined) {
    super(reason)
    this.pointer = pointer
  }
}

/** How often a value is mended, first as a full one and then as the smallest. */
const mendings = 40

/** A value that a schema allows: as rich as it may be, else as small. Throws `Unsatisfiable` when none is found. */
export function sample(schema: JsonSchema, options: SampleOptions): unknown {
  const { schemas, check, given = noneGiven, subject = '' } = options
  let reason: Unsatisfiable | undefined
  for (const isFlat of [false, true]) {
    const draft = new Draft({ ...options, given: isFlat ? noneGiven : given })
    for (let mending = 0; mending < mendings; mending++) {
      try {
        const value = draft.begin(schema, { ...topPlace, name: subject, isFlat }, isFlat ? undefined : options.hint)
        const violations = check(value)
        if (violations.length === 0) return value
        reason = toReason(violations[0] as Violation)
        // a value that can't be judged is not to be made again and again
        if (violations[0]?.rule === 'effort') throw reason
        for (const violation of violations) draft.refuse(violation.path)
      } catch (thrown) {
        if (!(thrown instanceof DeadEnd)) throw thrown
        reason = new Unsatisfiable(atPlace(thrown), thrown.schema && schemas.pointerOf(thrown.schema))
        if (thrown instanceof GivenUp) break
        draft.reroll(thrown.place)
      }
    }
  }
  throw reason ?? new Unsatisfiable('nothing was tried', schemas.pointerOf(schema))
}

const noneGiven: Given = () => []

function atPlace({ place, message }: DeadEnd): string {
  // of a schema that contains itself the way down says the same again and again
  const where = place.length > 100 ? `${place.slice(0, 60)}… and further down` : place
  return place === '' ? message : `at ${where}, ${message}`
}

function toReason({ path, message, rulePointer }: Violation): Unsatisfiable {
  const where = path.length === 0 ? 'the value' : `/${path.join('/')}`
  return new Unsatisfiable(`nothing was found that satisfies all rules; the last try failed because ${where} ${message}`, rulePointer)
}

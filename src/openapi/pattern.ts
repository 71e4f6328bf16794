import { Effort } from './effort.ts'
import { beginsAtStart, isExplosive, isSteady, waysOf } from './pattern-readings.ts'
import { Steps } from './pattern-steps.ts'
import { type Term, toTerm } from './pattern-terms.ts'

/** A pattern as it is enforced: with ECMAScript's yes or no, for bounded work. */
export interface Pattern {
  /** Spends effort; throws `Overwork` when there is none left. */
  test(text: string): boolean
  /** By which the validator tells patterns apart. */
  toString(): string
}

/** What is known of a pattern before any value comes. */
export interface PatternReport {
  /** Whether ordinary engines may take exponential time for it. */
  readonly isExplosive: boolean
  /** The most characters a value may have to be matched; undefined = any that fit into a request. */
  readonly longest: number | undefined
}

interface Reading extends PatternReport {
  /** What it holds in memory, a hundred bytes each. */
  readonly states: number
  readonly test: (effort: Effort) => (text: string) => boolean
}

/** The engine's own expression, or undefined when JavaScript can't take it. */
export function toRegExp(pattern: string): RegExp | undefined {
  // JSON Schema asks for Unicode semantics, but many documents escape what `u` does not allow to be escaped (`\-`, `\_`)
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags)
    } catch {
      // not with these flags; the caller hears of a pattern that goes with none
    }
  }
  return undefined
}

/** States for all patterns of a document. */
const mostStates = 1_000_000

/** The patterns of one document, each read once; tests of one spend the document's effort. */
export class Patterns {
  readonly #effort: Effort
  #statesLeft = mostStates
  readonly #readings = new Map<string, Reading | undefined>()

  constructor(effort: Effort) {
    this.#effort = effort
  }

  /** Undefined for a pattern that JavaScript can't take. */
  of(pattern: string): Pattern | undefined {
    const reading = this.#read(pattern)
    return reading && { test: reading.test(this.#effort), toString: () => `/${pattern}/` }
  }

  report(pattern: string): PatternReport | undefined {
    return this.#read(pattern)
  }

  #read(pattern: string): Reading | undefined {
    if (this.#readings.has(pattern)) return this.#readings.get(pattern)
    const reading = read(pattern, this.#statesLeft)
    this.#statesLeft -= reading?.states ?? 0
    this.#readings.set(pattern, reading)
    return reading
  }
}

/** Whether a text matches, for bounded work of its own; false also when that is not enough, or the pattern none. */
export function matches(pattern: string, text: string): boolean {
  const effort = new Effort()
  return effort.within(() => read(pattern, mostStates)?.test(effort)(text)) === true
}

/** Steps of an automaton, or of a try, that cost as much as one call of a compiled schema. */
const stepsPerCall = 4

function read(pattern: string, statesLeft: number): Reading | undefined {
  const expression = toRegExp(pattern)
  if (expression === undefined) return undefined
  const plain: Reading = { isExplosive: false, longest: undefined, states: 0, test: () => (text) => expression.test(text) }
  // without repetitions, choices and references there is one way to read a text
  if (!/[*+?{|]|\\[1-9k]/.test(pattern)) return plain
  const looked = lookInto(expression, statesLeft)
  if (looked?.isSteady) return plain
  const { term, steps } = looked ?? {}
  const costOf =
    steps === undefined ? (length: number) => costOfTries(term, length) : (length: number) => (steps.size * (length + 1)) / stepsPerCall
  return {
    isExplosive: looked?.isExplosive !== false,
    longest: longestWithin(costOf),
    states: steps?.size ?? 0,
    test: (effort) => (text) => {
      effort.spend(costOf(text.length))
      return (steps ?? expression).test(text)
    },
  }
}

interface Look {
  readonly term: Term
  readonly isSteady: boolean
  readonly isExplosive: boolean
  readonly steps: Steps | undefined
}

/** Undefined for what is not understood, or is nested too deep for that. */
function lookInto(expression: RegExp, statesLeft: number): Look | undefined {
  try {
    const term = toTerm(expression)
    if (isSteady(term)) return { term, isSteady: true, isExplosive: false, steps: undefined }
    return { term, isSteady: false, isExplosive: isExplosive(term), steps: Steps.from(term, expression.unicode, statesLeft) }
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What the engine's own way may cost at worst. */
function costOfTries(term: Term | undefined, length: number): number {
  if (term === undefined) return Number.POSITIVE_INFINITY
  const starts = beginsAtStart(term) ? 1 : length + 1
  return (waysOf(term, length) * starts * (length + 1)) / stepsPerCall
}

/** The longest request body that is taken unless another limit is set, and so the longest value that matters. */
const longestValue = 1_048_576

function longestWithin(costOf: (length: number) => number): number | undefined {
  const { left } = new Effort()
  let length = longestValue
  while (length > 0 && !(costOf(length) <= left)) length = Math.floor(length * 0.9)
  return length === longestValue ? undefined : length
}

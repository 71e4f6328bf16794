import { CORE_SCHEMA, dump } from 'js-yaml'
import type { StepFacts } from './scenario.ts'

/** What stands in a fixture that is written rather than by hand. */
export interface WrittenFixture {
  /** Lines for people, above everything. */
  readonly comments: readonly string[]
  /** Keys before the steps, in order; those that are undefined are left out. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly steps: readonly WrittenStep[]
}

export interface WrittenStep {
  readonly facts: StepFacts
  /** Behind its last line. */
  readonly comment?: string | undefined
}

/** A fixture's text, as someone might have written it: short maps on one line, long ones below one another. */
export function writeFixture({ comments, facts, steps }: WrittenFixture): string {
  const head = comments.map((comment) => `# ${toLine(comment)}\n`).join('')
  const body = writeKeys(facts, 0)
  if (steps.length === 0) return head + body
  return `${head}${body}\nsteps:\n${steps.map(writeStep).join('')}`
}

function writeStep({ facts, comment }: WrittenStep): string {
  const text = writeKeys(facts as unknown as Readonly<Record<string, unknown>>, 4).trimEnd()
  return `  - ${text.trimStart()}${comment === undefined ? '' : ` # ${toLine(comment)}`}\n`
}

function writeKeys(map: Readonly<Record<string, unknown>>, indent: number): string {
  const entries = Object.entries(map).filter(([, value]) => value !== undefined)
  return entries.map(([key, value]) => indented(writeEntry(key, value), indent)).join('')
}

/** How long a line may get before what is in it is spread over several. */
const longest = 120
/** From which level on nothing is tried to be put on one line any more. */
const deepest = 4

/** As much on one line as fits, from the outside in. */
function writeEntry(key: string, value: unknown): string {
  const options = { schema: CORE_SCHEMA, noRefs: true, lineWidth: -1 } as const
  for (let flowLevel = 1; flowLevel <= deepest; flowLevel++) {
    const text = dump({ [key]: value }, { ...options, flowLevel })
    if (text.split('\n').every((line) => line.length <= longest)) return text
  }
  return dump({ [key]: value }, options)
}

/** Lines of a text that are empty stay so, which is what a block of text needs. */
function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by))
}

/** YAML takes no control characters, not even in a comment. */
function toLine(comment: string): string {
  return comment.replaceAll(/[\s\p{C}]+/gu, ' ')
}

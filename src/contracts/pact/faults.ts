import { type Diagnostic, isObject, toPointer, type Where } from '../../kernel/index.ts'
import type { PactCode } from './source.ts'

export type Node = Readonly<Record<string, unknown>>
export type Tokens = readonly (string | number)[]

/** Takes values of a file nobody has checked, and collects what is wrong with them. */
export class Faults {
  readonly found: Diagnostic[] = []
  readonly #locate: (pointer: string) => Where

  constructor(locate: (pointer: string) => Where) {
    this.#locate = locate
  }

  tell(at: Tokens, message: string, code: PactCode = 'pact.invalid'): void {
    this.found.push({ code, severity: 'error', message, where: this.#locate(toPointer(at)) })
  }

  expected(wanted: string, value: unknown, at: Tokens): void {
    const name = at.findLast((token) => typeof token === 'string')
    const index = at.at(-1)
    const subject = name === undefined ? 'The pact' : typeof index === 'number' ? `Entry ${index + 1} of "${name}"` : `"${name}"`
    this.tell(at, `${subject} ${shown(value)}; expected ${wanted}.`)
  }

  text(value: unknown, at: Tokens, wanted = 'a text'): string {
    if (typeof value === 'string') return value
    this.expected(wanted, value, at)
    return ''
  }

  /** Text, or undefined where nothing is said. */
  optionalText(value: unknown, at: Tokens): string | undefined {
    return value === undefined || value === null ? undefined : this.text(value, at)
  }

  map(value: unknown, at: Tokens, wanted = 'a map'): Node {
    if (isObject(value)) return value
    this.expected(wanted, value, at)
    return {}
  }

  /** Empty where nothing is said: some tools write null for that. */
  optionalMap(value: unknown, at: Tokens, wanted?: string): Node {
    return value === undefined || value === null ? {} : this.map(value, at, wanted)
  }

  items(value: unknown, at: Tokens, wanted = 'a list'): readonly unknown[] {
    if (Array.isArray(value)) return value
    this.expected(wanted, value, at)
    return []
  }
}

function shown(value: unknown): string {
  if (value === undefined) return 'is missing'
  if (Array.isArray(value)) return 'is a list'
  if (isObject(value)) return 'is a map'
  if (typeof value !== 'string') return `is ${value}`
  return `is the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`
}

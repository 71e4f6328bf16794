import { JsonFault, parseJson } from './json.ts'
import { Reading } from './reading.ts'
import type { Violation } from './violation.ts'

/** Stands before each value (RFC 7464 §2.1). */
const separator = '\x1e'

/** The values of JSON written one to a line (NDJSON, JSON Lines), or one after each record separator (RFC 7464); blank lines are none. */
export function readLines(text: string, pointer: string): readonly unknown[] | Reading {
  const values: unknown[] = []
  const violations: Violation[] = []
  for (const line of text.split('\n').flatMap((one) => one.split(separator))) {
    if (line.trim() === '') continue
    const value = parseJson(line)
    if (value instanceof JsonFault) {
      const { rule, params, message } = value
      violations.push({ in: 'body', path: [values.length], rule, params, message, value: undefined, rulePointer: pointer })
    }
    values.push(value instanceof JsonFault ? undefined : value)
  }
  return violations.length === 0 ? values : new Reading(values, violations)
}

/** As a type of such lines has them: with a record separator before each where it wants one (RFC 7464 §2.2). */
export function writeLines(values: readonly unknown[], essence: string): string {
  const before = essence.endsWith('json-seq') ? separator : ''
  return values.map((value) => `${before}${JSON.stringify(value)}\n`).join('')
}

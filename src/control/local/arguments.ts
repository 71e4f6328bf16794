import { didYouMean } from '../../kernel/index.ts'
import { refusal } from '../codes.ts'

/** What the document checks of a call over the network is checked here of a call in this process, and refused in the same way. */

export function requireWhole(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  const upTo = most === Number.MAX_SAFE_INTEGER ? ` from ${least}` : ` from ${least} to ${most}`
  throw refusal('validation_failed', `${name} is ${value}; expected a whole number${upTo}.`)
}

export function requireOneOf<Value extends string>(name: string, value: Value, allowed: readonly Value[]): Value {
  if (allowed.includes(value)) return value
  throw refusal(
    'validation_failed',
    `${name} is ${JSON.stringify(value)}; expected ${allowed.join(', ')}.${didYouMean(String(value), allowed)}`,
  )
}

/** What is looked for; empty text would find anything, and means a mistake. */
export function requireText(name: string, value: string | undefined): void {
  if (value === '') throw refusal('validation_failed', `${name} is empty; expected a text, or leave it out for all.`)
}

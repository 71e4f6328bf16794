import { isObject, nearest } from '../kernel/index.ts'
import type { Node } from './document.ts'
import { typesOf } from './keywords.ts'
import { toLength } from './sample.ts'
import type { Violation } from './violation.ts'

/** Stands for a part that is better left out. */
export const removed = Symbol('removed')

/** The nearest value that the broken rule allows, or the sample. */
export function mendValue({ rule, params, value }: Violation, sample: unknown, schema: unknown): unknown {
  const node: Node = isObject(schema) ? schema : {}
  const step = typesOf(node).includes('integer') ? 1 : 0.001
  const limit = params.limit as number
  switch (rule) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'forbiddenKey':
    case 'unexpected':
    case 'false schema':
      return removed
    case 'type':
      return toType(params.type, value, sample)
    case 'enum':
    case 'discriminator':
      return nearestOf(value, params.allowedValues as readonly unknown[])
    case 'const':
      return params.allowedValue
    case 'maxLength':
      return typeof value === 'string' ? [...value].slice(0, limit).join('') : sample
    case 'minLength':
      return typeof sample === 'string' && [...sample].length >= limit ? sample : toLength(String(value), { minLength: limit })
    case 'minimum':
    case 'maximum':
      return limit
    case 'exclusiveMinimum':
      return limit + step
    case 'exclusiveMaximum':
      return limit - step
    case 'multipleOf':
      return Math.round(Number(value) / Number(params.multipleOf)) * Number(params.multipleOf)
    case 'maxItems':
      return Array.isArray(value) ? value.slice(0, limit) : sample
    case 'uniqueItems':
      return Array.isArray(value) ? distinct(value) : sample
    case 'maxProperties':
      return isObject(value) ? Object.fromEntries(Object.entries(value).slice(0, limit)) : sample
    default:
      return sample ?? removed
  }
}

/** What was meant, where it can be told: `"10"` for a number, one thing for a list of them. A null means nothing is there. */
function toType(wanted: unknown, value: unknown, sample: unknown): unknown {
  if (value === null) return removed
  const types = [wanted].flat()
  const isNumber = types.includes('integer') || types.includes('number')
  if (isNumber && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value)
  if (types.includes('integer') && typeof value === 'number') return Math.round(value)
  if (types.includes('boolean') && typeof value === 'string' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  if (types.includes('array') && typeof value === 'string') return [value]
  return sample ?? (types.includes('string') ? String(value) : removed)
}

function nearestOf(value: unknown, allowed: readonly unknown[]): unknown {
  const texts = allowed.filter((item) => typeof item === 'string')
  return (typeof value === 'string' ? nearest(value, texts) : undefined) ?? allowed[0]
}

function distinct(items: readonly unknown[]): readonly unknown[] {
  const seen = new Set<string>()
  return items.filter((item) => seen.size < seen.add(JSON.stringify(item)).size)
}

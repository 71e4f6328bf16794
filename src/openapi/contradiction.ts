import { toPointer } from '../kernel/index.ts'
import type { Site } from './conversion.ts'

/** Least and most, and what they count. */
const bounds = [
  ['minLength', 'maxLength', 'text'],
  ['minItems', 'maxItems', 'list'],
  ['minContains', 'maxContains', 'list'],
  ['minProperties', 'maxProperties', 'object'],
  ['minimum', 'maximum', 'number'],
  ['exclusiveMinimum', 'maximum', 'number'],
  ['minimum', 'exclusiveMaximum', 'number'],
  ['exclusiveMinimum', 'exclusiveMaximum', 'number'],
] as const

/** How many characters a text of a format has; those that are only long or short in practice are not here. */
const lengths: Readonly<Record<string, readonly [least: number, most: number]>> = {
  // RFC 9562 §4, and with the "urn:uuid:" of RFC 4122
  uuid: [36, 45],
  // RFC 3339 §5.6
  date: [10, 10],
  'date-time': [20, Number.POSITIVE_INFINITY],
  time: [9, Number.POSITIVE_INFINITY],
  ipv4: [7, 15],
  ipv6: [2, 45],
}

/** Keywords of one schema that leave no value: whatever needs one can neither be asked for nor answered. */
export function checkBounds({ source, converted, pointer, by }: Site): void {
  const tell = (key: string, message: string) =>
    by.report('schema.contradiction', pointer + toPointer([key]), `No ${message}. Mend one of them.`)
  for (const [least, most, noun] of bounds) {
    const [low, high] = [converted[least], converted[most]]
    if (typeof low !== 'number' || typeof high !== 'number') continue
    const isStrict = least.startsWith('exclusive') || most.startsWith('exclusive')
    if (low > high || (isStrict && low === high)) tell(most, `${noun} is within its ${least} ${low} and its ${most} ${high}`)
  }
  const { format } = source
  const [shortest, longest] = (typeof format === 'string' && Object.hasOwn(lengths, format) ? lengths[format] : undefined) ?? [0, Infinity]
  const { minLength, maxLength } = converted
  if (typeof maxLength === 'number' && maxLength < shortest)
    tell('maxLength', `text of format "${format}", which has at least ${shortest} characters, is within its maxLength ${maxLength}`)
  if (typeof minLength === 'number' && minLength > longest)
    tell('minLength', `text of format "${format}", which has at most ${longest} characters, is within its minLength ${minLength}`)
}

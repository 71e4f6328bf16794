import { isObject, parsePointer } from '../kernel/index.ts'
import { type Node, toLocalPointer } from './document.ts'

/** How a property tells which of several schemas is meant (OAS 3.1 §4.8.25). A hint: it never changes whether a value fits. */
export interface Discriminator {
  readonly propertyName: string
  readonly mapping: Readonly<Record<string, string>>
}

export function discriminatorOf(written: Node | undefined): Discriminator | undefined {
  const { discriminator } = written ?? {}
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return undefined
  const mapping = isObject(discriminator.mapping) ? discriminator.mapping : {}
  const entries = Object.entries(mapping).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { propertyName: discriminator.propertyName, mapping: Object.fromEntries(entries) }
}

/** The words of a mapping that lead to the schema at a pointer, else its own name. */
export function wordsFor(pointer: string | undefined, { mapping }: Discriminator): string[] {
  if (pointer === undefined) return []
  const words = Object.entries(mapping).flatMap(([word, target]) => (targetOf(target) === pointer ? [word] : []))
  const name = parsePointer(pointer).at(-1)
  return words.length > 0 || name === undefined || !pointer.startsWith('/components/schemas/') ? words : [name]
}

/** A mapping names a schema, or refers to it. */
export function targetOf(target: string): string {
  return toLocalPointer(target) ?? `/components/schemas/${target}`
}

import { isObject, toPointer } from '../kernel/index.ts'
import type { Node } from './document.ts'
import { keywords } from './keywords.ts'

/** A schema where it is written; references are not followed, what they lead to is met at its own place. */
export interface PlacedSchema {
  readonly schema: Node
  readonly pointer: string
}

/** A schema and those inside it. */
export function* schemasWithin(schema: unknown, pointer: string): Generator<PlacedSchema> {
  if (!isObject(schema)) return
  yield { schema, pointer }
  for (const [key, value] of Object.entries(schema)) {
    const kind = key === '$defs' ? 'named' : keywords.get(key)?.kind
    const at = pointer + toPointer([key])
    if (kind === 'schema') yield* schemasWithin(value, at)
    if (kind === 'schemas' && Array.isArray(value))
      for (const [index, part] of value.entries()) yield* schemasWithin(part, `${at}/${index}`)
    if (kind === 'named' && isObject(value))
      for (const [name, part] of Object.entries(value)) yield* schemasWithin(part, at + toPointer([name]))
  }
}

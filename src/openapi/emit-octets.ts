import { isObject } from '../kernel/index.ts'
import { type Node, namedSchemas } from './document.ts'
import { type Type, toType, unionOf } from './emit-text.ts'
import { type Medium, toMedia } from './medium.ts'

/** What octets are to whoever sends or gets them: in a file, or as a body, themselves; anywhere else a text that stands for them. */
export const octets: Type = toType('Blob')
export const textOfOctets: Type = toType('string')

export function octetsIn({ codec, essence }: Medium): Type {
  return codec === 'bytes' || codec === 'multipart' || codec === 'unsupported' || essence.includes('*') ? octets : textOfOctets
}

/** The same for each schema under `components`, by what it is a part of. `referredIn` names those that one leads to at once. */
export function findOctets(root: Node, referredIn: (schema: unknown) => readonly string[]): (name: string) => Type {
  const schemas = namedSchemas(root)
  const found = new Map<string, Set<Type>>()
  for (const medium of mediaIn(root)) {
    const type = octetsIn(medium)
    const waiting = new Set(referredIn(medium.schema))
    for (const name of waiting) {
      const types = found.get(name) ?? new Set()
      found.set(name, types)
      if (types.has(type)) continue
      types.add(type)
      for (const next of referredIn(schemas[name])) waiting.add(next)
    }
  }
  return (name) => {
    const types = [...(found.get(name) ?? [])]
    return types.length === 0 ? textOfOctets : unionOf(types)
  }
}

/** Every media type that the document declares for a body. */
function* mediaIn(root: Node): Generator<Medium> {
  const seen = new Set<unknown>()
  const waiting: unknown[] = [root.paths, root.webhooks, root.components]
  for (let node = waiting.pop(); waiting.length > 0 || node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null || seen.has(node)) continue
    seen.add(node)
    if (isObject(node) && isObject(node.content)) yield* toMedia(root, node.content, '')
    for (const [key, value] of Object.entries(node)) if (!/^(?:schemas?|examples?|x-.*)$/.test(key)) waiting.push(value)
  }
}

import { parsePointer, valueAt, type Where } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'

type Node = Readonly<Record<string, unknown>>

/** The line of the document that says most about a place in an operation's answer: the property, or what it would stand in. */
export function placeOf(api: Api, operationId: string, status: number, at: string): Where {
  const operation = api.operation(operationId)
  if (operation === undefined) return { file: api.source }
  const response = operation.response(status)
  if (response === undefined) return api.locate(`${operation.pointer}/responses`)
  if (!at.startsWith('$')) return api.locate(response.pointer)
  const media = `${response.pointer}/content/${(response.mediaTypes[0] ?? '').replaceAll('~', '~0').replaceAll('/', '~1')}/schema`
  const { root } = api
  let pointer = isNode(valueAt(root, parsePointer(media))) ? media : response.pointer
  for (const [, key, quoted] of at.matchAll(/\.(\w+)|\[([^\]]*)\]/g)) {
    const next =
      key === undefined && !quoted?.startsWith('"')
        ? step(root, pointer, 'items')
        : step(root, pointer, 'properties', key ?? JSON.parse(quoted as string))
    if (next === undefined) break
    pointer = next
  }
  return api.locate(pointer)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Follows references and looks through compositions, a few levels deep: schemas may contain themselves. */
function step(root: Node, from: string, ...tokens: readonly string[]): string | undefined {
  const look = (pointer: string, depth: number): string | undefined => {
    const schema = valueAt(root, parsePointer(pointer))
    if (!isNode(schema) || depth > 8) return undefined
    if (tokens[0] !== undefined && isNode(schema[tokens[0]])) {
      const found = [pointer, ...tokens.map((token) => token.replaceAll('~', '~0').replaceAll('/', '~1'))].join('/')
      if (valueAt(root, parsePointer(found)) !== undefined) return found
    }
    if (typeof schema.$ref === 'string' && schema.$ref.startsWith('#')) {
      const found = look(decodeURIComponent(schema.$ref.slice(1)), depth + 1)
      if (found !== undefined) return found
    }
    for (const part of ['allOf', 'oneOf', 'anyOf']) {
      const parts = schema[part]
      for (const index of Array.isArray(parts) ? parts.keys() : []) {
        const found = look(`${pointer}/${part}/${index}`, depth + 1)
        if (found !== undefined) return found
      }
    }
    return undefined
  }
  return look(from, 0)
}

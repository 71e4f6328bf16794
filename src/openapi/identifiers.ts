import { parsePointer, toPointer, valueAt } from '../kernel/index.ts'
import { type Node, toLocalPointer } from './document.ts'
import { visitNodes } from './references.ts'

/** A schema with an `$id`, and what is named inside it. */
interface Resource {
  readonly pointer: string
  readonly base: string
  readonly anchors: Map<string, string>
}

/** Stands for the document itself, whose own address nobody knows. */
const here = 'standin-document:/'

/**
 * Puts JSON pointers in the place of references by `$id` and `$anchor` (JSON Schema 2020-12 §8.2), so that nobody else needs to know of them.
 * Changes the document it is given, which is ours. Where a reference leads nowhere in it, it is left as it is.
 */
export function resolveIdentifiers(document: object): void {
  const resources = new Map<string, Resource>([[here, { pointer: '', base: here, anchors: new Map() }]])
  const references: { readonly node: Record<string, unknown>; readonly key: '$ref' | '$dynamicRef'; readonly base: string }[] = []
  let isNamed = false
  visitNodes(document, (node, pointer, outer: string = here): string => {
    const base = typeof node.$id === 'string' ? resolve(node.$id, outer) : outer
    if (base !== outer) {
      isNamed = true
      resources.set(base, { pointer, base, anchors: new Map() })
    }
    for (const anchor of [node.$anchor, node.$dynamicAnchor]) {
      if (typeof anchor !== 'string') continue
      isNamed = true
      const { anchors } = resources.get(base) as Resource
      if (!anchors.has(anchor)) anchors.set(anchor, pointer)
    }
    for (const key of ['$ref', '$dynamicRef'] as const)
      if (typeof node[key] === 'string') references.push({ node: node as Record<string, unknown>, key, base })
    return base
  })
  if (!isNamed) return
  for (const { node, key, base } of references) {
    const target = find(document as Node, String(node[key]), base, resources, key === '$ref')
    if (target !== undefined) node[key] = `#${encode(target)}`
  }
}

/** A dynamic reference to an anchor stays one: where it leads depends on the way. */
function find(
  root: Node,
  reference: string,
  base: string,
  resources: ReadonlyMap<string, Resource>,
  isStatic: boolean,
): string | undefined {
  const [address = '', fragment = ''] = resolve(reference, base).split('#', 2)
  const resource = resources.get(address)
  if (resource === undefined) return undefined
  if (fragment === '') return resource.pointer
  if (!fragment.startsWith('/')) return isStatic ? resource.anchors.get(fragment) : undefined
  const inside = resource.pointer + (toLocalPointer(`#${fragment}`) ?? '')
  // many mean the document by `#/components/…` though their schema has an `$id`
  return valueAt(root, parsePointer(inside)) === undefined ? undefined : inside
}

function resolve(reference: string, base: string): string {
  try {
    return new URL(reference, base).href.replace(/#$/, '')
  } catch {
    return reference
  }
}

function encode(pointer: string): string {
  return toPointer(parsePointer(pointer)).replace(/[^\w~/.$-]/g, encodeURIComponent)
}

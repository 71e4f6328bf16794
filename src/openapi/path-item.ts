import { isObject, toPointer } from '../kernel/index.ts'
import { follow, isReference, type Node } from './document.ts'
import type { Finding } from './finding.ts'

/** An item of paths. */
export interface PathItem {
  readonly node: Node
  /** Where one of its fields stands, which need not be where the others do. */
  at(name: string): string
}

/** The item that stands at a pointer, or what stands there in its place; undefined where a reference leads nowhere. */
export function pathItemOf(
  root: Node,
  given: unknown,
  pointer: string,
  findings: Finding[],
): PathItem | { readonly wrong: unknown } | undefined {
  const place = follow(root, given, pointer)
  if (place === undefined) return undefined
  const { value: target, pointer: there } = place
  if (!isObject(target)) return { wrong: target }
  const { $ref: _, ...own } = isReference(given) ? (given as Node) : { $ref: '' }
  if (Object.keys(own).length === 0) return { node: target, at: (name) => there + toPointer([name]) }
  for (const name of Object.keys(own)) {
    if (target[name] === undefined) continue
    // OAS 3.1 §4.8.9.1
    const message = `"${name}" stands here and in what $ref leads to, and the specification leaves open which of the two counts. This one does.`
    findings.push({ code: 'operation.malformed', severity: 'warning', message, pointer: pointer + toPointer([name]) })
  }
  return { node: { ...target, ...own }, at: (name) => (Object.hasOwn(own, name) ? pointer : there) + toPointer([name]) }
}

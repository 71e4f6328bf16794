import { isObject } from '../kernel/index.ts'
import { isMarked } from './direction.ts'
import { follow, type Node } from './document.ts'
import { listOf } from './emit-text.ts'

/** Which way a value goes. What an API sends by itself, to receivers of callbacks and webhooks, goes the way of answers. */
export type Direction = 'request' | 'response'

/** What several schemas that a value has to fit together say of one of its properties. */
export interface Described {
  readonly schemas: readonly unknown[]
  /** Whether one that describes it asks for it. */
  readonly isRequired: boolean
}

/** Looked up through references and `allOf`; what only some alternatives say is not known to hold. */
export function describe(root: Node, together: readonly unknown[], name: string): Described {
  const schemas: unknown[] = []
  let isRequired = false
  for (const target of closureOf(root, together)) {
    if (!isObject(target.properties) || !Object.hasOwn(target.properties, name)) continue
    schemas.push(target.properties[name])
    isRequired ||= listOf(target.required).includes(name)
  }
  return { schemas, isRequired }
}

/** Schemas and all that they are made of by reference and `allOf`. */
export function closureOf(root: Node, schemas: readonly unknown[]): ReadonlySet<Node> {
  const found = new Set<Node>()
  const visit = (schema: unknown): void => {
    if (!isObject(schema) || found.has(schema)) return
    found.add(schema)
    const target = follow(root, schema, '')?.value
    if (target !== schema) visit(target)
    for (const part of listOf(schema.allOf)) visit(part)
  }
  for (const schema of schemas) visit(schema)
  return found
}

/** The texts a property can only have, as `const` and `enum` say; undefined where they say nothing. */
export function textsOf(root: Node, { schemas }: Described): readonly string[] | undefined {
  const lists = [...closureOf(root, schemas)].flatMap((schema) => {
    const values = 'const' in schema ? [schema.const] : schema.enum
    return Array.isArray(values) ? [values.filter((value) => typeof value === 'string')] : []
  })
  const [first, ...others] = lists
  return first?.filter((text) => others.every((list) => list.includes(text)))
}

/** Whether a property is not there in a direction. */
export function isHidden(root: Node, property: unknown, direction: Direction): boolean {
  return isMarked(property, direction === 'request' ? 'readOnly' : 'writeOnly', root)
}

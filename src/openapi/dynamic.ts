import { isObject, toPointer } from '../kernel/index.ts'
import type { Conversion, Scope, Site } from './conversion.ts'
import type { Node } from './document.ts'

export const noScope: Scope = new Map()

/** On the way into a schema: its anchors are added, and those met before stay, since the outermost counts. */
export function enter(by: Conversion, schema: Node, pointer: string): Conversion {
  let scope = by.scope
  const add = (anchor: unknown, at: string): void => {
    if (typeof anchor === 'string' && !scope.has(anchor)) scope = new Map(scope).set(anchor, at)
  }
  add(schema.$dynamicAnchor, pointer)
  if (isObject(schema.$defs)) {
    for (const [name, part] of Object.entries(schema.$defs))
      if (isObject(part)) add(part.$dynamicAnchor, `${pointer}/$defs${toPointer([name])}`)
  }
  return scope === by.scope ? by : { ...by, scope }
}

/** The pointer that a `$dynamicRef` leads to; undefined after a finding when there is none. */
export function dynamicTarget({ by }: Site, reference: string, at: string): string | undefined {
  const target = by.scope.get(reference.slice(1))
  if (target !== undefined && reference.startsWith('#')) return target
  const message = `Reference "${reference}" is not enforced: no schema on the way here has "$dynamicAnchor": "${reference.slice(1)}", nor its "$defs". Name one, or use "$ref".`
  by.report('schema.invalid', at, message, 'error')
  return undefined
}

/** Tells scopes apart. */
export function nameOf(scope: Scope): string {
  return scope.size === 0
    ? ''
    : [...scope]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flat()
        .join(' ')
}

import { toLocalPointer } from './document.ts'
import type { Finding } from './finding.ts'
import { deepestReach } from './limits.ts'
import type { Reference } from './references.ts'

/** A component that can be reached only through more others than the validator, which compiles each inside the one before, has stack for. */
export function findDeepReach(references: readonly Reference[]): Finding | undefined {
  const inside = new Map<string, Reference[]>()
  for (const reference of references) {
    const owner = componentOf(reference.pointer)
    const own = inside.get(owner)
    if (own === undefined) inside.set(owner, [reference])
    else own.push(reference)
  }
  const seen = new Set<string>()
  let level: readonly Reference[] = inside.get('') ?? []
  for (let depth = 1; level.length > 0; depth++) {
    const next: Reference[] = []
    for (const { pointer, target } of level) {
      if (depth > deepestReach) return toLimit(pointer)
      const component = componentOf(toLocalPointer(target) ?? '')
      if (component === '' || seen.has(component)) continue
      seen.add(component)
      for (const one of inside.get(component) ?? []) next.push(one)
    }
    level = next
  }
  return undefined
}

/** `/components/schemas/A/properties/b` → `/components/schemas/A`; everything else belongs to the paths. */
function componentOf(pointer: string): string {
  if (!pointer.startsWith('/components/')) return ''
  const kindEnd = pointer.indexOf('/', '/components/'.length)
  const nameEnd = kindEnd === -1 ? -1 : pointer.indexOf('/', kindEnd + 1)
  return nameEnd === -1 ? pointer : pointer.slice(0, nameEnd)
}

function toLimit(pointer: string): Finding {
  const message = `This is reached through more than ${deepestReach} references in a row, which is more than can be compiled. Refer to it from nearer the paths.`
  return { code: 'document.limit', severity: 'error', message, pointer: `${pointer}/$ref` }
}

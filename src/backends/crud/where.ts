import type { Call } from '../../engine/index.ts'

/** An address of this API as headers and bodies may have it, the shorter first. It leads to the world it was told in. */
export function placesOf({ world: { origin, path } }: Call, place: string): readonly [string, string] {
  return [`${path}${place}`, `${origin}${place}`]
}

/** The path that was called; with a template, the one of an item on the same server: its parameters are those called with, and the item's id. */
export function pathOf({ request, operation }: Call, template?: string, id?: string): string {
  const [called = ''] = request.target.split('?', 1)
  if (template === undefined) return called
  const segments = called.split('/')
  // What stands before the document's own paths: of `servers`.
  const base = segments.slice(0, Math.max(1, segments.length - operation.path.template.split('/').length + 1)).join('/')
  const last = template.lastIndexOf('{')
  let position = 0
  const filled = template.replace(/\{[^}]+\}/g, (_, at: number) =>
    encodeURIComponent(at === last ? String(id) : (request.params[position++] ?? '')),
  )
  return `${base}${filled}`
}

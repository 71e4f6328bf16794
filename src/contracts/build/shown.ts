import { parsePointer, valueAt } from '../../kernel/index.ts'

/** What the document shows at a place of a body, by JSON path as Pact writes it, and never null. */
export function shownAt(examples: readonly { readonly value: unknown }[], at: string): unknown {
  const pointer = at
    .slice(1)
    .replace(/\[\*\]/g, '/0')
    .replace(/\['([^']*)'\]/g, '/$1')
    .replaceAll('.', '/')
  const found = examples.map(({ value }) => valueAt(value, parsePointer(pointer))).find((value) => value !== undefined && value !== null)
  return found
}

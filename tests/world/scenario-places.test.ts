import fc from 'fast-check'
import { dump } from 'js-yaml'
import { expect, it } from 'vitest'
import { placeOf, readPlaces } from '../../src/world/scenario-places.ts'

type Tree = string | Tree[] | { [key: string]: Tree }

/** Any nesting of maps and lists; the keys and texts in it can be told apart wherever they stand. */
const trees = fc.letrec<{ tree: Tree; map: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.nat(9999).map((number) => `text${number}`),
    fc.array(tie('tree'), { maxLength: 4 }),
    tie('map'),
  ),
  map: fc.dictionary(
    fc.nat(9999).map((number) => `key${number}`),
    tie('tree'),
    { maxKeys: 4 },
  ),
}))

it('every text stands where it is said to, however the file is laid out', () => {
  fc.assert(
    fc.property(trees.map, fc.integer({ min: -1, max: 4 }), fc.boolean(), (tree, flowLevel, isAiry) => {
      const plain = dump(tree, { flowLevel, lineWidth: -1 })
      const text = isAiry ? plain.replaceAll('\n', ' # a remark\n\n') : plain
      const lines = text.split('\n')
      const places = readPlaces(text)
      for (const { path, value } of leavesOf(tree)) {
        const { steps, line, column } = placeOf(places, path, 'value')
        expect(steps).toBe(path.length)
        expect(lines[line - 1]?.slice(column - 1).startsWith(value), `${path.join('/')} in\n${text}`).toBe(true)
        const key = placeOf(places, path, 'key')
        const name = path.at(-1)
        if (typeof name === 'string') expect(lines[key.line - 1]?.slice(key.column - 1).startsWith(name)).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

function leavesOf(tree: Tree, path: readonly (string | number)[] = []): { path: readonly (string | number)[]; value: string }[] {
  if (typeof tree === 'string') return [{ path, value: tree }]
  if (Array.isArray(tree)) return tree.flatMap((item, index) => leavesOf(item, [...path, index]))
  return Object.entries(tree).flatMap(([key, value]) => leavesOf(value, [...path, key]))
}

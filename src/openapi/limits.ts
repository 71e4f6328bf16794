/** Levels of one file; the deepest document we have met has 40, and recursion over it has to fit the stack. */
export const deepestNesting = 400
/** References of which each only leads to the next. */
export const longestChain = 100
/** Components of which each is reached only through the one before. */
export const deepestReach = 100
/** Characters of a YAML file whose lines are told: reading it with its places takes some seconds and a hundred times its size. */
export const longestPlaced = 8_000_000
/** Values that the aliases of a YAML file may add to those written out. */
const mostUnfolded = 1_000_000

/**
 * Why a value that was read from a text of `length` characters is more than can be worked through, or undefined.
 * Aliases share what they name, so a few hundred bytes can stand for billions of values, or for one that holds itself.
 */
export function findExcess(value: unknown, length: number): string | undefined {
  // every value that is written out takes a character at least
  let left = length + mostUnfolded
  const nodes: unknown[] = [value]
  const depths: number[] = [1]
  while (nodes.length > 0) {
    const node = nodes.pop()
    const depth = depths.pop() as number
    if (node === null || typeof node !== 'object') continue
    if (depth > deepestNesting) return `it is nested more than ${deepestNesting} levels deep, or holds itself by an alias`
    const children = Array.isArray(node) ? node : Object.values(node)
    left -= children.length
    if (left < 0) return `its aliases unfold to more than ${mostUnfolded} values; write them as $ref`
    for (const child of children) {
      if (child === null || typeof child !== 'object') continue
      nodes.push(child)
      depths.push(depth + 1)
    }
  }
  return undefined
}

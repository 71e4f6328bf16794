/** Whether a value is a map, as JSON has them: neither null nor a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/**
 * Whether a value has everything that a part of it names: of an object these keys, as deep as they are given; of a list each of these items, wherever they stand;
 * anything else must be equal. An empty list asks for an empty one, since it would otherwise ask for nothing.
 */
export function contains(value: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    if (!Array.isArray(value)) return false
    return part.length === 0 ? value.length === 0 : part.every((wanted) => value.some((item) => contains(item, wanted)))
  }
  if (part === null || typeof part !== 'object') return Object.is(value, part)
  if (!isObject(value)) return false
  return Object.entries(part).every(([key, wanted]) => Object.hasOwn(value, key) && contains(value[key], wanted))
}

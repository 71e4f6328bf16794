/** Says nothing about which values are valid. */
const annotations: ReadonlySet<string> = new Set(['title', 'description', 'examples', 'example', 'default', 'deprecated', '$comment'])

/** An address that every reading of the format `email` accepts. */
const plainEmail = /^[a-z0-9]+([._+-][a-z0-9]+)*@([a-z0-9]+(-[a-z0-9]+)*\.)+[a-z]{2,}$/i

/**
 * Whether a text satisfies a schema so simple that it needs no compiled validator. False = ask the validator:
 * compiling one costs a millisecond and more, a dozen of them would be most of the time a scenario takes to load.
 */
export function isPlainlyValid(schema: unknown, value: unknown): boolean {
  if (schema === null || typeof schema !== 'object' || typeof value !== 'string') return false
  return Object.entries(schema).every(([keyword, wanted]) => {
    switch (keyword) {
      case 'type':
        return wanted === 'string' || (Array.isArray(wanted) && wanted.includes('string'))
      case 'pattern':
        return toPattern(String(wanted)).test(value)
      // JSON Schema counts code points, of which a text has at most its length and at least half of it.
      case 'minLength':
        return value.length >= Number(wanted) * 2 - 1
      case 'maxLength':
        return value.length <= Number(wanted)
      case 'format':
        return wanted === 'email' && plainEmail.test(value)
      default:
        return annotations.has(keyword) || keyword.startsWith('x-')
    }
  })
}

const patterns = new Map<string, RegExp>()

function toPattern(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(source, 'u')
  patterns.set(source, known)
  return known
}

/** JSON pointers, RFC 6901. */

export function toPointer(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${escapeToken(String(token))}`).join('')
}

export function parsePointer(pointer: string): string[] {
  if (pointer === '') return []
  return pointer.split('/').slice(1).map(unescapeToken)
}

/** The value a pointer names, or undefined; own properties only. */
export function valueAt(root: unknown, tokens: readonly (string | number)[]): unknown {
  let value = root
  for (const token of tokens) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, token)) return undefined
    value = (value as Record<string | number, unknown>)[token]
  }
  return value
}

export function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token
}

function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token
}

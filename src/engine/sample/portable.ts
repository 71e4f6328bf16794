const token = /\\u\{([\da-fA-F]+)\}|\\u([\da-fA-F]{4})|\\x([\da-fA-F]{2})|\\[pP]\{([^}]*)\}|\\[\s\S]|\(\?<(?![=!])[^>]*>|[[\]]/g

/** A pattern in the words that the library knows: character codes as characters, and properties of characters as those of ASCII that have them. */
export function portable(pattern: string): string {
  let isInClass = false
  return pattern.replace(token, (text, braced?: string, unicode?: string, hex?: string, property?: string) => {
    const code = braced ?? unicode ?? hex
    if (code !== undefined) return literal(String.fromCodePoint(Number.parseInt(code, 16)))
    if (property !== undefined) {
      const range = properties[property.replace(/^.*=/, '')] ?? 'a-zA-Z'
      return isInClass ? range : `[${range}]`
    }
    if (text === '[') isInClass = true
    if (text === ']') isInClass = false
    return text.startsWith('(?<') ? '(' : text
  })
}

const properties: Readonly<Record<string, string>> = {
  Lu: 'A-Z',
  Ll: 'a-z',
  N: '0-9',
  Nd: '0-9',
  Zs: ' ',
  P: '.!',
  Po: '.!',
  S: '+=',
  Alphabetic: 'a-zA-Z',
}

function literal(character: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character
}

/** A pattern as ajv and JSON Schema use it, or undefined when JavaScript can't take it. */
export function toRegExp(pattern: string): RegExp | undefined {
  // JSON Schema asks for Unicode semantics, but many documents escape what `u` does not allow to be escaped (`\-`, `\_`)
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags)
    } catch {
      // not with these flags; the caller hears of a pattern that goes with none
    }
  }
  return undefined
}

/**
 * Whether a backtracking engine may need exponential time, as for `^(a+)+$`: a repetition inside a repetition with nothing between
 * two rounds that could not belong to either, or a repeated choice between alternatives that overlap. A guess: it does not prove.
 */
export function isSlow(pattern: string): boolean {
  try {
    return hasAmbiguousRepeat(parse(pattern))
  } catch {
    return false
  }
}

interface Item {
  /** What one character of it matches, or for a group its alternatives. */
  readonly atom: Set<number> | readonly (readonly Item[])[]
  readonly optional: boolean
  readonly unbounded: boolean
}

/** Characters that stand for all others when the overlap of two atoms is asked. */
const samples = [...Array.from({ length: 127 }, (_, code) => code), 0xe9, 0x3b1, 0x4e2d]
const token =
  /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?::|<?[=!]|<[^>]*>))?|[\s\S]/gu
const quantifier = /(?:([*+?])|\{(\d+)(,?)(\d*)\})[?+]?/y

function parse(pattern: string): Item[][] {
  let position = 0
  const readAlternatives = (): Item[][] => {
    const alternatives: Item[][] = [[]]
    while (position < pattern.length) {
      token.lastIndex = position
      const text = token.exec(pattern)?.[0] ?? ''
      position += text.length
      if (text === ')') break
      if (text === '|') {
        alternatives.push([])
        continue
      }
      const looks = /^\(\?<?[=!]/.test(text)
      const atom = text.startsWith('(') ? readAlternatives() : toCharacters(text)
      const item = { atom, ...readQuantifier() }
      if (text !== '^' && text !== '$' && text !== '\\b' && text !== '\\B' && !looks) alternatives.at(-1)?.push(item)
    }
    return alternatives
  }
  const readQuantifier = (): { optional: boolean; unbounded: boolean } => {
    quantifier.lastIndex = position
    const match = quantifier.exec(pattern)
    if (match === null) return { optional: false, unbounded: false }
    position += match[0].length
    const [, sign, least, comma, most] = match
    // a count of ten and more inside another repetition is as bad as no bound at all
    const unbounded = sign === undefined ? comma === ',' && (most === '' || Number(most) >= 10) : sign !== '?'
    return { optional: sign === undefined ? least === '0' : sign !== '+', unbounded }
  }
  return readAlternatives()
}

function toCharacters(atom: string): Set<number> {
  const expression = new RegExp(
    `^(?:${atom === '.' ? '.' : atom.length > 1 ? atom : atom.replace(/[/\]{}()*+?^$|.]/, '\\$&')})$`,
    atom.startsWith('\\p') ? 'u' : '',
  )
  return new Set(samples.filter((code) => expression.test(String.fromCodePoint(code))))
}

function hasAmbiguousRepeat(alternatives: readonly (readonly Item[])[]): boolean {
  return alternatives.some((items) =>
    items.some(({ atom, unbounded }) => {
      if (atom instanceof Set) return false
      return (unbounded && isAmbiguous(atom)) || hasAmbiguousRepeat(atom)
    }),
  )
}

/** The body of a repeated group: can the same text be cut into rounds in more than one way? */
function isAmbiguous(alternatives: readonly (readonly Item[])[]): boolean {
  for (const items of alternatives) {
    for (const item of items) {
      if (!item.unbounded) continue
      const own = charactersOf(item)
      const separated = items.some((other) => other !== item && !other.optional && isDisjoint(charactersOf(other), own))
      if (!separated) return true
    }
  }
  const singles = alternatives.filter((items) => items.length === 1).map((items) => charactersOf(items[0] as Item))
  return singles.some((one, index) => singles.slice(index + 1).some((other) => !isDisjoint(one, other)))
}

function charactersOf({ atom }: Item): Set<number> {
  if (atom instanceof Set) return atom
  return new Set(atom.flatMap((items) => items.flatMap((item) => [...charactersOf(item)])))
}

function isDisjoint(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  for (const code of a) if (b.has(code)) return false
  return true
}

import { matches, toRegExp } from './pattern.ts'

const token =
  /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?::|<?[=!]|<[^>]*>))?|[\s\S]/gu
const quantifier = /(?:([*+?])|\{(\d+)(,?)(\d*)\})[?+]?/y

/** What classes are tried with: the plainest first. */
const candidates = ['a', '0', 'A', '-', '_', '.', ' ', '/', '@', ':', '+', 'é', '\n']

/** How often repetitions without an end are repeated, until the text is long enough. */
const repeats = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256]

/** The plainest text that a pattern matches, at least so long; undefined when none is found. What looks ahead or refers back is not understood. */
export function samplePattern(pattern: string, least = 0, most = Number.POSITIVE_INFINITY): string | undefined {
  for (const more of repeats) {
    const text = write(pattern, more)
    if (text.length >= least && text.length <= most && matches(pattern, text)) return text
  }
  return undefined
}

/** Repetitions of repetitions are cut there: what is longer is no plain text. */
const longest = 10_000

function write(pattern: string, more: number): string {
  let position = 0
  /** The first of the alternatives, up to the end of the group. */
  const readGroup = (): string => {
    let first: string | undefined
    let text = ''
    while (position < pattern.length) {
      token.lastIndex = position
      const [part = ''] = token.exec(pattern) ?? []
      position += part.length
      if (part === ')') break
      if (part === '|') {
        first ??= text
        text = ''
        continue
      }
      const isLook = /^\(\?<?[=!]/.test(part)
      const atom = part.startsWith('(') ? readGroup() : toText(part)
      const times = readTimes()
      if (!isLook && text.length < longest) text += atom.repeat(Math.min(times, Math.ceil(longest / (atom.length || 1))))
    }
    return first ?? text
  }
  const readTimes = (): number => {
    quantifier.lastIndex = position
    const match = quantifier.exec(pattern)
    if (match === null) return 1
    position += match[0].length
    const [, sign, min, comma, max] = match
    if (sign === '?') return Math.min(1, more)
    const least = sign === '+' ? 1 : Number(min ?? 0)
    if (sign === undefined && comma === '') return least
    return Math.min(Math.max(least, more), max === undefined || max === '' ? Number.POSITIVE_INFINITY : Number(max))
  }
  return readGroup()
}

/** One character that a part of a pattern matches; nothing for what matches a place. */
function toText(part: string): string {
  if (part === '^' || part === '$' || part === '\\b' || part === '\\B') return ''
  if (part !== '.' && !part.startsWith('[') && !part.startsWith('\\')) return part
  const expression = toRegExp(`^${part}$`)
  if (expression === undefined) return ''
  const own = part.startsWith('[') ? [...part.slice(1, -1)] : [part.slice(1)]
  return [...candidates, ...own].find((character) => expression.test(character)) ?? ''
}

import { type AST, RegExpParser } from '@eslint-community/regexpp'

/** A pattern's parts, without what makes no difference to whether a text matches. */
export type Term =
  | Characters
  | { readonly kind: 'sequence'; readonly terms: readonly Term[] }
  | { readonly kind: 'choice'; readonly terms: readonly Term[] }
  | { readonly kind: 'repeat'; readonly term: Term; readonly least: number; readonly most: number }
  | { readonly kind: 'place'; readonly is: PlaceTest; readonly name: AST.EdgeAssertion['kind'] | AST.WordBoundaryAssertion['kind'] }
  | { readonly kind: 'look'; readonly term: Term; readonly isBehind: boolean; readonly isNegated: boolean }
  /** What no automaton can follow: a reference back, or flags for a part. */
  | { readonly kind: 'beyond' }

/** One character out of some. */
export interface Characters {
  readonly kind: 'characters'
  /** By code point, or by code unit where the pattern is not read as Unicode. */
  readonly has: (code: number) => boolean
  /** Whether it has any beyond ASCII; it may say so though it has none. */
  readonly isWide: boolean
}

/** Whether a place between two characters is one that is asked for; -1 stands for a text's end. */
type PlaceTest = (before: number, after: number) => boolean

/** Reads a pattern as ECMAScript does. Throws `SyntaxError` for what the engine knows and this parser does not. */
export function toTerm({ source, unicode }: RegExp): Term {
  return termOf(new RegExpParser().parsePattern(source, 0, source.length, { unicode }), unicode)
}

function termOf(node: AST.Pattern | AST.Alternative | AST.Element, unicode: boolean): Term {
  switch (node.type) {
    case 'Group':
      if (node.modifiers !== null) return { kind: 'beyond' }
      return choiceOf(node.alternatives, unicode)
    case 'Pattern':
    case 'CapturingGroup':
      return choiceOf(node.alternatives, unicode)
    case 'Alternative':
      return { kind: 'sequence', terms: node.elements.map((element) => termOf(element, unicode)) }
    case 'Quantifier':
      return { kind: 'repeat', term: termOf(node.element, unicode), least: node.min, most: node.max }
    case 'Assertion':
      return assertionOf(node, unicode)
    case 'Character':
      return { kind: 'characters', has: (code) => code === node.value, isWide: node.value > 127 }
    case 'CharacterSet':
    case 'CharacterClass':
      return charactersOf(node.raw, unicode)
    default:
      return { kind: 'beyond' }
  }
}

function assertionOf(node: AST.Assertion, unicode: boolean): Term {
  switch (node.kind) {
    case 'start':
    case 'end':
      return { kind: 'place', name: node.kind, is: edges[node.kind] }
    case 'word':
      return { kind: 'place', name: node.kind, is: node.negate ? isInside : isBoundary }
    default:
      return { kind: 'look', term: choiceOf(node.alternatives, unicode), isBehind: node.kind === 'lookbehind', isNegated: node.negate }
  }
}

function choiceOf(alternatives: readonly AST.Alternative[], unicode: boolean): Term {
  const terms = alternatives.map((alternative) => termOf(alternative, unicode))
  return terms.length === 1 ? (terms[0] as Term) : { kind: 'choice', terms }
}

const edges = {
  start: (before: number) => before === -1,
  end: (_before: number, after: number) => after === -1,
}

function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
}

function isBoundary(before: number, after: number): boolean {
  return isWord(before) !== isWord(after)
}

function isInside(before: number, after: number): boolean {
  return !isBoundary(before, after)
}

/** What a class has is asked of the engine itself, once for each character met. */
function charactersOf(raw: string, unicode: boolean): Characters {
  const expression = new RegExp(`^${raw}$`, unicode ? 'u' : '')
  const isIn = (code: number): boolean => expression.test(unicode ? String.fromCodePoint(code) : String.fromCharCode(code))
  const ascii = Uint8Array.from({ length: 128 }, (_, code) => (isIn(code) ? 1 : 0))
  const wide = new Map<number, boolean>()
  const has = (code: number): boolean => {
    if (code < 128) return ascii[code] === 1
    const known = wide.get(code) ?? isIn(code)
    if (wide.size < mostRemembered) wide.set(code, known)
    return known
  }
  // nothing but characters of ASCII, and of escapes those that are for ASCII
  const isNarrow = raw !== '.' && !raw.startsWith('[^') && /^(?:\\[dwtnrfv0]|\\[!-/:-@[-`{-~]|[!-[\]-~ ])+$/.test(raw)
  return { kind: 'characters', has, isWide: !isNarrow }
}

/** Characters beyond ASCII whose answer a class keeps. */
const mostRemembered = 4096

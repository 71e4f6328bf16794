import type { Characters, Term } from './pattern-terms.ts'

/**
 * Whether an engine that tries one reading after the other is done in time that grows with the text alone, whatever the text: because the
 * pattern begins at the text's start and no text can be read in two ways, or because there are only few ways to read any text.
 */
export function isSteady(term: Term): boolean {
  const work = waysOf(term, Number.POSITIVE_INFINITY) * sizeOf(term)
  return beginsAtStart(term) ? work <= 10_000 || isSingle(term, false) : work <= 300
}

/** Characters that one reading takes at most. */
function sizeOf(term: Term): number {
  switch (term.kind) {
    case 'sequence':
    case 'choice':
      return term.terms.reduce((sum, one) => sum + sizeOf(one), 1)
    case 'look':
      return sizeOf(term.term)
    case 'repeat':
      return term.most === 0 ? 1 : sizeOf(term.term) * term.most
    default:
      return 1
  }
}

/** Whether the readings of a text may double with each of its characters, as for `^(a+)+$`: a repetition whose rounds can be told apart in more than one way. */
export function isExplosive(term: Term): boolean {
  switch (term.kind) {
    case 'sequence':
    case 'choice':
      return term.terms.some(isExplosive)
    case 'look':
      return isExplosive(term.term)
    case 'repeat':
      // a count of ten and more inside another repetition is as bad as no bound at all
      return (term.most >= 10 && !isSingle(term, true)) || isExplosive(term.term)
    default:
      return false
  }
}

/** In how many ways a text of a length may be read at most. */
export function waysOf(term: Term, length: number): number {
  switch (term.kind) {
    case 'sequence':
      return term.terms.reduce((product, one) => product * waysOf(one, length), 1)
    case 'choice':
      return term.terms.reduce((sum, one) => sum + waysOf(one, length), 0)
    case 'look':
      return waysOf(term.term, length)
    case 'repeat': {
      const inner = waysOf(term.term, length)
      const most = Math.min(term.most, Math.max(length, term.least))
      return inner === 1 ? most - term.least + 1 : most === 0 ? 1 : inner ** most * 2
    }
    default:
      return 1
  }
}

export function beginsAtStart(term: Term): boolean {
  switch (term.kind) {
    case 'place':
      return term.name === 'start'
    case 'sequence':
      return term.terms.some((one, index) => beginsAtStart(one) && term.terms.slice(0, index).every(({ kind }) => kind === 'look'))
    case 'choice':
      return term.terms.every(beginsAtStart)
    case 'repeat':
      return term.least > 0 && beginsAtStart(term.term)
    default:
      return false
  }
}

/** Parts of a pattern by the automaton of Glushkov: what a reading may begin and end with, and go on with after each character. */
interface Piece {
  readonly isEmpty: boolean
  readonly first: readonly number[]
  readonly last: readonly number[]
}

/** Patterns with more are not looked into, but matched step by step. */
const mostCharacters = 400
const mostLinks = 20_000

/** Whether every text has one reading at most: after each character, at most one part of the pattern can take the next. */
function isSingle(term: Term, looksAreFree: boolean): boolean {
  const characters: Characters[] = []
  /** Once for each way that leads there. */
  const next: number[][] = []
  let isDouble = false
  const nothing: Piece = { isEmpty: true, first: [], last: [] }
  let links = 0
  const link = (from: readonly number[], to: readonly number[]): void => {
    links += from.length * to.length
    if (links > mostLinks) isDouble = true
    else for (const one of from) next[one]?.push(...to)
  }
  const visit = (one: Term): Piece => {
    switch (one.kind) {
      case 'characters': {
        const index = characters.push(one) - 1
        next.push([])
        if (index >= mostCharacters) isDouble = true
        return { isEmpty: false, first: [index], last: [index] }
      }
      case 'sequence':
        return isDouble
          ? nothing
          : one.terms.map(visit).reduce((before, after) => {
              link(before.last, after.first)
              return {
                isEmpty: before.isEmpty && after.isEmpty,
                first: before.isEmpty ? [...before.first, ...after.first] : before.first,
                last: after.isEmpty ? [...before.last, ...after.last] : after.last,
              }
            }, nothing)
      case 'choice': {
        const pieces = one.terms.map(visit)
        if (pieces.filter(({ isEmpty }) => isEmpty).length > 1) isDouble = true
        return {
          isEmpty: pieces.some(({ isEmpty }) => isEmpty),
          first: pieces.flatMap(({ first }) => first),
          last: pieces.flatMap(({ last }) => last),
        }
      }
      case 'repeat': {
        if (one.most === 0) return nothing
        if (one.least === one.most && one.most <= 16) return visit({ kind: 'sequence', terms: Array(one.most).fill(one.term) })
        const piece = visit(one.term)
        // rounds that must be there may be empty, and any of them may be the one that is not
        if (piece.isEmpty && one.least > 0) isDouble = true
        if (one.most > 1) link(piece.last, piece.first)
        return one.least === 0 ? { ...piece, isEmpty: true } : piece
      }
      case 'look':
        if (!looksAreFree && waysOf(one.term, Number.POSITIVE_INFINITY) > 30) isDouble = true
        return nothing
      case 'place':
        return nothing
      default:
        isDouble = true
        return nothing
    }
  }
  const whole = visit(term)
  return !isDouble && [whole.first, ...next].every((indexes) => areDisjoint(indexes.map((index) => characters[index] as Characters)))
}

function areDisjoint(several: readonly Characters[]): boolean {
  if (several.length < 2) return true
  if (several.filter(({ isWide }) => isWide).length > 1) return false
  for (let code = 0; code < 128; code++) if (several.filter(({ has }) => has(code)).length > 1) return false
  return true
}

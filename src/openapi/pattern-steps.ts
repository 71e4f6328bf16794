import type { Term } from './pattern-terms.ts'

/** What a state does with a text: take a character, or look at the place, and go on in other states. */
interface State {
  /** Undefined for a state that takes no character. */
  readonly has: ((code: number) => boolean) | undefined
  /** Whether the place is one where this state may be passed. */
  readonly isOpen: ((text: Text, place: number) => boolean) | undefined
  readonly next: number[]
}

/** A text as the pattern sees it, and what was found out about it. */
interface Text {
  readonly codes: Uint32Array
  /** By number of the look: the places where it finds what it looks for. */
  readonly found: readonly Uint8Array[]
}

interface Program {
  readonly states: readonly State[]
  readonly begin: number
  readonly end: number
  /** From the text's end to its start. */
  readonly isBackward: boolean
}

/** The states a pattern may unfold to: `(…){1000}` is a thousand times what stands in it. */
const mostStates = 20_000

/**
 * A pattern as an automaton that follows all readings of a text at once, as Thompson (1968) does: each character costs no more than there are
 * states. It gives the same yes or no as ECMAScript's own way. Undefined for what no automaton can follow, or that has too many states.
 */
export class Steps {
  readonly #looks: readonly Program[]
  readonly #main: Program
  readonly #unicode: boolean
  /** What a character costs at most, in states. */
  readonly size: number

  private constructor(looks: readonly Program[], main: Program, unicode: boolean) {
    this.#looks = looks
    this.#main = main
    this.#unicode = unicode
    this.size = [...looks, main].reduce((sum, { states }) => sum + states.length, 0)
  }

  /** `left` is how many states there may still be for all patterns of a document. */
  static from(term: Term, unicode: boolean, left: number): Steps | undefined {
    const looks: Program[] = []
    const main = assemble(term, false, looks, { left: Math.min(mostStates, left) })
    return main === undefined ? undefined : new Steps(looks, main, unicode)
  }

  test(text: string): boolean {
    const codes = toCodes(text, this.#unicode)
    const found: Uint8Array[] = []
    // one that stands inside another comes before it
    for (const look of this.#looks) {
      const places = new Uint8Array(codes.length + 1)
      run(look, { codes, found }, (place) => {
        places[place] = 1
        return false
      })
      found.push(places)
    }
    return run(this.#main, { codes, found }, () => true)
  }
}

function toCodes(text: string, unicode: boolean): Uint32Array {
  const codes = new Uint32Array(text.length)
  let length = 0
  for (let index = 0; index < text.length; length++) {
    const code = unicode ? (text.codePointAt(index) as number) : text.charCodeAt(index)
    codes[length] = code
    index += code > 0xffff ? 2 : 1
  }
  return codes.subarray(0, length)
}

/** Starts at every place, and tells of each where a reading ends, until that says it is enough. */
function run({ states, begin, end, isBackward }: Program, text: Text, isEnough: (place: number) => boolean): boolean {
  const { codes } = text
  const { length } = codes
  /** The place at which a state was last entered, counted from 1. */
  const entered = new Uint32Array(states.length)
  /** States to be entered; each enters at most two others, or is entered by the character before. */
  const waiting: number[] = []
  const active = new Uint32Array(states.length)
  for (let step = 1; step <= length + 1; step++) {
    const place = isBackward ? length - step + 1 : step - 1
    let count = 0
    waiting.push(begin)
    while (waiting.length > 0) {
      const number = waiting.pop() as number
      if (entered[number] === step) continue
      entered[number] = step
      const state = states[number] as State
      if (state.has !== undefined) active[count++] = number
      else if (state.isOpen === undefined || state.isOpen(text, place)) {
        for (let index = 0; index < state.next.length; index++) waiting.push(state.next[index] as number)
      }
    }
    if (entered[end] === step && isEnough(place)) return true
    if (step > length) break
    const code = codes[isBackward ? place - 1 : place] as number
    for (let index = 0; index < count; index++) {
      const { has, next } = states[active[index] as number] as State
      if (has?.(code) === true) waiting.push(next[0] as number)
    }
  }
  return false
}

function assemble(term: Term, isBackward: boolean, looks: Program[], budget: { left: number }): Program | undefined {
  const states: State[] = []
  const add = (state: Partial<State> & { next: number[] }): number => {
    budget.left--
    return states.push({ has: state.has, isOpen: state.isOpen, next: state.next }) - 1
  }
  /** The state from which a term is read that goes on at another; undefined when it can't be done. */
  const build = (one: Term, then: number): number | undefined => {
    if (budget.left <= 0) return undefined
    switch (one.kind) {
      case 'characters':
        return add({ has: one.has, next: [then] })
      case 'sequence': {
        const terms = isBackward ? one.terms : one.terms.toReversed()
        return terms.reduce((after: number | undefined, inner) => (after === undefined ? undefined : build(inner, after)), then)
      }
      case 'choice': {
        const entries = one.terms.map((inner) => build(inner, then))
        return entries.includes(undefined) ? undefined : add({ next: entries as number[] })
      }
      case 'repeat':
        return buildRepeat(one, then)
      case 'place':
        return add({
          isOpen: ({ codes }, place) => one.is(codes[place - 1] ?? -1, codes[place] ?? -1),
          next: [then],
        })
      case 'look': {
        // what lies ahead of a place is found by reading from the end, so that all places are found in one go
        const look = assemble(one.term, !one.isBehind, looks, budget)
        if (look === undefined) return undefined
        const number = looks.push(look) - 1
        return add({ isOpen: ({ found }, place) => (found[number]?.[place] === 1) !== one.isNegated, next: [then] })
      }
      default:
        return undefined
    }
  }
  const buildRepeat = ({ term: inner, least, most }: Term & { kind: 'repeat' }, then: number): number | undefined => {
    let entry: number | undefined = then
    if (most === Number.POSITIVE_INFINITY) {
      const loop: { next: number[] } = { next: [then] }
      entry = add(loop)
      const round = build(inner, entry)
      if (round === undefined) return undefined
      loop.next.push(round)
    } else {
      for (let count = least; count < most && entry !== undefined; count++) {
        const round = build(inner, entry)
        entry = round === undefined ? undefined : add({ next: [round, then] })
      }
    }
    for (let count = 0; count < least && entry !== undefined; count++) {
      budget.left--
      entry = build(inner, entry)
    }
    return entry
  }
  const end = add({ next: [] })
  const begin = build(term, end)
  return begin === undefined ? undefined : { states, begin, end, isBackward }
}

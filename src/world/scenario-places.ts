import { CORE_SCHEMA, load, type State } from 'js-yaml'
import type { FactPath } from './scenario.ts'

/** A value in a YAML text, where it begins, and what is inside it. Lines and columns count from 1. */
export interface Place {
  line: number
  column: number
  value: unknown
  /** What is inside, in order: items of a list; keys and values of a map by turns. */
  inside: Place[]
}

/** Where every key and value of a text stands. */
export function readPlaces(text: string): Place {
  const open: Place[] = [{ line: 1, column: 1, value: undefined, inside: [] }]
  load(text, {
    schema: CORE_SCHEMA,
    listener(event, state: State) {
      if (event === 'open') {
        open.push({ ...startOf(text, state), value: undefined, inside: [] })
        return
      }
      const closed = open.pop() as Place
      closed.value = state.result
      const only = closed.inside[0]
      // A text is first tried as the key of a map, and a flow map in a list as one of a block map: the same value is then seen twice, one in the other.
      const isSeenTwice = closed.inside.length === 1 && Object.is(only?.value, closed.value)
      open.at(-1)?.inside.push(isSeenTwice ? (only as Place) : closed)
    },
  })
  return open[0]?.inside[0] ?? (open[0] as Place)
}

/** The place a path leads to, or the last one on the way that exists. */
export function placeOf(root: Place, path: FactPath, part: 'key' | 'value'): { steps: number; line: number; column: number } {
  let value = root
  let key = root
  let steps = 0
  for (const step of path) {
    const next = entryOf(value, step)
    if (next === undefined) break
    ;({ key, value } = next)
    steps++
  }
  // What is inside a map or a list may begin on the next line; its key is where one looks for it.
  const isInside = value.value !== null && typeof value.value === 'object'
  const { line, column } = steps < path.length || part === 'key' || isInside || value.value === null ? key : value
  return { steps, line, column }
}

function entryOf(place: Place, step: string | number): { key: Place; value: Place } | undefined {
  if (Array.isArray(place.value)) {
    const item = place.inside[Number(step)]
    return item === undefined ? undefined : { key: item, value: item }
  }
  for (let index = 0; index + 1 < place.inside.length; index += 2) {
    const key = place.inside[index] as Place
    if (String(key.value) === String(step)) return { key, value: place.inside[index + 1] as Place }
  }
  return undefined
}

/** The parser reports a value before it has skipped what stands in front of it. */
function startOf(text: string, state: State): { line: number; column: number } {
  let { position, line, lineStart } = state
  for (let char = text[position]; char === ' ' || char === '\t' || char === '\n' || char === '\r' || char === '#'; char = text[position]) {
    if (char === '#') while (position < text.length && text[position] !== '\n') position++
    else if (char === '\n') {
      line++
      lineStart = ++position
    } else position++
  }
  return { line: line + 1, column: position - lineStart + 1 }
}

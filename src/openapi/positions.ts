import { createRequire } from 'node:module'
import type { Node, Pair } from 'yaml'
import { jsonOf, parsePointer } from '../kernel/index.ts'
import { JsonPlaces, Lines } from './json-places.ts'
import { longestPlaced } from './limits.ts'

const require = createRequire(import.meta.url)

/** Loaded when the first place is asked for: a document without a fault must not wait for it. */
function yaml(): typeof import('yaml') {
  return require('yaml')
}

export interface Position {
  readonly line: number
  readonly column: number
}

/** Lines and columns of the values of one text, YAML or JSON; a YAML text is read a second time when the first is asked for. */
export class Positions {
  readonly #text: string
  readonly #isJson: boolean | undefined
  #json: { readonly places: JsonPlaces; readonly lines: Lines } | 'none' | undefined
  #parsed: ReturnType<typeof parse> | undefined

  /** `isJson` where that is known already. */
  constructor(text: string, isJson?: boolean) {
    this.#text = text
    this.#isJson = isJson
  }

  /** Where the key of the value stands, or the nearest thing around it that is there; undefined in a YAML file too long to be looked through. */
  at(pointer: string): Position | undefined {
    this.#json ??= readJson(this.#text, this.#isJson)
    if (this.#json !== 'none') return this.#json.lines.at(this.#json.places.offset(parsePointer(pointer)))
    if (this.#text.length > longestPlaced) return undefined
    const { root, lines, document } = this.#read()
    const { isAlias, isMap, isScalar, isSeq } = yaml()
    let node: unknown = root
    let start = 0
    for (const token of parsePointer(pointer)) {
      if (isAlias(node)) node = node.resolve(document)
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === token) as Pair | undefined
        if (pair === undefined) break
        start = startOf(pair.key) ?? start
        node = pair.value
      } else if (isSeq(node)) {
        const item: unknown = node.items[Number(token)]
        if (item === undefined) break
        start = startOf(item) ?? start
        node = item
      } else break
    }
    const { line, col } = lines.linePos(start)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }

  #read(): ReturnType<typeof parse> {
    this.#parsed ??= parse(this.#text)
    return this.#parsed
  }
}

/** Keys that stand twice in one object of a JSON text: `JSON.parse` silently takes the last. */
export function findDuplicateKeys(text: string): Position[] {
  const document = yaml().parseDocument(text, { uniqueKeys: true, logLevel: 'silent', prettyErrors: false })
  return document.errors.filter(({ code }) => code === 'DUPLICATE_KEY').map(({ pos: [offset] }) => toPosition(text, offset))
}

/** The line and column of an offset. */
export function toPosition(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

function readJson(
  text: string,
  isJson = /^\s*[[{]/.test(text) && jsonOf(text) !== undefined,
): { readonly places: JsonPlaces; readonly lines: Lines } | 'none' {
  return isJson ? { places: new JsonPlaces(text), lines: new Lines(text) } : 'none'
}

function parse(text: string) {
  const { LineCounter, parseDocument } = yaml()
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    keepSourceTokens: false,
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
  })
  return { root: document.contents, lines, document }
}

function startOf(node: unknown): number | undefined {
  if (yaml().isPair(node)) return startOf(node.key)
  return (node as Node | null)?.range?.[0]
}

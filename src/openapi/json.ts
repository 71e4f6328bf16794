import { parse } from 'secure-json-parse'

/** Why bytes are not JSON we take. */
export class JsonFault {
  readonly rule: 'malformed' | 'forbiddenKey' | 'nesting'
  readonly message: string
  readonly params: Readonly<Record<string, unknown>>
  constructor(rule: JsonFault['rule'], message: string, params: Readonly<Record<string, unknown>>) {
    this.rule = rule
    this.message = message
    this.params = params
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** JSON is UTF-8 (RFC 8259 §8.1); anything else is a fault and not a guess. */
export function decodeText(bytes: Uint8Array): string | JsonFault {
  try {
    return decoder.decode(bytes)
  } catch {
    return new JsonFault('malformed', 'must be UTF-8', { encoding: 'utf-8' })
  }
}

/** Levels of a value: a recursive schema costs the validator's stack for each, and some thousands of them overflow it. */
const deepestValue = 500

/** Whether brackets outside strings are open deeper than that; what is no JSON may be called deep as well. */
function isDeep(text: string): boolean {
  if (text.length <= deepestValue) return false
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (character === '"') {
      do index = text.indexOf('"', index + 1)
      while (index !== -1 && isEscaped(text, index))
      if (index === -1) return false
    } else if (character === '{' || character === '[') {
      if (++depth > deepestValue) return true
    } else if (character === '}' || character === ']') depth--
  }
  return false
}

function isEscaped(text: string, index: number): boolean {
  let start = index
  while (text[start - 1] === '\\') start--
  return (index - start) % 2 === 1
}

/** The value, or why there is none. Keys that would reach a prototype are refused. */
export function parseJson(text: string): unknown {
  if (isDeep(text)) return new JsonFault('nesting', `must not be nested more than ${deepestValue} levels deep`, { limit: deepestValue })
  try {
    return parse(text)
  } catch (error) {
    const position = findFault(text)
    // the parser gives one error class for both; a text without a fault was refused for its keys
    if (position === undefined)
      return new JsonFault('forbiddenKey', 'must not contain the key "__proto__", nor "prototype" in "constructor"', {})
    const before = text.slice(0, position)
    const line = before.split('\n').length
    const column = position - before.lastIndexOf('\n')
    const what =
      position >= text.length ? 'it ends too early' : `unexpected ${JSON.stringify(text[position])} at line ${line}, column ${column}`
    return new JsonFault('malformed', `must be JSON: ${what}`, { position, line, column, reason: (error as Error).message })
  }
}

const blank = /[ \t\n\r]*/y
// \P{Cc}: control characters must be escaped, all but U+007F to U+009F, which JSON lets through
// a thousand at once: the engine keeps a step back for each, and has room for some millions of them
const characters = /(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})){1,1000}/uy
const quote = /"/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.eE+-])|(?:true|false|null)\b/y

/** Where the first fault of a text stands, or undefined when it is JSON: the engine's own message does not always say. */
export function findFault(source: string): number | undefined {
  let position = 0
  const take = (expression: RegExp): boolean => {
    expression.lastIndex = position
    const match = expression.exec(source)
    position += match?.[0].length ?? 0
    return match !== null
  }
  const takeText = (): boolean => {
    const start = position
    if (!take(quote)) return false
    while (take(characters));
    if (take(quote)) return true
    position = start
    return false
  }
  const open: string[] = []
  let expected: 'value' | 'key' | 'end' | 'first' = 'value'
  for (;;) {
    take(blank)
    const character = source[position]
    if (expected === 'end' && open.length === 0) return character === undefined ? undefined : position
    if (expected === 'end' && character === ',') {
      position++
      expected = open.at(-1) === '{' ? 'key' : 'value'
    } else if ((expected === 'end' || expected === 'first') && (character === '}' || character === ']')) {
      if (open.pop() !== (character === '}' ? '{' : '[')) return position
      position++
      expected = 'end'
    } else if (expected === 'end') return position
    else if (expected === 'key' || (expected === 'first' && open.at(-1) === '{')) {
      if (!takeText()) return position
      take(blank)
      if (source[position] !== ':') return position
      position++
      expected = 'value'
    } else if (character === '{' || character === '[') {
      open.push(character)
      position++
      expected = 'first'
    } else {
      if (!takeText() && !take(scalar)) return position
      expected = 'end'
    }
  }
}

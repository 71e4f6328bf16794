const quote = 34
const comma = 44
const backslash = 92

/** Where the values of a JSON text stand. Only what lies on the way to a value is looked into, each list and object once; the rest is passed over. */
export class JsonPlaces {
  readonly #text: string
  /** By the place of a bracket: the places of what it holds, by key. */
  readonly #members = new Map<number, ReadonlyMap<string, number>>()

  constructor(text: string) {
    this.#text = text
  }

  /** The offset of the last of some tokens that is there: of a property's key, or of an item. */
  offset(tokens: readonly string[]): number {
    let value = this.#blank(0)
    let found = value
    for (const token of tokens) {
      const bracket = this.#text[value]
      const place = bracket === '{' || bracket === '[' ? this.#inside(value).get(token) : undefined
      if (place === undefined) break
      found = place
      value = bracket === '{' ? this.#valueAfter(place) : place
    }
    return found
  }

  #inside(bracket: number): ReadonlyMap<string, number> {
    const known = this.#members.get(bracket)
    if (known !== undefined) return known
    const members = new Map<string, number>()
    const isMap = this.#text[bracket] === '{'
    let at = this.#blank(bracket + 1)
    while (this.#text[at] !== '}' && this.#text[at] !== ']' && at < this.#text.length) {
      const key = isMap ? (JSON.parse(this.#text.slice(at, this.#pastText(at))) as string) : String(members.size)
      members.set(key, at)
      at = this.#blank(this.#past(isMap ? this.#valueAfter(at) : at))
      if (this.#text.charCodeAt(at) === comma) at = this.#blank(at + 1)
    }
    this.#members.set(bracket, members)
    return members
  }

  #valueAfter(key: number): number {
    return this.#blank(this.#blank(this.#pastText(key)) + 1)
  }

  /** The next place that is no white space. */
  #blank(from: number): number {
    let at = from
    while (this.#text.charCodeAt(at) <= 32) at++
    return at
  }

  /** The place after a value. */
  #past(from: number): number {
    const text = this.#text
    if (text.charCodeAt(from) === quote) return this.#pastText(from)
    let depth = 0
    let at = from
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === quote) at = this.#pastText(at) - 1
      // `[` and `{`, `]` and `}` differ by two, and from each other by the bit of 32
      else if ((code | 32) === 123) depth++
      else if ((code | 32) === 125) {
        if (depth === 0) return at
        if (--depth === 0) return at + 1
      } else if (depth === 0 && (code === comma || code <= 32)) return at
    }
    return at
  }

  #pastText(from: number): number {
    const text = this.#text
    for (let at = from + 1; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === backslash) at++
      else if (code === quote) return at + 1
    }
    return text.length
  }
}

/** Lines and columns of offsets in a text. */
export class Lines {
  readonly #starts = [0]

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 }
  }
}

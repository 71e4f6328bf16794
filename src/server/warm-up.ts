/** How long after somebody came there is room for parts again, in milliseconds. */
const quiet = 50

/** Does what first requests would wait for while there are none: a part for each turn, so that a request waits for one part at most, and none while somebody has just come. */
export class WarmUp {
  #parts: Iterator<unknown> | undefined
  #next: NodeJS.Immediate | undefined
  #again: NodeJS.Timeout | undefined

  /** Begins with other parts, and leaves those before. */
  begin(parts: Iterator<unknown>): void {
    this.stop()
    this.#parts = parts
    this.#go()
  }

  /** Lets whoever has come go first. */
  giveWay(): void {
    if (this.#parts === undefined) return
    clearImmediate(this.#next)
    if (this.#again === undefined) this.#again = setTimeout(() => this.#resume(), quiet).unref()
    else this.#again.refresh()
  }

  stop(): void {
    clearImmediate(this.#next)
    clearTimeout(this.#again)
    this.#parts = undefined
    this.#again = undefined
  }

  #resume(): void {
    this.#again = undefined
    this.#go()
  }

  #go(): void {
    // it is no reason for a process to stay
    this.#next = setImmediate(() => {
      if (this.#parts?.next().done === false) this.#go()
      else this.#parts = undefined
    }).unref()
  }
}

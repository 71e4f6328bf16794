/** Does what first requests would wait for while there are none: a part for each turn, so that a request waits for one part at most. */
export class WarmUp {
  #next: NodeJS.Immediate | undefined

  /** Begins with other parts, and leaves those before. */
  begin(parts: Iterator<unknown>): void {
    this.stop()
    const go = (): void => {
      this.#next = undefined
      // it is no reason for a process to stay
      if (parts.next().done !== true) this.#next = setImmediate(go).unref()
    }
    this.#next = setImmediate(go).unref()
  }

  stop(): void {
    if (this.#next !== undefined) clearImmediate(this.#next)
    this.#next = undefined
  }
}

import type { Snapshot, Store } from './store.ts'

/**
 * What stands in a store once all parts of a work on it are done. The work is done when that is first asked for, or a part at a time before;
 * a part that throws is not done again, and a half is never taken for the whole.
 */
export class LaterSnapshot implements Snapshot {
  readonly #store: Pick<Store, 'snapshot'>
  readonly #parts: Iterator<unknown>
  #whole: Snapshot | undefined
  #failure: { readonly thrown: unknown } | undefined

  constructor(store: Pick<Store, 'snapshot'>, parts: Iterator<unknown>) {
    this.#store = store
    this.#parts = parts
  }

  get frozen(): Snapshot['frozen'] {
    return this.#finish().frozen
  }

  get serial(): number {
    return this.#finish().serial
  }

  /** Does a part; whether there may be more. */
  advance(): boolean {
    if (this.#failure !== undefined) throw this.#failure.thrown
    if (this.#whole !== undefined) return false
    try {
      if (this.#parts.next().done !== true) return true
      this.#whole = this.#store.snapshot()
      return false
    } catch (thrown) {
      this.#failure = { thrown }
      throw thrown
    }
  }

  #finish(): Snapshot {
    while (this.advance());
    return this.#whole as Snapshot
  }
}

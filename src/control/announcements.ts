/** Tells whoever listens of what happens. */
export class Announcements<Event> {
  readonly #listeners = new Set<(event: Event) => void>()

  announce(event: Event): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** Calls back with everything from now on; the answer ends it. */
  listen(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }
}

/**
 * What one check may cost: about as many calls of a compiled schema, some tenths of a second. A body of a megabyte that is checked
 * by an ordinary schema takes a tenth of it; choices that double with every level, or patterns that can be read in many ways, take any amount.
 */
const most = 2_000_000

/** Work that is counted while a value is checked, so that no value can hold up everyone else. */
export class Effort {
  /** Counted down by the compiled schemas themselves. */
  left = most

  begin(limit = most): void {
    this.left = Math.min(limit, most)
  }

  /** What comes of some work; undefined when it was given up. */
  within<T>(work: () => T, limit = most): T | undefined {
    this.begin(limit)
    try {
      return work()
    } catch (thrown) {
      if (thrown instanceof Overwork) return undefined
      throw thrown
    }
  }

  spend(cost: number): void {
    this.left -= cost
    // not a number where a cost is beyond all numbers
    if (!(this.left >= 0)) this.stop()
  }

  stop(): never {
    throw new Overwork()
  }
}

/** Thrown inside a check, and never out of this room. */
export class Overwork extends Error {
  constructor() {
    super('takes more work to check than is spent on one value')
    this.name = 'Overwork'
  }
}

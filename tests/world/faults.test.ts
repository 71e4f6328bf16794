import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/kernel/index.ts'
import { drawDelay, type FaultSpec, Faults, longestDelay } from '../../src/world/index.ts'

/** Which of so many calls a fault strikes, all of which it is about; none after it is over. */
function struck(spec: FaultSpec, calls: number, { faults = new Faults(), random = new Random(1) } = {}): number[] {
  if (faults.isEmpty) faults.add({ id: 'f', ...spec })
  const hits: number[] = []
  for (let call = 1; call <= calls; call++) {
    for (const active of faults.active) if (!active.isSpent && active.strikes(random)) hits.push(call)
  }
  return hits
}

describe('which calls a fault strikes', () => {
  it.each<[string, FaultSpec, number[]]>([
    ['all of them', {}, [1, 2, 3, 4, 5, 6, 7]],
    ['the first three, then never again', { times: 3 }, [1, 2, 3]],
    ['every third', { every: 3 }, [3, 6]],
    ['the first two of every second', { every: 2, times: 2 }, [2, 4]],
    ['a share of one', { share: 1 }, [1, 2, 3, 4, 5, 6, 7]],
  ])('%s', (_name, spec, want) => {
    expect(struck(spec, 7)).toEqual(want)
  })

  it('counts what it has seen and struck, and neither when it is over', () => {
    const faults = new Faults()
    faults.add({ id: 'f', status: 500, every: 2, times: 2 })
    struck({}, 3, { faults })
    expect(faults.list()).toEqual([{ id: 'f', status: 500, every: 2, times: 2, seen: 3, struck: 1 }])
    struck({}, 10, { faults })
    expect(faults.list()).toMatchObject([{ seen: 4, struck: 2 }])
  })

  it('draws a share from the world: about as many, and the same ones for the same seed', () => {
    const hits = struck({ share: 0.3 }, 10_000, { random: new Random(7) })
    expect(hits.length / 10_000).toBeCloseTo(0.3, 1)
    expect(struck({ share: 0.3 }, 10_000, { random: new Random(7) })).toEqual(hits)
    expect(struck({ share: 0.3 }, 10_000, { random: new Random(8) })).not.toEqual(hits)
  })

  it('goes on from a save as if nothing had been between, whatever it counts', () => {
    const count = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined })
    const spec = fc.record({ times: count, every: count, share: fc.option(fc.constantFrom(0.2, 0.5, 1), { nil: undefined }) })
    fc.assert(
      fc.property(spec, fc.nat(20), fc.nat(20), (given, before, after) => {
        const [faults, random] = [new Faults(), new Random(3)]
        struck(given, before, { faults, random })
        const [revived, again] = [new Faults(), new Random(0)]
        // Through text, as it goes to the disk.
        revived.load(JSON.parse(JSON.stringify(faults.save())))
        again.state = random.state
        expect(struck(given, after, { faults: revived, random: again })).toEqual(struck(given, after, { faults, random }))
        expect(revived.save()).toEqual(faults.save())
      }),
    )
  })

  it('is not changed by what is done to its world after it was saved', () => {
    const faults = new Faults()
    faults.add({ id: 'f', rateLimit: { requests: 1, per: '1m' } })
    const saved = faults.save()
    const text = JSON.stringify(saved)
    faults.active[0]?.take(1, 0)
    struck({}, 3, { faults })
    faults.clear()
    expect(JSON.stringify(saved)).toBe(text)
  })
})

describe('a rate limit', () => {
  const limiter = (per: string) => {
    const faults = new Faults()
    faults.add({ id: 'f', rateLimit: { requests: 3, per } })
    return (now: number) => faults.active[0]?.take(3, now)
  }

  it('lets so many calls through from the first of them on, refuses the rest, and begins anew when the time is over', () => {
    const take = limiter('10s')
    expect([500, 1000, 9000, 9500, 10_499, 10_500].map((now) => take(now))).toEqual([
      { limit: 3, remaining: 2, resetAt: 10_500, isExceeded: false },
      { limit: 3, remaining: 1, resetAt: 10_500, isExceeded: false },
      { limit: 3, remaining: 0, resetAt: 10_500, isExceeded: false },
      { limit: 3, remaining: 0, resetAt: 10_500, isExceeded: true },
      { limit: 3, remaining: 0, resetAt: 10_500, isExceeded: true },
      { limit: 3, remaining: 2, resetAt: 20_500, isExceeded: false },
    ])
  })

  it('never lets more through in one of its windows, and never refuses a call that comes alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 15_000 }), { minLength: 1, maxLength: 60 }), (steps) => {
        const take = limiter('PT10S')
        let now = 0
        const byWindow = new Map<number, number>()
        for (const step of steps) {
          now += step
          const allowance = take(now)
          if (allowance === undefined) throw new Error('no limiter')
          expect(allowance.resetAt).toBeGreaterThan(now)
          if (step >= 10_000) expect(allowance.isExceeded).toBe(false)
          if (!allowance.isExceeded) byWindow.set(allowance.resetAt, (byWindow.get(allowance.resetAt) ?? 0) + 1)
        }
        for (const passed of byWindow.values()) expect(passed).toBeLessThanOrEqual(3)
      }),
    )
  })

  it('begins a new window when the clock is put back', () => {
    const take = limiter('10s')
    for (const now of [50_000, 50_000, 50_000]) take(now)
    expect(take(50_001)?.isExceeded).toBe(true)
    expect(take(10_000)).toMatchObject({ isExceeded: false, resetAt: 20_000 })
  })
})

describe('a delay', () => {
  const draws = (delay: NonNullable<FaultSpec['delayMs']>, seed = 1) => {
    const random = new Random(seed)
    return Array.from({ length: 5000 }, () => drawDelay(delay, random)).sort((a, b) => a - b)
  }
  const at = (sorted: readonly number[], quantile: number) => sorted[Math.floor(sorted.length * quantile)] as number

  it('is what it is when it is one number, and draws nothing', () => {
    const random = new Random(5)
    expect(drawDelay(250, random)).toBe(250)
    expect(random.state).toBe(new Random(5).state)
  })

  it('is drawn evenly from a range, both ends included', () => {
    const drawn = draws([10, 14])
    expect(new Set(drawn)).toEqual(new Set([10, 11, 12, 13, 14]))
    expect(at(drawn, 0.5)).toBe(12)
  })

  it('has the median and the long tail of a log-normal distribution', () => {
    const drawn = draws({ distribution: 'lognormal', median: 200, sigma: 0.5 })
    expect(at(drawn, 0.5) / 200).toBeCloseTo(1, 1)
    // e^(0.5 · 1.645) and its inverse
    expect(at(drawn, 0.95) / 200).toBeCloseTo(2.28, 0.5)
    expect(at(drawn, 0.05) / 200).toBeCloseTo(0.44, 1)
  })

  it('has the mean and the deviation of a normal distribution', () => {
    const drawn = draws({ distribution: 'normal', mean: 500, deviation: 100 })
    expect(at(drawn, 0.5) / 500).toBeCloseTo(1, 1)
    expect((at(drawn, 0.84) - at(drawn, 0.16)) / 200).toBeCloseTo(1, 1)
  })

  it('is a whole number of milliseconds within bounds, the same for a seed', () => {
    for (const delay of [
      { distribution: 'normal', mean: 1, deviation: 1000 },
      { distribution: 'lognormal', median: 1000, sigma: 10 },
    ] as const) {
      const drawn = draws(delay)
      expect(drawn.every((ms) => Number.isInteger(ms) && ms >= 0 && ms <= longestDelay)).toBe(true)
      expect(drawn.some((ms) => ms === 0)).toBe(true)
      expect(draws(delay)).toEqual(drawn)
    }
  })
})

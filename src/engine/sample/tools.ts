import type { Faker } from '@faker-js/faker'
import { portable } from './portable.ts'
import type { Source } from './source.ts'

/** Libraries that make things up, loaded once and only when something is to be made up. */
export interface Tools {
  /** Draws from a source until the next call; dates are told from `now`, milliseconds since 1970. */
  faker(source: Source, now: number): Faker
  /** A text that a pattern is meant to describe, to be checked; undefined when it is beyond the library. */
  pattern(pattern: string, source: Source, least: number, most: number | undefined): string | undefined
}

let loading: Promise<Tools> | undefined

export function loadTools(): Promise<Tools> {
  loading ??= load()
  return loading
}

async function load(): Promise<Tools> {
  const [{ faker: shared }, { generateSync }] = await Promise.all([import('@faker-js/faker/locale/en'), import('json-schema-faker')])
  let current: Source | undefined
  const next = () => (current as Source).next()
  // An instance of our own: the library's is shared with whoever else uses it in this process.
  const own = new (shared.constructor as typeof Faker)({ locale: shared.rawDefinitions, randomizer: { next, seed: () => undefined } })
  return {
    faker(source, now) {
      current = source
      own.setDefaultRefDate(now)
      return own
    },
    pattern(pattern, source, least, most) {
      const bounds = { ...(least > 0 ? { minLength: least } : {}), ...(most === undefined ? {} : { maxLength: most }) }
      try {
        return generateSync({ type: 'string', pattern: portable(pattern), ...bounds }, { seed: source.int(2 ** 31) }) as string
      } catch {
        return undefined
      }
    },
  }
}

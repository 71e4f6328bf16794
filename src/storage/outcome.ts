import { type Written, writeAgain, writtenBy } from '../kernel/index.ts'
import type { Exchange, World } from '../world/index.ts'
import { type ExchangeRecord, fromExchangeRecord, toExchangeRecord } from './exchange.ts'

/**
 * An exchange with its answer and all it left behind. It is had again without being played, so it does not matter which document it was played by:
 * around a reload, some are answered by the one before and some by the one after.
 */
export interface OutcomeRecord {
  readonly event: 'outcome'
  readonly world: string
  /** Only when it is another than before. */
  readonly origin?: string
  readonly exchange: ExchangeRecord
  /** What the journal was told it weighs. */
  readonly bytes: number
  readonly written: readonly Written[]
  readonly serial: number
  readonly random: number
  readonly faults: unknown
  /** As the world tells of it. */
  readonly defect?: string | undefined
}

/** Has to be made before anything else happens to the world. */
export function toOutcome(world: World, exchange: Exchange, isMoved: boolean): OutcomeRecord {
  const { store, random, faults, defects } = world
  const last = store.history().at(-1)
  return {
    event: 'outcome',
    world: world.name,
    ...(isMoved ? { origin: world.origin } : {}),
    exchange: toExchangeRecord(exchange),
    bytes: [...world.journal.weighed()].at(-1)?.[1] ?? 0,
    written: last?.cause === exchange ? writtenBy(store, last) : [],
    serial: store.serial,
    random: random.state,
    faults: faults.save(),
    defect: exchange.defect === undefined ? undefined : defects.at(-1),
  }
}

export function haveAgain(world: World, record: OutcomeRecord): void {
  const { origin, bytes, written, serial, random, faults, defect } = record
  const exchange = fromExchangeRecord(record.exchange)
  if (exchange.id !== world.exchanges + 1)
    throw new Error(`it was exchange ${exchange.id} then, and is exchange ${world.exchanges + 1} now`)
  if (origin !== undefined) world.origin = origin
  world.exchanges = exchange.id
  writeAgain(world.store, exchange, written, serial)
  world.random.state = random
  world.faults.load(faults)
  if (defect !== undefined) world.defects.push(defect)
  world.journal.record(exchange, bytes)
}

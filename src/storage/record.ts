import type { Engine } from '../engine/index.ts'
import { fingerprint } from '../kernel/index.ts'
import type { Deed, World } from '../world/index.ts'
import { type PlayedRecord, toPlayed } from './exchange.ts'
import type { OutcomeRecord } from './outcome.ts'
import type { KeptStarts, StartRecord } from './starts.ts'

/** What a log is made of, in the order in which it happened. */
export type LogRecord =
  /** A process goes on from here; what it played, it played with these. */
  | ({ readonly event: 'open' } & Player)
  | { readonly event: 'make'; readonly world: string; readonly start: StartRecord; readonly createdAt: number; readonly origin: string }
  | { readonly event: 'drop'; readonly world: string }
  | { readonly event: 'do'; readonly world: string; readonly deed: DeedRecord; readonly createdAt: number }
  | PlayRecord
  | OutcomeRecord

/** `origin` only when it is another than before. */
export type PlayRecord = { readonly event: 'play'; readonly world: string; readonly origin?: string } & PlayedRecord

/** What the same requests are answered alike by: the version of Standin and the fingerprint of the document, with that of a backend that is not Standin's. */
export interface Player {
  readonly standin: string
  readonly document: string
}

type DeedRecord = Exclude<Deed, { verb: 'begin' }> | { readonly verb: 'begin'; readonly start: StartRecord }

export function toPlayer({ api, backend }: Engine, standin: string): Player {
  return { standin, document: fingerprint(JSON.stringify(api.document) + (backend.edition ?? '')) }
}

export function toMake({ name, start, createdAt, origin }: World, starts: KeptStarts): LogRecord {
  return { event: 'make', world: name, start: starts.save(start), createdAt, origin }
}

export function toDo({ name, createdAt }: World, deed: Deed, starts: KeptStarts): LogRecord {
  const kept: DeedRecord = deed.verb === 'begin' ? { verb: 'begin', start: starts.save(deed.start) } : deed
  return { event: 'do', world: name, deed: kept, createdAt }
}

export function fromDo(deed: DeedRecord, starts: KeptStarts): Deed {
  return deed.verb === 'begin' ? { verb: 'begin', start: starts.load(deed.start) } : deed
}

export function toPlay(world: World, exchange: Parameters<typeof toPlayed>[1], isMoved: boolean): PlayRecord {
  const played = { event: 'play', world: world.name, ...toPlayed(world, exchange) } as const
  return isMoved ? { ...played, origin: world.origin } : played
}

/** For a finding about it. */
export function describe(record: LogRecord): string {
  switch (record.event) {
    case 'play':
      return `Exchange ${record.id} of the world "${record.world}", ${record.request.method} ${record.request.target}`
    case 'outcome':
      return `Exchange ${record.exchange.id} of the world "${record.world}", ${record.exchange.request.method} ${record.exchange.request.target}`
    case 'do':
      return `"${record.deed.verb}" in the world "${record.world}"`
    case 'open':
      return 'A start'
    default:
      return `To ${record.event} the world "${record.world}"`
  }
}

import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Response } from '../../src/engine/index.ts'
import type { Mock } from '../../src/index.ts'
import { openStorage, type Storage } from '../../src/storage/index.ts'
import { World, type WorldSnapshot, Worlds } from '../../src/world/index.ts'

export const folder = () => mkdtempSync(join(tmpdir(), 'standin-data-'))

/** What a `kill -9` at this moment would leave behind. */
export function crashed(data: string): string {
  const copy = folder()
  cpSync(data, copy, { recursive: true })
  return copy
}

/** Worlds as a mock has them, kept in a folder or in memory alone. */
export interface Kept {
  readonly data: string | undefined
  readonly worlds: Worlds
  readonly storage: Storage | undefined
  readonly reported: readonly string[]
}

export function open({ engine, start }: Mock, data: string | undefined, version = 'test'): Kept {
  const journal = { exchanges: 5, bytes: 1_048_576 }
  const create = (name: string, from = start) => new World(from, { name, path: '', origin: 'http://mock.test', journal })
  const forever = Number.POSITIVE_INFINITY
  const worlds = new Worlds({ create, limit: 100, memoryLimit: forever, idleLimit: forever })
  const reported: string[] = []
  const storage = openStorage({ data, report: (line) => reported.push(line) }, { engine, worlds, create, start, version })
  return { data, worlds, storage, reported }
}

/** Everything there is to see of the worlds, for comparing. Only how long answers took is left out. */
export function everything({ worlds }: Kept): unknown {
  return plain(worlds.list().map(worldAsSeen))
}

function worldAsSeen(world: World): unknown {
  return {
    name: world.name,
    ...(world.dump() as object),
    start: startOf(world),
    clock: world.clock.setting,
    createdAt: world.createdAt,
    steps: world.steps?.map((step) => ('exchange' in step ? exchangeOf(step.exchange) : step)),
    snapshots: [...world.snapshots].map(([id, snapshot]) => [id, snapshotOf(snapshot)]),
    journal: [...world.journal.weighed()].map(([exchange, bytes]) => [exchangeOf(exchange), bytes]),
    history: world.store.history().map(({ cause, changes, serial }) => ({ cause: exchangeOf(cause as never), changes, serial })),
    writes: world.store.writes,
    defects: world.defects,
  }
}

function startOf({ start: { specs: _specs, rows: _rows, ...rest } }: Pick<World, 'start'>): unknown {
  return rest
}

function snapshotOf({ store: _store, start, steps, ...rest }: WorldSnapshot): unknown {
  return { ...rest, start: startOf({ start }), steps: steps?.map((step) => ('exchange' in step ? exchangeOf(step.exchange) : step)) }
}

function exchangeOf(exchange: Parameters<World['journal']['record']>[0]): unknown {
  const { durationMs: _durationMs, response, ...rest } = exchange
  const { body: _body, ...seen } = response as Response
  const request = rest.request as { readonly body?: Uint8Array }
  return { ...rest, request: { ...request, body: request.body && Buffer.from(request.body).toString('latin1') }, response: seen }
}

/** As JSON has it: where a value is undefined makes no difference. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

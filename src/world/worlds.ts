import { stopwatch } from '../kernel/index.ts'
import type { Deed } from './deed.ts'
import type { Exchange } from './journal.ts'
import type { WorldStart } from './start.ts'
import type { Watcher, World } from './world.ts'

/** What happened to one of the worlds, told when it has happened. */
export type WorldsEvent =
  | { readonly type: 'exchange'; readonly world: World; readonly exchange: Exchange; readonly by: object }
  | { readonly type: 'message'; readonly world: World; readonly id: string }
  | { readonly type: 'deed'; readonly world: World; readonly deed: Deed }
  | { readonly type: 'made'; readonly world: World }
  | { readonly type: 'dropped'; readonly world: World }

export interface WorldsOptions {
  /** A world in the server's starting state, or in another one. */
  readonly create: (name: string, start?: WorldStart) => World
  /** How many there may be at once. */
  readonly limit: number
  /** How much they may hold together, in bytes, as `weigh` estimates it. */
  readonly memoryLimit: number
  /** After how long without a request a world is dropped, in milliseconds of the machine's time; the world `default` never is. */
  readonly idleLimit: number
  /** Milliseconds of the machine's time; only differences count. */
  readonly elapsed?: () => number
}

/** Why there is no such world: said to whoever asked. */
export class WorldsRefusal {
  readonly code: 'world_name_invalid' | 'worlds_exhausted'
  readonly reason: string
  constructor(code: WorldsRefusal['code'], reason: string) {
    this.code = code
    this.reason = reason
  }
}

interface Kept {
  readonly world: World
  usedAt: number
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

export function isWorldName(name: string): boolean {
  return namePattern.test(name)
}

/** Throws `WorldsRefusal` with the rule for a name that no world can have. */
export function checkWorldName(name: string): void {
  if (isWorldName(name)) return
  throw new WorldsRefusal(
    'world_name_invalid',
    `${JSON.stringify(name.slice(0, 80))} can't name a world. Use 1 to 64 letters, digits, dots, dashes and underscores, the first of them a letter or digit.`,
  )
}

/** The worlds of one server, by name: made on first use, dropped when asked or idle, capped in number and in memory. */
export class Worlds {
  readonly #options: WorldsOptions
  readonly #elapsed: () => number
  readonly #kept = new Map<string, Kept>()
  readonly #listeners = new Set<(event: WorldsEvent) => void>()
  readonly #watcher: Watcher
  /** Of worlds that are gone. */
  readonly #defects: string[] = []

  constructor(options: WorldsOptions) {
    this.#options = options
    this.#elapsed = options.elapsed ?? stopwatch
    this.#watcher = {
      exchange: (world, exchange, by) => this.#publish({ type: 'exchange', world, exchange, by }),
      deed: (world, deed) => this.#publish({ type: 'deed', world, deed }),
      message: (world, id) => this.#publish({ type: 'message', world, id }),
    }
  }

  get size(): number {
    return this.#kept.size
  }

  /** Why the mock failed, in all worlds there were. */
  get defects(): readonly string[] {
    return [...this.#defects, ...Array.from(this.#kept.values(), ({ world }) => world.defects).flat()]
  }

  /** The world of a name, made now if it is not there. Throws `WorldsRefusal` when there can't be one more. */
  at(name: string): World {
    const kept = this.#kept.get(name)
    if (kept === undefined) return this.add(name)
    kept.usedAt = this.#elapsed()
    return kept.world
  }

  /** The world of a name, if it is there. */
  find(name: string): World | undefined {
    return this.#kept.get(name)?.world
  }

  /** Makes a world, in the place of one of the same name. */
  add(name: string, start?: WorldStart): World {
    checkWorldName(name)
    this.#makeRoom(name)
    this.drop(name)
    const world = this.#options.create(name, start)
    this.#keep(world)
    return world
  }

  /** Takes in a world that was made elsewhere, e.g. read from the disk. */
  adopt(world: World): void {
    this.drop(world.name)
    this.#keep(world)
  }

  /** False when there is none of this name. */
  drop(name: string): boolean {
    const kept = this.#kept.get(name)
    if (kept === undefined) return false
    this.#kept.delete(name)
    kept.world.watcher = undefined
    this.#defects.push(...kept.world.defects)
    this.#publish({ type: 'dropped', world: kept.world })
    return true
  }

  /** In the order they were made. */
  list(): readonly World[] {
    this.#dropIdle()
    return Array.from(this.#kept.values(), ({ world }) => world)
  }

  /** Calls back with everything that happens from now on; the answer ends it. */
  listen(listener: (event: WorldsEvent) => void): () => void {
    this.#listeners.add(listener)
    this.#rewatch()
    return () => {
      this.#listeners.delete(listener)
      this.#rewatch()
    }
  }

  #keep(world: World): void {
    if (this.#listeners.size > 0) world.watcher = this.#watcher
    this.#kept.set(world.name, { world, usedAt: this.#elapsed() })
    this.#publish({ type: 'made', world })
  }

  /** A world that nobody watches spends nothing on telling. */
  #rewatch(): void {
    const watcher = this.#listeners.size > 0 ? this.#watcher : undefined
    for (const { world } of this.#kept.values()) world.watcher = watcher
  }

  #publish(event: WorldsEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** For one more, or for another in the place of `name`, which stays until there is room. */
  #makeRoom(name: string): void {
    this.#dropIdle()
    const { limit, memoryLimit } = this.#options
    const replaced = this.#kept.get(name)?.world
    if (replaced === undefined && this.#kept.size >= limit) {
      throw new WorldsRefusal(
        'worlds_exhausted',
        `There are ${this.#kept.size} worlds, as many as may be. Drop some with DELETE /__standin/worlds/{name}, or raise --worlds-limit.`,
      )
    }
    let weight = 0
    for (const { world } of this.#kept.values()) if (world !== replaced) weight += world.weigh()
    if (weight >= memoryLimit) {
      throw new WorldsRefusal(
        'worlds_exhausted',
        `${this.#kept.size} worlds hold about ${Math.round(weight / 1_048_576)} MiB, as much as may be. Drop some with DELETE /__standin/worlds/{name}, or raise --worlds-memory.`,
      )
    }
  }

  #dropIdle(): void {
    const oldest = this.#elapsed() - this.#options.idleLimit
    for (const [name, { usedAt }] of this.#kept) if (usedAt < oldest && name !== 'default') this.drop(name)
  }
}

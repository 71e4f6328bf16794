import { type Engine, type Request, respond } from '../../engine/index.ts'
import { type Draft, toExample, toParts } from '../../openapi/index.ts'
import { World } from '../../world/index.ts'
import type { Recorded } from './show.ts'

/** Calls that are tried for one explanation; a few do nearly always. */
const mostPlayed = 400

/** Plays calls as they would be played now, in a copy of a world that nobody sees: each begins where the world stands, faults aside. */
export class Rehearsal {
  readonly #engine: Engine
  readonly #copy: World
  readonly #snapshot: ReturnType<World['snapshot']>
  #played = 0

  constructor(engine: Engine, world: World) {
    const { name, origin, path, start } = world
    this.#engine = engine
    this.#snapshot = world.snapshot()
    this.#copy = new World(start, { name, origin, path, journal: { exchanges: 1, bytes: Number.MAX_SAFE_INTEGER } })
  }

  /** The world as the last call left it. */
  get world(): World {
    return this.#copy
  }

  /** Whether more was tried than is worth it. */
  get isTired(): boolean {
    return this.#played >= mostPlayed
  }

  play(draft: Draft): Recorded {
    this.#played++
    const copy = this.#copy
    copy.journal.cut(0)
    copy.restore(this.#snapshot)
    copy.faults.clear()
    respond(this.#engine, copy, draft.operation, toRequest(draft))
    return copy.journal.newestFirst().next().value as Recorded
  }
}

function toRequest(draft: Draft): Request {
  const { method, target } = toExample(draft)
  return { ...toParts(draft), method, target, unreadable: undefined }
}

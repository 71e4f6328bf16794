import { type Call, hash } from '../../engine/index.ts'
import { Latest } from '../examples/latest.ts'
import type { Maker } from './make.ts'
import type { Collection } from './model.ts'
import type { Play, Value } from './plays.ts'
import { keyIn, type Row } from './rows.ts'
import { shownBy } from './seeds.ts'

/** Beginnings that are kept: those of many users, each asked for its profile again and again. */
const mostKept = 500

/** What single things are before anything was said of them: what the document's example shows, else made up, and the same whenever it is asked for. */
export class Singles {
  readonly #maker: Maker
  readonly #plays: readonly Play[]
  readonly #shown = new Map<Collection, Value>()
  readonly #kept = new Latest<string, Row>(mostKept)

  constructor(maker: Maker, plays: readonly Play[]) {
    this.#maker = maker
    this.#plays = plays
  }

  /** `wholes` is what it says of whatever it is a part of. */
  begin(collection: Collection, scope: string, wholes: Value, { world }: Call): Row {
    const { seed, clock } = world.start
    const now = clock.mode === 'frozen' ? clock.now : world.createdAt
    const key = `${scope} ${seed} ${now}`
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const value = this.#maker.complete(collection, { ...this.#shownOf(collection), ...wholes }, now, hash(scope, seed), undefined, true)
    const row: Row = { key: keyIn(scope, ''), collection: collection.name, scope, id: '', serial: 0, changedAt: now, value }
    this.#kept.set(key, row)
    return row
  }

  #shownOf(collection: Collection): Value {
    const known = this.#shown.get(collection)
    if (known !== undefined) return known
    const [shown = {}] = this.#plays.flatMap((play) => (play.collection === collection ? shownBy(play) : []))
    this.#shown.set(collection, shown)
    return shown
  }
}

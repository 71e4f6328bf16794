/** State for documents nobody has written a backend for: collections inferred from paths and schemas. What no collection has is answered from examples. */
import { type Backend, type Call, loadTools, type Population, type Reply } from '../../engine/index.ts'
import type { Store } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import { createExamples } from '../examples/index.ts'
import { wishOf } from '../examples/wish.ts'
import { writeBody } from '../examples/write-body.ts'
import type { Model } from './model.ts'
import { Player } from './play.ts'
import { playsOf } from './plays.ts'
import { crudSpecs, scopeOf } from './rows.ts'

export { inferModel } from './infer.ts'
export type { Model } from './model.ts'

/** How many items a collection that is no part of another begins with. */
const seededItems = 3

/** The backend of one document and what was inferred of it. */
export async function createCrudBackend(api: Api, model: Model): Promise<Backend> {
  const [examples, tools] = await Promise.all([createExamples(api), loadTools()])
  const plays = playsOf(api, model)
  const player = new Player(api, tools, model, plays.values())
  const kept = model.collections
  const answer = (call: Call): Reply => {
    const play = plays.get(call.operation.id)
    const { status, example, isDynamic } = wishOf(call)
    if (play === undefined || status !== undefined || example !== undefined || isDynamic) return examples.answer(call)
    const value = player.answer(play, call)
    if (value === undefined) return { status: play.status }
    const mediaType = play.spec.mediaTypes.find((name) => /[/+]json/.test(name)) ?? play.spec.mediaTypes[0]
    if (mediaType === undefined) return { status: play.status }
    return { status: play.status, body: writeBody(value, mediaType, play.spec.schema(mediaType), api.schemas), mediaType }
  }
  return {
    ...examples,
    name: 'crud',
    says: `${kept.length} collections are kept (standin infer lists them); other operations answer from examples`,
    specs: { ...examples.specs, ...crudSpecs },
    startsEmpty: false,
    startsFrom: 'blank',
    answer,
    populate(scenario, _api, store): Population {
      const population = examples.populate(scenario, api, store)
      const now = scenario.clock.mode === 'frozen' ? scenario.clock.now : 0
      const making = { store: store as unknown as Store<typeof crudSpecs>, seed: scenario.seed, now }
      if (population.diagnostics.some(({ severity }) => severity === 'error')) return population
      const counts: Record<string, number> = {}
      making.store.transact('populate', () => {
        for (const collection of kept) {
          if (collection.parent !== undefined) continue
          for (let count = 0; count < seededItems; count++) player.create(collection, scopeOf(collection.name, []), {}, making)
          counts[collection.name] = seededItems
        }
      })
      return { ...population, counts }
    },
    state: (world) =>
      kept.map(({ name }) => ({
        name,
        schema: undefined,
        rows: function* () {
          for (const row of (world.store as unknown as Store<typeof crudSpecs>).tables.items.where('collection', name)) yield row.value
        },
      })),
  }
}

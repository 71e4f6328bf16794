/** State for documents nobody has written a backend for: collections inferred from paths and schemas. What no collection has is answered from examples. */
import { type Backend, type Call, loadTools, type Population, type Reply, type Request } from '../../engine/index.ts'
import { Later, type Store } from '../../kernel/index.ts'
import type { Api, Operation } from '../../openapi/index.ts'
import type { World } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'
import { createExamples } from '../examples/index.ts'
import { matchExamples } from '../examples/match.ts'
import { commonFacts } from '../examples/populate.ts'
import type { RecordedSpecs } from '../examples/recorded.ts'
import { wishOf } from '../examples/wish.ts'
import { explainRefusal } from './explain.ts'
import type { Collection, Model } from './model.ts'
import { Player } from './play.ts'
import { indexedOf, type Play, playsOf } from './plays.ts'
import { checkFacts, partsOf } from './populate.ts'
import { type CrudStore, collectionOf, specsOf } from './rows.ts'

export type { Correction } from './corrections.ts'
export { inferModel } from './infer.ts'
export type { Model } from './model.ts'
export { loadCorrections, toFacts } from './model-file.ts'

/** The backend of one document and what was inferred of it; it keeps the collections that are sure, or all with `isStateful`. */
export async function createCrudBackend(api: Api, model: Model, isStateful: boolean): Promise<Backend> {
  const [examples, tools] = await Promise.all([createExamples(api), loadTools()])
  const kept = model.collections.filter(({ keep }) => keep === 'always' || (isStateful && keep === 'stateful'))
  const plays = playsOf(api, { ...model, collections: kept })
  const player = new Player(api, tools, { ...model, collections: kept }, plays.values())
  const answer = (call: Call): Reply => {
    const play = plays.get(call.operation.id)
    if (play === undefined || isShownOtherwise(play, call)) return examples.answer(call)
    return player.answer(play, call) ?? examples.answer(call)
  }
  return {
    ...examples,
    name: 'crud',
    says: saysOf(model.collections, kept),
    specs: { ...examples.specs, ...specsOf(indexedOf(plays.values())) },
    startsEmpty: kept.length === 0,
    startsFrom: 'blank',
    answer,
    answeredBy: (operation, request, world) => sourceOf(operation, plays.get(operation.id), request, world, model),
    explain: (refused) => explainRefusal(refused, kept),
    populate(scenario, _api, store): Population {
      // a collection of the same name has the better claim
      const common = Object.entries(scenario.facts).filter(
        ([fact]) => commonFacts.includes(fact) && !kept.some(({ name }) => name === fact),
      )
      const population = examples.populate({ ...scenario, facts: Object.fromEntries(common) }, api, store)
      const unknown = checkFacts(scenario, model.collections, kept)
      if ([...population.diagnostics, ...unknown].some(({ severity }) => severity === 'error'))
        return { ...population, diagnostics: [...population.diagnostics, ...unknown] }
      if (kept.length === 0) return population
      const now = scenario.clock.mode === 'frozen' ? scenario.clock.now : 0
      const begin = { store: store as unknown as CrudStore, seed: scenario.seed, now }
      const findings: BackendFinding[] = []
      const all = () => partsOf({ api, collections: kept, plays: [...plays.values()], player }, scenario, begin, findings)
      const later = new Later(store, { table: 'items', all, of: collectionOf })
      // Making items up takes long with many collections, and can't fail; what a scenario has can, and then it is to be told at once.
      if (!kept.some(({ name }) => scenario.facts[name] !== undefined)) return { ...population, later }
      later.finish()
      const counts = kept.map(({ name }) => [name, [...begin.store.tables.items.where('collection', name)].length] as const)
      return {
        ...population,
        later,
        diagnostics: [...population.diagnostics, ...findings],
        counts: { ...population.counts, ...Object.fromEntries(counts.filter(([, count]) => count > 0)) },
      }
    },
    state: (world) =>
      kept.map(({ name }) => ({
        name,
        schema: undefined,
        rows: function* () {
          for (const row of (world.store as unknown as CrudStore).tables.items.where('collection', name)) yield row.value
        },
      })),
  }
}

/** Whether a call is answered by what was recorded, by what it prefers, or by the example of an error that the document pairs with this very request. */
function isShownOtherwise({ operation, success: { status } }: Play, call: Call): boolean {
  if ((call.world.store as unknown as Store<RecordedSpecs>).tables.answers.size > 0) return true
  const wish = wishOf(call)
  if (wish.status !== undefined || wish.example !== undefined || wish.isDynamic) return true
  if (operation.examples.length === 0) return false
  const [shown] = matchExamples(operation, call.input)
  if (shown === undefined) return false
  const isOf = (one: number) => operation.response(one)?.examples.some(({ name }) => name === shown) === true
  return !isOf(status) && operation.statuses.some((one) => /^[45]\d\d$/.test(one) && isOf(Number(one)))
}

/** What an answer comes from, in words. */
function sourceOf({ id }: Operation, play: Play | undefined, request: Request, world: World, { collections, others }: Model): string {
  if ((world.store as unknown as Store<RecordedSpecs>).tables.answers.size > 0) return 'what was recorded, or examples'
  const { status, example, isDynamic } = wishOf({ request })
  if (status !== undefined || example !== undefined || isDynamic) return 'examples, as the request prefers'
  if (play !== undefined) return `the collection ${play.collection.name}, as ${play.role}`
  const unkept = collections.find(({ operations }) => operations.some(({ operation }) => operation === id))
  if (unkept !== undefined)
    return `examples: the collection ${unkept.name} is not kept${unkept.doubts.length === 0 ? '' : ` (${unkept.doubts.join('; ')})`}`
  return `examples: ${others.find(({ operation }) => operation === id)?.why ?? 'no collection has it'}`
}

/** How many collections a line names. */
const mostNamed = 8

function saysOf(all: readonly Collection[], kept: readonly Collection[]): string {
  const others = all.filter((collection) => collection.keep === 'stateful' && !kept.includes(collection))
  const inDoubt = others.length === 0 ? '' : `; in doubt and not kept: ${namesOf(others)} (standin infer says why, --stateful keeps them)`
  if (kept.length === 0) return `from examples and schemas; no call changes anything${inDoubt}`
  return `what is made, changed and deleted is kept of ${namesOf(kept)}${inDoubt}; everything else from examples (--no-stateful: all)`
}

function namesOf(collections: readonly Collection[]): string {
  const names = collections.slice(0, mostNamed).map(({ name }) => name)
  return collections.length > mostNamed ? `${names.join(', ')} and ${collections.length - mostNamed} more` : names.join(', ')
}

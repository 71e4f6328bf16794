import { didYouMean, isObject, type Part } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import type { FactPath, Scenario } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'
import { No } from '../examples/no.ts'
import { commonFacts } from '../examples/populate.ts'
import type { Collection } from './model.ts'
import type { Player } from './play.ts'
import type { Making, Play, Value } from './plays.ts'
import { type CrudStore, keyIn, scopeOf } from './rows.ts'
import { countSeeds, seedsOf } from './seeds.ts'

/** How many items a collection begins with of which neither the scenario nor the document shows one, and that is no part of another. */
const madeUp = 3

/** What is kept of a document, and how. */
export interface Kept {
  readonly api: Api
  readonly collections: readonly Collection[]
  readonly plays: readonly Play[]
  readonly player: Player
}

/** Where and when what collections begin with is made. */
export type Begin = Omit<Making, 'store'> & { readonly store: Pick<CrudStore, 'tables'> }

/**
 * Writes what collections begin with, each in a part: the rows a scenario has (`pets: [{ id: 7, name: Rex }]`), else what the document's examples show,
 * else some that are made up. What of the scenario can't stand is put into `findings`.
 */
export function partsOf(kept: Kept, scenario: Scenario, begin: Begin, findings: BackendFinding[]): Part[] {
  // Wholes before their parts.
  return [...kept.collections]
    .sort((a, b) => depthOf(a) - depthOf(b))
    .map((collection) => {
      const fact = scenario.facts[collection.name]
      const isOne = collection.isSingle && collection.parent === undefined
      return {
        name: collection.name,
        needs: collection.parent?.collection,
        numbers: fact === undefined ? numbersOf(kept, collection) : Array.isArray(fact) ? 2 * fact.length : 1,
        make: (nextSerial) => {
          const making: Making = { ...begin, store: { tables: begin.store.tables, nextSerial } }
          if (fact === undefined) {
            if (!collection.isSingle) seed(kept, collection, making)
          } else if (isOne) findings.push(...new Filling(kept, collection, scenario, making).put(fact))
          else if (Array.isArray(fact)) findings.push(...new Filling(kept, collection, scenario, making).fill(fact))
          else findings.push(unfit(scenario, [collection.name], `"${collection.name}" is a collection: expected a list of its items`))
        },
      }
    })
}

/** One for each item, and one for each id that may be taken by one that is shown. */
function numbersOf({ api, plays }: Kept, collection: Collection): number {
  if (collection.isSingle) return 0
  return 2 * countSeeds(api, collection, plays) + (collection.parent === undefined ? madeUp : 0)
}

function depthOf({ parent }: Collection): number {
  return parent?.parameters.length ?? 0
}

function seed({ api, plays, player, collections }: Kept, collection: Collection, making: Making): void {
  const holder = collections.find(({ name }) => name === collection.parent?.collection)
  const begin = seedsOf(api, collection, plays)
  const isShown = begin.some(({ isWhole }) => isWhole)
  let count = 0
  const property = collection.id.property ?? ''
  // An id that its path refuses would name an item nobody could ask for.
  const withId = (id: unknown, value: Value) => (id !== undefined && player.allowsId(collection, id) ? { [property]: id, ...value } : value)
  // What the document shows of properties makes one item; a second would be its double, and where doubles are refused so would be whoever posts it.
  const make = (scope: string, { [property]: id, ...value }: Value) =>
    isMade(() =>
      player.create(collection, scope, withId(id, value), making, {
        usesExamples: count === 0 && !isShown && collection.unique.length === 0,
      }),
    )
  for (const { parents, value } of begin) {
    if (parents.length > 0 && (holder === undefined || !isThere(holder, parents, making))) continue
    if (make(scopeOf(collection.name, parents), value) === undefined) count++
  }
  if (isShown || collection.parent !== undefined) return
  for (; count < madeUp; count++) make(scopeOf(collection.name, []), {})
}

function isThere({ name }: Collection, parents: readonly unknown[], { store }: Making): boolean {
  return store.tables.items.get(keyIn(scopeOf(name, parents.slice(0, -1)), parents.at(-1))) !== undefined
}

/** Why something could not be made; undefined when it was. */
function isMade(make: () => unknown): string | undefined {
  try {
    make()
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof No)) throw thrown
    return thrown.problem.reason
  }
}

/** The rows that a scenario has of one collection. */
class Filling {
  readonly #kept: Kept
  readonly #collection: Collection
  readonly #scenario: Scenario
  readonly #making: Making
  readonly #plays: readonly Play[]
  readonly #known: ReadonlySet<string>

  constructor(kept: Kept, collection: Collection, scenario: Scenario, making: Making) {
    this.#kept = kept
    this.#collection = collection
    this.#scenario = scenario
    this.#making = making
    this.#plays = kept.plays.filter((play) => play.collection === collection)
    this.#known = new Set(this.#plays.flatMap(({ success, sent }) => [...success.properties, ...sent.keys()]))
  }

  fill(rows: readonly unknown[]): BackendFinding[] {
    return rows.flatMap((row, index) => this.put(row, index))
  }

  /** Without an `index` it is all there is. */
  put(row: unknown, index?: number): BackendFinding[] {
    const { name, parent } = this.#collection
    const at = (path: FactPath, message: string, part: 'key' | 'value' = 'value') =>
      index === undefined
        ? unfit(this.#scenario, [name, ...path], `"${name}" can't be that: ${message}`, part)
        : unfit(this.#scenario, [name, index, ...path], `Item ${index + 1} of "${name}" can't stand there: ${message}`, part)
    if (!isObject(row)) return [at([], 'expected an object')]
    const parameters = parent?.parameters ?? []
    const whose = parameters.filter((parameter) => row[parameter] === undefined)
    if (whose.length > 0) return [at([], `it does not say of which ${whose.join(' and ')} it is a part`)]
    const parents = parameters.map((parameter) => row[parameter])
    const lost = this.#lost(parents)
    if (lost !== undefined) return [at([parameters.at(-1) as string], lost)]
    const own = Object.fromEntries(Object.entries(row).filter(([key]) => this.#known.has(key) || !parameters.includes(key)))
    const unknown = this.#known.size === 0 ? [] : Object.keys(own).filter((key) => !this.#known.has(key))
    if (unknown.length > 0) return unknown.map((key) => at([key], `nothing shows its "${key}".${didYouMean(key, this.#known)}`, 'key'))
    return this.#make(own, scopeOf(name, parents), at)
  }

  #make(own: Value, scope: string, at: (path: FactPath, message: string) => BackendFinding): BackendFinding[] {
    const { player } = this.#kept
    const faults: BackendFinding[] = []
    const refused = isMade(() => {
      const { value } = player.create(this.#collection, scope, own, this.#making, { own: this.#collection.isSingle ? '' : undefined })
      for (const { path, message } of player.faults(this.#collection, value)) faults.push(at(path, `${path.join('.')} ${message}`.trim()))
    })
    return refused === undefined ? faults : [at([], refused)]
  }

  #lost(parents: readonly unknown[]): string | undefined {
    const holder = this.#kept.collections.find(({ name }) => name === this.#collection.parent?.collection)
    if (holder === undefined || isThere(holder, parents, this.#making)) return undefined
    const own = String(parents.at(-1))
    const ids = [...this.#making.store.tables.items.where('scope', scopeOf(holder.name, parents.slice(0, -1)))].map(({ id }) => id)
    const hint = didYouMean(own, ids) || (ids.length === 0 ? '' : ` There are ${ids.slice(0, 5).join(', ')}.`)
    return `${holder.name} has no item ${JSON.stringify(parents.at(-1))}.${hint}`
  }
}

function unfit(scenario: Scenario, path: FactPath, message: string, part: 'key' | 'value' = 'value'): BackendFinding {
  return { code: 'scenario.row.unfit', severity: 'error', message, where: scenario.locate(path, part) }
}

function unkept({ keep, doubts }: Collection): string {
  if (keep === 'never') return ', as its correction has it: "keep: never".'
  return `${doubts.length === 0 ? '' : `: ${doubts.join('; ')}`}. --stateful keeps those in doubt as well.`
}

/** Facts that are no rows of a kept collection. */
export function checkFacts(scenario: Scenario, all: readonly Collection[], kept: readonly Collection[]): BackendFinding[] {
  const names = kept.map(({ name }) => name)
  return Object.keys(scenario.facts)
    .filter((fact) => !commonFacts.includes(fact) && !names.includes(fact))
    .map((fact): BackendFinding => {
      const inDoubt = all.find(({ name }) => name === fact)
      const message =
        inDoubt !== undefined
          ? `"${fact}" is a collection that is not kept${unkept(inDoubt)}`
          : names.length === 0
            ? `"${fact}" means nothing here: nothing is kept of this document. It may have ${commonFacts.join(' and ')}.`
            : `"${fact}" means nothing here.${didYouMean(fact, names) || ` There are ${names.slice(0, 8).join(', ')}.`}`
      return { code: 'scenario.fact.unknown', severity: 'error', message, where: scenario.locate([fact], 'key') }
    })
}

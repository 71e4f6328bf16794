import { isObject, parsePointer, valueAt } from '../../kernel/index.ts'
import { type Api, examplesOf, parametersOf, type ResponseExample, type ResponseSpec } from '../../openapi/index.ts'
import type { Collection } from './model.ts'
import type { Play, Value } from './plays.ts'

/** An item that a collection begins with. */
export interface Seed {
  /** Ids its path names before its own. */
  readonly parents: readonly unknown[]
  readonly value: Value
  /** Whether an answer shows it, rather than its id alone. */
  readonly isWhole: boolean
}

interface Shown {
  readonly parents: readonly unknown[]
  readonly list: Value
  readonly own: Value
  readonly isWhole: boolean
}

/** Examples may be many; a start shall not take long. */
const mostSeeds = 100

/** Items that the document's examples of answers show, those of lists first, and those whose id its paths show; only what the document allows. */
export function seedsOf(api: Api, collection: Collection, plays: readonly Play[]): readonly Seed[] {
  return seedsFrom(api, collection, plays, byDocument)
}

/** How many items there are at most, without holding any to the document: that takes a validator for each answer. */
export function countSeeds(api: Api, collection: Collection, plays: readonly Play[]): number {
  return seedsFrom(api, collection, plays, () => true).length
}

type IsAllowed = (example: ResponseExample, spec: ResponseSpec) => boolean

const byDocument: IsAllowed = ({ mediaType, value }, spec) => spec.check(value, mediaType).length === 0

function seedsFrom(api: Api, collection: Collection, plays: readonly Play[], isAllowed: IsAllowed): readonly Seed[] {
  const { property } = collection.id
  if (property === undefined) return []
  const byId = new Map<string, Shown>()
  const own = plays.filter((play) => play.collection === collection)
  for (const wanted of ['list', 'read', 'create', 'replace', 'put', 'patch'] as const) {
    for (const play of own.filter(({ role }) => role === wanted)) {
      const parents = shownIn(api, play, collection.parent?.parameters ?? [])
      if (parents === undefined) continue
      for (const item of shownBy(play, isAllowed)) {
        const id = item[property]
        if (typeof id !== 'string' && typeof id !== 'number') continue
        const key = JSON.stringify([parents, String(id)])
        const known = byId.get(key) ?? { parents, list: {}, own: {}, isWhole: true }
        // Of two that tell of one item, the answer about it alone says more.
        if (wanted === 'list') byId.set(key, { ...known, list: { ...item, ...known.list } })
        else byId.set(key, { ...known, own: { ...item, ...known.own } })
      }
    }
  }
  for (const play of own) addNamed(api, play, property, byId)
  return [...byId.values()].slice(0, mostSeeds).map(({ list, own: alone, ...seed }) => ({ ...seed, value: { ...list, ...alone } }))
}

/** `GET /pets/{id}` with the example 7 shows that there is a pet 7. */
function addNamed(api: Api, play: Play, property: string, byId: Map<string, Shown>): void {
  const { names } = play.operation.path
  const parameters = play.collection.parent?.parameters ?? []
  const last = names.at(-1)
  if (last === undefined || names.length !== parameters.length + 1) return
  const shown = shownIn(api, play, [...parameters, last])
  if (shown === undefined) return
  const key = JSON.stringify([shown.slice(0, -1), String(shown.at(-1))])
  if (!byId.has(key)) byId.set(key, { parents: shown.slice(0, -1), list: {}, own: { [property]: shown.at(-1) }, isWhole: false })
}

/** What the document shows for parameters of a path; undefined where it shows nothing for one of them. */
function shownIn(api: Api, { operation }: Play, names: readonly string[]): readonly unknown[] | undefined {
  const parameters = parametersOf(api, operation)
  const values = names.map((name) => {
    const declared = parameters.find((one) => one.in === 'path' && one.name === name)
    const written = declared && valueAt(api.root, parsePointer(declared.pointer))
    return [written, declared?.schema].flatMap((node) => (isObject(node) ? examplesOf(api.root, node) : []))[0]
  })
  return values.every((value) => typeof value === 'string' || typeof value === 'number') ? values : undefined
}

/** The items in those examples of an answer that are allowed. */
export function shownBy({ success: { spec, path, isList } }: Play, isAllowed: IsAllowed = byDocument): readonly Value[] {
  return spec.examples
    .filter((example) => /[/+]json/.test(example.mediaType) && isAllowed(example, spec))
    .flatMap(({ value }) => {
      const found = valueAt(value, path)
      return (isList && Array.isArray(found) ? found : [found]).filter(isObject)
    })
}

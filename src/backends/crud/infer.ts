import { toWords } from '../../engine/index.ts'
import { isObject, parsePointer, Unusable, valueAt } from '../../kernel/index.ts'
import { type Api, follow, parametersOf } from '../../openapi/index.ts'
import type { BackendFinding } from '../codes.ts'
import { withActions } from './actions.ts'
import { answerSchema, itemShape, listShape, sentShape } from './answers.ts'
import { correctDrafts } from './correct.ts'
import { type Correction, correctionsIn } from './corrections.ts'
import { Corrector } from './corrector.ts'
import { doubtsOf, doubtsOfPart, doubtsOfPlayed } from './doubts.ts'
import { type Draft, draftsOf, isSingle } from './drafts.ts'
import { type Field, fieldsOf, isMarked, partsOf, shownAs, typesOf } from './fields.ts'
import { filterOf } from './filters.ts'
import type { Naming } from './identity.ts'
import { controlsOf, meaningOf } from './list-controls.ts'
import type { Collection, Filter, Identity, Keep, Model, Parent, Role } from './model.ts'
import { othersOf } from './others.ts'
import { keyOf, parameterOf, segmentsOf, subjectOf } from './places.ts'
import { queryNamesOf } from './query-names.ts'

/**
 * The collections of a document, as far as its paths and schemas tell, and as it and `corrections` say otherwise; what they leave open is told with each.
 * `played` has the operations that somebody else plays, who need not keep what they are told where a collection would look for it.
 * Throws `Unusable` with every correction that does not fit.
 */
export function inferModel(api: Api, corrections: readonly Correction[] = [], played: ReadonlySet<string> = new Set()): Model {
  const findings: BackendFinding[] = []
  const said = correctDrafts(api, withActions(api, draftsOf(api)), [...correctionsIn(api), ...corrections], findings)
  const byKey = new Map([...said.keys()].map((draft) => [draft.grounds.key, draft]))
  const byName = new Map([...said.keys()].map((draft) => [draft.name, draft]))
  const found = [...said].map(([draft, own]) => {
    const shown = shownFields(api, draft.operations)
    const corrector = new Corrector(api, draft, own, shown, findings)
    const parent = corrector.parent(parentOf(draft, byKey), byName)
    return { corrector, collection: toCollection(api, draft, parent, shown, corrector, played) }
  })
  const told = new Map(found.map(({ corrector, collection }) => [collection, corrector.keep()]))
  const collections = alongWholes(
    found.map(({ collection }) => collection),
    told,
  )
  if (findings.length > 0) throw new Unusable("What is said of the document's collections can't be used", findings)
  const kept = new Set(collections.flatMap(({ operations }) => operations.map(({ operation }) => operation)))
  return { collections, others: othersOf(api, kept) }
}

function parentOf({ grounds }: Draft, byKey: ReadonlyMap<string, Draft>): Parent | undefined {
  const { segments } = grounds
  const parameters = segments.flatMap((segment) => parameterOf(segment) ?? [])
  if (parameters.length === 0) return undefined
  const last = segments.findLastIndex((segment) => parameterOf(segment) !== undefined)
  const key = keyOf(segments.slice(0, last))
  return { collection: byKey.get(key)?.name, parameters }
}

/** A part is kept no more than its whole, unless it is `told` to be. */
function alongWholes(collections: readonly Collection[], told: ReadonlyMap<Collection, Keep | undefined>): readonly Collection[] {
  const byName = new Map(collections.map((collection) => [collection.name, collection]))
  const settled = new Map<Collection, Collection>()
  const settle = (collection: Collection): Collection => {
    const known = settled.get(collection)
    if (known !== undefined) return known
    // Whatever a single thing is a part of has one, kept or not.
    const one = collection.isSingle ? undefined : byName.get(collection.parent?.collection ?? '')
    const whole = one && settle(one)
    const doubts = whole === undefined || collection.doubts.length > 0 ? collection.doubts : doubtsOfPart(whole)
    const inferred = whole?.keep === 'never' ? 'never' : doubts.length > 0 ? 'stateful' : collection.keep
    const found = { ...collection, doubts, keep: told.get(collection) ?? inferred }
    settled.set(collection, found)
    return found
  }
  return collections.map(settle)
}

function toCollection(
  api: Api,
  draft: Draft,
  parent: Parent | undefined,
  shown: ReadonlyMap<string, Field>,
  corrector: Corrector,
  played: ReadonlySet<string>,
): Collection {
  const { name, grounds, operations } = draft
  const single = isSingle(draft)
  const id = single ? noId : corrector.id(namingOf(api, draft))
  const doubts = [...doubtsOf(api, draft, parent, shown, id), ...doubtsOfPlayed(draft, played)]
  const filters = corrector.filters(filtersOf(api, draft, shown, id))
  return {
    name,
    path: grounds.template,
    keep: doubts.length === 0 ? 'always' : 'stateful',
    isSingle: single,
    id,
    parent,
    operations: operations.map(({ operation, role }) => ({ operation: operation.id, role })),
    sets: corrector.sets(
      Object.fromEntries(operations.flatMap(({ operation, role, sets }) => (sets && role === 'patch' ? [[operation.id, sets]] : []))),
    ),
    unique: corrector.unique(uniqueFields(api, operations, shown)),
    filters,
    doubts,
    notes: notesOf(api, draft, id, filters),
  }
}

const noId: Identity = { property: undefined, also: [], kind: 'text', prefix: '' }

function namingOf(api: Api, { grounds, operations }: Draft): Naming {
  const { parameter } = grounds
  const one = operations.find(({ operation }) => parameter !== undefined && operation.path.names.includes(parameter))
  const declared = one && parametersOf(api, one.operation).find(({ name, in: place }) => place === 'path' && name === parameter)
  const written = declared && valueAt(api.document, parsePointer(declared.pointer))
  const description = isObject(written) && typeof written.description === 'string' ? written.description : ''
  return {
    parameter,
    schema: declared === undefined ? [] : partsOf(api, declared.schema),
    description,
    singular: subjectOf(grounds),
  }
}

/** Properties that answers show, the fullest first. */
function shownFields(api: Api, operations: Draft['operations']): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>()
  for (const wanted of ['read', 'list', 'create', 'put', 'replace', 'patch'] as const) {
    for (const { operation, role } of operations) {
      if (role !== wanted) continue
      const schema = answerSchema(api, operation, role === 'create' ? 201 : 200)
      const found = role === 'list' ? fieldsOf(api, listShape(api, schema)?.item) : itemShape(api, schema, operation)?.fields
      for (const [name, field] of found ?? []) if (!fields.has(name)) fields.set(name, field)
    }
  }
  return fields
}

/** A field that the description of a declared 409 speaks of. */
function uniqueFields(api: Api, operations: Draft['operations'], shown: ReadonlyMap<string, Field>): string[] {
  const found = new Set<string>()
  for (const { operation, role } of operations) {
    if (role !== 'create' || !operation.statuses.includes('409')) continue
    const response = follow(api.root, valueAt(api.document, [...parsePointer(operation.pointer), 'responses', '409']), '')?.value
    const text = isObject(response) && typeof response.description === 'string' ? toWords(response.description) : ''
    for (const [name, field] of sentShape(api, operation, shown).fields) {
      if (`_${text}_`.includes(`_${toWords(name)}_`) && !isMarked(field, 'readOnly')) found.add(shownAs(name, shown.keys()))
    }
  }
  return [...found]
}

/** What the query of each operation is held against; of one that is no list, it is what is sent. */
function filtersOf(api: Api, { grounds, operations }: Draft, shown: ReadonlyMap<string, Field>, id: Identity): Collection['filters'] {
  const subject = subjectOf(grounds)
  const filters: Record<string, Record<string, Filter>> = {}
  for (const { operation, role } of operations) {
    const found: Record<string, Filter> = {}
    for (const { name, parameter, isHolder } of queryNamesOf(api, operation, () => (isListing(role) ? shown.keys() : []))) {
      const isOfObject = (filter: Filter | undefined) => typesOf(shown.get(filter?.property ?? '')?.parts ?? []).has('object')
      // What is inside one that is held against an object is held against its parts with it.
      const filter = name !== parameter && isOfObject(found[parameter]) ? undefined : filterOf(api, name, shown, id, subject)
      if (filter === undefined || (isHolder && !isOfObject(filter))) continue
      const isSent = isListing(role) || (filter.test === 'is' && name === parameter)
      if (isSent && (filter.test === 'is' || meaningOf(name) === undefined)) found[name] = filter
    }
    if (Object.keys(found).length > 0) filters[operation.id] = found
  }
  return filters
}

function isListing(role: Role): boolean {
  return role === 'list' || role === 'count'
}

function notesOf(api: Api, { operations, grounds }: Draft, id: Identity, filters: Collection['filters']): string[] {
  const notes = id.also.length === 0 ? [] : [`its paths take ${id.also.join(' and ')} as well as ${id.property}`]
  for (const { operation, role } of operations) {
    if (!isListing(role)) continue
    const { ignored } = controlsOf(api, operation, filters[operation.id])
    if (ignored.length > 0) notes.push(`${operation.id} does not heed ${ignored.join(', ')}`)
  }
  for (const { operation, role, sets } of operations) {
    const isBelow = role === 'list' && keyOf(segmentsOf(operation.path.template)) !== grounds.key
    if (isBelow && filters[operation.id] === undefined) notes.push(`${operation.id} lists all of them, whatever its path says`)
    if (
      role === 'patch' &&
      sets === undefined &&
      !operation.hasBody &&
      !parametersOf(api, operation).some(({ in: place }) => place === 'query')
    )
      notes.push(`${operation.id} takes nothing that it could change`)
  }
  return notes
}

import { toWords } from '../../engine/index.ts'
import { type Api, parametersOf } from '../../openapi/index.ts'
import { answerSchema, bodySchema, itemShape, listShape, sentShape } from './answers.ts'
import { type Draft, isSingle } from './drafts.ts'
import { type Field, fieldsOf, shownAs } from './fields.ts'
import { isOwnId } from './identity.ts'
import type { Collection, Identity, Parent, Role } from './model.ts'
import { subjectsOf } from './places.ts'

/** What keeps a collection from being sure, each as a sentence; empty when its making, showing and changing fit together. */
export function doubtsOf(
  api: Api,
  draft: Draft,
  parent: Parent | undefined,
  shown: ReadonlyMap<string, Field>,
  id: Identity,
): readonly string[] {
  if (isSingle(draft)) return doubtsOfSingle(api, draft, shown)
  return [...doubtsOfRoles(draft), ...doubtsOfParent(parent), ...doubtsOfMaking(api, draft, shown, id), ...doubtsOfShowing(api, draft, id)]
}

/** Whatever it is a part of has one, so that nothing is to be known of that. */
function doubtsOfSingle(api: Api, { operations }: Draft, shown: ReadonlyMap<string, Field>): string[] {
  return operations.flatMap(({ operation, role }) => {
    const chosen = parametersOf(api, operation).find(({ in: place, required }) => place === 'query' && required)
    if (chosen !== undefined) return [`what ${operation.id} is about depends on ${chosen.name}`]
    const sent = sentShape(api, operation, shown).fields
    const isShown = role === 'read' || [...sent.keys()].some((name) => shown.has(shownAs(name, shown.keys())))
    return isShown ? [] : [`nothing that ${operation.id} takes is shown`]
  })
}

/** Of a collection that others play a part of. */
export function doubtsOfPlayed({ operations }: Draft, played: ReadonlySet<string>): readonly string[] {
  // Whoever plays an action on an item need not keep what it sets.
  const ids = operations.flatMap(({ operation: { id }, sets }) => (played.has(id) && sets === undefined ? [id] : []))
  return ids.length === 0 ? [] : [`${ids.join(' and ')} ${ids.length === 1 ? 'is' : 'are'} played by your own handlers`]
}

/** Of a part: what is not sure to be kept has no parts that are. */
export function doubtsOfPart({ name, keep, doubts }: Collection): readonly string[] {
  if (keep === 'always') return []
  const why = keep === 'never' ? 'is never kept' : doubts.length > 0 ? 'is in doubt' : 'is kept with --stateful alone'
  return [`it is a part of ${name}, which ${why}`]
}

function doubtsOfRoles({ operations }: Draft): string[] {
  const ids = (wanted: Role) => operations.flatMap(({ operation, role }) => (role === wanted ? [operation.id] : []))
  const doubts: string[] = []
  if (ids('create').length + ids('put').length === 0) doubts.push('no operation makes one')
  if (ids('create').length > 1) doubts.push(`${ids('create').join(' and ')} both make one`)
  // Where a PUT says 201 beside what it says of a change, it is declared to make what is not there (RFC 9110 §9.3.4).
  const open = operations.flatMap(({ operation, role }) => (role === 'put' && !operation.statuses.includes('201') ? [operation.id] : []))
  if (open.length > 0) doubts.push(`${open.join(', ')} makes an item under the id of its path, or changes the one that is there`)
  return doubts
}

function doubtsOfParent(parent: Parent | undefined): string[] {
  if (parent === undefined || parent.collection !== undefined) return []
  return [`${parent.parameters.at(-1)} names something that is no collection here, so anything may stand there`]
}

function doubtsOfMaking(api: Api, { operations, name }: Draft, shown: ReadonlyMap<string, Field>, id: Identity): string[] {
  const created = operations.find(({ role }) => role === 'create')?.operation
  if (created === undefined) return []
  const doubts: string[] = []
  const sent = sentShape(api, created, shown).fields
  if (sent.size > 0 && ![...sent.keys()].some((field) => shown.has(shownAs(field, shown.keys()))))
    doubts.push(`nothing that makes one of ${name} is shown by it`)
  const [only] = sent.size === 1 ? [...sent.keys()] : []
  if (only !== undefined && shownAs(only, shown.keys()) === id.property && shown.size > 1 && /(?:^|_)id$/.test(toWords(only)))
    doubts.push(`${created.id} takes nothing but the ${only}, so it may be about one that is there already`)
  const answer = itemShape(api, answerSchema(api, created, 201), created)?.fields
  const isListed = operations.some(({ role }) => role === 'list')
  const isSent = [...sent.keys()].some((field) => shownAs(field, shown.keys()) === id.property)
  const isFound = isListed || id.property === undefined || answer?.has(id.property) === true || isSent
  if (!isFound) doubts.push(`${created.id} does not show the ${id.property} of what it makes`)
  const read = operations.find(({ role }) => role === 'read')?.operation
  const whole = read && itemShape(api, answerSchema(api, read, 200), read)?.fields
  if (read !== undefined && whole !== undefined && answer !== undefined && !isAlike(answer, whole))
    doubts.push(`${created.id} and ${read.id} show items of different kinds`)
  return doubts
}

/** Whether most of what the smaller one has is in the other too. */
function isAlike(one: ReadonlyMap<string, Field>, other: ReadonlyMap<string, Field>): boolean {
  const [few, many] = one.size < other.size ? [one, other] : [other, one]
  return [...few.keys()].filter((name) => many.has(name)).length * 2 >= few.size
}

function doubtsOfShowing(api: Api, { operations, grounds }: Draft, id: Identity): string[] {
  const { property } = id
  if (property === undefined) return ['no answer shows what tells its items apart']
  const doubts: string[] = []
  const named = toWords(grounds.parameter ?? property)
  const isOwn = id.also.length > 0 || toWords(property) === named || subjectsOf(grounds).some((subject) => isOwnId(named, subject))
  const place = id.also.find((one) => one.includes('.'))
  const makers = operations.filter(({ role }) => role === 'create').map(({ operation }) => fieldsOf(api, bodySchema(api, operation)))
  const isSent = makers.every((fields) => [...fields.keys()].some((name) => toWords(name) === named))
  if (place !== undefined && !isSent) doubts.push(`its paths name an item by ${grounds.parameter}, which is made up for it`)
  if (/_id$/.test(named) && !isOwn) doubts.push(`its paths name an item by ${grounds.parameter}, which is not its ${property}`)
  const unseen = operations.flatMap(({ operation, role }) => {
    const list = role === 'list' ? listShape(api, answerSchema(api, operation, 200)) : undefined
    return list === undefined || fieldsOf(api, list.item).has(property)
      ? []
      : [`${operation.id} does not show the ${property} of its items`]
  })
  return [...doubts, ...unseen]
}

import { didYouMean } from '../../kernel/index.ts'
import type { Api, Operation } from '../../openapi/index.ts'
import type { FactPath } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'
import { answerSchema, isCount, itemShape, listShape } from './answers.ts'
import { type Correction, unfit } from './corrections.ts'
import { type Draft, type DraftOperation, draftAt } from './drafts.ts'
import type { Role } from './model.ts'
import { keyOf, segmentsOf } from './places.ts'

/** What people say of each draft, in the order it was said. */
export type Said = Map<Draft, Correction[]>

/** Drafts with the names, paths and roles that corrections give them. What can't be is added to `findings`. */
export function correctDrafts(api: Api, inferred: readonly Draft[], corrections: readonly Correction[], findings: BackendFinding[]): Said {
  const drafts = inferred.map((draft) => ({ ...draft, operations: [...draft.operations] }))
  const said = new Map<Draft, Correction[]>(drafts.map((draft) => [draft, []]))
  for (const correction of corrections) {
    const draft = meant(api, drafts, correction, findings)
    if (draft === undefined) continue
    if (!said.has(draft)) said.set(draft, [])
    said.get(draft)?.push(correction)
    for (const [id, role] of Object.entries(correction.facts.operations ?? {})) {
      const found = api.operation(id)
      const wrong =
        found === undefined
          ? `There is no operation ${JSON.stringify(id)}.${didYouMean(
              id,
              api.operations.map((one) => one.id),
            )}`
          : role === 'none'
            ? undefined
            : unplayable(api, found, role)
      if (wrong !== undefined) findings.push(unfit(wrong, correction.locate(['operations', id], found === undefined ? 'key' : 'value')))
      if (found === undefined || wrong !== undefined) continue
      give(drafts, draft, found, role)
    }
  }
  return new Map([...said].filter(([{ operations }]) => operations.length > 0))
}

type Open = Omit<Draft, 'name' | 'operations'> & { name: string; operations: DraftOperation[] }

/** The draft a correction is about; a new one where its path is none yet. */
function meant(api: Api, drafts: Open[], { name, path, locate }: Correction, findings: BackendFinding[]): Open | undefined {
  const key = path === undefined ? undefined : keyOf(segmentsOf(path))
  const named = drafts.find((draft) => draft.name === name)
  const found = key === undefined ? named : drafts.find(({ grounds }) => grounds.key === key)
  const fault = (message: string, at: FactPath) => {
    findings.push(unfit(message, locate(at)))
    return undefined
  }
  if (found === undefined && key === undefined)
    return fault(
      `There is no collection ${JSON.stringify(name)}.${didYouMean(
        name ?? '',
        drafts.map((draft) => draft.name),
      )} A new one needs its "path".`,
      [],
    )
  if (name !== undefined && named !== undefined && named !== found)
    return fault(`The collection at ${named.grounds.template} is called ${JSON.stringify(name)} already. Choose another name.`, [])
  if (found !== undefined) {
    if (name !== undefined) found.name = name
    return found
  }
  const made = draftAt(api, key as string, name, new Set(drafts.map((draft) => draft.name)))
  if (made === undefined)
    return fault(
      `No operation is at ${path}.${didYouMean(
        path ?? '',
        api.paths.map(({ template }) => template),
      )}`,
      ['path'],
    )
  const open = { ...made, operations: [...made.operations] }
  drafts.push(open)
  return open
}

/** An operation does one thing for one collection. */
function give(drafts: readonly Open[], draft: Open, operation: Operation, role: Role | 'none'): void {
  const before = draft.operations.findIndex((one) => one.operation === operation)
  for (const other of drafts) if (other !== draft) other.operations = other.operations.filter((one) => one.operation !== operation)
  if (role === 'none') draft.operations = draft.operations.filter((one) => one.operation !== operation)
  else if (before === -1) draft.operations.push({ operation, role })
  else draft.operations[before] = { ...draft.operations[before], operation, role }
}

function unplayable(api: Api, operation: Operation, role: Role): string | undefined {
  const schema = answerSchema(api, operation, role === 'create' ? 201 : role === 'delete' ? 204 : 200)
  if (role === 'list')
    return listShape(api, schema) === undefined ? `${operation.id} answers no list of objects, so it can't be a list.` : undefined
  if (role === 'count') return isCount(api, schema) ? undefined : `${operation.id} answers no whole number, so it can't count.`
  const isShown = schema === undefined ? role !== 'read' : itemShape(api, schema, operation) !== undefined
  return isShown ? undefined : `${operation.id} answers no object, so it can't show the item that ${role} is about.`
}

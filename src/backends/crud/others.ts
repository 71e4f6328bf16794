import type { Api, Operation } from '../../openapi/index.ts'
import type { Collection, OtherOperation } from './model.ts'
import { parameterOf } from './places.ts'

/** Operations that no kept collection has, and why. */
export function othersOf(api: Api, kept: ReadonlySet<string>, collections: readonly Collection[]): OtherOperation[] {
  const doubted = new Map(
    collections.flatMap(({ isKept, operations, name }) => (isKept ? [] : operations.map(({ operation }) => [operation, name] as const))),
  )
  return api.operations.flatMap((operation): OtherOperation[] => {
    if (kept.has(operation.id)) return []
    const name = doubted.get(operation.id)
    return [{ operation: operation.id, why: name === undefined ? whyNone(operation) : `${name} is in doubt` }]
  })
}

function whyNone({ method, path: { template } }: Operation): string {
  if (parameterOf(segmentOf(template)) !== undefined) return 'nothing else works on what it names'
  if (method === 'POST') return 'it does something that is no making, changing or deleting of an item'
  return 'it is about nothing that is made, shown and deleted by id'
}

function segmentOf(template: string): string | undefined {
  return template.split('/').at(-1)
}

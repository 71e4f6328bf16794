import type { Api, Operation } from '../../openapi/index.ts'
import type { OtherOperation } from './model.ts'
import { parameterOf } from './places.ts'

/** Operations that no collection has, and why. */
export function othersOf(api: Api, kept: ReadonlySet<string>): OtherOperation[] {
  return api.operations.filter(({ id }) => !kept.has(id)).map((operation) => ({ operation: operation.id, why: whyNone(operation) }))
}

function whyNone({ method, path: { template } }: Operation): string {
  if (parameterOf(segmentOf(template)) !== undefined) return 'nothing else works on what it names'
  if (method === 'POST') return 'it does something that is no making, changing or deleting of an item'
  return 'it is about nothing that is made, shown and deleted by id'
}

function segmentOf(template: string): string | undefined {
  return template.split('/').at(-1)
}

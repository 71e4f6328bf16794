import type { Api, Operation } from '../../openapi/index.ts'
import type { OtherOperation } from './model.ts'
import { parameterOf } from './places.ts'

/** Operations that no collection has, and why. */
export function othersOf(api: Api, kept: ReadonlySet<string>): OtherOperation[] {
  const isKept = ({ id, method, path }: Operation) =>
    // A HEAD goes with its GET.
    kept.has(id) || (method === 'HEAD' && path.operations.some((one) => one.method === 'GET' && kept.has(one.id)))
  return api.operations.filter((operation) => !isKept(operation)).map((operation) => ({ operation: operation.id, why: whyNone(operation) }))
}

function whyNone({ method, path: { template } }: Operation): string {
  if (parameterOf(segmentOf(template)) !== undefined) return 'nothing else works on what it names'
  if (method === 'POST') return 'it does something that is no making, changing or deleting of an item'
  return 'it is about nothing that is made, shown and deleted by id'
}

function segmentOf(template: string): string | undefined {
  return template.split('/').at(-1)
}

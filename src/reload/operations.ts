import type { Engine } from '../engine/index.ts'
import type { Diagnostic } from '../kernel/index.ts'
import type { Operation } from '../openapi/index.ts'
import type { World } from '../world/index.ts'
import type { ReloadCode } from './codes.ts'

/** Operations that a document no longer has, or has under another id, as far as somebody misses them. */
export function findLostOperations(before: Engine, after: Engine, worlds: readonly World[]): Diagnostic[] {
  const lost = before.api.operations.filter(({ id }) => after.api.operation(id) === undefined)
  if (lost.length === 0) return []
  const uses = countUses(worlds, new Set(lost.map(({ id }) => id)))
  return lost.flatMap((operation) => {
    const reasons = [...(before.backend.handles(operation) ? ['the backend plays it'] : []), ...(uses.get(operation.id) ?? [])]
    return reasons.length === 0 ? [] : [toFinding(operation, reasons, before, after)]
  })
}

function toFinding(operation: Operation, reasons: readonly string[], before: Engine, { api, backend }: Engine): Diagnostic {
  const { id, method, path } = operation
  const missed = reasons.join(', ')
  const successor = api.operations.find((other) => other.method === method && other.path.template === path.template)
  if (successor === undefined) {
    const { line } = before.api.locate(operation.pointer)
    const message = `${id} (${method} ${path.template}${line === undefined ? '' : `, line ${line} until now`}) is gone, but ${missed}. Put it back, or drop the worlds that stand on it.`
    return finding('reload.operation.removed', message, api.locate(operation.pointer))
  }
  const answer = backend.handles(successor) ? '' : ' The backend knows no operation of that name: it is answered 501.'
  const message = `${id} is called ${successor.id} now, but ${missed}.${answer}`
  return finding('reload.operation.renamed', message, api.locate(successor.pointer))
}

/** What the worlds hold that is about an operation, in words. */
function countUses(worlds: readonly World[], ids: ReadonlySet<string>): Map<string, string[]> {
  const calls = new Map<string, number>()
  const faults = new Map<string, number>()
  for (const { journal, faults: active } of worlds) {
    for (const { operationId } of journal.exchanges()) count(calls, operationId, ids)
    for (const { operationId } of active.list()) count(faults, operationId, ids)
  }
  const words = new Map<string, string[]>()
  for (const id of ids) {
    const [called, struck] = [calls.get(id) ?? 0, faults.get(id) ?? 0]
    const uses = [
      ...(called === 0 ? [] : [`${called} recorded ${called === 1 ? 'call names' : 'calls name'} it`]),
      ...(struck === 0 ? [] : [`${struck} ${struck === 1 ? 'fault waits' : 'faults wait'} for it`]),
    ]
    words.set(id, uses)
  }
  return words
}

function count(counts: Map<string, number>, id: string | undefined, ids: ReadonlySet<string>): void {
  if (id !== undefined && ids.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1)
}

function finding(code: ReloadCode, message: string, where: Diagnostic['where']): Diagnostic {
  return { code, severity: 'warning', message, where }
}

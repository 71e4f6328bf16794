import { isObject, parsePointer, toPointer, valueAt } from '../kernel/index.ts'
import type { Callback, Operation, Path, Webhook } from './api.ts'
import { entriesOf, follow, type Node } from './document.ts'
import type { Finding } from './finding.ts'
import { operationsOf } from './methods.ts'
import { DeclaredOperation } from './operation.ts'
import { collectParameters } from './parameters.ts'
import { unreadableExpression } from './runtime-expression.ts'
import type { Schemas } from './schemas.ts'

/** What a document says its API sends by itself. */
export interface Sendings {
  readonly callbacks: readonly (Callback & { readonly operation: DeclaredOperation })[]
  readonly webhooks: readonly (Webhook & { readonly operation: DeclaredOperation })[]
  readonly findings: readonly Finding[]
}

/** Callbacks of operations (OAS 3.1 §4.8.18) and webhooks (§4.8.1), both as operations somebody else serves. */
export function compileSendings(root: Node, schemas: Schemas, operations: readonly Operation[]): Sendings {
  const findings: Finding[] = []
  const requestsAt = (item: unknown, at: string, template: string) => toOperations(root, schemas, item, at, template, findings)
  const callbacks = operations.flatMap((owner) => {
    const declared = valueAt(root, [...parsePointer(owner.pointer), 'callbacks'])
    return [...entriesOf(root, declared, `${owner.pointer}/callbacks`)].flatMap(({ key: name, value, pointer }) =>
      [...entriesOf(root, value, pointer)]
        .filter(({ key }) => !key.startsWith('x-'))
        .flatMap(({ key: expression, value: item, pointer: at }) => {
          findings.push(...judgeExpression(expression, name, `${pointer}${toPointer([expression])}`))
          return requestsAt(item, at, expression).map((operation) => ({ owner: owner.id, name, expression, operation }))
        }),
    )
  })
  const webhooks = [...entriesOf(root, root.webhooks, '/webhooks')].flatMap(({ key: name, value: item, pointer }) =>
    requestsAt(item, pointer, name).map((operation) => ({ name, operation })),
  )
  return { callbacks, webhooks, findings }
}

function toOperations(root: Node, schemas: Schemas, item: unknown, at: string, template: string, findings: Finding[]): DeclaredOperation[] {
  const holder = follow(root, item, at)
  if (!isObject(holder?.value)) return []
  const { value, pointer: place } = holder
  const path: Path = { template, route: '', names: [], operations: [] }
  return operationsOf({ node: value, at: (name) => place + toPointer([name]) }, findings).flatMap(({ method, pointer, node }) => {
    if (!isObject(node)) return []
    const found: Finding[] = []
    const lists = [
      [value.parameters, `${place}/parameters`],
      [node.parameters, `${pointer}/parameters`],
    ] as const
    const parameters = collectParameters(root, lists, found)
    findings.push(...found)
    const unusable = found.find(({ severity }) => severity === 'error')?.message
    const id = typeof node.operationId === 'string' ? node.operationId : `${method} ${template}`
    return [new DeclaredOperation({ root, schemas, id, method, path, addresses: [], pointer, node, parameters, security: [], unusable })]
  })
}

function judgeExpression(expression: string, name: string, pointer: string): Finding[] {
  const part = unreadableExpression(expression)
  if (part === undefined) return []
  const message = `The callback "${name}" can never be sent: ${JSON.stringify(part)} is no runtime expression. Write e.g. "{$request.body#/callbackUrl}".`
  return [{ code: 'expression.invalid', severity: 'warning', message, pointer }]
}

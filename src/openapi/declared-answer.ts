import { isObject, parsePointer, toPointer, valueAt } from '../kernel/index.ts'
import type { Api, Operation } from './api.ts'
import { entriesOf } from './document.ts'

/** Where the document speaks of an answer: the example that `isIt` says yes to, else the response, else the operation. A pointer. */
export function declaredAnswer(api: Api, operation: Operation, status: number, isIt: (body: unknown) => boolean): string {
  const response = operation.response(status)
  if (response === undefined) return operation.pointer
  const { root } = api
  const node = valueAt(root, parsePointer(response.pointer))
  const content = isObject(node) && isObject(node.content) ? node.content : {}
  for (const [mediaType, media] of Object.entries(content)) {
    const at = `${response.pointer}/content${toPointer([mediaType])}/examples`
    for (const { key, value } of entriesOf(root, isObject(media) ? media.examples : undefined, at)) {
      if (isObject(value) && isIt(value.value)) return at + toPointer([key])
    }
  }
  return response.pointer
}

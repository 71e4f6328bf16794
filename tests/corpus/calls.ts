import { loadTools } from '../../src/engine/index.ts'
import { createMock } from '../../src/index.ts'
import { requestFor, targetOf } from './requests.ts'

interface Call {
  readonly path: string
  readonly init: { readonly method: string; readonly headers: Record<string, string> }
}

/** Reads of two operations of a document that are answered with a success, or twice of one; undefined when there is none. */
export async function callsOf(document: string): Promise<readonly [Call, Call] | undefined> {
  const mock = await createMock({ document, stateful: false })
  const tools = await loadTools()
  try {
    const calls: Call[] = []
    for (const operation of mock.api.operations.filter(({ method }) => method === 'GET')) {
      const request = requestFor(mock.api, operation, tools)
      if (request === undefined) continue
      const call = { path: targetOf(operation, request), init: { method: 'GET', headers: request.headers as Record<string, string> } }
      if ((await mock.fetch(call.path, call.init)).ok) calls.push(call)
      if (calls.length === 2) break
    }
    const [first, second = first] = calls
    return first && second && [first, second]
  } finally {
    await mock.close()
  }
}

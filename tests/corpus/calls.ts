import { loadTools } from '../../src/engine/index.ts'
import { createMock } from '../../src/index.ts'
import { requestFor, targetOf } from './requests.ts'

interface Call {
  readonly path: string
  readonly init: { readonly method: string; readonly headers: Record<string, string> }
}

/** Reads of two operations of a document that are answered with a success. */
export async function callsOf(document: string): Promise<readonly [Call, Call]> {
  const mock = await createMock({ document })
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
    if (first === undefined || second === undefined) throw new Error(`${document}: no GET is answered with a success`)
    return [first, second]
  } finally {
    await mock.close()
  }
}

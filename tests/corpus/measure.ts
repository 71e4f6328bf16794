import { loadTools } from '../../src/engine/index.ts'
import { createMock, type Mock } from '../../src/index.ts'
import { mediaOf, type Operation, Uncompilable } from '../../src/openapi/index.ts'
import { Independent } from './independent.ts'
import { requestFor, targetOf } from './requests.ts'

export interface Outcome {
  /** Operations that declare a success and take a body that is read, if any. */
  readonly operations: number
  /** Those that take nothing but bodies the mock refuses to read, such as multipart. */
  readonly unread: readonly string[]
  /** Those no request was found for. */
  readonly unasked: readonly string[]
  /** Answers with a success, of examples and made up. */
  readonly shown: number
  readonly dynamic: number
  /** Answers of the mock's own failure. */
  readonly failures: readonly string[]
  /** Answers whose body an independent check refuses. */
  readonly invalid: readonly string[]
  /** JSON bodies that were checked so. */
  readonly checked: number
  /** Where schemas that nothing could satisfy were taken otherwise than they are written, as `schema.closed` and `schema.pattern.delimited` say. */
  readonly reread: readonly string[]
}

/** Asks every operation of a document for an answer from its examples and for a made-up one. */
export async function measure(document: string): Promise<Outcome> {
  const mock = await createMock({ document, stateful: false, clock: { mode: 'frozen', now: Date.UTC(2025, 11, 22, 15) } })
  try {
    return await ask(mock)
  } finally {
    await mock.close()
  }
}

async function ask(mock: Mock): Promise<Outcome> {
  const { api } = mock
  const tools = await loadTools()
  const reread = api.compileAll().flatMap(({ code, where }) => (isReread(code) && where.pointer !== undefined ? [where.pointer] : []))
  const independent = new Independent(api.document, reread)
  // `fetch` sends no TRACE.
  const successful = api.operations.filter((one) => declaresSuccess(one) && one.method !== 'TRACE')
  const unread = successful.filter((operation) => takesOnlyUnread(mediaOf(api, operation)))
  const operations = successful.filter((operation) => !unread.includes(operation))
  const unasked: string[] = []
  const failures: string[] = []
  const invalid: string[] = []
  const successes = { shown: 0, dynamic: 0 }
  let checked = 0
  for (const operation of operations) {
    const request = requestOrWhy(() => requestFor(api, operation, tools))
    if (request instanceof Uncompilable) failures.push(`${operation.id}: ${request.message}`)
    else if (request === undefined) unasked.push(operation.id)
    if (request === undefined || request instanceof Uncompilable) continue
    for (const kind of ['shown', 'dynamic'] as const) {
      const headers = request.headers as Record<string, string>
      const hasBody = request.body !== undefined && request.body.length > 0 && operation.method !== 'GET' && operation.method !== 'HEAD'
      const init = { method: operation.method, headers, ...(hasBody ? { body: request.body as Uint8Array<ArrayBuffer> } : {}) }
      const target = targetOf(operation, request)
      // Not by the header: documents may have a `Prefer` of their own.
      const wish = kind === 'dynamic' ? `${target.includes('?') ? '&' : '?'}__dynamic=true` : ''
      const response = await mock.fetch(target + wish, init)
      const text = await response.text()
      const said = `${operation.id} ${kind} ${response.status}: ${text.slice(0, 300)}`
      if (response.status >= 500) failures.push(said)
      else if (response.status >= 300) failures.push(said)
      else successes[kind]++
      const pointer = schemaOf(operation, response.status, response.headers.get('content-type') ?? '')
      // RFC 9110 §9.3.2, §15.3.5, §15.3.6: these have no body, whatever is declared
      const isBodiless = operation.method === 'HEAD' || response.status === 204 || response.status === 205
      if (pointer === undefined || response.status >= 300 || (isBodiless && text === '')) continue
      const why = independent.explain(pointer, JSON.parse(text))
      if (why === null) continue
      checked++
      if (why !== undefined) invalid.push(`${operation.id} ${kind}: ${why}`)
    }
  }
  return {
    operations: operations.length,
    unread: unread.map(({ id }) => id),
    unasked,
    ...successes,
    failures: [...failures, ...mock.defects],
    invalid,
    checked,
    reread,
  }
}

/** What nothing could satisfy as it is written, and is taken as it is meant. */
function isReread(code: string): boolean {
  return code === 'schema.closed' || code === 'schema.pattern.delimited' || code === 'schema.enum.mistyped'
}

function requestOrWhy<Request>(find: () => Request): Request | Uncompilable {
  try {
    return find()
  } catch (thrown) {
    if (thrown instanceof Uncompilable) return thrown
    throw thrown
  }
}

function takesOnlyUnread(media: readonly { readonly codec: string }[]): boolean {
  return media.length > 0 && media.every(({ codec }) => codec === 'unsupported')
}

function declaresSuccess({ statuses }: Operation): boolean {
  return statuses.some((status) => /^2/.test(status) || status === 'default')
}

/** Where the schema of a JSON body stands. */
function schemaOf(operation: Operation, status: number, mediaType: string): string | undefined {
  const spec = operation.response(status)
  const declared = spec?.mediaTypes.find((name) => name === mediaType)
  if (spec === undefined || declared === undefined || !/[/+]json/.test(mediaType)) return undefined
  const { pointer } = (spec as unknown as { media: readonly { name: string; pointer: string; schema: unknown }[] }).media.find(
    ({ name, schema }) => name === declared && schema !== undefined,
  ) ?? { pointer: undefined }
  return pointer
}

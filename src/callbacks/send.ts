import { jsonOrText } from '../kernel/index.ts'
import type { Operation } from '../openapi/index.ts'
import type { Outgoing } from './outgoing.ts'

/** What a receiver answered. */
export interface Answered {
  readonly status: number
  /** What the document says otherwise of it, each as a sentence. */
  readonly violations: readonly string[]
}

/** Bytes of an answer that are read. */
const mostRead = 1_048_576

/** Sends a request once, and holds what comes back to the document. Redirects are answers like any other: nobody is led elsewhere. Rejects when nothing comes back. */
export async function send(operation: Operation, { method, url, headers, text }: Outgoing, signal: AbortSignal): Promise<Answered> {
  const init = { method, headers, redirect: 'manual', signal } as const
  const response = await fetch(url, text === undefined ? init : { ...init, body: text })
  const body = await read(response)
  return { status: response.status, violations: judge(operation, response, body) }
}

async function read(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > mostRead) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function judge(operation: Operation, { status, headers }: Response, text: string | undefined): string[] {
  const spec = operation.response(status)
  if (spec === undefined) return [`It was answered ${status}, and declares only ${operation.statuses.join(', ') || 'nothing'}.`]
  const found = spec
    .checkHeaders(Object.fromEntries(headers))
    .map(({ path, message }) => `Its answer's header ${path.join('.')} ${message}.`)
  if (text === undefined) return [...found, `Its answer is longer than ${mostRead} bytes and was not checked.`]
  const mediaType = headers.get('content-type') ?? undefined
  const isEmpty = text === '' && spec.mediaTypes.length === 0
  const violations = isEmpty ? [] : spec.check(text === '' ? undefined : valueIn(text, mediaType), mediaType)
  return [...found, ...violations.map(({ path, message }) => `Its answer${path.length === 0 ? '' : ` at /${path.join('/')}`} ${message}.`)]
}

function valueIn(text: string, mediaType = ''): unknown {
  return /[/+]json\b/.test(mediaType) ? jsonOrText(text) : text
}

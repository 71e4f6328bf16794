import { type DeclaredHeader, type Field, type Operation, type ResponseSpec, toField } from '../openapi/index.ts'

/** Sent with every answer, or by the transport. */
const ours: ReadonlySet<string> = new Set(['x-request-id', 'standin-world', 'date', 'content-length', 'connection', 'transfer-encoding'])

/** How many seconds an answer that nobody set a time for asks its caller to wait. */
const usualWait = 1

/** The headers a declared answer carries: what follows from the answer itself, else what the document shows for them. */
export function declaredHeaders(operation: Operation, spec: ResponseSpec, status: number, now: number): Record<string, Field> {
  const headers: Record<string, Field> = {}
  for (const header of spec.headers) {
    const value = fieldValueOf(header, operation, status, now)
    if (value !== undefined) headers[header.name] = value
  }
  return headers
}

/** A header that the document requires of an answer, and that nobody could say the value of. */
export function missingHeader(operation: Operation, spec: ResponseSpec, status: number): string | undefined {
  return spec.headers.find(
    (header) => header.isRequired && !ours.has(header.name) && fieldValueOf(header, operation, status, 0) === undefined,
  )?.name
}

/** What stands in a document need not be what HTTP takes (RFC 9110 §5.1). */
const fieldName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/

function fieldValueOf(header: DeclaredHeader, operation: Operation, status: number, now: number): Field | undefined {
  if (ours.has(header.name) || !fieldName.test(header.name)) return undefined
  const value = toWait(header, status, now) ?? (header.name === 'allow' ? methodsOf(operation) : header.example)
  return toField(header, value)
}

/** RFC 9110 §10.2.3 and the usual words of rate limits: an answer that asks to wait says how long. */
function toWait({ name, example }: DeclaredHeader, status: number, now: number): unknown {
  if (status !== 429 && status !== 503) return undefined
  switch (name) {
    case 'retry-after':
    case 'x-ratelimit-retry-after':
      return example ?? usualWait
    case 'x-ratelimit-remaining':
      return 0
    case 'x-ratelimit-reset':
      return Math.ceil(now / 1000) + usualWait
    default:
      return undefined
  }
}

function methodsOf({ path }: Operation): string {
  return path.operations.map(({ method }) => method).join(', ')
}

import { type Call, canonical, type Reply, type ReplyHeaders } from '../../engine/index.ts'
import { defineTable, didYouMean, withoutSecrets } from '../../kernel/index.ts'
import { type Api, type RequestInput, withPrints } from '../../openapi/index.ts'
import { checkShape, type FactPath, type FactSchema, fields, mapOf, type Scenario } from '../../world/index.ts'
import type { BackendFinding } from '../codes.ts'
import { wishOf } from './wish.ts'

/** An answer that was given to a request, as a scenario holds it under `answers`. */
export interface RecordedFacts {
  /** An operationId. */
  readonly call: string
  /** The path's parameters by name, as they were read. */
  readonly path?: Readonly<Record<string, unknown>> | undefined
  readonly query?: Readonly<Record<string, unknown>> | undefined
  /** The body that was sent, as it was read; of files and bytes their size and their print. */
  readonly sent?: unknown
  readonly status: number
  readonly media_type?: string | undefined
  readonly headers?: ReplyHeaders | undefined
  /** The value of JSON; any other text as it is. */
  readonly body?: unknown
}

interface RecordedRow {
  /** What it is the answer to. */
  readonly to: string
  readonly reply: Reply
}

/** The one table of worlds that answer from recordings. */
export const recordedSpecs = {
  answers: defineTable<RecordedRow>()({ key: ({ to }) => to, unique: {}, many: {} }),
}
export type RecordedSpecs = typeof recordedSpecs

const anything: FactSchema = { title: 'a value' }

const answersSchema: FactSchema = {
  type: 'array',
  title: 'a list of answers',
  items: fields(
    {
      call: { type: 'string', title: 'an operationId', minLength: 1 },
      path: mapOf(anything, { title: 'parameters by name' }),
      query: mapOf(anything, { title: 'parameters by name' }),
      sent: { title: 'the body of the request' },
      status: { type: 'integer', title: 'a status', minimum: 200, maximum: 599 },
      media_type: { type: 'string', title: 'a media type', minLength: 1 },
      headers: mapOf(
        { type: ['string', 'array'], title: 'a text, or a list of them', items: { type: 'string', title: 'a text' } },
        { title: 'headers by name' },
      ),
      body: { title: 'the body of the answer' },
    },
    { title: 'an answer', required: ['call', 'status'] },
  ),
}

/** What a scenario's answers come to, each checked against the document. */
export function readRecorded(
  scenario: Scenario,
  api: Api,
): { readonly rows: readonly RecordedRow[]; readonly diagnostics: BackendFinding[] } {
  const given = scenario.facts.answers
  if (given === undefined) return { rows: [], diagnostics: [] }
  const tell = (message: string, path: FactPath, part: 'key' | 'value' = 'value'): BackendFinding => ({
    code: 'scenario.answer.invalid',
    severity: 'error',
    message,
    where: scenario.locate(path, part),
  })
  const misshapen = checkShape(answersSchema, withoutFree(given), ['answers'])
  if (misshapen.length > 0) return { rows: [], diagnostics: misshapen.map(({ message, path, part }) => tell(message, path, part)) }
  const rows: RecordedRow[] = []
  const diagnostics: BackendFinding[] = []
  for (const [index, facts] of (given as readonly RecordedFacts[]).entries()) {
    const found = faultOf(api, facts)
    if (found !== undefined) diagnostics.push(tell(found.message, ['answers', index, ...found.path]))
    else rows.push({ to: keyOf(facts.call, { params: facts.path, query: facts.query, body: facts.sent }), reply: toReply(facts) })
  }
  return { rows, diagnostics }
}

/** Bodies may hold anything, a null too, which elsewhere in a fixture would take back what is inherited. */
function withoutFree(given: unknown): unknown {
  if (!Array.isArray(given)) return given
  return given.map((one) => {
    if (one === null || typeof one !== 'object' || Array.isArray(one)) return one
    return { ...one, sent: '', body: '' }
  })
}

function faultOf(api: Api, facts: RecordedFacts): { readonly message: string; readonly path: FactPath } | undefined {
  const operation = api.operation(facts.call)
  if (operation === undefined) {
    const ids = api.operations.map(({ id }) => id)
    return { message: `The document has no operation ${JSON.stringify(facts.call)}.${didYouMean(facts.call, ids)}`, path: ['call'] }
  }
  const spec = operation.response(facts.status)
  if (spec === undefined) {
    const message = `${operation.id} declares ${operation.statuses.join(', ') || 'no answer'}, and not ${facts.status}.`
    return { message, path: ['status'] }
  }
  const [violation] = spec.check(facts.body, facts.media_type)
  if (violation === undefined) return undefined
  const place = violation.path.length === 0 ? 'The body' : `/${violation.path.join('/')} of the body`
  return { message: `${place} ${violation.message}, says the document.`, path: facts.body === undefined ? [] : ['body', ...violation.path] }
}

function toReply({ status, media_type: mediaType, headers, body }: RecordedFacts): Reply {
  return { status, ...(headers && { headers }), ...(body !== undefined && { body }), ...(mediaType !== undefined && { mediaType }) }
}

/** The answer that was recorded for an equal request; undefined when there is none, or when the caller prefers another. */
export function findRecorded(call: Call<RecordedSpecs>): Reply | undefined {
  const { answers } = call.world.store.tables
  if (answers.size === 0) return undefined
  const { status, example, isDynamic } = wishOf(call as Call)
  if (status !== undefined || example !== undefined || isDynamic) return undefined
  return answers.get(keyOf(call.operation.id, call.input))?.reply
}

/** Requests are equal when path, query and body are; credentials were not written down, so they do not count. */
function keyOf(
  id: string,
  { params, query, body }: { readonly [Part in 'params' | 'query' | 'body']: RequestInput[Part] | undefined },
): string {
  return canonical([
    id,
    withoutSecrets(params ?? {}),
    withoutSecrets(query ?? {}),
    body === undefined ? null : withoutSecrets(withPrints(body)),
  ])
}

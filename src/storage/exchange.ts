import { isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'
import type { Problem, Request, Response } from '../engine/index.ts'
import type { Exchange, World } from '../world/index.ts'

export interface RequestRecord {
  readonly method: string
  readonly target: string
  readonly params?: readonly string[]
  /** Only when it is not what stands in `target`. */
  readonly query?: string
  readonly headers: Request['headers']
  readonly body?: string
  /** Instead of `body`, for one that is no text. */
  readonly base64?: string
  readonly unreadable?: Problem
}

/** What happened, as the log keeps it: the request, and enough of the answer to tell whether playing it again gives the same one. */
export interface PlayedRecord {
  readonly id: number
  /** The world's time, milliseconds since 1970. */
  readonly at: number
  readonly operation?: string
  readonly request: RequestRecord
  readonly as?: string
  /** Why no operation could take it. */
  readonly rejected?: Problem
  readonly status: number
  readonly check: number
  readonly ms: number
}

export function toPlayed(world: World, exchange: Exchange): PlayedRecord {
  const { id, at, operationId, actedAs, isRejected, problem, durationMs } = exchange
  const { status } = exchange.response as Response
  const request = toRequestRecord(exchange.request as Request)
  const check = checkOf(world, exchange)
  const ms = Math.round(durationMs * 1000) / 1000
  const played = { id, at, operation: operationId as string, request, status, check, ms }
  return actedAs === undefined && !isRejected ? played : { ...played, ...toRare(actedAs, isRejected ? (problem as Problem) : undefined) }
}

function toRare(as: string | undefined, rejected: Problem | undefined): Partial<PlayedRecord> {
  return { ...(as === undefined ? {} : { as }), ...(rejected === undefined ? {} : { rejected }) }
}

/** Spelled out where JSON leaves out what is undefined, so that every exchange has one shape. */
const blank: Omit<Exchange, 'id' | 'at' | 'request'> = {
  traceId: '',
  operationId: undefined,
  response: undefined,
  principalId: undefined,
  actedAs: undefined,
  isRejected: false,
  problem: undefined,
  faultId: undefined,
  durationMs: 0,
  defect: undefined,
}

/** The exchange as `replay` takes it. */
export function fromPlayed({ id, at, operation, request, as, rejected }: PlayedRecord): Exchange {
  const isRejected = rejected !== undefined
  return { ...blank, id, at, operationId: operation, request: fromRequestRecord(request), actedAs: as, isRejected, problem: rejected }
}

/** A checksum of the answer and of what it left behind. The words of a defect name lines of our own files, so they don't count. */
export function checkOf({ store, random }: World, { id, principalId, defect, response }: Exchange): number {
  const left = `${id} ${store.serial} ${random.state} ${principalId ?? ''}`
  const { text } = response as Response
  return text === undefined || defect !== undefined ? crc32(left) : crc32(text, crc32(left))
}

/** An exchange with its answer, as a snapshot keeps it. */
export interface ExchangeRecord extends Omit<Exchange, 'request' | 'response'> {
  readonly request: RequestRecord
  readonly response: Omit<Response, 'body' | 'stream'>
}

export function toExchangeRecord(exchange: Exchange): ExchangeRecord {
  const { body: _body, stream: _stream, ...response } = exchange.response as Response
  return { ...exchange, request: toRequestRecord(exchange.request as Request), response }
}

export function fromExchangeRecord(record: ExchangeRecord): Exchange {
  const { text, encoding, headers, connection } = record.response
  const isJson = encoding === undefined && /[/+]json(?:$|[;\s])/.test(String(headers['content-type']))
  const body = text === undefined ? undefined : isJson ? JSON.parse(text) : text
  const response: Response = { ...record.response, text, body, stream: undefined, connection }
  return { ...blank, ...record, request: fromRequestRecord(record.request), response }
}

function toRequestRecord({ method, target, params, query, headers, body, unreadable }: Request): RequestRecord {
  const record: RequestRecord = { method, target, params, headers }
  const more: { -readonly [Key in keyof RequestRecord]?: RequestRecord[Key] } = record
  if (query !== queryOf(target)) more.query = query
  if (body !== undefined) {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    if (isUtf8(bytes)) more.body = bytes.toString()
    else more.base64 = bytes.toString('base64')
  }
  if (unreadable !== undefined) more.unreadable = unreadable
  return record
}

function fromRequestRecord({ method, target, params = [], query, headers, body, base64, unreadable }: RequestRecord): Request {
  const bytes = base64 !== undefined ? Buffer.from(base64, 'base64') : body !== undefined ? Buffer.from(body) : undefined
  return { method, target, params, query: query ?? queryOf(target), headers, body: bytes, unreadable }
}

function queryOf(target: string): string {
  const mark = target.indexOf('?')
  return mark === -1 ? '' : target.slice(mark + 1)
}

import type { FaultSpec } from '../../world/index.ts'
import { refusal } from '../codes.ts'

/** The fields of the form that adds a fault, as they were typed; an empty one asks for nothing. */
export type FaultForm = Readonly<Record<string, string | undefined>>

/** The fault a form describes. Throws `ControlError` with a sentence for the person who filled it in. */
export function parseFaultForm(form: FaultForm): FaultSpec {
  const text = (name: string) => {
    const value = form[name]?.trim() ?? ''
    return value === '' ? undefined : value
  }
  const spec: FaultSpec = {
    operationId: text('operation'),
    match: parseMatch(text('header'), text('body')),
    times: wholeNumber('How many times', text('times')),
    every: wholeNumber('Only every nth', text('every')),
    share: percent(text('share')),
    delayMs: parseDelay(text('delay')),
    status: wholeNumber('Status', text('status')),
    code: text('code'),
    any: text('any') === undefined ? undefined : true,
    connection: text('connection') as FaultSpec['connection'],
    rateLimit: parseRateLimit(text('requests'), text('per')),
  }
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined))
}

function invalid(field: string, value: string, expected: string): never {
  throw refusal('validation_failed', `${field}: ${JSON.stringify(value)} is not ${expected}.`)
}

function wholeNumber(field: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  return /^\d{1,9}$/.test(value) && Number(value) > 0 ? Number(value) : invalid(field, value, 'a whole number above 0')
}

function percent(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value.replace(/\s*%$/, ''))
  return number > 0 && number <= 100 ? number / 100 : invalid('Only a share', value, 'a percentage above 0 and up to 100')
}

/** `200`, or `100-400`. */
function parseDelay(value: string | undefined): FaultSpec['delayMs'] {
  const parts = value === undefined ? undefined : /^(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?$/.exec(value)
  if (parts === undefined) return undefined
  if (parts === null) return invalid('Delay', value as string, 'a number of milliseconds, or a range such as 100-400')
  return parts[2] === undefined ? Number(parts[1]) : [Number(parts[1]), Number(parts[2])]
}

function parseMatch(header: string | undefined, body: string | undefined): FaultSpec['match'] {
  if (header === undefined && body === undefined) return undefined
  return { ...(header === undefined ? {} : { headers: parseHeader(header) }), ...(body === undefined ? {} : { body: parseBody(body) }) }
}

/** `user-agent: mobile` */
function parseHeader(text: string): Readonly<Record<string, string>> {
  const mark = text.indexOf(':')
  if (mark < 1) return invalid('Header', text, 'a name, a colon and a value, e.g. user-agent: mobile')
  return { [text.slice(0, mark).trim().toLowerCase()]: text.slice(mark + 1).trim() }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return invalid('Part of the body', text, 'JSON, e.g. {"email": "jane@example.com"}')
  }
}

function parseRateLimit(requests: string | undefined, per: string | undefined): FaultSpec['rateLimit'] {
  const count = wholeNumber('Rate limit: calls', requests)
  if (count === undefined && per === undefined) return undefined
  if (count === undefined || per === undefined)
    throw refusal('validation_failed', 'A rate limit needs both: how many calls, and in what time.')
  return { requests: count, per }
}

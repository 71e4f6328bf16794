import { setTimeout as pause } from 'node:timers/promises'
import { Clock, parseHttpTime } from '../../kernel/index.ts'

/** How long one goes on asking a service that is busy. */
export interface Patience {
  /** How often a request is made at most. */
  readonly tries: number
  /** What must not be waited for longer before one try, in milliseconds: who asks for more is not asked again. */
  readonly longest: number
  /** Waits so many milliseconds; given where time must not pass. */
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined
}

/** Makes a request again after 408, 429 and 5xx, when `Retry-After` (RFC 9110 §10.2.3) says or after waits that double from half a second; the last answer. */
export async function fetchPatiently(
  url: string,
  init: () => RequestInit,
  { tries, longest, wait = (ms) => pause(ms) }: Patience,
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, init())
    const { status, headers } = response
    const isBusy = status === 408 || status === 429 || status >= 500
    const ms = toWait(headers) ?? 250 * 2 ** attempt
    if (!isBusy || attempt >= tries || ms > longest) return response
    await response.body?.cancel()
    await wait(ms)
  }
}

/** Milliseconds from now; undefined when the header is not there or can't be read. A date is held to the sender's own clock, where it tells it. */
function toWait(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim()
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const until = parseHttpTime(text)
  if (until === undefined) return undefined
  const now = parseHttpTime(headers.get('date') ?? '') ?? new Clock({ mode: 'real' }).now()
  return Math.max(0, until - now)
}

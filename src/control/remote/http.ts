import { clientError } from '../codes.ts'
import { ControlError } from '../verbs.ts'

/** Where a mock is, and how it is asked. */
export interface Remote {
  /** Of the server; no trailing slash. */
  readonly root: string
  readonly token: string | undefined
}

export interface Asked {
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined
  readonly body?: unknown
  readonly accept?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** The server's answer when it is a yes. Rejects with `ControlError` for a no, for a server that is not there, and for one that is no Standin. */
export async function ask({ token }: Remote, base: string, method: string, path: string, asked: Asked = {}): Promise<Response> {
  const { query = {}, body, accept = 'application/json', signal } = asked
  const url = `${base}/__standin${path}${toQuery(query)}`
  let response: Response
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    })
  } catch (thrown) {
    if (signal?.aborted === true) throw signal.reason
    throw clientError(
      'unreachable',
      0,
      `No Standin answers at ${url} (${causeOf(thrown)}). Start one with \`npx standin\`, or check the address.`,
    )
  }
  if (response.ok) return response
  throw toError(response, await response.text())
}

/** The same, read as JSON; undefined where there is no body. */
export async function askJson(remote: Remote, base: string, method: string, path: string, asked?: Asked): Promise<unknown> {
  return readJson(await ask(remote, base, method, path, asked))
}

export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw stranger(response)
  }
}

/** A segment of an address. Dots alone would be taken as a step up, however they are written; with a space behind them they name nothing here all the same. */
export function segment(text: string): string {
  return encodeURIComponent(/^\.{1,2}$/.test(text) ? `${text} ` : text)
}

function toError(response: Response, text: string): ControlError {
  try {
    const { code, detail, violations = [] } = JSON.parse(text) as { code?: string; detail?: string; violations?: readonly Violation[] }
    if (typeof code !== 'string' || typeof detail !== 'string') return stranger(response)
    const listed = violations.map(({ in: place, path, message }) => `${[place, path].filter((part) => part !== '').join(' ')} ${message}`)
    return new ControlError(code, response.status, listed.length === 0 ? detail : `${detail}: ${listed.join('; ')}`)
  } catch {
    return stranger(response)
  }
}

interface Violation {
  readonly in: string
  readonly path: string
  readonly message: string
}

export function stranger({ url, status }: Pick<Response, 'url' | 'status'>): ControlError {
  return clientError(
    'not_standin',
    status,
    `What answers at ${url} is no Standin: its ${status} is not in the words of control. Check the address.`,
  )
}

function causeOf(thrown: unknown): string {
  const { cause, message } = thrown as Error
  const { code, message: reason } = (cause ?? {}) as NodeJS.ErrnoException
  return code ?? reason ?? message
}

/** Where a world is reached, whatever its name; the server says no to one that none can have. */
export function addressOf({ root }: Remote, name: string): string {
  return name === 'default' ? root : `${root}/__standin/worlds/${segment(name)}`
}

function toQuery(query: NonNullable<Asked['query']>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value))
  return given.size === 0 ? '' : `?${given}`
}

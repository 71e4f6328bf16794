import type { ExampleRequest } from './example-request.ts'
import { isJson, toEssence } from './media-type.ts'

/** A request as a curl command, to paste into a POSIX shell. `token` is sent as a bearer token. */
export function toCurl(url: string, { method, target, headers, body }: ExampleRequest, token?: string | undefined): string {
  const address = url + target
  // what curl would take for a choice of addresses is part of this one
  const literally = /[[\]{}]/.test(address) ? '-g ' : ''
  const lines = [`curl ${toFlags(method, body)} ${literally}${quote(address)}`]
  if (token !== undefined) lines.push(`-H ${quote(`Authorization: Bearer ${token}`)}`)
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`)
  if (body !== undefined) {
    const text = toText(body, headers)
    // a leading @ would name a file
    lines.push(`${text.startsWith('@') ? '--data-raw' : '-d'} ${quote(text)}`)
  }
  return lines.join(' \\\n  ')
}

/** GET is curl's own choice only while nothing is sent, and after HEAD it must not wait for a body. */
function toFlags(method: string, body: unknown): string {
  if (method === 'HEAD') return '-I'
  return method === 'GET' && body === undefined ? '-i' : `-i -X ${method}`
}

function toText(body: unknown, headers: Readonly<Record<string, string>>): string {
  const [, mediaType] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  const isWritten = typeof body === 'string' && mediaType !== undefined && !isJson(toEssence(mediaType))
  return isWritten ? body : JSON.stringify(body)
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

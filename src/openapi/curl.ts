import { isObject } from '../kernel/index.ts'
import type { ExampleRequest } from './example-request.ts'
import { FilePart } from './file-part.ts'
import { isJson, toEssence } from './media-type.ts'

/** A request as a curl command, to paste into a POSIX shell. `token` is sent as a bearer token. */
export function toCurl(url: string, { method, target, headers, body }: ExampleRequest, token?: string | undefined): string {
  const address = url + target
  // what curl would take for a choice of addresses is part of this one
  const literally = /[[\]{}]/.test(address) ? '-g ' : ''
  const lines = [`curl ${toFlags(method, body)} ${literally}${quote(address)}`]
  if (token !== undefined) lines.push(`-H ${quote(`Authorization: Bearer ${token}`)}`)
  const form = formFlags(headers, body)
  for (const [name, value] of Object.entries(headers)) {
    // curl names its own boundary
    if (form !== undefined && name.toLowerCase() === 'content-type') continue
    lines.push(`-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`)
  }
  if (form !== undefined) lines.push(...form)
  else if (body !== undefined) {
    const text = toText(body, headers)
    // a leading @ would name a file
    lines.push(`${text.startsWith('@') ? '--data-raw' : '-d'} ${quote(text)}`)
  }
  return lines.join(' \\\n  ')
}

/** The parts of a form; a file is one of its name in the folder where the command runs. Undefined for any other body. */
function formFlags(headers: Readonly<Record<string, string>>, body: unknown): readonly string[] | undefined {
  const isForm = Object.entries(headers).some(([name, value]) => name.toLowerCase() === 'content-type' && /^multipart\//i.test(value))
  if (!isForm || !isObject(body)) return undefined
  return Object.entries(body).flatMap(([name, value]) => [value].flat().map((item) => toFormFlag(name, item)))
}

function toFormFlag(name: string, item: unknown): string {
  if (item instanceof FilePart && item.filename !== undefined)
    return `-F ${quote(`${name}=@${word(item.filename.split(/[\\/]/).at(-1) || name)};type=${item.mediaType}`)}`
  if (item instanceof FilePart) return `-F ${quote(`${name}=${word(item.text())};type=${item.mediaType}`)}`
  if (typeof item === 'object' && item !== null) return `-F ${quote(`${name}=${word(JSON.stringify(item))};type=application/json`)}`
  // a text that begins like the name of a file, or has something in it that curl would read, is taken as it is
  const text = String(item)
  return `${/^[\s@<"]|;/.test(text) ? '--form-string' : '-F'} ${quote(`${name}=${text}`)}`
}

/** In quotation marks where curl would end the word too early, or look for a file. */
function word(text: string): string {
  return /^[\s@<"]|;/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text
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

import { isLines, type JsonSchema, type SchemaSource, writeEvents, writeLines } from '../openapi/index.ts'
import { smallestFile } from './smallest-files.ts'
import { toXml } from './xml.ts'

/** A value as a body of a media type: itself where it is JSON, which the engine writes, else text. */
export function writeBody(value: unknown, mediaType: string, schema: JsonSchema | undefined, schemas: SchemaSource): unknown {
  const essence = (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase()
  if (essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json')) return value
  if (value instanceof Uint8Array) return value
  // Nothing is no file; what a document describes as bytes without showing any is made up whole.
  if (value === '') {
    const file = smallestFile(essence)
    if (file !== undefined) return file
  }
  // A text that is no markup is what the markup holds.
  if (isXml(essence) && !(typeof value === 'string' && value.trimStart().startsWith('<'))) return toXml(value, schema, schemas)
  if (typeof value === 'string') return essence === 'text/event-stream' ? toEvent(value) : value
  if (isLines(essence)) return writeLines(listOf(value), essence)
  switch (essence) {
    case 'application/x-www-form-urlencoded':
      return toForm(value)
    case 'text/event-stream':
      return writeEvents(listOf(value))
    case 'text/csv':
      return toCsv(value)
    default:
      return essence.startsWith('multipart/') ? toParts(value, essence) : JSON.stringify(value)
  }
}

/** Stands in no value that is made up, since those have no run of dashes. */
const boundary = '----standin'

/** A media type as it is sent: one of parts says what stands between them (RFC 2046 §5.1.1). */
export function sentAs(mediaType: string): string {
  return /^multipart\/(?!.*;\s*boundary=)/i.test(mediaType) ? `${mediaType}; boundary=${boundary}` : mediaType
}

/** RFC 7578 for forms, RFC 2046 for others, of which each item or property is a part of its own. */
function toParts(value: unknown, essence: string): string {
  const fields: [name: string, value: unknown][] =
    Array.isArray(value) || value === null || typeof value !== 'object' ? listOf(value).map((one) => ['', one]) : Object.entries(value)
  const parts = fields.flatMap(([name, inner]) => {
    const head =
      essence === 'multipart/form-data' ? `Content-Disposition: form-data; name="${name.replace(/["\r\n]/g, encodeURIComponent)}"\r\n` : ''
    return listOf(inner).map((one) => {
      const type = one !== null && typeof one === 'object' ? 'Content-Type: application/json\r\n' : ''
      return `--${boundary}\r\n${head}${type}\r\n${toPlain(one)}\r\n`
    })
  })
  return `${parts.join('')}--${boundary}--\r\n`
}

/** A text as an event of its own, unless it is written as events already (WHATWG HTML §9.2.5). */
function toEvent(text: string): string {
  if (text === '' || /^(?:(?:data|event|id|retry)?:|(?:data|event|id|retry)$)/m.test(text)) return text
  return `${text
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`
}

function isXml(essence: string): boolean {
  return /[/+]xml$/.test(essence)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function toForm(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value)
  const pairs = Object.entries(value).flatMap(([name, inner]) => listOf(inner).map((one): [string, string] => [name, toPlain(one)]))
  return new URLSearchParams(pairs).toString()
}

/** RFC 4180: a line of names, then one for each row. */
function toCsv(value: unknown): string {
  const rows = listOf(value)
  const names = [...new Set(rows.flatMap((row) => (row !== null && typeof row === 'object' ? Object.keys(row) : [])))]
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  if (names.length === 0) return rows.map((row) => `${cell(toPlain(row))}\r\n`).join('')
  const lines = rows.map((row) => names.map((name) => cell(toPlain((row as Record<string, unknown> | null)?.[name]))).join(','))
  return `${[names.map(cell).join(','), ...lines].join('\r\n')}\r\n`
}

function toPlain(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

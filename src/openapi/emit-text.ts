import { isObject } from '../kernel/index.ts'

/** A TypeScript type as it is written. Types are put together from these, since nothing can be told of their text: it has comments and literals in it. */
export interface Type {
  readonly text: string
  /** What joins its parts, where it has some. */
  readonly joint?: '|' | '&'
  readonly parts?: readonly Type[]
}

export const unknown: Type = { text: 'unknown' }
export const never: Type = { text: 'never' }

export function toType(text: string): Type {
  return { text }
}

export function unionOf(types: readonly Type[]): Type {
  const parts = partsOf(types, '|').filter(({ text }) => text !== 'never')
  if (parts.length === 0) return never
  return parts.find(({ text }) => text === 'unknown') ?? join(parts, '|')
}

export function intersectionOf(types: readonly Type[]): Type {
  const parts = partsOf(types, '&').filter(({ text }) => text !== 'unknown')
  if (parts.length === 0) return unknown
  return parts.find(({ text }) => text === 'never') ?? join(parts, '&')
}

/** Each once, and those that are of the same make as their parts. */
function partsOf(types: readonly Type[], joint: '|' | '&'): Type[] {
  const all = types.flatMap((type) => (type.joint === joint ? (type.parts ?? []) : [type]))
  return [...new Map(all.map((type) => [type.text, type])).values()]
}

function join(parts: readonly Type[], joint: '|' | '&'): Type {
  const [first] = parts
  if (parts.length === 1 && first !== undefined) return first
  return { text: parts.map(enclosed).join(` ${joint} `), joint, parts }
}

/** In parentheses where an operator would otherwise take a part of the type. */
export function enclosed({ text, joint }: Type): string {
  return joint === undefined ? text : `(${text})`
}

export function literalOf(value: unknown): Type {
  return toType(writeLiteral(value))
}

function writeLiteral(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(writeLiteral).join(', ')}]`
  const members = Object.entries(value).map(([key, item]) => `${toKey(key)}: ${writeLiteral(item)}`)
  return members.length === 0 ? 'Record<string, never>' : `{ ${members.join('; ')} }`
}

export function toKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) || /^(?:0|[1-9]\d*)$/.test(name) ? name : quote(name)
}

export function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** What a description says first, up to an empty line. */
export function emitComment(node: unknown, indent: string): string {
  if (!isObject(node)) return ''
  const text = [node.summary, node.description, node.title].find((value) => typeof value === 'string' && value.trim() !== '')
  const [paragraph = ''] = typeof text === 'string' ? text.trim().split(/\r?\n[^\S\n]*\r?\n/) : []
  const said = paragraph.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.trim().replaceAll('*/', '*\\/'))
  const lines = [...(node.deprecated === true ? ['@deprecated'] : []), ...said].filter((line) => line !== '')
  if (node.deprecated === true && lines.length === 2) return `${indent}/** ${lines.join(' ')} */\n`
  if (lines.length < 2) return lines.map((line) => `${indent}/** ${line} */\n`).join('')
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

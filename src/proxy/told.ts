import { type Diagnostic, isSecretName, masked, shapeOfSecret, type Where } from '../kernel/index.ts'
import type { Api, Operation } from '../openapi/index.ts'
import { type Fault, isBreach } from './fault.ts'

/** What is told of one exchange. */
export interface Passed {
  /** Counts from 1. */
  readonly id: number
  readonly method: string
  /** Path and query without what looks secret. */
  readonly target: string
  /** Undefined when the document has no such operation. */
  readonly operationId: string | undefined
  /** What the caller got; undefined when he was gone before. */
  readonly status: number | undefined
  /** Who answered. */
  readonly from: 'upstream' | 'mock' | 'proxy'
  /** Why it was not the upstream. */
  readonly reason: string | undefined
  readonly findings: readonly ProxyFinding[]
  /** Fields that the document neither declares nor forbids, where that is no breach. */
  readonly undeclared: readonly ProxyFinding[]
  readonly durationMs: number
}

/** A breach of the document, at the line that is broken; a warning for what could not be looked at. */
export interface ProxyFinding extends Diagnostic {
  /** `body/name`, `query/limit`, `header/etag`, `status`. */
  readonly at: string
}

/** Tells faults at their lines in the user's own files; each place is looked up once. */
export function createTeller(api: Api): (fault: Fault, of: Pick<Passed, 'method' | 'target'>) => ProxyFinding {
  const places = new Map<string, Where>()
  const locate = (pointer: string): Where => {
    const known = places.get(pointer) ?? api.locate(pointer)
    places.set(pointer, known)
    return known
  }
  return (fault, { method, target }) => {
    const { code, at, pointer } = fault
    const text = plain(toSentence(fault, `${method} ${target.split('?', 1)[0]}`))
    return { code, severity: isBreach(fault) ? 'error' : 'warning', message: text, where: locate(pointer), at: plain(at) }
  }
}

function toSentence({ code, at, message }: Fault, request: string): string {
  switch (code) {
    case 'request.undeclared':
      return `${request}: ${message}`
    case 'request.security':
    case 'answer.status':
      return message
    case 'exchange.unchecked':
      return `${at} ${message}`.trimStart()
    default:
      return `The ${code.slice(0, code.indexOf('.'))}'s ${at} ${message}`
  }
}

/** A short list of faults for a header: JSON in ASCII, at most some two kilobytes. */
export function toHeader(faults: readonly Fault[]): string {
  const listed: string[] = []
  let size = 0
  for (const { code, at, message } of faults) {
    const text = JSON.stringify({ code, at, message: message.slice(0, 200) }).replace(
      /[^\x20-\x7e]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    size += text.length
    if (size > 2000) {
      listed.push(JSON.stringify({ more: faults.length - listed.length }))
      break
    }
    listed.push(text)
  }
  return `[${listed.join(',')}]`
}

/** A target as it may be shown: without the values of parameters that usually hold what opens something, or that look like it. */
export function toShown(target: string, operation: Operation | undefined, params: readonly string[]): string {
  const [path = '', ...rest] = target.split('?')
  const keys = new Set((operation?.security ?? []).flat().map(({ scheme }) => (scheme.type === 'apiKey' ? scheme.name : '')))
  const names = operation?.path.names ?? []
  const hides = (name: string, value: string) => isSecretName(name) || keys.has(name) || shapeOfSecret(value) !== undefined
  const isOpen = !names.some((name, index) => hides(name, params[index] ?? ''))
  let index = 0
  const shown = isOpen
    ? path.split('/').map((part) => (shapeOfSecret(part) === undefined ? part : masked))
    : [
        operation?.path.template.replace(/\{([^{}]*)\}/g, (_, name: string) => {
          const value = params[index++] ?? ''
          return hides(name, value) ? masked : encodeURIComponent(value)
        }),
      ]
  const query = rest
    .join('?')
    .split('&')
    .map((pair) => {
      const mark = pair.indexOf('=')
      const name = decoded(mark === -1 ? pair : pair.slice(0, mark))
      return mark !== -1 && hides(name, decoded(pair.slice(mark + 1))) ? `${pair.slice(0, mark)}=${masked}` : pair
    })
  return plain(shown.join('/') + (rest.length === 0 ? '' : `?${query.join('&')}`))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Names of properties may hold anything, what moves a terminal's cursor too. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, '\ufffd')
}

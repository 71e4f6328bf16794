import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import type { Method, Operation } from './api.ts'
import { entriesOf, follow, isReference, type Node, toLocalPointer } from './document.ts'
import type { Emission } from './emission.ts'
import { octetsIn } from './emit-octets.ts'
import { emitSchema } from './emit-schema.ts'
import { emitComment, quote, toKey } from './emit-text.ts'
import { toMedia } from './medium.ts'
import { methods } from './methods.ts'
import { type ParameterPlace, parametersAt } from './parameters.ts'

export const places = ['query', 'header', 'path', 'cookie'] as const

/** An item of `paths`, of which `emit` writes the operations there are. */
export function emitItem<One extends { readonly method: Method }>(
  key: string,
  operations: readonly One[],
  at: string,
  emit: (operation: One, at: string) => string,
): string {
  const inner = `${at}  `
  const members = methods.map((method) => {
    const operation = operations.find((one) => one.method === method.toUpperCase())
    if (operation !== undefined) return emit(operation, inner)
    // as types of documents have been before there was such a method
    return method === 'query' ? '' : `${inner}${method}?: never\n`
  })
  const additional = operations.filter(({ method }) => !methods.some((name) => name === method.toLowerCase()))
  members.push(...additional.map((one) => emit(one, inner)))
  const parameters = places.map((place) => `${inner}  ${place}?: never\n`).join('')
  return `${at}${toKey(key)}: {\n${inner}parameters: {\n${parameters}${inner}}\n${members.join('')}${at}}\n`
}

/** An operation as a member called `key`. `more` is written after what every operation has. */
export function emitOperation(emission: Emission, { pointer }: Operation, key: string, at: string, more = ''): string {
  const { root } = emission
  const node = valueAt(root, parsePointer(pointer))
  if (!isObject(node)) return ''
  const inner = `${at}  `
  const responses = Object.entries(isObject(node.responses) ? node.responses : {}).filter(([status]) => !status.startsWith('x-'))
  const emitted = responses.map(([status, response]) => {
    const type = emitNamed(root, response, 'responses', (value) => emitResponse(emission, value, `${inner}  `))
    return `${emitComment(follow(root, response, '')?.value, `${inner}  `)}${inner}  ${toKey(status)}: ${type}\n`
  })
  const answers = emitted.length === 0 ? `${inner}responses: never\n` : `${inner}responses: {\n${emitted.join('')}${inner}}\n`
  const parts = [emitParameters(emission, pointer, inner), emitRequestBody(emission, node, inner), answers, more]
  return `${emitComment(node, at)}${at}${toKey(key)}: {\n${parts.join('')}${at}}\n`
}

function emitParameters(emission: Emission, pointer: string, at: string): string {
  const { root } = emission
  const parameters = parametersAt(root, pointer)
  const emitPlace = (place: ParameterPlace): string => {
    const here = parameters.filter((parameter) => parameter.in === place)
    if (here.length === 0) return `${at}  ${place}?: never\n`
    const members = here.map(({ name, required, schema, pointer }) => {
      const described = valueAt(root, parsePointer(pointer))
      return `${emitComment(described, `${at}    `)}${at}    ${toKey(name)}${required ? '' : '?'}: ${emitSchema(asAsked(emission), schema, `${at}    `)}\n`
    })
    return `${at}  ${place}${here.some(({ required }) => required) ? '' : '?'}: {\n${members.join('')}${at}  }\n`
  }
  return `${at}parameters: {\n${places.map(emitPlace).join('')}${at}}\n`
}

function emitRequestBody(emission: Emission, node: Node, at: string): string {
  const { root } = emission
  const value = follow(root, node.requestBody, '')?.value
  if (!isObject(value)) return `${at}requestBody?: never\n`
  const optional = value.required === true ? '' : '?'
  const emit = (body: unknown): string => emitContent(asAsked(emission), body, at)
  // under `components` bodies are those of callers
  const type = emission.isSending === true ? emit(value) : emitNamed(root, node.requestBody, 'requestBodies', emit)
  return `${at}requestBody${optional}: ${type}\n`
}

/** How the requests of an operation are written. What an API sends by itself it may read and its receiver not write, so it is as answers are. */
export function asAsked(emission: Emission): Emission {
  return emission.isSending === true ? emission : { ...emission, direction: 'request' }
}

/** A component by its name, anything else written out. */
function emitNamed(root: Node, value: unknown, kind: string, emit: (value: unknown) => string): string {
  const pointer = isReference(value) ? toLocalPointer(value.$ref) : undefined
  const [top, own, name, ...rest] = pointer === undefined ? [] : parsePointer(pointer)
  const target = follow(root, value, '')?.value
  if (top === 'components' && own === kind && name !== undefined && rest.length === 0 && target !== undefined)
    return `components[${quote(kind)}][${quote(name)}]`
  return emit(target)
}

export function emitResponse(emission: Emission, response: unknown, at: string): string {
  const headers = isObject(response) ? [...entriesOf(emission.root, response.headers, '')] : []
  const named = headers.map(({ key, value }) => {
    const isRequired = isObject(value) && value.required === true
    return `${emitComment(value, `${at}    `)}${at}    ${toKey(key)}${isRequired ? '' : '?'}: ${emitHeader(emission, value, `${at}    `)}\n`
  })
  const content = emitContentMap(emission, isObject(response) ? response.content : undefined, `${at}  `)
  return `{\n${at}  headers: {\n${named.join('')}${at}    [name: string]: unknown\n${at}  }\n${at}  content${content}${at}}`
}

export function emitHeader(emission: Emission, header: unknown, at: string): string {
  if (!isObject(header)) return 'unknown'
  const [medium] = entriesOf(emission.root, header.content, '')
  return emitSchema(emission, isObject(medium?.value) ? medium.value.schema : header.schema, at)
}

export function emitContent(emission: Emission, body: unknown, at: string): string {
  return `{\n${at}  content${emitContentMap(emission, isObject(body) ? body.content : undefined, `${at}  `)}${at}}`
}

function emitContentMap(emission: Emission, content: unknown, at: string): string {
  const media = toMedia(emission.root, content, '')
  if (media.length === 0) return '?: never\n'
  const members = media.map((medium) => {
    const type = emitSchema({ ...emission, octets: octetsIn(medium) }, medium.schema, `${at}  `)
    return `${at}  ${quote(medium.name)}: ${medium.isPerLine ? `(${type})[]` : type}\n`
  })
  return `: {\n${members.join('')}${at}}\n`
}

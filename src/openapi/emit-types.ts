import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import type { Api, Operation, Path } from './api.ts'
import { entriesOf, follow, isReference, type Node, toLocalPointer } from './document.ts'
import { emitComment, emitSchema, quote, toKey } from './emit-schema.ts'
import { collectParameters, type ParameterPlace, parametersAt } from './parameters.ts'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const
const places = ['query', 'header', 'path', 'cookie'] as const

/**
 * TypeScript types of a document, in the shape of openapi-typescript 7, so that `openapi-fetch` takes them:
 * `createClient<paths>()`. The same document always gives the same text.
 */
export function emitTypes(api: Api): string {
  const { root } = api
  const name = api.source.split(/[\\/]/).at(-1)
  const operations = api.operations.map((operation) => emitOperation(root, operation)).join('')
  return `// Generated from ${name} by \`standin types\`. Do not edit.

export interface paths {
${api.paths.map((path) => emitPath(path)).join('')}}

export type webhooks = Record<string, never>

${emitComponents(root)}
export type $defs = Record<string, never>

export interface operations {
${operations}}
`
}

function emitPath(path: Path): string {
  const members = methods.map((method) => {
    const operation = path.operations.find((one) => one.method === method.toUpperCase())
    return operation === undefined ? `    ${method}?: never\n` : `    ${method}: operations[${quote(operation.id)}]\n`
  })
  const parameters = places.map((place) => `      ${place}?: never\n`).join('')
  return `  ${quote(path.template)}: {\n    parameters: {\n${parameters}    }\n${members.join('')}  }\n`
}

function emitComponents(root: Node): string {
  const components = isObject(root.components) ? root.components : {}
  const section = (kind: string, emit: (value: unknown) => string): string => {
    const map = isObject(components[kind]) ? components[kind] : {}
    const members = Object.keys(map).map((key) => {
      const value = follow(root, map[key], '')?.value
      // an alias among schemas stays one: `A: { $ref: B }` is B by name
      return `${emitComment(value, '    ')}    ${toKey(key)}: ${emit(kind === 'schemas' ? map[key] : value)}\n`
    })
    return members.length === 0 ? `  ${kind}: never\n` : `  ${kind}: {\n${members.join('')}  }\n`
  }
  const schemas = section('schemas', (value) => emitSchema(root, value, '    '))
  const responses = section('responses', (value) => emitResponse(root, value, '    '))
  const parameters = section('parameters', (value) => {
    const [parameter] = collectParameters(root, [[[value], '']], [])
    return parameter === undefined ? 'unknown' : emitSchema(root, parameter.schema, '    ')
  })
  const bodies = section('requestBodies', (value) => emitContent(root, value, '    '))
  const headers = section('headers', (value) => emitSchema(root, isObject(value) ? value.schema : undefined, '    '))
  return `export interface components {\n${schemas}${responses}${parameters}${bodies}${headers}  pathItems: never\n}\n`
}

function emitOperation(root: Node, operation: Operation): string {
  const node = valueAt(root, parsePointer(operation.pointer))
  if (!isObject(node)) return ''
  const at = '    '
  const responses = isObject(node.responses) ? Object.keys(node.responses).filter((key) => !key.startsWith('x-')) : []
  const emitted = responses.map((status) => {
    const response = valueAt(node.responses, [status])
    return `${emitComment(follow(root, response, '')?.value, `${at}  `)}${at}  ${toKey(status)}: ${emitNamed(root, response, 'responses', `${at}  `, emitResponse)}\n`
  })
  const answers = emitted.length === 0 ? `${at}responses: never\n` : `${at}responses: {\n${emitted.join('')}${at}}\n`
  return `${emitComment(node, '  ')}  ${toKey(operation.id)}: {\n${emitParameters(root, operation, at)}${emitRequestBody(root, node, at)}${answers}  }\n`
}

function emitParameters(root: Node, { pointer }: Operation, at: string): string {
  const parameters = parametersAt(root, pointer)
  const emitPlace = (place: ParameterPlace): string => {
    const here = parameters.filter((parameter) => parameter.in === place)
    if (here.length === 0) return `${at}  ${place}?: never\n`
    const members = here.map(({ name, required, schema, pointer }) => {
      const described = valueAt(root, parsePointer(pointer))
      return `${emitComment(described, `${at}    `)}${at}    ${toKey(name)}${required ? '' : '?'}: ${emitSchema(root, schema, `${at}    `)}\n`
    })
    return `${at}  ${place}${here.some(({ required }) => required) ? '' : '?'}: {\n${members.join('')}${at}  }\n`
  }
  return `${at}parameters: {\n${places.map(emitPlace).join('')}${at}}\n`
}

function emitRequestBody(root: Node, node: Node, at: string): string {
  const body = node.requestBody
  const value = follow(root, body, '')?.value
  if (!isObject(value)) return `${at}requestBody?: never\n`
  const optional = value.required === true ? '' : '?'
  return `${at}requestBody${optional}: ${emitNamed(root, body, 'requestBodies', at, emitContent)}\n`
}

/** A component by its name, anything else written out. */
function emitNamed(root: Node, value: unknown, kind: string, at: string, emit: (root: Node, value: unknown, at: string) => string): string {
  const pointer = isReference(value) ? toLocalPointer(value.$ref) : undefined
  const [top, own, name, ...rest] = pointer === undefined ? [] : parsePointer(pointer)
  const target = follow(root, value, '')?.value
  if (top === 'components' && own === kind && name !== undefined && rest.length === 0 && target !== undefined)
    return `components[${quote(kind)}][${quote(name)}]`
  return emit(root, target, at)
}

function emitResponse(root: Node, response: unknown, at: string): string {
  const headers = isObject(response) ? [...entriesOf(root, response.headers, '')] : []
  const named = headers.map(({ key, value }) => {
    const header = isObject(value) ? value : {}
    return `${at}    ${toKey(key)}${header.required === true ? '' : '?'}: ${emitSchema(root, header.schema, `${at}    `)}\n`
  })
  const content = emitContentMap(root, isObject(response) ? response.content : undefined, `${at}  `)
  return `{\n${at}  headers: {\n${named.join('')}${at}    [name: string]: unknown\n${at}  }\n${at}  content${content}${at}}`
}

function emitContent(root: Node, body: unknown, at: string): string {
  return `{\n${at}  content${emitContentMap(root, isObject(body) ? body.content : undefined, `${at}  `)}${at}}`
}

function emitContentMap(root: Node, content: unknown, at: string): string {
  const media = [...entriesOf(root, content, '')]
  if (media.length === 0) return '?: never\n'
  const members = media.map(
    ({ key, value }) => `${at}  ${quote(key)}: ${emitSchema(root, isObject(value) ? value.schema : undefined, `${at}  `)}\n`,
  )
  return `: {\n${members.join('')}${at}}\n`
}

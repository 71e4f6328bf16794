import type { Writing } from '../client/index.ts'
import { isObject, parsePointer, valueAt } from '../kernel/index.ts'
import type { Api, Operation } from './api.ts'
import { follow, type Node } from './document.ts'
import { quote, toKey } from './emit-text.ts'
import { emitTypes } from './emit-types.ts'
import { encodingOf, isStyled, toField } from './form-reader.ts'
import { toEssence } from './media-type.ts'
import { type Medium, toMedia } from './medium.ts'
import { parametersAt } from './parameters.ts'
import { toShape } from './shape.ts'
import { writingOf } from './writing.ts'

const places = ['path', 'query', 'header', 'cookie'] as const

/** The types of a document with a `createClient` for them, which knows how the document writes parameters and bodies. */
export function emitClient(api: Api): string {
  const [first = '', ...rest] = emitTypes(api).split('\n')
  const { root } = api
  const paths = api.paths.flatMap(({ template, operations }) => {
    const own = operations.flatMap((operation) => emitOperation(root, operation))
    return own.length === 0 ? [] : [`  ${quote(template)}: {\n${own.join('')}  },\n`]
  })
  const wire = paths.length === 0 ? '{}' : `{\n${paths.join('')}}`
  return `${first}
import { type Client, type ClientOptions, createClient as create, type Wire } from ${quote('standin/client')}
${rest.join('\n')}
const wire: Wire = ${wire}

/** Calls this API: \`createClient({ baseUrl: 'http://127.0.0.1:4010' })\`. */
export function createClient(options: ClientOptions): Client<paths> {
  return create<paths>({ wire, ...options })
}
`
}

/** What is not as OpenAPI has it by default. */
function emitOperation(root: Node, operation: Operation): string[] {
  const parameters = parametersAt(root, operation.pointer)
  const members = places.flatMap((place) => {
    const odd = parameters.flatMap((parameter) => {
      const writing = parameter.in === place ? writingOf(parameter) : undefined
      return writing === undefined ? [] : [`${toMember(parameter.name)}: ${emitWriting(writing)}`]
    })
    return odd.length === 0 ? [] : [`${place}: { ${odd.join(', ')} }`]
  })
  const body = mediumOf(root, operation)
  if (body !== undefined && body.name !== 'application/json') members.push(`body: ${quote(body.name)}`, ...emitEncoding(root, body))
  return members.length === 0 ? [] : [`    ${operation.method}: { ${members.join(', ')} },\n`]
}

/** Of a value: `__proto__` would be no member of it. */
function toMember(name: string): string {
  return name === '__proto__' ? "['__proto__']" : toKey(name)
}

function emitWriting(writing: Writing): string {
  if (writing === 'json') return "'json'"
  const { style, explode, reserved } = writing
  return `{ style: ${quote(style)}, explode: ${explode}${reserved === true ? ', reserved: true' : ''} }`
}

/** The properties of a form that are not written as OpenAPI has it by default. */
function emitEncoding(root: Node, medium: Medium): string[] {
  if (medium.codec !== 'form' && medium.codec !== 'multipart') return []
  // until OAS 3.1 parts have no styles
  const hasStyles = medium.codec === 'form' || !String(root.openapi).startsWith('3.0')
  const members = [...toShape(root, medium.schema).properties].flatMap(([name, shape]) => {
    const own = encodingOf(medium.encoding, name)
    if (hasStyles && isStyled(own)) {
      const { style, explode } = toField(medium, name, shape)
      return [`${toMember(name)}: ${emitWriting({ style, explode })}`]
    }
    // of several a caller chooses by the type of the file
    const isOne = typeof own.contentType === 'string' && !/[,*]/.test(own.contentType)
    return isOne ? [`${toMember(name)}: { contentType: ${quote(String(own.contentType))} }`] : []
  })
  return members.length === 0 ? [] : [`encoding: { ${members.join(', ')} }`]
}

/** JSON where it is declared, else the first there is. */
function mediumOf(root: Node, { pointer }: Operation): Medium | undefined {
  const node = valueAt(root, parsePointer(pointer))
  const body = isObject(node) ? follow(root, node.requestBody, '')?.value : undefined
  const media = toMedia(root, isObject(body) ? body.content : undefined, '')
  return media.find(({ name }) => toEssence(name) === 'application/json') ?? media.find(({ codec }) => codec === 'json') ?? media[0]
}

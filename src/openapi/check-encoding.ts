import { didYouMean, isObject, toPointer } from '../kernel/index.ts'
import type { Node } from './document.ts'
import type { Finding } from './finding.ts'
import { encodingOf, isStyled } from './form-reader.ts'
import { isJson, toEssence } from './media-type.ts'
import type { Medium } from './medium.ts'
import { type Shape, toShape } from './shape.ts'
import { XmlShape } from './xml-shape.ts'

const styles = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject']
/** Schemas of a body that are looked through; one that contains itself has no last. */
const mostShapes = 1000

/** What a request's body says of how it is written, and nobody can heed. */
export function checkEncoding(root: Node, medium: Medium): Finding[] {
  const at = medium.pointer.slice(0, -'/schema'.length)
  const report = (message: string, pointer: string): Finding => ({
    code: 'media.encoding.unsupported',
    severity: 'warning',
    message,
    pointer,
  })
  if (medium.codec === 'xml') return ambiguities(root, medium).map((message) => report(message, medium.pointer))
  const shape = toShape(root, medium.schema)
  return Object.keys(medium.encoding).flatMap((name) =>
    faultsOf(root, medium, name, shape).map((message) => report(message, `${at}/encoding${toPointer([name])}`)),
  )
}

function faultsOf(root: Node, medium: Medium, name: string, { properties, additional }: Shape): string[] {
  const isMultipart = medium.codec === 'multipart'
  if (!isMultipart && medium.codec !== 'form')
    return [`An encoding means nothing in ${medium.name}: only forms and multipart bodies have one.`]
  const own = encodingOf(medium.encoding, name)
  const property = properties.get(name)
  if (property === undefined && additional === undefined)
    return [`The encoding "${name}" is of no property of the schema.${didYouMean(name, [...properties.keys()])}`]
  const found: string[] = []
  if (own.style !== undefined && !styles.includes(String(own.style)))
    found.push(`Style ${JSON.stringify(own.style)} can not be used in a body; "form" is read instead. Allowed: ${styles.join(', ')}.`)
  if (isMultipart && isStyled(own) && String(root.openapi).startsWith('3.0'))
    found.push('Styles of parts mean nothing before OpenAPI 3.1; they are read as they come.')
  if (!isMultipart && isObject(own.headers)) found.push('Only parts of a multipart body have headers; these are not asked for.')
  const types = typeof own.contentType === 'string' ? own.contentType.split(',').map(toEssence) : []
  const isValue = property?.types.has('object') === true || property?.items?.types.has('object') === true
  const isUnread = types.length > 0 && !types.some((one) => isJson(one) || one.includes('*'))
  if (isValue && isUnread && !isStyled(own))
    found.push(`An object can not be read as ${String(own.contentType)}: only JSON can be, so it is refused.`)
  return found
}

/** Two things that a schema keeps apart and XML does not. */
function ambiguities(root: Node, { name, schema }: Medium): string[] {
  const found = new Set<string>()
  const shapes = new Set([new XmlShape(root, [schema])])
  for (const shape of shapes) {
    const byName = new Map<string, string>()
    for (const { key, place, name: own, shape: inner } of shape.fields) {
      const tag = place === 'attribute' ? `the attribute ${own}` : `<${own}>`
      const other = byName.get(tag)
      if (other !== undefined) found.add(`In ${name}, "${other}" and "${key}" are both ${tag}: what is sent is taken for "${other}".`)
      else byName.set(tag, key)
      if (place === 'attribute' && (inner.types.has('object') || inner.types.has('array')))
        found.add(`In ${name}, "${key}" is an attribute, which holds text and neither an object nor a list.`)
      if (place === 'list' && inner.items.isList)
        found.add(`In ${name}, the lists in "${key}" are told apart by an element around each; give it "xml: { wrapped: true }".`)
      if (shapes.size < mostShapes) shapes.add(inner.isList ? inner.items : inner)
    }
  }
  return [...found]
}

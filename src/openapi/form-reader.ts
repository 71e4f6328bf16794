import { isObject, toPointer } from '../kernel/index.ts'
import type { Node } from './document.ts'
import { isJson, toEssence } from './media-type.ts'
import type { Medium } from './medium.ts'
import type { Parameter } from './parameters.ts'
import { QueryReader } from './query.ts'
import { type Shape, toShape } from './shape.ts'
import type { Style } from './styles.ts'

/** The fields of a form are read as a query's parameters are (OAS 3.1 §4.8.15.1). */
export function createFormReader(root: Node, medium: Medium): QueryReader {
  const { properties } = toShape(root, medium.schema)
  return new QueryReader(
    [...properties].map(([name, field]) => toField(medium, name, field)),
    'body',
  )
}

/** A property of a body as the parameter it is written like. */
export function toField({ pointer, encoding }: Medium, name: string, shape: Shape): Parameter {
  const own = encodingOf(encoding, name)
  const style =
    (['spaceDelimited', 'pipeDelimited', 'deepObject'] as const).find((known) => known === own.style) ?? ('form' satisfies Style)
  const item = shape.types.has('array') ? shape.items : undefined
  // OAS 3.1 §4.8.15.1: the default media type of an object is JSON, and so it is of each item of a list of them
  const json = isStyled(own)
    ? false
    : typeof own.contentType === 'string'
      ? isJson(toEssence(own.contentType))
      : (item ?? shape).types.has('object')
  const explode = typeof own.explode === 'boolean' ? own.explode : style === 'form'
  const at = `${pointer}/properties${toPointer([name])}`
  return { name, in: 'query', required: false, pointer: at, schema: {}, schemaPointer: at, shape, style, explode, json }
}

export function encodingOf(encoding: Node, name: string): Node {
  const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined
  return isObject(own) ? own : {}
}

/** OAS 3.1 §4.8.15.1: where any of these is given, `contentType` is ignored. */
export function isStyled({ style, explode, allowReserved }: Node): boolean {
  return style !== undefined || explode !== undefined || allowReserved !== undefined
}

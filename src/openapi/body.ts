import { type CharsetFault, decodeIn, decodeUtf8, decodeXml } from './charset.ts'
import type { JsonSchema } from './conversion.ts'
import type { Node } from './document.ts'
import { createFormReader } from './form-reader.ts'
import { JsonFault, parseJson } from './json.ts'
import { isXml, toEssence } from './media-type.ts'
import type { Medium } from './medium.ts'
import { createMultipartReader } from './multipart-reader.ts'
import { flatten } from './order.ts'
import { Reading, refuseBody } from './reading.ts'
import type { Schemas } from './schemas.ts'
import { readSequence } from './sequence.ts'
import { parseXml, type XmlElement, XmlFault } from './xml-parse.ts'
import { createXmlReader } from './xml-reader.ts'

/** A value, or a `Reading` where there is more to say than that. */
export type BodyReader = (bytes: Uint8Array, contentType: string | undefined) => unknown

export function createBodyReader(root: Node, schemas: Schemas, medium: Medium): BodyReader {
  const { pointer } = medium
  const toText = (text: string | JsonFault | CharsetFault): string | Reading => {
    if (typeof text === 'string') return text
    if (text instanceof JsonFault) return refuseBody(text.rule, text.params, text.message, undefined, pointer)
    const message = `must be sent in UTF-8${medium.codec === 'json' ? '' : ' or another charset that is known'}, not in "${text.charset}"`
    return refuseBody('mediaType', { charset: text.charset }, message, text.charset, pointer)
  }
  const readXml = (bytes: Uint8Array, contentType: string | undefined): XmlElement | Reading => {
    const text = toText(decodeXml(bytes, contentType))
    const element = typeof text === 'string' ? parseXml(text) : text
    if (!(element instanceof XmlFault)) return element
    const { message, line, column } = element
    return refuseBody(
      'malformed',
      { syntax: 'XML', line, column },
      `must be XML: ${message} (line ${line}, column ${column})`,
      undefined,
      pointer,
    )
  }
  switch (medium.codec) {
    case 'json':
      return (bytes, contentType) => {
        const text = toText(decodeUtf8(bytes, contentType))
        if (typeof text !== 'string') return text
        const value = parseJson(text)
        return value instanceof JsonFault ? toText(value) : value
      }
    case 'lines':
    case 'events':
      return (bytes, contentType) => {
        const text = toText(decodeUtf8(bytes, contentType))
        return typeof text === 'string' ? readSequence(medium, text) : text
      }
    case 'form': {
      const fields = createFormReader(root, medium)
      return (bytes, contentType) => {
        const text = toText(decodeIn(bytes, contentType))
        if (typeof text !== 'string') return text
        const record: Record<string, unknown> = {}
        const faults = fields.read(text, record)
        return faults === undefined ? record : new Reading(record, faults)
      }
    }
    case 'multipart':
      return createMultipartReader(root, schemas, medium)
    case 'xml': {
      const read = createXmlReader(root, medium.schema, pointer)
      return (bytes, contentType) => {
        const element = readXml(bytes, contentType)
        return element instanceof Reading ? element : read(element)
      }
    }
    case 'text':
    case 'bytes': {
      const isText = medium.codec === 'text'
      const read: BodyReader = (bytes, contentType) => (isText ? toText(decodeIn(bytes, contentType)) : bytes)
      if (!isXml(medium.essence)) return read
      return (bytes, contentType) => {
        const element = readXml(bytes, contentType)
        return element instanceof Reading ? element : read(bytes, contentType)
      }
    }
    case 'unsupported': {
      return (_, contentType) => {
        // what was sent, which is not what is declared where that is a range
        const essence = toEssence(contentType ?? medium.essence)
        const message = `can not be checked as ${essence}: only JSON, lines of JSON, XML, forms, multipart and plain text are understood`
        return refuseBody('mediaType', { unsupported: medium.name }, message, essence, pointer)
      }
    }
  }
}

/** An optional body that is left out may still have something to say: the defaults of its properties. */
export function hasDefaultsOnly(schema: JsonSchema, schemas: Schemas): boolean {
  const parts = flatten([schema], schemas)
  const properties = parts.flatMap((part) => Object.values((part.properties ?? {}) as Record<string, JsonSchema>))
  const required = parts.some((part) => Array.isArray(part.required) && part.required.length > 0)
  return !required && properties.some((property) => property.default !== undefined)
}

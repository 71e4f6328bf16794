import { JsonFault, parseJson } from './json.ts'
import type { Parameter } from './parameters.ts'
import { coerce, isPrimitive, isText } from './shape.ts'
import { type Decode, keepText, readLabel, readMatrix, readSimple, StyleFault } from './styles.ts'
import type { Violation } from './violation.ts'

/** Reads one parameter from the one text it has; undefined = the text is the value. */
export type TextReader = (text: string) => unknown

/** For path and header parameters, whose text stands alone. Throws `StyleFault`. */
export function createTextReader(parameter: Parameter, decode: Decode = keepText): TextReader | undefined {
  const { name, shape, style, explode } = parameter
  if (parameter.json) return (text) => readContent(decode(text))
  if (style === 'label') return (text) => readLabel(text, explode, shape, decode)
  if (style === 'matrix') return (text) => readMatrix(text, name, explode, shape, decode)
  if (isText(shape)) return decode === keepText ? undefined : decode
  if (isPrimitive(shape)) return (text) => coerce(decode(text), shape)
  // RFC 9110 §5.6.1: lists in headers may have blanks around their commas
  if (parameter.in === 'header') return (text) => readSimple(text.replace(/[ \t]*,[ \t]*/g, ','), explode, shape, decode)
  return (text) => readSimple(text, explode, shape, decode)
}

/** A parameter declared by `content`. */
export function readContent(text: string): unknown {
  const value = parseJson(text)
  if (value instanceof JsonFault) throw new StyleFault(value.rule, value.message, value.params)
  return value
}

export function toFault(error: unknown, place: Violation['in'], parameter: Pick<Parameter, 'name' | 'pointer'>, value: unknown): Violation {
  if (!(error instanceof StyleFault)) throw error
  return {
    in: place,
    path: [parameter.name],
    rule: error.rule,
    params: error.params,
    message: error.message,
    value,
    rulePointer: parameter.pointer,
  }
}

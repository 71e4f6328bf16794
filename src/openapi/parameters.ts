import { isObject, parsePointer, toPointer, valueAt } from '../kernel/index.ts'
import { checkStyle } from './check-style.ts'
import { follow, type Node } from './document.ts'
import type { Finding } from './finding.ts'
import { toMedia } from './medium.ts'
import { type Shape, toShape } from './shape.ts'
import type { Style } from './styles.ts'

export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie'

/** A declared parameter, its references followed and its style's defaults filled in. */
export interface Parameter {
  readonly name: string
  readonly in: ParameterPlace
  readonly required: boolean
  readonly pointer: string
  readonly schema: unknown
  readonly schemaPointer: string
  readonly shape: Shape
  readonly style: Style
  readonly explode: boolean
  /** Declared by `content`: the text is JSON. */
  readonly json: boolean
  /** Whether reserved characters are written as they are (`allowReserved`). */
  readonly reserved?: boolean
  /** Whether it may be there without a value, whatever its schema says (`allowEmptyValue`). */
  readonly allowsEmpty?: boolean
  /** Whether its text is the query as a whole (`in: querystring`, OAS 3.2 §4.12.1); of a form, each field is a property of it. */
  readonly whole?: boolean
}

/** OAS 3.1 §4.8.12.2: the first is the default. */
const styles: Readonly<Record<ParameterPlace, readonly Style[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
}

/** OAS 3.1 §4.8.12.1: these headers are described elsewhere, and a parameter of that name is ignored. */
const ignored = new Set(['accept', 'content-type', 'authorization'])

/** Those of the path first, then the operation's own; an operation's parameter takes the place of its path's (§4.8.9.1). */
export function collectParameters(
  root: Node,
  lists: readonly (readonly [list: unknown, pointer: string])[],
  findings: Finding[],
): Parameter[] {
  const found = new Map<string, Parameter>()
  for (const [list, at] of lists) {
    for (const [index, item] of (Array.isArray(list) ? list : []).entries()) {
      const place = follow(root, item, `${at}/${index}`)
      // an unresolved reference was reported as such
      if (place === undefined) continue
      const parameter = toParameter(root, place.value, place.pointer, findings)
      if (parameter !== undefined)
        found.set(`${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`, parameter)
    }
  }
  const all = [...found.values()]
  const whole = all.find((parameter) => parameter.whole === true)
  const other = whole && all.find((parameter) => parameter.in === 'query' && parameter !== whole)
  if (whole !== undefined && other !== undefined) {
    const message = `Parameter "${whole.name}" takes the whole query, so that nothing is left for "${other.name}". Declare one of them.`
    findings.push({ code: 'parameter.invalid', severity: 'error', message, pointer: whole.pointer })
  }
  return all
}

/** Those of the operation at a pointer, its path's included. */
export function parametersAt(root: Node, pointer: string): Parameter[] {
  const tokens = parsePointer(pointer)
  // OAS 3.2 §4.9: additional operations stand one level deeper, and under no name that a field of an item could have
  const holder = tokens.slice(0, tokens.at(-2) === 'additionalOperations' && tokens.length > 3 ? -2 : -1)
  const [item, node] = [valueAt(root, holder), valueAt(root, tokens)]
  const lists = [
    [isObject(item) ? item.parameters : undefined, `${toPointer(holder)}/parameters`],
    [isObject(node) ? node.parameters : undefined, `${pointer}/parameters`],
  ] as const
  return collectParameters(root, lists, [])
}

function toParameter(root: Node, value: unknown, pointer: string, findings: Finding[]): Parameter | undefined {
  const invalid = (message: string): undefined => {
    findings.push({ code: 'parameter.invalid', severity: 'error', message, pointer })
  }
  if (!isObject(value)) return invalid('A parameter must be an object.')
  const { name, in: place } = value
  if (typeof name !== 'string') return invalid('A parameter must have a "name".')
  if (place === 'querystring')
    return (
      toWhole(root, value, name, pointer) ??
      invalid(`Parameter "${name}" takes the whole query, and must have "content" with one media type: a form, JSON or text.`)
    )
  if (typeof place !== 'string' || !Object.hasOwn(styles, place))
    return invalid(`Parameter "${name}" must have "in": path, query, header or cookie.`)
  const own = place as ParameterPlace
  if (own === 'header' && ignored.has(name.toLowerCase())) return undefined
  // OAS 3.1 §4.8.12.1: `content` has exactly one entry
  const [medium] = toMedia(root, value.content, `${pointer}/content`)
  const { schema, pointer: schemaPointer } = medium ?? { schema: value.schema, pointer: `${pointer}/schema` }
  const style = toStyle(value, own, findings, pointer)
  const parameter: Parameter = {
    name,
    in: own,
    required: own === 'path' || value.required === true,
    pointer,
    schema: schema ?? {},
    schemaPointer,
    shape: toShape(root, schema),
    style,
    explode: typeof value.explode === 'boolean' ? value.explode : style === 'form',
    json: medium !== undefined,
    reserved: own === 'query' && value.allowReserved === true,
    allowsEmpty: own === 'query' && value.allowEmptyValue === true,
  }
  findings.push(...checkStyle(parameter, value))
  return parameter
}

/** The query as a parameter: a form's fields are read as those of a form are, so that a list may be given again and again. */
function toWhole(root: Node, value: Node, name: string, pointer: string): Parameter | undefined {
  const [medium, ...more] = toMedia(root, value.content, `${pointer}/content`)
  if (medium === undefined || more.length > 0 || !['form', 'json', 'text'].includes(medium.codec)) return undefined
  const { schema, pointer: schemaPointer, codec } = medium
  const shape = toShape(root, schema)
  if (codec === 'form' && !shape.types.has('object')) return undefined
  const written = { style: 'form', explode: codec === 'form', json: codec === 'json' } as const
  return {
    name,
    in: 'query',
    required: value.required === true,
    pointer,
    schema: schema ?? {},
    schemaPointer,
    shape,
    ...written,
    whole: true,
  }
}

function toStyle(value: Node, place: ParameterPlace, findings: Finding[], pointer: string): Style {
  const allowed = styles[place]
  const style = allowed.find((name) => name === value.style)
  if (style !== undefined || value.style === undefined) return style ?? (allowed[0] as Style)
  const message = `Style ${JSON.stringify(value.style)} can not be used in a ${place}; "${allowed[0]}" is read instead. Allowed: ${allowed.join(', ')}.`
  findings.push({ code: 'parameter.style.unsupported', severity: 'warning', message, pointer: `${pointer}/style` })
  return allowed[0] as Style
}

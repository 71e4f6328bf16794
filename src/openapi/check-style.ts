import type { Node } from './document.ts'
import type { Finding } from './finding.ts'
import { isPrimitive, type Shape } from './shape.ts'
import type { Style } from './styles.ts'

/** What its style depends on. */
interface Styled {
  readonly name: string
  readonly pointer: string
  readonly shape: Shape
  readonly style: Style
  readonly json: boolean
}

/** Cells of the table of styles that OpenAPI leaves empty (OAS 3.1 §4.8.12.4), and values that no style can hold, each with what is made of it. */
export function checkStyle(parameter: Styled, node: Node): Finding[] {
  if (parameter.json) return []
  const { name, pointer, style, shape } = parameter
  const found = [misfitOf(parameter), explodeOf(parameter, node), nestingOf(parameter)].filter((message) => message !== undefined)
  if (shape.types.size === 0 && style === 'deepObject') return []
  return found.map((message) => ({
    code: 'parameter.style.unsupported',
    severity: 'warning',
    message: `Style "${style}" of parameter "${name}" ${message}`,
    pointer: node.style === undefined ? pointer : `${pointer}/style`,
  }))
}

function misfitOf({ style, shape, name }: Styled): string | undefined {
  if (shape.types.size === 0) return undefined
  if (style === 'deepObject' && !shape.types.has('object')) {
    const instead = shape.types.has('array') ? `; a list is read from "${name}[]=a&${name}[]=b"` : ''
    return `needs an object as its schema${instead}.`
  }
  if ((style === 'spaceDelimited' || style === 'pipeDelimited') && isPrimitive(shape)) return 'needs an array or an object as its schema.'
  return undefined
}

function explodeOf({ style, name }: Styled, { explode }: Node): string | undefined {
  if (style === 'deepObject' && explode === false) return `is always exploded: it is read as "${name}[key]=value".`
  if ((style === 'spaceDelimited' || style === 'pipeDelimited') && explode === true)
    return `has no exploded form: it is read as "${name}=a&${name}=b". Use style "form", or "explode: false".`
  return undefined
}

function nestingOf({ style, shape, name }: Styled): string | undefined {
  const inner = innermost(shape)
  if (inner === undefined) return undefined
  const what = `holds ${inner}, which OpenAPI defines no way to write`
  const written = shape.types.has('object') ? '[key][key]' : '[0][key]'
  if (style === 'deepObject') return `${what}; it is read as "${name}${written}=value". Declare it by "content" to be sure.`
  return `${what}. Declare it by "content" instead.`
}

/** What stands inside a list or an object and is no plain value. */
function innermost({ items, properties, additional }: Shape): string | undefined {
  if (items !== undefined && isStructured(items)) return 'a list of lists or objects'
  for (const [key, property] of properties) if (isStructured(property)) return `a list or an object in its property "${key}"`
  return additional !== undefined && isStructured(additional) ? 'lists or objects in its properties' : undefined
}

function isStructured(shape: Shape): boolean {
  return !isPrimitive(shape)
}

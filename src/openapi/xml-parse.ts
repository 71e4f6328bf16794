import { SaxesParser } from 'saxes'

/** An element as it was written; what stands between elements is its text, all in one. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string
  /** The URI its prefix stands for; undefined where it has none, or one nobody declared. */
  readonly namespace: string | undefined
  /** Without those that declare namespaces. */
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  readonly text: string
}

export interface XmlAttribute {
  readonly name: string
  readonly namespace: string | undefined
  readonly value: string
}

/** Why a text is no XML that is taken. */
export class XmlFault {
  readonly message: string
  /** From 1. */
  readonly line: number
  readonly column: number
  constructor(message: string, line: number, column: number) {
    this.message = message
    this.line = line
    this.column = column
  }
}

interface Open {
  readonly name: string
  readonly namespace: string | undefined
  readonly attributes: readonly XmlAttribute[]
  readonly children: XmlElement[]
  text: string
  /** URIs by prefix, those of the elements around it included. */
  readonly scope: ReadonlyMap<string, string>
}

/** As deep as JSON may be. */
const deepest = 500

/** Parses a whole document. A DOCTYPE is refused, and with it every entity but the five of XML itself, so nothing can unfold or reach out. */
export function parseXml(text: string): XmlElement | XmlFault {
  const parser = new SaxesParser()
  const open: Open[] = []
  const document: XmlElement[] = []
  const refuse = (message: string) => new Refusal(new XmlFault(message, parser.line, parser.column))
  parser.on('doctype', () => {
    throw refuse('it must have no DOCTYPE: entities of its own are not taken')
  })
  parser.on('error', (error) => {
    throw refuse(error.message.replace(/^\d+:\d+: /, ''))
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length === deepest) throw refuse(`it must not be nested more than ${deepest} levels deep`)
    open.push(begin(name, attributes, open.at(-1)?.scope ?? new Map()))
  })
  parser.on('text', (text) => append(open.at(-1), text))
  parser.on('cdata', (text) => append(open.at(-1), text))
  parser.on('closetag', () => {
    const { scope: _, ...element } = open.pop() as Open
    const children = open.at(-1)?.children ?? document
    children.push(element)
  })
  try {
    parser.write(text).close()
  } catch (error) {
    if (error instanceof Refusal) return error.fault
    throw error
  }
  return document[0] as XmlElement
}

/** Ends the parser's work, which goes on after an error otherwise. */
class Refusal extends Error {
  readonly fault: XmlFault
  constructor(fault: XmlFault) {
    super(fault.message)
    this.fault = fault
  }
}

function append(element: Open | undefined, text: string): void {
  if (element !== undefined) element.text += text
}

function begin(name: string, attributes: Readonly<Record<string, string>>, around: ReadonlyMap<string, string>): Open {
  const entries = Object.entries(attributes)
  const spaces = entries.filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'))
  const scope = spaces.length === 0 ? around : new Map([...around, ...spaces.map(([key, uri]) => [key.slice(6), uri] as const)])
  const own = entries.flatMap(([key, value]): XmlAttribute[] => {
    if (key === 'xmlns' || key.startsWith('xmlns:')) return []
    const { prefix, local } = split(key)
    // Namespaces in XML §6.2: the default one is not for attributes
    return [{ name: local, namespace: prefix === '' ? undefined : scope.get(prefix), value }]
  })
  const { prefix, local } = split(name)
  return { name: local, namespace: scope.get(prefix) || undefined, attributes: own, children: [], text: '', scope }
}

function split(name: string): { readonly prefix: string; readonly local: string } {
  const colon = name.indexOf(':')
  return colon === -1 ? { prefix: '', local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) }
}

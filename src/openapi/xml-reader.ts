import type { Node } from './document.ts'
import { Reading } from './reading.ts'
import { coerce } from './shape.ts'
import type { Violation } from './violation.ts'
import type { XmlElement } from './xml-parse.ts'
import { itemNameOf, textOf, type XmlField, XmlShape } from './xml-shape.ts'

type Path = readonly (string | number)[]

const instances = 'http://www.w3.org/2001/XMLSchema-instance'

/** The value an element stands for, named and nested as the schema's `xml` keywords say (OAS 3.1 §4.8.26); a `Reading` where something does not. */
export function createXmlReader(root: Node, schema: unknown, pointer: string): (element: XmlElement) => unknown {
  const shape = new XmlShape(root, [schema])
  const name = textOf(shape.naming.name) ?? shape.component
  const namespace = textOf(shape.naming.namespace)
  return (element) => {
    const work = new Work(pointer)
    if (name !== undefined && element.name !== name) return work.refuse([], 'malformed', `must be <${name}>, not <${element.name}>`)
    if (namespace !== undefined && element.namespace !== namespace) return work.refuse([], 'malformed', outside(element, namespace))
    const value = shape.isList ? work.items(element, shape, itemNameOf(shape, name ?? element.name), []) : work.value(element, shape, [])
    return work.violations.length === 0 ? value : new Reading(value, work.violations)
  }
}

function outside({ name }: XmlElement, namespace: string): string {
  return `must have <${name}> in the namespace "${namespace}"`
}

/** One body while it is read. */
class Work {
  readonly violations: Violation[] = []
  readonly #pointer: string

  constructor(pointer: string) {
    this.#pointer = pointer
  }

  refuse(path: Path, rule: string, message: string, params: Violation['params'] = {}): Reading {
    this.violations.push({ in: 'body', path, rule, params, message, value: undefined, rulePointer: this.#pointer })
    return new Reading(undefined, this.violations)
  }

  value(element: XmlElement, shape: XmlShape, path: Path): unknown {
    const { types } = shape
    if (element.attributes.some(({ name, namespace, value }) => name === 'nil' && namespace === instances && value === 'true')) return null
    if (shape.isList) return this.items(element, shape, itemNameOf(shape, element.name), path)
    const isBare = element.children.length === 0 && element.attributes.every(({ namespace }) => namespace === instances)
    const isText = types.size === 0 || types.has('string') || types.has('number') || types.has('integer') || types.has('boolean')
    if (isBare && (isText || (types.has('null') && element.text.trim() === ''))) return toValue(element.text, shape)
    return this.#object(element, shape, path)
  }

  /** Of an element that holds a list and nothing else. */
  items(element: XmlElement, shape: XmlShape, name: string, path: Path): unknown[] {
    return element.children.map((child, index) => {
      if (child.name === name) return this.value(child, shape.items, [...path, index])
      this.refuse([...path, index], 'malformed', `must be <${name}>, not <${child.name}>`)
      return undefined
    })
  }

  #object(element: XmlElement, shape: XmlShape, path: Path): Readonly<Record<string, unknown>> {
    const record: Record<string, unknown> = {}
    for (const { name, namespace, value } of element.attributes) {
      if (namespace === instances) continue
      const field = shape.fields.find((one) => one.place === 'attribute' && one.name === name)
      this.#put(record, field?.key ?? name, field === undefined ? value : toValue(value, field.shape), path)
    }
    for (const child of element.children) {
      const field = shape.fields.find((one) => one.place !== 'attribute' && one.name === child.name)
      if (field === undefined) this.#putUnknown(record, child, shape, path)
      else if (field.namespace !== undefined && child.namespace !== field.namespace)
        this.refuse([...path, field.key], 'malformed', outside(child, field.namespace))
      else this.#putField(record, child, field, path)
    }
    if (element.text.trim() !== '') this.refuse(path, 'malformed', 'must hold elements, and no text beside them')
    return record
  }

  #putField(record: Record<string, unknown>, child: XmlElement, { key, shape, place }: XmlField, path: Path): void {
    const inside = [...path, key]
    if (place !== 'list') {
      this.#put(record, key, this.value(child, shape, inside), path)
      return
    }
    const before = (Object.hasOwn(record, key) ? record[key] : []) as unknown[]
    record[key] = before
    before.push(this.value(child, shape.items, [...inside, before.length]))
  }

  /** What no property is for is kept, so that a schema can forbid it. */
  #putUnknown(record: Record<string, unknown>, child: XmlElement, { additional }: XmlShape, path: Path): void {
    const { name } = child
    const value = this.value(child, additional, [...path, name])
    if (!Object.hasOwn(record, name)) this.#put(record, name, value, path)
    else record[name] = [record[name], value].flat()
  }

  #put(record: Record<string, unknown>, key: string, value: unknown, path: Path): void {
    if (key === '__proto__') this.refuse([...path, key], 'forbiddenKey', 'must not contain the key "__proto__"')
    else if (Object.hasOwn(record, key)) this.refuse([...path, key], 'duplicate', 'must be given once')
    else record[key] = value
  }
}

/** XML Schema Part 2 §4.3.6: blanks around anything but text mean nothing. */
function toValue(text: string, shape: XmlShape): unknown {
  return coerce(shape.types.size === 0 || shape.types.has('string') ? text : text.trim(), shape)
}

import { isObject, jsonOf } from '../kernel/index.ts'
import type { Node } from './document.ts'

/** Values of examples that stand elsewhere, by the object that says so: beside the document, which stays as it was written. */
const elsewhere = new WeakMap<object, unknown>()

export function keepExternal(example: object, value: unknown): void {
  elsewhere.set(example, value)
}

/** Where the value of an example object stands, and what it is; a text that is written as JSON is read where `isJson`. */
export function exampleValueOf(example: unknown, isJson = false): { readonly key: string; readonly value: unknown } | undefined {
  if (!isObject(example)) return undefined
  const value = (key: string, found: unknown) => (found === undefined ? undefined : { key, value: found })
  return (
    value('value', example.value) ??
    // OAS 3.2 §4.19
    value('dataValue', example.dataValue) ??
    value('serializedValue', isJson ? parsed(example.serializedValue) : example.serializedValue) ??
    value('externalValue', elsewhere.get(example))
  )
}

/** An example that names where its value stands, and has none of its own. */
export function externalOf(example: Node): string | undefined {
  const isOwn = ['value', 'dataValue', 'serializedValue'].some((key) => example[key] !== undefined)
  return !isOwn && typeof example.externalValue === 'string' ? example.externalValue : undefined
}

function parsed(text: unknown): unknown {
  return typeof text === 'string' ? (jsonOf(text) ?? text) : text
}

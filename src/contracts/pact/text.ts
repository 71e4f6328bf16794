import { type Diagnostic, isObject, toPointer, Unusable, type Where } from '../../kernel/index.ts'
import { findDuplicateKeys, JsonFault, Positions, parseJson, toPosition } from '../../openapi/index.ts'
import type { PactCode } from './source.ts'

/** Deeper than any body is, and shallow enough for everything that visits one. */
const deepest = 200

/** The value of a pact's text, and where its parts stand. Throws `Unusable`, with the line and column, for what is not JSON or can't be taken safely. */
export function parseText(text: string, file: string): { readonly root: unknown; readonly locate: (pointer: string) => Where } {
  const clean = text.replace(/^\uFEFF/, '')
  const positions = new Positions(clean)
  const locate = (pointer: string): Where => ({ file, ...positions.at(pointer), pointer })
  const told = (message: string, where: Omit<Where, 'file'>): Diagnostic => {
    return { code: 'pact.syntax' satisfies PactCode, severity: 'error', message, where: { file, ...where } }
  }
  const refuse = (...found: readonly Diagnostic[]) => new Unusable(`${file} can not be used:`, found)

  const { members, tooDeep } = survey(clean)
  if (tooDeep !== undefined)
    throw refuse(told(`It is nested deeper than ${deepest} levels; no message is. Take the inner ones out.`, toPosition(clean, tooDeep)))
  const root = parseJson(clean)
  if (root instanceof JsonFault) {
    if (root.rule === 'forbiddenKey') {
      const pointer = toPointer(findForbidden(JSON.parse(clean)) ?? [])
      throw refuse(told(`A pact ${root.message}: it would reach a prototype. Take it out.`, locate(pointer)))
    }
    const { position, line, column } = root.params as { readonly position: number; readonly line: number; readonly column: number }
    const what = position >= clean.length ? 'it ends too early' : `unexpected ${JSON.stringify(clean[position])}`
    throw refuse(told(`This is not JSON: ${what}. Expected a pact, as a consumer's tests write it.`, { line, column }))
  }
  if (countKeys(root) !== members) {
    const message = 'The key stands twice in one object, and all but the last would be lost. Take one away.'
    const places: readonly Omit<Where, 'file'>[] = findDuplicateKeys(clean)
    throw refuse(...(places.length === 0 ? [{}] : places).map((place) => told(message, place)))
  }
  return { root, locate }
}

/** How many members the objects of a JSON text have together, doubles included, and where it is nested too deep. */
function survey(text: string): { readonly members: number; readonly tooDeep: number | undefined } {
  let members = 0
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (character === '"') {
      for (index++; index < text.length && text[index] !== '"'; index++) if (text[index] === '\\') index++
    } else if (character === ':') members++
    else if (character === '}' || character === ']') depth--
    else if ((character === '{' || character === '[') && ++depth > deepest) return { members, tooDeep: index }
  }
  return { members, tooDeep: undefined }
}

function countKeys(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0
  const children = Object.values(value)
  return children.reduce((sum: number, child) => sum + countKeys(child), Array.isArray(value) ? 0 : children.length)
}

function findForbidden(value: unknown): readonly (string | number)[] | undefined {
  if (value === null || typeof value !== 'object') return undefined
  for (const [key, child] of Object.entries(value)) {
    if (key === '__proto__') return [key]
    if (key === 'constructor' && isObject(child) && Object.hasOwn(child, 'prototype')) return [key, 'prototype']
    const inside = findForbidden(child)
    if (inside !== undefined) return [key, ...inside]
  }
  return undefined
}

import { isObject, nearest, parsePointer, toPointer, valueAt } from '../kernel/index.ts'
import { isReference, type Node, toLocalPointer } from './document.ts'
import type { Finding } from './finding.ts'
import { isAddress } from './remote.ts'

/** A `$ref` and where it stands. */
export interface Reference {
  readonly pointer: string
  readonly target: string
}

/** Objects whose keys are the user's own names: a property may well be called `example` or `$ref`. */
const maps = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'schemas',
  'responses',
  'parameters',
  'requestBodies',
  'headers',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
  'mediaTypes',
  'paths',
  'webhooks',
  'content',
  'encoding',
  'variables',
  'mapping',
])

/** Data, not document: what looks like a `$ref` in there is somebody's value. */
const data = new Set(['example', 'default', 'enum', 'const', 'value'])

/** Every `$ref` of a document that is one: not those inside examples, defaults and extensions. */
export function collectReferences(node: unknown, pointer = '', found: Reference[] = []): Reference[] {
  visit(node, pointer, false, found)
  return found
}

function visit(node: unknown, pointer: string, named: boolean, found: Reference[]): void {
  if (Array.isArray(node)) {
    for (let index = 0; index < node.length; index++) if (isContainer(node[index])) visit(node[index], `${pointer}/${index}`, false, found)
    return
  }
  if (!isObject(node)) return
  if (!named && isReference(node)) found.push({ pointer, target: node.$ref })
  for (const key in node) {
    const child = node[key]
    if (!isContainer(child)) continue
    if (named) visit(child, pointer + toPointer([key]), false, found)
    else if (key === 'examples') visitExamples(child, `${pointer}/examples`, found)
    else if (!data.has(key) && !key.startsWith('x-')) visit(child, pointer + toPointer([key]), maps.has(key) && isObject(child), found)
  }
}

/** Example objects may be references; their values are data. A schema's `examples` is a list of values. */
function visitExamples(examples: unknown, pointer: string, found: Reference[]): void {
  if (!isObject(examples)) return
  for (const key in examples) {
    const example = examples[key]
    if (isReference(example)) found.push({ pointer: pointer + toPointer([key]), target: example.$ref })
  }
}

function isContainer(value: unknown): boolean {
  return value !== null && typeof value === 'object'
}

/** References that lead nowhere or round in a circle. */
export function checkReferences(root: Node, references: readonly Reference[]): Finding[] {
  const verdicts = new Map<string, Finding | undefined>()
  const findings: Finding[] = []
  for (const { pointer, target } of references) {
    if (!verdicts.has(target)) verdicts.set(target, judge(root, target))
    const verdict = verdicts.get(target)
    if (verdict !== undefined) findings.push({ ...verdict, pointer: `${pointer}/$ref` })
  }
  return findings
}

function judge(root: Node, target: string): Finding | undefined {
  const seen: string[] = []
  for (let next = target; ; ) {
    const pointer = toLocalPointer(next)
    if (pointer === undefined) {
      return { code: 'document.reference.unresolved', severity: 'error', message: explainOutside(next), pointer: '' }
    }
    if (seen.includes(pointer)) {
      const circle = [...seen, pointer].map((step) => `#${step}`).join(' → ')
      return {
        code: 'document.reference.loop',
        severity: 'error',
        message: `Reference goes in a circle: ${circle}. Let one of them be a schema.`,
        pointer: '',
      }
    }
    seen.push(pointer)
    const value = valueAt(root, parsePointer(pointer))
    if (value === undefined) {
      const message = `Reference ${quote(next)} leads nowhere.${suggestion(root, pointer)}`
      return { code: 'document.reference.unresolved', severity: 'error', message, pointer: '' }
    }
    if (!isReference(value)) return undefined
    next = value.$ref
  }
}

function explainOutside(target: string): string {
  if (target.startsWith('#'))
    return `Reference ${quote(target)} can not be followed: only JSON pointers are understood, as in "#/components/schemas/User".`
  if (isAddress(target))
    return `Reference ${quote(target)} was not read: addresses are fetched only where that is allowed, with --allow-remote.`
  return `Reference ${quote(target)} leads nowhere: there is no such file, or nothing at that place in it.`
}

/** The first token that is not there, compared with those that are; then with the same kind of component under the other names. */
function suggestion(root: Node, pointer: string): string {
  const tokens = parsePointer(pointer)
  for (let length = 0; length < tokens.length; length++) {
    const parent = valueAt(root, tokens.slice(0, length))
    const token = tokens[length] ?? ''
    if (!isObject(parent)) return ''
    if (Object.hasOwn(parent, token)) continue
    const found = nearest(token, Object.keys(parent))
    if (found === undefined)
      return ` There is no ${quote(token)} in ${length === 0 ? 'the document' : quote(`#${toPointer(tokens.slice(0, length))}`)}.`
    return ` Did you mean ${quote(`#${toPointer([...tokens.slice(0, length), found, ...tokens.slice(length + 1)])}`)}?`
  }
  return ''
}

function quote(text: string): string {
  return JSON.stringify(text)
}

import { isObject, nearest, parsePointer, toPointer, valueAt } from '../kernel/index.ts'
import { isReference, type Node, toLocalPointer } from './document.ts'
import type { Finding } from './finding.ts'
import { longestChain } from './limits.ts'
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
  visitNodes(
    node,
    (one, at) => {
      if (isReference(one)) found.push({ pointer: at, target: one.$ref })
    },
    pointer,
  )
  return found
}

/** Called for an object of the document, with what its call for the one around it returned. */
type Visit<Told> = (node: Node, pointer: string, outer: Told | undefined) => Told

/** Every object of a document that is no data and no map of the user's own names. */
export function visitNodes<Told>(node: unknown, visit: Visit<Told>, pointer = ''): void {
  walk(node, pointer, false, visit, undefined)
}

function walk<Told>(node: unknown, pointer: string, named: boolean, visit: Visit<Told>, outer: Told | undefined): void {
  if (Array.isArray(node)) {
    for (let index = 0; index < node.length; index++)
      if (isContainer(node[index])) walk(node[index], `${pointer}/${index}`, false, visit, outer)
    return
  }
  if (!isObject(node)) return
  const told = named ? outer : visit(node, pointer, outer)
  for (const key in node) {
    const child = node[key]
    if (!isContainer(child)) continue
    if (named) walk(child, pointer + toPointer([key]), false, visit, told)
    else if (key === 'examples') walkExamples(child, `${pointer}/examples`, visit, told)
    else if (!data.has(key) && !key.startsWith('x-')) walk(child, pointer + toPointer([key]), maps.has(key) && isObject(child), visit, told)
  }
}

/** Example objects may be references; their values are data. A schema's `examples` is a list of values. */
function walkExamples<Told>(examples: unknown, pointer: string, visit: Visit<Told>, outer: Told | undefined): void {
  if (!isObject(examples)) return
  for (const key in examples) {
    const example = examples[key]
    if (isReference(example)) visit(example, pointer + toPointer([key]), outer)
  }
}

export function isContainer(value: unknown): value is object {
  return value !== null && typeof value === 'object'
}

/** What is wrong with where a reference leads, and how many more follow it. */
interface Verdict {
  readonly finding: Finding | undefined
  readonly steps: number
}

/** Findings for which a name is looked for that may be meant: each is compared with all names that are there. */
const mostSuggested = 100

/** References that lead nowhere or round in a circle; a `document.limit` among the findings is about the whole document. */
export function checkReferences(root: Node, references: readonly Reference[]): Finding[] {
  const verdicts = new Map<string, Verdict>()
  const findings: Finding[] = []
  for (const { pointer, target } of references) {
    const { finding, steps } = judge(root, target, verdicts, findings.length < mostSuggested)
    if (steps > longestChain) return [toLimit(`${pointer}/$ref`)]
    if (finding !== undefined) findings.push({ ...finding, pointer: `${pointer}/$ref` })
  }
  return findings
}

function toLimit(pointer: string): Finding {
  const message = `From here more than ${longestChain} references follow each other without a schema between them. Let them refer to the last one.`
  return { code: 'document.limit', severity: 'error', message, pointer }
}

/** Every target is judged once, with all that are met on the way: chains must not cost their length for each of their links. */
function judge(root: Node, target: string, verdicts: Map<string, Verdict>, suggests: boolean): Verdict {
  const trail: string[] = []
  const met = new Set<string>()
  let last: Verdict | undefined
  for (let next = target; last === undefined; ) {
    const known = verdicts.get(next)
    const pointer = toLocalPointer(next)
    if (known !== undefined) {
      last = known
      break
    }
    if (met.has(next)) {
      last = { finding: toLoop([...trail.slice(trail.indexOf(next)), next]), steps: 0 }
      break
    }
    if (trail.length > longestChain) return { finding: undefined, steps: trail.length }
    trail.push(next)
    met.add(next)
    if (pointer === undefined) last = { finding: toUnresolved(explainOutside(next)), steps: -1 }
    else {
      const value = valueAt(root, parsePointer(pointer))
      if (value === undefined)
        last = { finding: toUnresolved(`Reference ${quote(next)} leads nowhere.${suggests ? suggestion(root, pointer) : ''}`), steps: -1 }
      else if (isReference(value)) next = value.$ref
      else last = { finding: undefined, steps: -1 }
    }
  }
  for (const step of trail.reverse()) {
    last = { finding: last.finding, steps: last.steps + 1 }
    verdicts.set(step, last)
  }
  return last
}

function toUnresolved(message: string): Finding {
  return { code: 'document.reference.unresolved', severity: 'error', message, pointer: '' }
}

function toLoop(circle: readonly string[]): Finding {
  const message = `Reference goes in a circle: ${circle.join(' → ')}. Let one of them be a schema.`
  return { code: 'document.reference.loop', severity: 'error', message, pointer: '' }
}

function explainOutside(target: string): string {
  if (target.startsWith('#'))
    return `Reference ${quote(target)} can not be followed: it is neither a JSON pointer, as in "#/components/schemas/User", nor the "$anchor" of a schema.`
  if (isAddress(target))
    return `Reference ${quote(target)} was not read: addresses are fetched only where that is allowed, with --allow-remote.`
  return `Reference ${quote(target)} leads nowhere: there is no such file in the document's folder or below, or nothing at that place in it. Other files are not read.`
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

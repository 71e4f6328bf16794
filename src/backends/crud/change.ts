import { toWords } from '../../engine/index.ts'
import { isObject } from '../../kernel/index.ts'
import type { Violation } from '../../openapi/index.ts'
import { isMarked, typesOf } from './fields.ts'
import { jsonPatch, PatchFault } from './json-patch.ts'
import type { Maker } from './make.ts'
import { mergePatch } from './patch.ts'
import { isSettable, type Play, type Value } from './plays.ts'
import { immutable, unpatchable, unshowable } from './refusals.ts'
import { nextVersion, timeLike, updatedAt, version } from './server-set.ts'

/** How a body says what changes. */
export type Way = 'whole' | 'set' | 'merge' | 'patch'

/** By what the body is, where the document declares it: whatever else changes an item sets what it has. */
export function wayOf({ role }: Play, contentType: string): Way {
  if (role === 'replace' || role === 'put') return 'whole'
  if (/^\s*application\/json-patch(?:\+json)?\s*(?:;|$)/i.test(contentType)) return 'patch'
  return /^\s*application\/merge-patch\+json\s*(?:;|$)/i.test(contentType) ? 'merge' : 'set'
}

/** What a caller says an item shall be. Throws `No` for a patch that can't be applied, and for another id than the item has. */
export function changed(play: Play, way: Way, before: Value, sent: Value, body: unknown, maker: Maker): Value {
  const { collection } = play
  const wanted = wantedBy(play, way, before, sent, body, maker)
  const value = new Map(Object.entries(wanted))
  const isOwn = (name: string) => (way === 'whole' ? !isSettable(play, name) : isReadOnly(play, name, maker))
  for (const name of value.keys()) if (isReadOnly(play, name, maker)) value.delete(name)
  for (const [name, one] of Object.entries(before)) {
    // Left out where answers have to show it: what was there stays.
    const isLacking = way === 'whole' && !value.has(name) && maker.isRequired(collection, name)
    if (isOwn(name) || isLacking) value.set(name, one)
  }
  const { property } = collection.id
  if (property !== undefined && before[property] !== undefined) {
    const own = before[property]
    const said = way === 'whole' ? (sent[property] ?? own) : wanted[property]
    if (!isReadOnly(play, property, maker) && String(said) !== String(own))
      throw immutable(collection, play.operation, property, said ?? null, own)
    value.set(property, own)
  }
  return Object.fromEntries(value)
}

function wantedBy(play: Play, way: Way, before: Value, sent: Value, body: unknown, maker: Maker): Value {
  switch (way) {
    case 'whole':
      return sent
    case 'set':
      return { ...before, ...sent, ...resourceParts(before, sent) }
    case 'merge':
      return mergePatch(before, sent) as Value
    case 'patch': {
      const { collection } = play
      const value = patched(play, before, body)
      const faults = Object.keys(value).flatMap((name): Violation[] =>
        Object.hasOwn(before, name) || maker.isKnown(collection, name) ? [] : [undeclared(name, value[name])],
      )
      if (faults.length > 0) throw unshowable(play, faults)
      return value
    }
  }
}

/** Parts of a resource whose members are set one by one: what is left out of them stays (JSON:API 1.1 §9.2). */
const parts = ['attributes', 'relationships'] as const

function resourceParts(before: Value, sent: Value): Value {
  if (typeof before.type !== 'string' || !isObject(before.attributes)) return {}
  return Object.fromEntries(
    parts.flatMap((name) => {
      const [was, is] = [before[name], sent[name]]
      return isObject(was) && isObject(is) ? [[name, { ...was, ...is }]] : []
    }),
  )
}

function undeclared(name: string, value: unknown): Violation {
  return {
    in: 'body',
    path: [name],
    rule: 'additionalProperties',
    params: {},
    message: 'is declared nowhere',
    value,
    rulePointer: undefined,
  }
}

/** With what the server sets itself. */
export function stamped(value: Value, before: Value, sent: ReadonlySet<string>, now: number): Value {
  const set = Object.entries(value).flatMap(([name, one]): [string, unknown][] => {
    const words = toWords(name)
    if (sent.has(name)) return []
    if (updatedAt.test(words)) return [[name, timeLike(before[name], now)]]
    return version.test(words) ? [[name, nextVersion(one)]] : []
  })
  return { ...value, ...Object.fromEntries(set) }
}

/** Who said what of a value. */
export interface Changing {
  readonly way: Way | 'make'
  /** Names that the caller spoke of. */
  readonly said: ReadonlySet<string>
  /** Undefined of what is new. */
  readonly before: Value | undefined
}

/** What is wrong with a value that somebody sent; what only the server can mend is no fault of his. Throws `No` for the first kind, and gives names for the second. */
export function refuseUnshowable(play: Play, { way, said, before }: Changing, value: Value, maker: Maker): ReadonlySet<string> {
  const mendable = new Set<string>()
  const his: Violation[] = []
  const known = before === undefined ? undefined : maker.faults(play.collection, before)
  for (const fault of maker.faults(play.collection, value)) {
    const [name] = fault.path
    if (name === undefined) {
      // Of the whole: his where it was right before.
      if (known !== undefined && !known.some(({ path, rule }) => path.length === 0 && rule === fault.rule)) his.push(fault)
    } else if (said.has(String(name))) {
      if (isServers(play, way, fault)) mendable.add(String(name))
      else his.push(fault)
    }
  }
  if (his.length > 0) throw unshowable(play, his)
  return mendable
}

/** Whether what an answer asks for beyond the request is for the server to add, to leave out or to write otherwise. */
function isServers({ sent }: Play, way: Changing['way'], { path, rule, params, value }: Violation): boolean {
  const isInside = path.length > 1
  if (/^(?:additionalProperties|unevaluatedProperties|dependentRequired)$/.test(rule)) return isInside
  if (rule === 'required') return way !== 'patch' && way !== 'merge' && isInside
  const field = sent.get(String(path[0]))
  if (field === undefined || isInside) return false
  // The document takes it in one shape and shows it in another: one text, and a list of them.
  const wanted = rule === 'type' ? [params.type].flat().map(String) : []
  const own = typesOf(field.parts)
  return wanted.length > 0 && typeNamesOf(value).some((one) => own.has(one))
}

function typeNamesOf(value: unknown): readonly string[] {
  if (value === null) return ['null']
  if (Number.isInteger(value)) return ['integer', 'number']
  return [Array.isArray(value) ? 'array' : typeof value]
}

function patched({ operation, collection }: Play, before: Value, body: unknown): Value {
  try {
    const value = jsonPatch(before, body)
    if (isObject(value)) return value
    throw new PatchFault('absent', [], `What it leaves of an item of ${collection.name} is no object.`)
  } catch (thrown) {
    if (thrown instanceof PatchFault) throw unpatchable(operation, thrown)
    throw thrown
  }
}

function isReadOnly({ sent, collection }: Play, name: string, maker: Maker): boolean {
  const field = sent.get(name)
  return field === undefined ? maker.isReadOnly(collection, name) : isMarked(field, 'readOnly')
}

/** What only the server says is passed over where it is sent (OAS 3.1 §4.8.24.2). */
export function withoutReadOnly(given: Value, play: Play): Value {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !play.sent.has(name) || isSettable(play, name)))
}

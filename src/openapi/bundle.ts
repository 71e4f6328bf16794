import { dirname, join, relative, resolve } from 'node:path'
import { BaseResolver, bundle as bundleWith, createConfig, Source } from '@redocly/openapi-core'
import { isObject, parsePointer, toPointer, valueAt, type Where } from '../kernel/index.ts'
import { isReference, type Node, toLocalPointer } from './document.ts'
import { parse } from './parse.ts'
import { Positions } from './positions.ts'
import { collectReferences, isContainer } from './references.ts'
import { fetchText, isAddress } from './remote.ts'
import { siblingOf } from './sibling.ts'

/** A document in several files as one, which still knows its files. */
export interface Bundled {
  readonly document: object
  readonly locate: (pointer: string) => Where
  /** The document's file and every other it refers to, those that are not there too; addresses are none. */
  readonly files: readonly string[]
  /** Those of them that could not be read or understood. */
  readonly unread: readonly string[]
}

/** Whether a file may be read for a document: the loader, which knows the disk, says so. */
export type IsInside = (file: string, document: string) => Promise<boolean>

/** A place in one of the files. */
interface Origin {
  readonly file: string
  readonly pointer: string
}

/** Reads what the document refers to. A reference to an address stays unresolved, and is reported as such, unless addresses are allowed. */
export async function bundle(file: string, allowRemote: boolean, isInside: IsInside): Promise<Bundled> {
  const root = isAddress(file) ? file : resolve(file)
  const resolver = createResolver(file, allowRemote, isInside)
  const parseDocument = resolver.parseDocument.bind(resolver)
  resolver.parseDocument = (source, isRoot) => {
    const parsed = parseDocument(source, isRoot)
    if (source.body.includes(external)) renameKeys(parsed.parsed, external, hidden)
    return parsed
  }
  const config = await createConfig({ extends: [] })
  const result = await bundleWith({ ref: root, config, externalRefResolver: resolver })
  const texts = new Map<string, string>()
  for (const outcome of await Promise.allSettled(resolver.cache.values())) {
    if (outcome.status === 'fulfilled' && !(outcome.value instanceof Error))
      texts.set(outcome.value.source.absoluteRef, outcome.value.source.body)
  }
  const document = result.bundle.parsed as object
  mendNames(document as Node)
  if ([...texts.values()].some((text) => text.includes(external))) renameKeys(document, hidden, external)
  const positions = new Map<string, Positions>()
  let origins: ReadonlyMap<string, Origin> | undefined
  const locate = (pointer: string): Where => {
    origins ??= traceOrigins(document, root, texts)
    const origin = originOf(pointer, origins, root)
    const known = positions.get(origin.file) ?? new Positions(texts.get(origin.file) ?? '')
    positions.set(origin.file, known)
    return { file: shown(origin.file), ...known.at(origin.pointer), pointer: origin.pointer }
  }
  // the paths a user sees are relative to where he stands, as the one he gave
  const shown = (path: string) => showFile(path, file)
  const known = await Promise.all(
    [...resolver.cache.keys()].map(async (path) => (isAddress(path) || (await isInside(path, file)) ? [path] : [])),
  )
  const paths = known.flat()
  const unread = paths.filter((path) => !texts.has(path) && (allowRemote || !isAddress(path)))
  return { document, locate, files: paths.filter((path) => !isAddress(path)).map(shown), unread: unread.map(shown) }
}

/** The bundler would put text into the place of what this leads to, be it bytes or nothing at all. */
const external = 'externalValue'
const hidden = 'x-standin-external-value'

/** Whoever hides a key and shows it again changes nothing, so data may have it too. */
function renameKeys(document: unknown, key: string, name: string): void {
  const seen = new Set<object>()
  const waiting = isContainer(document) ? [document] : []
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    const record = node as Record<string, unknown>
    if (Object.hasOwn(record, key)) {
      record[name] = record[key]
      delete record[key]
    }
    for (const inner of Object.values(record)) if (isContainer(inner)) waiting.push(inner)
  }
}

/** The bundler names components by the last part of a reference as it is written, escapes and all, so that its own references miss them. */
function mendNames(document: Node): void {
  const targets = new Set(collectReferences(document).map(({ target }) => toLocalPointer(target)))
  for (const [kind, map] of Object.entries(isObject(document.components) ? document.components : {})) {
    if (!isObject(map)) continue
    for (const name of Object.keys(map)) {
      if (!/[~%]/.test(name) || name.includes('/') || targets.has(toPointer(['components', kind, name]))) continue
      const [meant] = parsePointer(toLocalPointer(`#/${name}`) ?? '')
      if (meant === undefined || Object.hasOwn(map, meant)) continue
      Object.assign(map, { [meant]: map[name] })
      delete (map as Record<string, unknown>)[name]
    }
  }
}

/** A path or address as the user would write it beside the document's, which he gave. */
export function showFile(path: string, document: string): string {
  if (isAddress(path)) return path
  if (path === resolve(document)) return document
  return join(dirname(document), relative(dirname(resolve(document)), path))
}

/** Of files in the document's folder and below, and of addresses only when they are allowed. */
export function createResolver(document: string, allowRemote: boolean, isInside: IsInside): BaseResolver {
  const resolver = new BaseResolver()
  resolver.resolveExternalRef = siblingOf
  const loadExternalRef = resolver.loadExternalRef.bind(resolver)
  resolver.loadExternalRef = async (address) => {
    if (!isAddress(address)) {
      if (!(await isInside(address, document))) throw new Error(`${address} is outside the document's folder`)
      const source = await loadExternalRef(address)
      if (isExcessive(source)) throw new Error(`${address} is too much to work through`)
      return source
    }
    if (!allowRemote) throw new Error(`${address} is not fetched: only files are read`)
    return new Source(address, await fetchText(address))
  }
  return resolver
}

/** The bundler unfolds aliases, and would never end with some: only they make more of a file than its bytes. */
function isExcessive({ body, absoluteRef }: Source): boolean {
  if (!body.includes('&')) return false
  const parsed = parse(body, absoluteRef)
  return 'diagnostic' in parsed && parsed.diagnostic.code === 'document.limit'
}

/** Walks the bundle beside its sources: wherever a source has a reference, the bundle goes on in another file. */
function traceOrigins(bundled: object, root: string, texts: ReadonlyMap<string, string>): ReadonlyMap<string, Origin> {
  const origins = new Map<string, Origin>()
  // read once more: the bundler has rewritten the references in what it parsed
  const sources = new Map([...texts].map(([file, text]) => [file, parse(text, file)]))
  const read = ({ file, pointer }: Origin): unknown => {
    const source = sources.get(file)
    return source !== undefined && 'value' in source ? valueAt(source.value, parsePointer(pointer)) : undefined
  }
  const visit = (node: unknown, pointer: string, given: Origin): void => {
    let origin = given
    let value = read(origin)
    for (let hops = 0; isReference(value) && hops < 32; hops++) {
      // one that the bundler left as it was: in the root file, or into a file that is not there
      if (isReference(node) && node.$ref === value.$ref && (origin.file === root || !node.$ref.startsWith('#'))) break
      origin = targetOf(value.$ref, origin.file)
      value = read(origin)
      if (isReference(node)) break
    }
    const target = isReference(node) ? toLocalPointer(node.$ref) : undefined
    if (target !== undefined) {
      if (origin === given || origins.has(target)) return
      origins.set(target, origin)
      visit(valueAt(bundled, parsePointer(target)), target, origin)
      return
    }
    if (origin !== given) origins.set(pointer, origin)
    if (node === null || typeof node !== 'object') return
    for (const [key, child] of Object.entries(node)) {
      if (child === null || typeof child !== 'object') continue
      const token = toPointer([key])
      visit(child, pointer + token, { file: origin.file, pointer: origin.pointer + token })
    }
  }
  const top = { file: root, pointer: '' }
  const { components, ...rest }: Node = isObject(bundled) ? bundled : {}
  for (const [key, child] of Object.entries(rest)) visit(child, toPointer([key]), { ...top, pointer: toPointer([key]) })
  // after the rest: a component that the bundler made is not in the root file, and has been met by a reference by now
  const own = read({ ...top, pointer: '/components' })
  for (const [kind, map] of Object.entries(isObject(components) ? components : {})) {
    for (const [name, child] of Object.entries(isObject(map) ? map : {})) {
      const pointer = toPointer(['components', kind, name])
      if (!origins.has(pointer) && valueAt(own, [kind, name]) !== undefined) visit(child, pointer, { ...top, pointer })
    }
  }
  return origins
}

function targetOf(reference: string, from: string): Origin {
  const [path = '', fragment = ''] = reference.split('#')
  return { file: path === '' ? from : siblingOf(from, path), pointer: toLocalPointer(`#${fragment}`) ?? '' }
}

/** The nearest place around a pointer that came from elsewhere. */
function originOf(pointer: string, origins: ReadonlyMap<string, Origin>, root: string): Origin {
  const tokens = parsePointer(pointer)
  for (let length = tokens.length; length > 0; length--) {
    const origin = origins.get(toPointer(tokens.slice(0, length)))
    if (origin !== undefined) return { file: origin.file, pointer: origin.pointer + toPointer(tokens.slice(length)) }
  }
  return { file: root, pointer }
}

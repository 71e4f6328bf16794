import { isObject, nearest, toPointer } from '../kernel/index.ts'
import { assignAddresses, type Candidate } from './addresses.ts'
import type { Address, Method, Operation, Path } from './api.ts'
import { follow, type Node } from './document.ts'
import type { Finding } from './finding.ts'
import { type Given, operationsOf } from './methods.ts'
import { DeclaredOperation } from './operation.ts'
import { findMalformed, malformed } from './operation-form.ts'
import { collectParameters, type Parameter } from './parameters.ts'
import { type PathItem, pathItemOf } from './path-item.ts'
import { collectReferences, type Reference } from './references.ts'
import { type Route, toRoute } from './route.ts'
import type { Schemas } from './schemas.ts'
import { compileSecurity, type Security } from './security.ts'
import { Servers } from './servers.ts'

export interface Paths {
  readonly paths: readonly Path[]
  readonly operations: readonly DeclaredOperation[]
}

/** What reading the paths needs to remember from one to the next. */
interface Walk {
  readonly root: Node
  readonly schemas: Schemas
  readonly security: Security
  readonly findings: Finding[]
  /** Pointers of references that lead nowhere; whatever contains one is unusable. */
  readonly broken: ReadonlyMap<string, string>
  readonly ids: Map<string, string>
  /** By route, the template that has it and each method's. */
  readonly routes: Map<string, Map<string, string>>
  readonly servers: Servers
  readonly candidates: Candidate[]
}

export function compilePaths(root: Node, source: string, schemas: Schemas, broken: readonly Finding[], findings: Finding[]): Paths {
  const security = compileSecurity(root, findings)
  const dead = new Map(broken.map(({ pointer, message }) => [pointer.slice(0, -'/$ref'.length), message]))
  const walk: Walk = {
    root,
    schemas,
    security,
    findings,
    broken: dead,
    ids: new Map(),
    routes: new Map(),
    servers: new Servers(source, findings),
    candidates: [],
  }
  const paths: Path[] = []
  const operations: DeclaredOperation[] = []
  const templates = isObject(root.paths) ? root.paths : {}
  for (const template of Object.keys(templates)) {
    if (template.startsWith('x-')) continue
    const at = `/paths${toPointer([template])}`
    const item = pathItemOf(root, templates[template], at, findings)
    // a path without anything on it is allowed, and so is one that a broken reference is told of already
    if (item === undefined) continue
    if ('wrong' in item) {
      if (item.wrong !== null) findings.push(malformed(at, `Path "${template}" must be a map, from methods`))
      continue
    }
    const own: DeclaredOperation[] = []
    const route = toRoute(template)
    const path: Path = { template, route: route.route, names: route.names, operations: own as readonly Operation[] }
    const here = operationsOf(item, findings)
    const faultOf = judgeRoute(
      template,
      route,
      here.map(({ method }) => method),
      walk,
    )
    for (const given of here) own.push(toOperation(path, given, item, faultOf(given.method), walk))
    paths.push(path)
    operations.push(...own)
  }
  assignAddresses(walk.candidates)
  return { paths, operations }
}

/** Why an operation of a template can't be reached, by its method. */
function judgeRoute(
  template: string,
  { fault, route }: Route,
  here: readonly string[],
  { findings, routes }: Walk,
): (method: string) => string | undefined {
  const pointer = `/paths${toPointer([template])}`
  if (fault !== undefined) {
    findings.push({ code: 'path.template.invalid', severity: 'error', message: `Path "${template}" can not be routed: ${fault}.`, pointer })
    return () => `its path can not be routed: ${fault}`
  }
  const taken = routes.get(route) ?? new Map<string, string>()
  const before = new Map(taken)
  for (const method of here) if (!taken.has(method)) taken.set(method, template)
  routes.set(route, taken)
  const [same] = before.values()
  if (same === undefined) return () => undefined
  const doubled = here.filter((method) => before.has(method))
  // OAS 3.1 §4.8.8 forbids both; but where no method stands under both, no request is in doubt.
  const effect =
    doubled.length === 0 ? 'They have no method in common, so both are served' : `Both have ${doubled.join(', ').toLowerCase()}`
  const message = `Path "${template}" matches exactly what "${same}" matches. ${effect}. Put their operations under one of them.`
  findings.push({ code: 'path.template.duplicate', severity: doubled.length === 0 ? 'warning' : 'error', message, pointer })
  return (method) => (before.has(method) ? `its path is the same as "${before.get(method)}"` : undefined)
}

function toOperation(
  path: Path,
  { method, pointer, node: given }: Given,
  item: PathItem,
  routeFault: string | undefined,
  walk: Walk,
): DeclaredOperation {
  const { root, schemas, findings } = walk
  const { parameters: shared } = item.node
  const before = findings.length
  const node = isObject(given) ? given : {}
  findings.push(...findMalformed(root, given, pointer))
  if (shared !== undefined && !Array.isArray(shared)) findings.push(malformed(item.at('parameters'), 'Parameters must be a list'))
  const parameters = collectParameters(
    root,
    [
      [shared, item.at('parameters')],
      [node.parameters, `${pointer}/parameters`],
    ],
    findings,
  )
  checkTemplate(path, parameters, pointer, findings)
  const own = node.security !== undefined
  const security = walk.security.requirements(own ? node.security : root.security, own ? `${pointer}/security` : '/security', findings)
  // a template and its declarations that differ are faults, but every path can still be told apart
  const error = findings.slice(before).find(({ severity, code }) => severity === 'error' && !code.startsWith('path.parameter.'))
  const id = identify(node, method, path, pointer, walk)
  const unusable =
    routeFault ??
    error?.message ??
    (security === undefined ? 'none of its security schemes can be played' : undefined) ??
    brokenReference(item, node, pointer, walk)
  const addresses: Address[] = []
  walk.candidates.push({ method, path, bases: basesOf(node, pointer, item, walk), isFaulty: routeFault !== undefined, addresses })
  const routable = parameters.filter((parameter) => parameter.in !== 'path' || path.names.includes(parameter.name))
  return new DeclaredOperation({
    root,
    schemas,
    id,
    method,
    path,
    addresses,
    pointer,
    node,
    parameters: routable,
    security: security ?? [],
    unusable,
  })
}

/** The nearest servers count: the operation's own, its path's, the document's. */
function basesOf(node: Node, pointer: string, item: PathItem, { root, servers }: Walk): readonly string[] {
  if (node.servers !== undefined) return servers.basesOf(node.servers, `${pointer}/servers`)
  return item.node.servers !== undefined
    ? servers.basesOf(item.node.servers, item.at('servers'))
    : servers.basesOf(root.servers, '/servers')
}

/** A second operation of the same id stays servable under `METHOD path`: only its name is taken. */
function identify(node: Node, method: Method, path: Path, pointer: string, { ids, findings }: Walk): string {
  const fallback = `${method} ${path.template}`
  const id = typeof node.operationId === 'string' && node.operationId !== '' ? node.operationId : fallback
  const taken = ids.get(id)
  if (taken === undefined) {
    ids.set(id, fallback)
    return id
  }
  const message = `operationId "${id}" is taken by ${taken}; this operation is known as "${fallback}". Give each its own.`
  findings.push({ code: 'operation.id.duplicate', severity: 'error', message, pointer: `${pointer}/operationId` })
  return fallback
}

function checkTemplate({ template, names }: Path, parameters: readonly Parameter[], pointer: string, findings: Finding[]): void {
  const declared = parameters.filter((parameter) => parameter.in === 'path')
  for (const name of names) {
    if (declared.some((parameter) => parameter.name === name)) continue
    const found = nearest(
      name,
      declared.map((parameter) => parameter.name).filter((other) => !names.includes(other)),
    )
    const hint = found === undefined ? 'Declare it with "in: path".' : `Did you mean "${found}"?`
    findings.push({
      code: 'path.parameter.undeclared',
      severity: 'error',
      message: `Path "${template}" has a parameter "${name}" that is not declared. ${hint}`,
      pointer,
    })
  }
  for (const { name, pointer: at } of declared) {
    if (names.includes(name)) continue
    const message = `Path parameter "${name}" is not in the template "${template}".`
    findings.push({ code: 'path.parameter.unused', severity: 'error', message, pointer: `${at}/name` })
  }
}

/** Why an operation that reaches a broken reference is unusable; looked into only when there is one. */
function brokenReference(item: PathItem, node: Node, pointer: string, { root, broken }: Walk): string | undefined {
  if (broken.size === 0) return undefined
  const seen = new Set<string>()
  const waiting: Reference[] = collectReferences(node, pointer)
  collectReferences(item.node.parameters, item.at('parameters'), waiting)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const message = broken.get(next.pointer)
    if (message !== undefined) return message
    if (seen.has(next.target)) continue
    seen.add(next.target)
    const place = follow(root, { $ref: next.target }, '')
    if (place !== undefined) collectReferences(place.value, place.pointer, waiting)
  }
  return undefined
}

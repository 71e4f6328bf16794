import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Api, createApi, type Operation, type ReadResult, type RequestParts, type Violation } from '../../src/openapi/index.ts'

type Node = Readonly<Record<string, unknown>>

/** A document around some paths. */
export function documentOf(paths: Node, more: Node = {}): Node {
  return { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths, ...more }
}

export function apiOf(paths: Node, more: Node = {}): Api {
  return createApi(documentOf(paths, more), 'test.yaml')
}

/** The one operation of a document with one. */
export function operationOf(node: Node, { path = '/things', more = {} }: { path?: string; more?: Node } = {}): Operation {
  const [operation] = apiOf({ [path]: { post: { responses: {}, ...node } } }, more).operations
  if (operation === undefined) throw new Error('no operation')
  return operation
}

/** An operation that takes a JSON body. */
export function bodyOf(schema: unknown, more: Node = {}, body: Node = { required: true }): Operation {
  return operationOf({ requestBody: { ...body, content: { 'application/json': { schema } } } }, { more })
}

/** Request parts, with a JSON body unless it is text or bytes already. */
export function parts(given: { params?: string[]; query?: string; headers?: RequestParts['headers']; body?: unknown } = {}): RequestParts {
  const { params = [], query = '', body } = given
  const bytes =
    body === undefined || body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return { params, query, headers: given.headers ?? (bytes === undefined ? {} : { 'content-type': 'application/json' }), body: bytes }
}

export function violationsOf(result: ReadResult): readonly Violation[] {
  return result.ok ? [] : result.violations
}

/** `body/role_ids/0 type`, one line per violation. */
export function linesOf(violations: readonly Violation[]): string[] {
  return violations.map(({ in: place, path, rule }) => `${[place, ...path].join('/')} ${rule}`)
}

/** Files of a test in a folder of their own; gives the path of the first. */
export function filesOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'standin-openapi-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return join(folder, Object.keys(files)[0] ?? '')
}

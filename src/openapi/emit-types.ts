import { isObject } from '../kernel/index.ts'
import type { Api, Operation } from './api.ts'
import { follow } from './document.ts'
import { createEmission, type Emission } from './emission.ts'
import { asAsked, emitContent, emitHeader, emitItem, emitOperation, emitResponse } from './emit-operation.ts'
import { emitNamedSchema, emitSchema, nameOf } from './emit-schema.ts'
import { emitComment, quote, toKey } from './emit-text.ts'
import { collectParameters } from './parameters.ts'

/**
 * TypeScript types of a document, in the shape of openapi-typescript 7, so that `openapi-fetch` takes them:
 * `createClient<paths>()`. The same document always gives the same text.
 * `components['schemas']` are as answers have them, without what is `writeOnly`; those that requests have otherwise,
 * without what is `readOnly`, are also there as `components['writable']`.
 */
export function emitTypes(api: Api): string {
  const emission = createEmission(api.root)
  const name = api.source.split(/[\\/]/).at(-1)
  const paths = api.paths.map(({ template, operations }) =>
    emitItem(template, operations, '  ', ({ id, method }, at) => `${at}${toKey(method.toLowerCase())}: operations[${quote(id)}]\n`),
  )
  const operations = api.operations.map((one) => emitOperation(emission, one, one.id, '  ', emitCallbacks(emission, api, one)))
  return `// Generated from ${name} by \`standin types\`. Do not edit.

export interface paths {
${paths.join('')}}

${emitWebhooks(emission, api)}

${emitComponents(emission)}
export type $defs = Record<string, never>

export interface operations {
${operations.join('')}}
`
}

function emitWebhooks(emission: Emission, { webhooks }: Api): string {
  const items = [...groupBy(webhooks, ({ name }) => name)].map(([name, own]) => emitSendings(emission, name, own, '  '))
  return items.length === 0 ? 'export type webhooks = Record<string, never>' : `export interface webhooks {\n${items.join('')}}`
}

/** By the name of a callback, then by the expression of where it goes. */
function emitCallbacks(emission: Emission, { callbacks }: Api, { id }: Operation): string {
  const own = callbacks.filter(({ owner }) => owner === id)
  const named = [...groupBy(own, ({ name }) => name)].map(([name, sendings]) => {
    const items = [...groupBy(sendings, ({ expression }) => expression)]
    return `      ${toKey(name)}: {\n${items.map(([to, those]) => emitSendings(emission, to, those, '        ')).join('')}      }\n`
  })
  return named.length === 0 ? '' : `    callbacks: {\n${named.join('')}    }\n`
}

function emitSendings(emission: Emission, key: string, sendings: readonly { readonly operation: Operation }[], at: string): string {
  const operations = sendings.map(({ operation }) => operation)
  return emitItem(key, operations, at, (operation, inner) =>
    emitOperation({ ...emission, isSending: true }, operation, operation.method.toLowerCase(), inner),
  )
}

function emitComponents(emission: Emission): string {
  const { root, twofold, knots } = emission
  const components = isObject(root.components) ? root.components : {}
  const section = (kind: string, emit: (value: unknown, name: string) => string, name = kind, keep = (_: string) => true): string => {
    const map = isObject(components[kind]) ? components[kind] : {}
    const members = Object.keys(map).flatMap((key) => {
      const value = follow(root, map[key], '')?.value
      // an alias among schemas stays one: `A: { $ref: B }` is B by name
      return keep(key) ? [`${emitComment(value, '    ')}    ${toKey(key)}: ${emit(kind === 'schemas' ? map[key] : value, key)}\n`] : []
    })
    return members.length === 0 ? `  ${name}: never\n` : `  ${name}: {\n${members.join('')}  }\n`
  }
  const asked = asAsked(emission)
  const emitOne = (own: Emission) => (_: unknown, name: string) =>
    knots.has(name) ? nameOf(own, name) : emitNamedSchema(own, name, '    ')
  const schemas = section('schemas', emitOne(emission))
  const writable = twofold.size === 0 ? '' : section('schemas', emitOne(asked), 'writable', (name) => twofold.has(name))
  const aliases = [emission, ...(twofold.size === 0 ? [] : [asked])].flatMap((own) =>
    [...knots.keys()]
      .filter((name) => own === emission || twofold.has(name))
      .map((name) => `\ntype ${nameOf(own, name)} = ${emitNamedSchema(own, name, '')}\n`),
  )
  const responses = section('responses', (value) => emitResponse(emission, value, '    '))
  const parameters = section('parameters', (value) => {
    const [parameter] = collectParameters(root, [[[value], '']], [])
    return parameter === undefined ? 'unknown' : emitSchema(asked, parameter.schema, '    ')
  })
  const bodies = section('requestBodies', (value) => emitContent(asked, value, '    '))
  const headers = section('headers', (value) => emitHeader(emission, value, '    '))
  return `export interface components {\n${schemas}${writable}${responses}${parameters}${bodies}${headers}  pathItems: never\n}\n${aliases.join('')}`
}

function groupBy<One>(all: readonly One[], keyOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

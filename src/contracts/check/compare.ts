import { toPointer, Unusable, type Where } from '../../kernel/index.ts'
import type { Api } from '../../openapi/index.ts'
import { bodyValueOf } from '../pact/body.ts'
import type { Pact } from '../pact/model.ts'
import type { Teller } from './source.ts'

/** Ours are exact about these, also behind refusals, and name the line. */
const ours = new Set(['request.body.incompatible', 'request.query.incompatible', 'request.header.incompatible'])

interface Comparator {
  compare(pact: object): AsyncIterable<{
    readonly code: string
    readonly type: 'error' | 'warning'
    readonly message: string
    readonly mockDetails?: { readonly location: string; readonly value: unknown }
    readonly specDetails?: { readonly location: string; readonly pathName?: string | null; readonly pathMethod?: string | null }
  }>
}

/** Made once a document: it compiles every schema it meets. */
export async function createComparator(api: Api): Promise<Comparator> {
  // its own declarations name files that nodenext can't find
  const loaded = (await import('@pactflow/openapi-pact-comparator').catch((error: Error) => {
    const message = `The comparator can not be loaded (${error.message}). Expected the package: npm install --save-dev @pactflow/openapi-pact-comparator@1.7.0.`
    throw new Unusable('No pact was checked.', [
      { code: 'pact.not-installed', severity: 'error', message, where: { file: 'package.json' } },
    ])
  })) as unknown as { readonly Comparator: new (document: unknown) => Comparator }
  return new loaded.Comparator(opened(api.document))
}

/** What @pactflow/openapi-pact-comparator finds, told at the lines of both files. */
export async function compare(api: Api, comparator: Comparator, pact: Pact, tellers: readonly Teller[]): Promise<void> {
  for await (const { code, type, message, mockDetails, specDetails } of comparator.compare(plain(pact))) {
    if (ours.has(code)) continue
    // its own name for the state is "[none]" with V4: the interaction is known by its index
    const [, index, rest = ''] = /^\[root\]\.interactions\[(\d+)\](.*)$/.exec(mockDetails?.location ?? '') ?? []
    const teller = tellers[Number(index ?? 0)]
    if (teller === undefined) continue
    const tokens = [...rest.matchAll(/\[(\d+)\]|\.([^.[]+)/g)].map(([, number, name]) =>
      number === undefined ? (name as string) : Number(number),
    )
    const [side, part, ...inside] = tokens
    const at = part === 'body' && (side === 'request' || side === 'response') ? teller.body(side, inside) : tokens
    const own =
      code !== 'response.body.incompatible'
        ? `pact.${code}`
        : /additional properties/.test(message)
          ? 'pact.response.unknown-field'
          : 'pact.example.invalid'
    teller.tell(own, type, sentence(message, mockDetails?.value), at, documentPlace(api, specDetails))
  }
}

function sentence(message: string, value: unknown): string {
  const shown = JSON.stringify(value)
  return shown === undefined || shown.length > 80 || message.includes(shown) ? `${message}.` : `${message}; the pact has ${shown}.`
}

function documentPlace(
  api: Api,
  spec: { readonly location: string; readonly pathName?: string | null; readonly pathMethod?: string | null } | undefined,
): Where | undefined {
  if (spec === undefined || typeof spec.pathName !== 'string' || typeof spec.pathMethod !== 'string') return undefined
  const operation = ['paths', spec.pathName, spec.pathMethod]
  const start = `[root].paths.${spec.pathName}.${spec.pathMethod}.`
  const rest = spec.location.startsWith(start) ? spec.location.slice(start.length).split('.') : []
  // behind a `$ref` the location has no line; the response that refers there has
  return api.locate(toPointer([...operation, ...rest.slice(0, 2)]))
}

/** It reads V3 best: one shape for all versions, so that its indexes are ours. */
function plain({ consumer, provider, interactions }: Pact): object {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    metadata: { pactSpecification: { version: '3.0.0' } },
    interactions: interactions.map(({ description, request, response }) => ({
      description,
      request: {
        method: request.method,
        path: request.path,
        query: request.query,
        headers: joined(request.headers),
        ...(request.body === undefined ? {} : { body: bodyValueOf(request) }),
      },
      response: {
        status: response.status,
        headers: joined(response.headers),
        ...(response.body === undefined ? {} : { body: bodyValueOf(response) }),
      },
    })),
  }
}

function joined(headers: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(', ')]))
}

/** It takes every object for closed unless it says `additionalProperties: {}`: an object the document leaves open must say so in its words. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened)
  if (value === null || typeof value !== 'object') return value
  const copy = Object.fromEntries(Object.entries(value).map(([name, child]) => [name, opened(child)]))
  const isBare =
    copy.type === 'object' && !['properties', 'allOf', 'anyOf', 'oneOf', '$ref', 'additionalProperties'].some((key) => key in copy)
  if (copy.additionalProperties === true || isBare) copy.additionalProperties = {}
  return copy
}
